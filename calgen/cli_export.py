"""The command that takes the calendar out of the workbook: to phones, to schedulers, to programs."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from calgen.cli_batch import over_many
from calgen.cli_clock import moment_unless, today_or
from calgen.cli_help import DATE, FILE, FILE_OR_FOLDER, OUTPUT_FORMAT, Choice, Command, with_ending, wrong_call
from calgen.cli_steps import lock_file, make_folder, refuse_foreign, replace_file, save_own
from calgen.command_errors import command_language, exit_refused, handle_errors, tolerate_output_errors, with_path
from calgen.files.stores.address import Location, S3Address
from calgen.files.stores.store import own_names, same_place, store_of

if TYPE_CHECKING:
    from calgen.export_records import Exported, ExportRequest

# the keys of `calgen.export.FORMATS`: a help text must not load them
FORMATS = ("ics", "json", "buffer", "publer", "metricool", "pinterest", "vista", "highlevel", "sprout", "google")
ENDINGS = {"ics": ".ics", "json": ".json"}  # of the others: .csv
PARTS = {"platform": "platform", "person": "owner"}  # the word after `--by` → the column of the social calendar
EVENTS = ("dates", "tasks")  # the words after `--with`
_LONGEST_NAME = 100  # bytes of what stands behind the workbook's name: systems take 255 in all
TO_LOOK_AT = frozenset({"ics", "json", "google"})  # formats that schedule nothing


@click.command(cls=Command)
@click.argument("files", type=FILE_OR_FOLDER, nargs=-1, required=True)
@click.option("--to", type=Choice(FORMATS))
@click.option("--template", type=FILE, metavar="file")
@click.option("-o", "--output", type=FILE_OR_FOLDER, metavar="output")
@click.option("--from", "first", type=DATE, metavar="date")
@click.option("--until", "last", type=DATE, metavar="date")
@click.option("--ids", metavar="ids", default="")
@click.option("--drafts", is_flag=True)
@click.option("--mark", is_flag=True)
@click.option("--by", type=Choice(tuple(PARTS)))
@click.option("--with", "events", metavar="events", default="")
@click.option("--board", metavar="board", default="")
@click.option("--today", type=DATE, metavar="date")
@click.option("--force", is_flag=True)
@click.option("--format", "format_", type=OUTPUT_FORMAT, default="text")
@over_many
@handle_errors
def export(file: Location, output: Location | None, format_: str, *, force: bool, **asked: Any) -> None:
    """Write the calendar as it stands, with your edits, into files for another program."""
    from calgen import api, terminal
    from calgen.book.problems import Refused
    from calgen.export_report import report_lines, report_record
    from calgen.export_steps import export_calendar

    request = _request(**asked)
    if output is not None and output.suffix:
        with_ending(output, ENDINGS.get(request.to, ".csv"))
    store = store_of(file)
    with contextlib.ExitStack() as stack:
        if request.mark:  # a workbook that cannot be written is told before any file is
            lock_file(stack, store, store, request.today)
        data, language = store.read(), command_language()
        try:
            made = export_calendar(data, file.name, request, language)
        except Refused as refused:
            exit_refused(with_path(refused, file), api.workbook_words(data, file.name, language), format_)
        written, earlier = _write(made, request, file, output, force=force, format_=format_)
        if made.changed:
            replace_file(store, made.before, made.after, made.words)
    lines = report_lines(made, written, earlier, file)
    with tolerate_output_errors(*lines):
        if format_ == "json":
            terminal.print_json(report_record(made, written, earlier))
        else:
            click.echo("\n".join(lines))


def _request(to: str | None, template: Location | None, ids: str, events: str, **asked: Any) -> ExportRequest:
    """What the options say. Raises a usage error for options that do not go together."""
    from calgen.export_records import ExportRequest

    if (to is None) == (template is None):
        raise wrong_call("export_to_or_template", formats=FORMATS)
    kinds = tuple(filter(None, re.split(r"[\s,;]+", events.lower())))
    if unknown := [kind for kind in kinds if kind not in EVENTS]:
        raise wrong_call("not_a_choice", value=unknown[0], choices=EVENTS)
    if (kinds or asked["by"]) and to != "ics":
        raise wrong_call("export_for_ics")
    if asked["mark"] and to in TO_LOOK_AT:
        raise wrong_call("export_mark_needs_scheduler")
    today, first, last = asked["today"], asked["first"], asked["last"]
    return ExportRequest(
        to or "",
        today_or(today),
        moment_unless(today),
        first.date() if first else None,
        last.date() if last else None,
        tuple(filter(None, re.split(r"[\s,;]+", ids.upper()))),
        asked["drafts"],
        PARTS[asked["by"]] if asked["by"] else "",
        (template.name, store_of(template).read()) if template else None,
        kinds,
        asked["board"],
        asked["mark"],
    )


def _write(
    made: Exported, request: ExportRequest, file: Location, output: Location | None, *, force: bool, format_: str
) -> tuple[tuple[Location, ...], tuple[str, ...]]:
    """Writes the files, and returns them, with the names of those that an earlier export left.

    All are looked at before one is written. A refusal is told in the language of the workbook, which is known by now.
    """
    from calgen.book.problems import Refused

    targets = _targets(made, file, output)
    try:
        if any(same_place(target, file) for target in targets):
            raise Refused("export_onto_workbook", file=file.name)
        refuse_foreign(() if force else targets)
        for target, exported in zip(targets, made.files, strict=True):
            save_own(target, exported.data, made.words)
    except Refused as refused:
        exit_refused(refused, made.words, format_)
    names, begin = {target.name for target in targets}, f"{file.stem}{_separated(_prefix(request))}"
    parts = re.compile(rf"{re.escape(begin)}(-.*)?\.\w+")
    earlier = own_names(targets[0].parent, parts.fullmatch) if targets else ()
    return targets, tuple(name for name in earlier if name not in names)


def _prefix(request: ExportRequest) -> str:
    """How the names of a format's files begin behind that of the workbook."""
    return {"ics": "calendar", "json": ".json"}.get(request.to, request.to or "template")


