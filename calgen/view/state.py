"""The hidden sheet `_calgen`: what this run wrote, for the next one to compare with."""

from __future__ import annotations

from calgen.book.sheet import Sheet, StyledCell
from calgen.last_run import STATE, LastRun, hidden_rows
from calgen.view.view_context import ViewContext


def sheet(context: ViewContext, last_run: LastRun) -> Sheet:
    """The sheet: kind, key, value."""
    cells: dict[tuple[int, int], StyledCell] = {}
    for row, (kind, key, value) in enumerate(hidden_rows(last_run), 1):
        cells[row, 1], cells[row, 2], cells[row, 3] = StyledCell(kind), StyledCell(key), StyledCell(value)
    return Sheet(STATE, context.titles[STATE], cells, widths={1: 12, 2: 14, 3: 120}, hidden=True)
