"""The command that writes the accepted proposals of the Review into the strategy."""

from __future__ import annotations

import contextlib
import sys
from datetime import datetime
from typing import TYPE_CHECKING

import click

from calgen.cli_clock import today_or
from calgen.cli_help import DATE, FILE, OUTPUT_FORMAT, Command
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
    from calgen.adapt_steps import Adapted
    from calgen.book.words import Words


@click.command(cls=Command)
@click.argument("file", type=FILE)
@click.option("--today", type=DATE, metavar="date")
@click.option("--dry-run", is_flag=True)
@click.option("--format", "format_", type=OUTPUT_FORMAT, default="text")
@handle_errors
def adapt(file: Location, today: datetime | None, dry_run: bool, format_: str) -> None:
    """Write the accepted proposals of the Review into the strategy."""
    from calgen.adapt_report import written_line
    from calgen.adapt_steps import adapt as adapt_workbook
    from calgen.book.problems import Refused

    store = store_of(file)
    with contextlib.ExitStack() as stack:
        if not dry_run:
            lock_file(stack, store, store, today_or(today))
        data = store.read()
        try:
            made = adapt_workbook(data, file.name, today_or(today), command_language())
            if made.changed and not dry_run:
                replace_file(store, data, made.after, made.words)
        except Refused as refused:
            exit_refused(with_path(refused, file), _words(data, file), format_)
    with tolerate_output_errors(written_line(made, str(file)) if made.changed else ""):
        _print(made, file, dry_run=dry_run, format_=format_)
    sys.exit(ExitCode.PROBLEM if made.stopped else ExitCode.DONE)


def _words(data: bytes, file: Location) -> Words:
    from calgen import api

    return api.workbook_words(data, file.name, command_language())


def _print(made: Adapted, file: Location, *, dry_run: bool, format_: str) -> None:
    from calgen import terminal
    from calgen.adapt_report import adapt_lines, adapt_record

    if format_ == "json":
        terminal.print_json(adapt_record(made, written=made.changed and not dry_run))
        return
    if made.problems:
        terminal.print_problems(made.problems, made.words, format_)
    for line in () if made.stopped else adapt_lines(made, str(file), dry_run=dry_run):
        click.echo(line)