def _targets(made: Exported, file: Location, output: Location | None) -> tuple[Location, ...]:
    """Where each file goes: beside the workbook, under its name; or into a folder; or, of a single one, as asked."""
    if output is not None and len(made.files) == 1 and not _is_folder(output):
        return (with_ending(output, made.ending),)
    folder = output or file.parent
    if made.files and isinstance(folder, Path):  # a bucket has no folders, only keys that begin alike
        make_folder(folder)
    names: list[str] = []
    for exported in made.files:
        names.append(_free_name(f"{file.stem}{_separated(exported.name)}", names))
    return tuple(folder / name for name in names)


def _is_folder(location: Location) -> bool:
    """Whether a place is a folder: of a bucket, one whose key ends with a slash, or is empty."""
    return not location.name if isinstance(location, S3Address) else location.is_dir()


def _free_name(name: str, taken: list[str]) -> str:
    """The name, with a number where another file of the export has it, in any case of letters."""
    used, path, number = {other.casefold() for other in taken}, Path(name), 2
    while name.casefold() in used:
        name, number = f"{path.stem} ({number}){path.suffix}", number + 1
    return name


def _separated(name: str) -> str:
    """The rest of a file's name behind that of the workbook, without signs that a system refuses."""
    safe = re.sub(r'[<>:"/\\|?*\x00-\x1f\x7f\s]+', "-", name)
    stem, dot, ending = safe.rpartition(".")
    while len(stem.encode()) > _LONGEST_NAME:
        stem = stem[:-1]
    safe = f"{stem.rstrip('. -')}{dot}{ending}" if stem else safe
    return safe if safe.startswith(".") else f"-{safe}"
