"""What a batch tells at its end, and the file of its report, which is looked at before anything is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from calgen.batch.command_records import BatchRow, BatchTable
from calgen.batch.workbooks import FoundWorkbooks
from calgen.cli_help import wrong_call
from calgen.cli_steps import refuse_foreign, save_own
from calgen.command_errors import command_language, tolerate_output_errors
from calgen.files.stores.address import Location
from calgen.files.stores.store import same_place, store_of

if TYPE_CHECKING:
    from calgen.book.words import Words

REPORTS = (".csv", ".xlsx")
SHOWN = 40  # rows of the closing table; of more files, those that are not good


def without_report(found: FoundWorkbooks, report: Location | None) -> FoundWorkbooks:
    """The workbooks, without the report that an earlier run left among them.

    Raises a usage error for a report in the place of a workbook, whatever may be replaced otherwise.
    """
    same = [file for file in found.files if report is not None and same_place(report, file)]
    if not same:
        return found
    if not isinstance(report, Path) and store_of(same[0]).exists() and store_of(same[0]).is_own():
        files = tuple(file for file in found.files if file not in same)
        return replace(found, files=files, skipped=found.skipped + len(same))
    raise wrong_call("batch_report_workbook", value=str(report))


def check_report(path: Location | None, *, force: bool) -> None:
    """Raises for a report that could not be written at the end: a usage error for its ending, Refused for its place."""
    from calgen.book.problems import Refused, Severity

    if path is None:
        return
    if path.suffix.lower() not in REPORTS:
        raise wrong_call("batch_report", value=str(path), endings=REPORTS)
    if not force:
        refuse_foreign((path,))
    errors = [problem for problem in store_of(path).write_problems() if problem.severity is Severity.ERROR]
    if errors:
        raise Refused.joined(errors)


def tell(table: BatchTable, report: Location | None, format_: str) -> bool:
    """Prints the closing table, and writes the report where one is asked for; returns whether that went well."""
    from calgen import terminal
    from calgen.batch_report import record, summary
    from calgen.book.words import load_words

    words = load_words(command_language())
    with tolerate_output_errors(summary(table, words)):
        if format_ == "json":
            terminal.print_json(record(table))
        else:
            _print_rows(table, words)
    return report is None or _write_report(report, table, words)


def _print_rows(table: BatchTable, words: Words) -> None:
    from calgen.batch_report import cells_of, headings, summary
    from calgen.terminal import PipedConsole
    from calgen.terminal_tables import fitted_tables

    console = PipedConsole(highlight=False, soft_wrap=False)
    shown: Sequence[BatchRow] = table.rows
    if len(shown) > SHOWN:
        shown = [row for row in shown if not row.state.is_good]
    if shown:
        texts = [["" if cell is None else str(cell) for cell in cells_of(row, words)] for row in shown]
        used = [n for n in range(len(texts[0])) if n < 2 or any(row[n] for row in texts)]
        titles = headings(words)
        for part in fitted_tables([titles[n] for n in used], [[row[n] for n in used] for row in texts], console.width):
            console.print(part)
    console.print(summary(table, words), markup=False, soft_wrap=True)


def _write_report(path: Location, table: BatchTable, words: Words) -> bool:
    """Whether the report could be written; why it could not goes to standard error, for the table is printed by now."""
    from calgen.batch_report import report_file
    from calgen.book.problems import Refused

    try:
        save_own(path, report_file(table.rows, words, path.suffix.lower()), words)
    except Refused as refused:
        for problem in refused.problems:
            click.echo("\n  → ".join(words.message(problem)), err=True)
        return False
    return True
