"""The calendars as they stand in the workbook, with the user's edits, as tables."""

from __future__ import annotations

import pandas as pd

from calgen.book.cells import as_text
from calgen.book.folding import fold
from calgen.book.grid import EMPTY, Workbook
from calgen.book.headings import find_headings
from calgen.book.vocabulary import choice_codes, column_titles
from calgen.calendar import Standing

TEXTS = ("platform", "theme", "objective", "audience", "campaign", "owner")
CODES = ("category", "stage", "status")
COLUMNS = ("date", "subject", *TEXTS, *CODES)
_WORK = ("person", "week", "making", "status")


def social(standing: Standing | None) -> pd.DataFrame:
    """One row per post that is not cancelled: the columns of `COLUMNS`, days as timestamps, choices as codes.

    Empty where the workbook has no calendar yet.
    """
    rows = [
        [line.day(), line.subject, *map(line.text, TEXTS), *map(line.code, CODES)]
        for line in (standing.lines if standing else ())
        if line.text("platform") and line.code("status") != "cancelled"
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame["date"] = pd.to_datetime(frame["date"])
    return frame


def work(workbook: Workbook) -> pd.DataFrame:
    """The hours of content on the tab of tasks: person, week (its Monday) and hours; cancelled ones left out."""
    grid = workbook.ours("tasks")
    found = find_headings(grid, column_titles("tasks")) if grid else None
    rows = []
    for number, cells in grid.by_row().items() if grid and found else ():
        if found and number > found.row and all(key in found.where for key in _WORK):
            person, week, hours, status = (cells.get(found.where[key], EMPTY).value for key in _WORK)
            if isinstance(hours, int | float) and choice_codes("status").get(fold(as_text(status))) != "cancelled":
                rows.append((as_text(person), week, float(hours)))
    frame = pd.DataFrame(rows, columns=["person", "week", "hours"])
    frame["week"] = pd.to_datetime(frame["week"], errors="coerce")
    return frame
