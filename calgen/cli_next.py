"""The command that begins the next period."""

from __future__ import annotations

import contextlib
import sys
from datetime import datetime
from typing import TYPE_CHECKING

import click

from calgen.cli_clock import today_or
from calgen.cli_help import DATE, FILE, OUTPUT_FORMAT, WEEKS, Command
from calgen.cli_steps import lock_file, replace_file
from calgen.command_errors import (
    ExitCode,
    command_language,
    exit_refused,
    handle_errors,
    tolerate_output_errors,
)
from calgen.files.stores.address import Location
from calgen.files.stores.store import store_of

if TYPE_CHECKING:
    from calgen.next_steps import BegunPeriod


@click.command("next", cls=Command)
@click.argument("file", type=FILE)
@click.option("--weeks", type=WEEKS, metavar="number")
@click.option("--start", type=DATE, metavar="date")
@click.option("--archive", is_flag=True)
@click.option("--today", type=DATE, metavar="date")
@click.option("--dry-run", is_flag=True)
@click.option("--format", "format_", type=OUTPUT_FORMAT, default="text")
@handle_errors
def next_period(
    file: Location,
    weeks: int | None,
    start: datetime | None,
    archive: bool,
    today: datetime | None,
    dry_run: bool,
    format_: str,
) -> None:
    """Begin the next period: the start of the settings moves on, and the calendar goes on from there."""
    from calgen.book.problems import Refused
    from calgen.next_steps import NextRequest, with_path

    request = NextRequest(weeks, start.date() if start else None, archive)
    store = store_of(file)
    with contextlib.ExitStack() as stack:
        if not dry_run:
            lock_file(stack, store, store, today_or(today))
        data = store.read()
        try:
            made = _begun(data, file, request, today)
            if not made.stopped and not dry_run:
                replace_file(store, data, made.after, made.words)
        except Refused as refused:
            from calgen import api

            words = api.workbook_words(data, file.name, command_language())
            exit_refused(with_path(refused, str(file)), words, format_)
    is_written = not made.stopped and not dry_run
    with tolerate_output_errors(made.words.text("cli", "written", file=str(file)) if is_written else ""):
        _print(made, file, dry_run=dry_run, format_=format_)
    sys.exit(ExitCode.PROBLEM if made.stopped else ExitCode.DONE)


def _begun(data: bytes, file: Location, request: object, today: datetime | None) -> BegunPeriod:
    """The next period, while the terminal shows that calgen is at work."""
    from calgen import terminal
    from calgen.book.words import load_words
    from calgen.next_steps import NextRequest, begin_next

    assert isinstance(request, NextRequest)
    language = command_language()
    with terminal.show_progress(load_words(language)):
        return begin_next(data, file.name, request, today_or(today), language)


def _print(made: BegunPeriod, file: Location, *, dry_run: bool, format_: str) -> None:
    from calgen import terminal
    from calgen.cli_output import print_run, run_record_of
    from calgen.next_report import report_lines, report_record

    if format_ == "json":
        run = run_record_of(made.run, file, dry_run) if made.run else None
        terminal.print_json(report_record(made, str(file), run, written=not made.stopped and not dry_run))
        return
    for line in report_lines(made) if not made.stopped else ():
        click.echo(line)
    if made.notes:
        terminal.print_problems(made.notes, made.words, format_)
    if made.run:
        print_run(made.run, file, dry_run, format_)
    else:
        terminal.print_problems(made.problems, made.words, format_)
        click.echo(made.words.text("cli", "stopped"), err=True)
