"""Whether a workbook that calgen cannot read looks like a strategy or a calendar under other titles."""

from __future__ import annotations

from calgen.adopt.source_tables import source_tables
from calgen.adopt.tables import find_table
from calgen.book.cells import ReadOptions
from calgen.book.grid import Grid, Workbook
from calgen.book.words import Words


def adoptable_tabs(workbook: Workbook, words: Words) -> tuple[str, ...]:
    """The titles of the tabs that hold a table which `adopt` reads; all tabs of the workbook are grids."""
    options = ReadOptions(words.locale.day_first, words.locale.decimal == ",", workbook.epoch_1904,
                          language=words.language)  # fmt: skip
    return tuple(grid.title for grid in workbook.grids if _has_readable_table(grid, options))


def _has_readable_table(grid: Grid, options: ReadOptions) -> bool:
    found = (find_table(table, options, ()) for table in source_tables(grid))
    return any(table.grid or table.readings for table in found)
