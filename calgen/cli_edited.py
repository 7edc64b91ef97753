"""The shell of the commands that write cells of the strategy and then run: lock, read, write, print."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import click

from calgen.cli_output import print_run, run_record_of
from calgen.cli_steps import lock_file, replace_file
from calgen.command_errors import ExitCode, command_language, exit_refused, tolerate_output_errors, with_path
from calgen.files.stores.address import Location
from calgen.files.stores.store import store_of

if TYPE_CHECKING:
    from calgen.edited_run import EditedRun

_MOVES = ("moved", "removed")  # kinds of changes that the user looks at: `--dry-run` lists all of them
Steps = Callable[[bytes, str], "EditedRun"]  # the bytes of the workbook and the language of the system


def run_and_save(file: Location, steps: Steps, about: str, today: date, *, dry_run: bool, format_: str) -> None:
    """Runs the steps of a command on a workbook, saves it with one backup, and prints; `about` names its words."""
    from calgen import api, terminal
    from calgen.book.problems import Refused
    from calgen.book.words import load_words

    language = command_language()
    store = store_of(file)
    with contextlib.ExitStack() as stack:
        if not dry_run:
            lock_file(stack, store, store, today)
        data = store.read()
        try:
            with terminal.show_progress(load_words(language)):
                found = steps(data, language)
            if found.changed and not dry_run:
                replace_file(store, data, found.after, found.words)
        except Refused as refused:
            exit_refused(with_path(refused, file), api.workbook_words(data, file.name, language), format_)
    with tolerate_output_errors(found.words.text("cli", "written", file=str(file)) if found.changed else ""):
        _print(found, file, about, dry_run=dry_run, format_=format_)
    sys.exit(ExitCode.DONE)


def _print(found: EditedRun, file: Location, about: str, *, dry_run: bool, format_: str) -> None:
    from calgen import diff, terminal
    from calgen.edited_run import edit_lines, edit_record
    from calgen.records import problem_records

    if format_ == "json":
        run = run_record_of(found.made, file, dry_run) if found.made else {"file": str(file), "written": False}
        notes = problem_records(found.problems, found.words)
        terminal.print_json({**edit_record(found), "notes": notes, "run": run})
        return
    for line in edit_lines(found, about):
        click.echo(line)
    if found.problems:
        terminal.print_problems(found.problems, found.words, format_)
    if found.made is None:
        return
    moved = [change for change in found.made.changes if change.calendar == "social" and change.kind in _MOVES]
    for line in diff.diff_lines(moved, found.words, found.made.titles) if not dry_run else ():
        click.echo(line)
    print_run(found.made, file, dry_run, format_)
