"""Fills in by hand what an adopted workbook lacks, as its user would before the first calendar."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl

from calgen.strategy import TABS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from calgen.api import Adopted

TOP = 4
_OBJECTIVE = {"objective": "Be known", "kpi": "visits a week"}
_WEEKS, _START = 4, "2027-01-04"


def filled_in(made: Adopted) -> bytes:
    """The new workbook with a value in each required cell; over four weeks from January 4, 2027 unless it says so."""
    book = openpyxl.load_workbook(io.BytesIO(made.data))
    words = made.words
    _fill_settings(book[words.title("settings")], words.title("settings", "start"), words.title("settings", "weeks"))
    objectives = book[words.title("objectives")]
    if not made.adoption.records.get("objectives"):
        for column, value in enumerate(("Be known", None, None, "visits a week"), 1):
            objectives.cell(TOP + 1, column, value)
    objective = objectives.cell(TOP + 1, 1).value
    of_theirs = [record["category"] for record in made.adoption.records.get("mix", ())]
    categories = of_theirs or ("promote", "curate", "interact")
    for tab in (tab for tab in TABS if tab.key not in ("settings", "objectives", "readings")):
        sheet, count = book[words.title(tab.key)], len(made.adoption.records.get(tab.key, ()))
        if tab.required and not count:
            count = 2
            for row, name in enumerate(("Instagram", "Facebook"), TOP + 1):
                sheet.cell(row, 1, name)
        for row in range(TOP + 1, TOP + 1 + count):
            for column, declared in enumerate(tab.columns, 1):
                if declared.required and sheet.cell(row, column).value is None:
                    sheet.cell(row, column, _value(declared.key, row, objective, categories))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _value(key: str, row: int, objective: Any, categories: Sequence[Any]) -> Any:
    category = categories[row % len(categories)]
    values = {"objectives": objective, "cadence": 1, "category": category, "weekly_hours": 5}
    return values.get(key, "to be said")


def _fill_settings(sheet: Any, start: str, weeks: str) -> None:
    for row in sheet.iter_rows(min_row=TOP, max_col=2):
        if row[0].value == start and row[1].value is None:
            row[1].value = _START
        if row[0].value == weeks and row[1].value is None:
            row[1].value = _WEEKS
