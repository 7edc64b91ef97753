"""A tab of the user's own that points to the social calendar in every way, and an edit that makes rows move."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink
from small_calendar import generated, saved, unlocked

OWN = "Suivi"
TITLES = {"fr": "Calendrier social", "en": "Social calendar"}
DATE = {"fr": "Date", "en": "Date"}


def social(book: Any) -> Any:
    return next(sheet for sheet in book if "calgen_social" in sheet.tables)


def column(tab: Any, heading: str) -> int:
    return next(int(cell.column) for cell in tab[4] if cell.value == heading)


@cache
def with_own_tab(language: str) -> bytes:
    """The calendar, and the user's tab: cells, a chart, a name, a link and a conditional format."""
    book = unlocked(generated(language))
    tab, own = social(book), book.create_sheet(OWN)
    place = f"'{tab.title}'!"
    own["B2"] = f"={place}E12"
    own["B3"] = f'={place}E5&" !"'  # that row does not move
    own["B4"] = f"=COUNTA({place}E:E)"
    for row in range(8, 40):  # further than the calendar goes
        own.cell(row, 4).value = f"={place}E{row}"
    own["F1"] = "P"
    own["F1"].hyperlink = Hyperlink("F1", location=f"{place}B12", display="P")
    rule: Any = FormulaRule([f"{place}$E$12=1"], fill=PatternFill("solid", bgColor="FF0000"))  # type: ignore[no-untyped-call]
    own.conditional_formatting.add("G1", rule)
    own.defined_names["ici"] = DefinedName("ici", attr_text=f"{place}$E$12")
    chart = BarChart()
    chart.add_data(Reference(tab, min_col=4, min_row=5, max_row=10))
    own.add_chart(chart, "H2")
    return saved(book)


@cache
def with_moved_post(language: str) -> bytes:
    """The same, after the user put the post of row 9 on the last day but one."""
    book = unlocked(with_own_tab(language))
    tab = social(book)
    tab.cell(9, column(tab, DATE[language])).value = datetime(2027, 1, 28)  # noqa: DTZ001 -- a cell has no zone
    return saved(book)
