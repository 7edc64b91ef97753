"""Where the lines of a tab that is drawn anew go: they have no ids, and are known by what stands at their beginning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import SequenceMatcher

from calgen.book.grid import Grid
from calgen.book.sheet import Sheet
from calgen.calendar import canonical_text

_LEAST_DAYS = 5  # in a row that is the beginning of a week
Values = Mapping[tuple[int, int], object]  # of cells; "" for formulas, whose values another program may drop


def moved_lines(grid: Grid, sheet: Sheet) -> dict[int, int]:
    """The new row of each line of a tab, by its present row; lines that are not found again are left out.

    `grid` is the tab as it stands, `sheet` as it will be drawn.
    """
    before = _line_keys({place: "" if cell.formula else cell.value for place, cell in grid.cells.items()})
    after = _line_keys({place: "" if cell.formula else cell.value for place, cell in sheet.cells.items()})
    rows, new_rows = sorted(before), sorted(after)
    matcher = SequenceMatcher(None, [before[row] for row in rows], [after[row] for row in new_rows], autojunk=False)
    return {
        rows[block.a + n]: new_rows[block.b + n] for block in matcher.get_matching_blocks() for n in range(block.size)
    }


def _line_keys(values: Values) -> dict[int, tuple[str, str]]:
    """What each row is known by: its first text or day; below a row of days, with the first of these."""
    by_row: dict[int, dict[int, object]] = {}
    for (row, column), value in values.items():
        if value is not None and value != "":
            by_row.setdefault(row, {})[column] = value
    found: dict[int, tuple[str, str]] = {}
    week = ""
    for row, cells in sorted(by_row.items()):
        in_order = [cells[column] for column in sorted(cells)]
        if days := _days(in_order):
            week = canonical_text(days[0])
        text = next((canonical_text(value) for value in in_order if isinstance(value, str | date)), "")
        found[row] = week, text
    return found


def _days(values: Iterable[object]) -> list[object]:
    """The days in a row that has several, as the weeks of a calendar have."""
    days: list[object] = [value for value in values if isinstance(value, date)]
    return days if len(days) >= _LEAST_DAYS else []


