"""Days, hours and figures that the user typed as texts: formulas add up and sort real ones alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

from calgen.book.result_figures import RESULTS
from calgen.calendar import CalendarRow

DAYS = ("date", "draft_due", "review_due")


def understood_value(row: CalendarRow, key: str) -> int | float | date | time | None:
    """The day, the hour or the number that a text in a cell means; None where it means none, and for other cells."""
    cell = row.cell(key)
    if cell.formula or not isinstance(cell.value, str):
        return None
    if key in DAYS:
        return row.day(key)
    if key == "time":
        return row.hour(key)
    found = row.figure(key) if key in RESULTS else None
    if found is None:
        return None
    return int(found) if found.denominator == 1 else float(found)


class FormatsOfTimes:
    """The formats of cells in which a day or an hour is shown as one: those of real ones, and that of a plain cell."""

    def __init__(self, rows: Iterable[CalendarRow]) -> None:
        self._styles = {key: {0} for key in (*DAYS, "time")}
        for row in rows:
            for key, styles in self._styles.items():
                if not isinstance((cell := row.cell(key)).value, str | None):
                    styles.add(cell.style)

    def understood_value(self, row: CalendarRow, key: str) -> int | float | date | time | None:
        """The value that a text in a cell means; none where the cell's own format would show it as a bare number."""
        is_shown = key not in self._styles or row.cell(key).style in self._styles[key]
        return understood_value(row, key) if is_shown else None
