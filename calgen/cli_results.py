"""The command that fills in results from the platforms' own files."""

from __future__ import annotations

import contextlib
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from calgen.batch.workbooks import files_in
from calgen.cli_batch import over_many
from calgen.cli_clock import today_or
from calgen.cli_help import DATE, FILE_OR_FOLDER, OUTPUT_FORMAT, Choice, Command, wrong_call
from calgen.cli_steps import lock_file, replace_file
from calgen.command_errors import (
    ExitCode,
    command_language,
    exit_refused,
    handle_errors,
    tolerate_output_errors,
    with_path,
)
from calgen.files.stores.address import Location
from calgen.files.stores.store import store_of

if TYPE_CHECKING:
    from calgen.book.words import Words
    from calgen.result_steps import Imported

ORDERS = {"dmy": True, "mdy": False}


@click.command(cls=Command)
@click.argument("files", type=FILE_OR_FOLDER)
@click.argument("exports", type=FILE_OR_FOLDER, nargs=-1, required=True)
@click.option("--platform", metavar="platform", default="")
@click.option("--dates", type=Choice(tuple(ORDERS)))
@click.option("--map", "meanings", multiple=True, metavar="meaning")
@click.option("--overwrite", is_flag=True)
@click.option("--add", is_flag=True)
@click.option("--today", type=DATE, metavar="date")
@click.option("--dry-run", is_flag=True)
@click.option("--format", "format_", type=OUTPUT_FORMAT, default="text")
@over_many
@handle_errors
def results(
    file: Location,
    exports: tuple[Location, ...],
    platform: str,
    dates: str | None,
    meanings: tuple[str, ...],
    overwrite: bool,
    add: bool,
    today: datetime | None,
    dry_run: bool,
    format_: str,
) -> None:
    """Fill in the results from the files that platforms export."""
    from calgen.book.problems import Refused
    from calgen.result_steps import ResultRequest, import_into

    store = store_of(file)
    with contextlib.ExitStack() as stack:
        if not dry_run:
            lock_file(stack, store, store, today_or(today))
        data = store.read()
        read = [(path.name, store_of(path).read()) for path in _files_of(exports)]
        request = ResultRequest(read, platform, ORDERS[dates] if dates else None, meanings, overwrite, add)
        try:
            made = import_into(data, file.name, request, today_or(today), command_language())
            if made.changed and not dry_run:
                replace_file(store, data, made.after, made.words)
        except Refused as refused:
            exit_refused(with_path(refused, file), _words(data, file), format_)
    with tolerate_output_errors(_end_line(made, file, "written") if made.changed else ""):
        _print(made, file, dry_run=dry_run, format_=format_)
    sys.exit(ExitCode.DONE)


def _files_of(exports: tuple[Location, ...]) -> list[Location]:
    """The files to read: a folder stands for all that are in it. Raises a usage error for one without files."""
    found: list[Location] = []
    for location in exports:
        if os.path.isdir(location) if isinstance(location, Path) else not location.name:
            files = files_in(location)
            if not files:
                raise wrong_call("exports_empty", value=str(location))
            found += files
        else:
            found.append(location)
    return found


def _words(data: bytes, file: Location) -> Words:
    from calgen import api

    return api.workbook_words(data, file.name, command_language())


def _print(made: Imported, file: Location, *, dry_run: bool, format_: str) -> None:
    from calgen import terminal
    from calgen.results.report import report_lines, report_record

    if format_ == "json":
        terminal.print_json(report_record(made.report, made.words, written=made.changed and not dry_run))
        return
    for line in report_lines(made.report, made.words):
        click.echo(line)
    if made.problems:
        terminal.print_problems(made.problems, made.words, format_)
    end = "dry_run" if dry_run else "written" if made.changed else "nothing"
    click.echo(_end_line(made, file, end))


def _end_line(made: Imported, file: Location, end: str) -> str:
    """What was done, and what to do next."""
    return made.words.text("results", end, file=str(file), review=made.words.title("review"))
