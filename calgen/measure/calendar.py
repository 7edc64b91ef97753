"""The social calendar as it stands in the workbook, with the user's edits, as a table."""

from __future__ import annotations

import pandas as pd

from calgen.book.cells import as_text
from calgen.book.fold import fold
from calgen.book.grid import EMPTY, Workbook
from calgen.book.headings import locate
from calgen.book.words import choice_codes, column_titles

COLUMNS = ("id", "date", "platform", "theme", "category", "objective", "status")


def social(workbook: Workbook) -> pd.DataFrame:
    """One row per post that is not cancelled: the columns of `COLUMNS`, days as timestamps, choices as codes.

    Empty where the workbook has no calendar yet.
    """
    grid = workbook.ours("social")
    rows = []
    headings = locate(grid, column_titles("social")) if grid else None
    for number, cells in grid.by_row().items() if grid and headings else ():
        if headings and number > headings.row:
            values = {key: cells.get(headings.where.get(key, 0), EMPTY).value for key in COLUMNS}
            if as_text(values["platform"]):
                rows.append(values)
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame["date"] = pd.to_datetime(frame["date"], errors="coerce")
    for column, of in (("status", "status"), ("category", "category")):
        frame[column] = [choice_codes(of).get(fold(as_text(value)), as_text(value)) for value in frame[column]]
    return frame[frame["status"] != "cancelled"].reset_index(drop=True)
