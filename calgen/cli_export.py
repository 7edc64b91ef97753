"""The command that takes the calendar out of the workbook: to phones, to schedulers, to programs."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from calgen.cli_clock import moment_unless, timestamp, today_or
from calgen.cli_help import DATE, FILE, Choice, Command, with_ending, wrong_call
from calgen.cli_steps import save_new
from calgen.command_errors import command_language, exit_refused, handle_errors, tolerate_output_errors, with_path

if TYPE_CHECKING:
    from calgen.export_records import Exported

# the keys of `calgen.export.FORMATS`: a help text must not load them
FORMATS = ("ics", "json", "buffer", "publer", "metricool", "pinterest", "vista", "highlevel", "sprout", "google")
ENDINGS = {"ics": ".ics", "json": ".json"}  # of the others: .csv
PARTS = {"platform": "platform", "person": "owner"}  # the word after `--by` → the column of the social calendar


@click.command(cls=Command)
@click.argument("file", type=FILE)
@click.option("--to", type=Choice(FORMATS))
@click.option("--template", type=FILE, metavar="file")
@click.option("-o", "--output", type=FILE, metavar="output")
@click.option("--from", "first", type=DATE, metavar="date")
@click.option("--until", "last", type=DATE, metavar="date")
@click.option("--ids", metavar="ids", default="")
@click.option("--drafts", is_flag=True)
@click.option("--by", type=Choice(tuple(PARTS)))
@click.option("--today", type=DATE, metavar="date")
@click.option("--force", is_flag=True)
@handle_errors
def export(
    file: Path,
    to: str | None,
    template: Path | None,
    output: Path | None,
    first: datetime | None,
    last: datetime | None,
    ids: str,
    drafts: bool,
    by: str | None,
    today: datetime | None,
    force: bool,
) -> None:
    """Write the calendar as it stands, with your edits, into files for another program."""
    from calgen.book.problems import Refused
    from calgen.export_records import ExportRequest
    from calgen.export_steps import export_calendar
    from calgen.files.read import load

    wanted = tuple(filter(None, re.split(r"[\s,;]+", ids.upper())))
    if output is not None and output.suffix:
        with_ending(output, ".csv" if to is None else ENDINGS.get(to, ".csv"))
    if (to is None) == (template is None):
        raise wrong_call("export_to_or_template", formats=FORMATS)
    request = ExportRequest(
        to or "",
        today_or(today),
        moment_unless(today),
        first.date() if first else None,
        last.date() if last else None,
        wanted,
        drafts,
        PARTS[by] if by else "",
        (template.name, load.read_bytes(template)) if template else None,
    )
    try:
        made = export_calendar(load.read_bytes(file), file.name, request, command_language())
    except Refused as refused:
        raise with_path(refused, file) from None
    written = _write(made, file, output, force=force)
    from calgen.export_report import report_lines

    lines = report_lines(made, written)
    with tolerate_output_errors(*lines):
        click.echo("\n".join(lines))


def _write(made: Exported, file: Path, output: Path | None, *, force: bool) -> tuple[Path, ...]:
    """Writes the files; a refusal is told in the language of the workbook, which is known by now."""
    from calgen.book.problems import Refused

    targets = _targets(made, file, output)
    try:
        for target, exported in zip(targets, made.files, strict=True):
            if target.resolve() == file.resolve():
                raise Refused("export_onto_workbook", file=file.name)
            save_new(target, exported.data, force=force, timestamp=timestamp())
    except Refused as refused:
        exit_refused(refused, made.words, "text")
    return targets


def _targets(made: Exported, file: Path, output: Path | None) -> tuple[Path, ...]:
    """Where each file goes: beside the workbook, under its name; or into a folder; or, of a single one, as asked."""
    if output is not None and len(made.files) == 1 and not output.is_dir():
        return (with_ending(output, made.ending),)
    folder = output or file.parent
    folder.mkdir(exist_ok=True)
    return tuple(folder / f"{file.stem}{_separated(exported.name)}" for exported in made.files)


def _separated(name: str) -> str:
    """The rest of a file's name behind that of the workbook, without signs that a system refuses."""
    safe = re.sub(r'[<>:"/\\|?*\x00-\x1f\s]+', "-", name)
    return safe if safe.startswith(".") else f"-{safe}"
