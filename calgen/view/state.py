"""The hidden sheet `_calgen`: what this run wrote, for the next one to compare with."""

from __future__ import annotations

from calgen.book.sheet import Sheet, StyledCell
from calgen.last_run import STATE, LastRun, hidden_rows
from calgen.view.table_cells import TableCells
from calgen.view.view_context import ViewContext


def sheet(context: ViewContext, last_run: LastRun) -> Sheet:
    """The sheet: kind, key, value."""
    rows = tuple(hidden_rows(last_run))
    cells = TableCells({}, range(1, len(rows) + 1), 3, lambda row: tuple(map(StyledCell, rows[row - 1])))
    return Sheet(STATE, context.titles[STATE], cells, widths={1: 12, 2: 14, 3: 120}, hidden=True)
