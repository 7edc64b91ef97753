"""Holds an adoption to its promise: each cell of theirs stands in the new workbook, or in the list of what was left.

Both workbooks are read with openpyxl, so that nothing of calgen's own reading is taken on trust.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.utils import get_column_letter

from calgen.book.folding import fold

if TYPE_CHECKING:
    from calgen.adopt.records import TakenCell
    from calgen.api import Adopted

TOP = 4  # the heading row of calgen's tabs


def filled_cells(data: bytes, name: str = "") -> dict[tuple[str, str], Any]:
    """Every cell of a workbook with something in it: tab and address → value."""
    if not data.startswith(b"PK"):
        return _csv_cells(data, name)
    sheets = openpyxl.load_workbook(io.BytesIO(data)).worksheets  # formulas as they are: nothing has calculated them
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in sheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and str(cell.value).strip()
    }


def _csv_cells(data: bytes, name: str) -> dict[tuple[str, str], Any]:
    """The cells of a CSV file, whose encoding and separator its name tells."""
    encoding = {"excel": "cp1252", "tabbed": "utf-16"}.get(Path(name).stem, "utf-8-sig")
    signs = {"excel": ";", "tabbed": "\t"}
    rows = csv.reader(io.StringIO(data.decode(encoding), newline=""), delimiter=signs.get(Path(name).stem, ","))
    return {
        (Path(name).stem, f"{get_column_letter(c)}{r}"): value
        for r, row in enumerate(rows, 1)
        for c, value in enumerate(row, 1)
        if value.strip()
    }


def assert_every_cell_is_accounted_for(theirs: dict[tuple[str, str], Any], made: Adopted) -> None:
    """Each cell of theirs is taken, left or named; what is taken stands in the new workbook, what is left is listed."""
    adoption = made.adoption
    taken = {(cell.place.tab, cell.place.cell) for cell in adoption.taken}
    left = {(cell.place.tab, cell.place.cell) for cell in adoption.left}
    named = {(cell.place.tab, cell.place.cell) for cell in adoption.titles}
    assert set(theirs) - taken - left - named == set(), "cells that are told nowhere"
    assert (taken | left | named) - set(theirs) == set(), "cells that theirs does not have"
    if made.data:
        _assert_taken_cells_stand_there(theirs, made)
        _assert_left_cells_are_listed(made)


def _assert_taken_cells_stand_there(theirs: dict[tuple[str, str], Any], made: Adopted) -> None:
    new = openpyxl.load_workbook(io.BytesIO(made.data))
    left = {(cell.place.tab, cell.place.cell): cell.text for cell in made.adoption.left}
    for cell in made.adoption.taken:
        sheet = new[made.words.title(cell.tab)]
        if cell.tab == "settings":
            label = made.words.title("settings", cell.column)
            value = next(row[1].value for row in sheet.iter_rows(min_row=TOP) if row[0].value == label)
        else:
            heading = cell.column if cell.is_own else made.words.title(cell.tab, cell.column)
            headings = [str(each.value or "").rstrip(" *") for each in sheet[TOP]]
            value = sheet.cell(TOP + 1 + cell.record, headings.index(heading) + 1).value
        where = (cell.place.tab, cell.place.cell)
        assert _says_the_same(theirs[where], value, cell, left.get(where, "")), (where, theirs[where], value)


def _says_the_same(theirs: Any, ours: Any, cell: TakenCell, left: str) -> bool:
    """Whether a cell of the new workbook says what a cell of theirs says; `left` is the part that was left."""
    if theirs == ours:
        return True
    if isinstance(theirs, bool) or str(theirs) == "x":
        return bool(ours)  # a ticked box says what its heading says
    if isinstance(ours, str) and isinstance(theirs, date):
        hour = f"{theirs.hour % 12 or 12}" if isinstance(theirs, datetime) else ""
        return str(theirs.year) in ours or (bool(hour) and hour in ours)  # a day among texts, an hour among hours
    if isinstance(ours, str) and isinstance(theirs, time):
        return f"{theirs.hour % 12 or 12}" in ours or f"{theirs.hour}" in ours
    if isinstance(theirs, str) and re.fullmatch(r"\d+h\d+", theirs) and isinstance(ours, int | float):
        return int(ours) == int(theirs.partition("h")[0])  # hours of work
    if isinstance(ours, str) and isinstance(theirs, float) and "%" in ours:
        return f"{100 * theirs:g}" in ours
    if isinstance(theirs, date) or isinstance(ours, date | time):
        return _is_same_day_or_hour(theirs, ours)
    if isinstance(theirs, int | float) and isinstance(ours, int | float):
        return abs(theirs - ours) < 1e-9 or abs(theirs - 100 * ours) < 1e-9
    if isinstance(ours, int | float):
        figures = "".join(str(theirs).replace(",", ".").split())
        is_grouped = isinstance(ours, int) and re.sub(r"\D", "", figures) == str(ours)  # 1,200
        return is_grouped or str(ours).rstrip("0").rstrip(".") in figures or "%" in figures
    if cell.column in ("status", "category", "priority", "kind", "domain", "stage", "treatment", "every", "keep"):
        return True  # a word of theirs may be another one of calgen's
    if cell.column in ("platform", "platforms", "formats"):
        return bool(ours)  # a network by another of its names
    said = set(_words(str(ours))) | set(_words(left))
    return set(_words(str(theirs))) <= said or set(_words(str(ours))) <= set(_words(str(theirs)))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))


def _is_same_day_or_hour(theirs: Any, ours: Any) -> bool:
    if isinstance(ours, datetime) and isinstance(theirs, datetime):
        return ours.date() == theirs.date()
    if isinstance(ours, datetime):
        return str(ours.day) in re.sub(r"\b0", "", str(theirs))
    if isinstance(ours, time):
        hour = theirs.hour if isinstance(theirs, datetime | time) else None
        return hour == ours.hour or str(ours.hour % 12 or 12) in str(theirs) or str(ours.hour) in str(theirs)
    return False


def _assert_left_cells_are_listed(made: Adopted) -> None:
    if not made.adoption.left:
        return
    sheet = openpyxl.load_workbook(io.BytesIO(made.data))[made.words.text("adopt", "left_title")]
    listed = [(row[0].value, str(row[1].value)) for row in sheet.iter_rows(min_row=TOP + 1) if row[0].value]
    assert listed == [(str(cell.place), cell.text) for cell in made.adoption.left]
    assert all(row[2].value for row in sheet.iter_rows(min_row=TOP + 1) if row[0].value)
