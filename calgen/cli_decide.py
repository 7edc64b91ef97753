"""The command that brings a client's answers back into the calendar."""

from __future__ import annotations

import contextlib
import sys
from datetime import datetime

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


@click.command(cls=Command)
@click.argument("file", type=FILE)
@click.argument("answers", type=FILE)
@click.option("--refusals", is_flag=True)
@click.option("--today", type=DATE, metavar="date")
@click.option("--dry-run", is_flag=True)
@click.option("--format", "format_", type=OUTPUT_FORMAT, default="text")
@handle_errors
def decide(
    file: Location, answers: Location, refusals: bool, today: datetime | None, dry_run: bool, format_: str
) -> None:
    """Bring a client's answers back: statuses and comments, for the version of a post that she saw."""
    from calgen import api, terminal
    from calgen.book.problems import Refused
    from calgen.decide_steps import decide as decided
    from calgen.decide_steps import decision_lines, decision_record

    store = store_of(file)
    with contextlib.ExitStack() as stack:
        if not dry_run:
            lock_file(stack, store, store, today_or(today))
        data, language = store.read(), command_language()
        given = (answers.name, store_of(answers).read())
        try:
            made = decided(data, file.name, given, today_or(today), language, refusals=refusals)
            if made.changed and not dry_run:
                replace_file(store, data, made.after, made.words)
        except Refused as refused:
            exit_refused(with_path(refused, file), api.workbook_words(data, file.name, language), format_)
    is_written = made.changed and not dry_run
    with tolerate_output_errors(made.words.text("decide", "written", file=str(file)) if is_written else ""):
        if format_ == "json":
            terminal.print_json(decision_record(made, written=is_written))
            sys.exit(ExitCode.DONE)
        for line in decision_lines(made, with_all=dry_run):
            click.echo(line)
        if made.problems:
            terminal.print_problems(made.problems, made.words, format_)
        end = "dry_run" if dry_run else "written" if made.changed else "nothing"
        click.echo(made.words.text("decide", end, file=str(file)))
    sys.exit(ExitCode.DONE)
