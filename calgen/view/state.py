"""The hidden sheet `_calgen`: what this run wrote, for the next one to compare with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from calgen.book.sheet import Cell, Sheet
from calgen.calendar import LIVE, STATE, Memory, Row, canonical, state_lines
from calgen.view.calendar import Line
from calgen.view.desk import Desk

TITLE = "_calgen"


def rows(written: Mapping[str, Sequence[Line]]) -> dict[str, dict[str, Row]]:
    """The calendars as text: calendar → id → column → what was written; a live cell is `=`."""
    return {calendar: {str(line["id"].value): _row(line) for line in own} for calendar, own in written.items()}


def _row(line: Line) -> Row:
    found = {key: LIVE if cell.formula else canonical(cell.value) for key, cell in line.items()}
    if line["id"].value and "editorial" in line:
        found["subject"] = canonical(line["editorial"].value)
    return found


def sheet(desk: Desk, facts: Mapping[str, str], written: Mapping[str, Sequence[Line]]) -> Sheet:
    """The sheet: kind, key, value."""
    cells: dict[tuple[int, int], Cell] = {}
    for row, (kind, key, value) in enumerate(state_lines(facts, Memory(facts, rows(written))), 1):
        cells[row, 1], cells[row, 2], cells[row, 3] = Cell(kind), Cell(key), Cell(value)
    return Sheet(STATE, desk.titles[STATE], cells, widths={1: 12, 2: 14, 3: 120}, hidden=True)
