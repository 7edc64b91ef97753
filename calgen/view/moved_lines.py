"""Where the lines of a tab that is drawn anew go. Tasks have ids; others are known by what they say.

Lines of the balance and the month are known by what stands at their beginning, findings by all their cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher

from calgen import merge
from calgen.book.grid import Cell, Grid
from calgen.book.headings import find_headings
from calgen.book.sheet import Sheet, StyledCell
from calgen.book.vocabulary import column_titles
from calgen.calendar import canonical_text
from calgen.view import checks
from calgen.view.tasks.rows import TaskRow
from calgen.view.view_context import TOP

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
    """The days in a row that has several, or nothing else behind its label, as the weeks of a calendar have.

    A day at the beginning of a row, before figures, is the label of the row alone.
    """
    found = [*values]
    days: list[object] = [value for value in found if isinstance(value, date)]
    if len(days) >= _LEAST_DAYS:
        return days
    return days if days == found[1:] else []


def moved_tasks(grid: Grid, rows: Sequence[TaskRow]) -> dict[int, int]:
    """The new row of each task of the tab, by its present row; 0 for one that goes. `rows` are those to be drawn."""
    headings = find_headings(grid, column_titles("tasks"))
    own = {row.entry.row: n for n, row in enumerate(rows, TOP + 1) if row.entry}
    new_rows = {row.id: n for n, row in enumerate(rows, TOP + 1)}
    found = {}
    for number, cells in grid.by_row().items():
        id_ = merge.task_id(cells, headings.where)
        if number > headings.row > 0 and (id_ or number in own):
            found[number] = own.get(number) or new_rows.get(id_, 0)
    return found


def moved_findings(grid: Grid, sheet: Sheet) -> dict[int, int]:
    """The new row of each line of the tab of checks, by its present row; 0 for one that goes.

    A line is the same if all its cells are; else what stands above the findings has its fixed rows.
    """
    before, after = (_rows_of_texts(cells, len(checks.COLUMNS)) for cells in (grid.cells, sheet.cells))
    new_rows = {texts: row for row, texts in reversed(after.items())}
    return {row: new_rows.get(texts) or (row if row <= checks.TOP else 0) for row, texts in before.items()}


def _rows_of_texts(cells: Mapping[tuple[int, int], Cell | StyledCell], width: int) -> dict[int, tuple[str, ...]]:
    """What each row says in its first cells, from top to bottom."""
    rows = sorted({row for (row, column), cell in cells.items() if column <= width and canonical_text(cell.value)})
    blank = StyledCell()
    return {row: tuple(canonical_text(cells.get((row, n), blank).value) for n in range(1, width + 1)) for row in rows}
