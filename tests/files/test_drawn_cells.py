"""The cells that we write ourselves mean what those that XlsxWriter writes mean."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.escape import unescape
from xlsxwriter_cells import xlsxwriter_book

from calgen.book.sheet import PLAIN, Chart, Series, Sheet, SheetValue, Style, StyledCell, Table
from calgen.files.edit.insert_sheets import new_workbook

BOLD = Style(bold=True, fill="#FAD4D0")
DAY = Style(number="day")
VALUES: tuple[SheetValue, ...] = (
    "Été", "", " deux blancs ", "a\nb", "a\rb", "a & b < c > d", '"dit"', "_x0041_", "x" * 40_000, "=1+1", "\x07",
    "é\u200b",    0, 12, -3.25, 1 / 3, 1e21, True, False, date(2027, 1, 4), date(2028, 2, 29), time(9, 30), time(0),
    datetime(2027, 1, 4, 12, 15), None,  # noqa: DTZ001 -- a workbook's days have no zone
)  # fmt: skip
NOW: tuple[SheetValue, ...] = ("Été & co", "", "#N/A", True, False, 12, 0.1, date(2027, 1, 4), time(12, 15), None)


def sheets() -> tuple[Sheet, ...]:
    """Two tabs with a cell of every kind, and what XlsxWriter makes with cells: links, merges, a table, a chart."""
    cells = {(row, 2): StyledCell(value, (PLAIN, BOLD)[row % 2]) for row, value in enumerate(VALUES, 20)}
    cells |= {
        (row, 3): StyledCell(value, DAY, formula="=IF(A1<2,B2,\"é\")&'É'!A1") for row, value in enumerate(NOW, 20)
    }
    cells |= {(row, 5): StyledCell(row * 1.5) for row in range(3, 14)} | {(2, 5): StyledCell("Figures", BOLD)}
    live: tuple[SheetValue, ...] = (2.5, "3", "", date(2027, 1, 4), None)
    cells |= {(row, 5): StyledCell(value, DAY, formula="=SUM(E3:E9)") for row, value in enumerate(live, 14)}
    cells |= {
        (5, 1): StyledCell("there", BOLD, link="'É'!A1"),
        (60, 9): StyledCell("last"),
        (1, 1): StyledCell("Title", Style(size=16)),
    }
    cells |= {(100, n): StyledCell(name, BOLD) for n, name in enumerate(("One", "Two"), 1)}
    chart = Chart("column", "Figures", 3, 7, 400, 200, (Series("='Tab'!$E$2", "'Tab'!$E$3:$E$9", "'Tab'!$E$10:$E$19"),))
    table = Table("calgen_t", 100, 1, 104, ("One", "Two"))
    formats = {"day": "d mmm", "date": "dd/mm/yyyy", "time": "hh:mm"}
    heights, merges = {1: 28.0, 70: 40.0}, ((1, 1, 1, 4), (31, 5, 33, 6))
    tab = Sheet("tab", "Tab", cells, heights=heights, merges=merges, charts=(chart,), tables=(table,), formats=formats)
    return tab, Sheet("other", "É", {(1, 1): StyledCell("alone")}), Sheet("blank", "Blank", {})


@pytest.fixture(params=[False, True])
def both(request: pytest.FixtureRequest) -> tuple[bytes, bytes]:
    """The sheets as XlsxWriter writes them and as we do; days count from 1900 and from 1904."""
    one = xlsxwriter_book(sheets(), from_1904=request.param)
    return one, new_workbook(sheets(), from_1904=request.param)


def test_the_same_values_and_looks(both: tuple[bytes, bytes]) -> None:
    for values in (False, True):
        theirs, ours = (openpyxl.load_workbook(io.BytesIO(data), data_only=values) for data in both)
        for page in theirs:
            other = ours[page.title]
            assert page.dimensions == other.dimensions
            assert [dict(page.row_dimensions[row]) for row in (1, 2, 70)] == [
                dict(other.row_dimensions[row]) for row in (1, 2, 70)
            ]
            for row in page.iter_rows():
                for cell in row:
                    twin = other[cell.coordinate]
                    assert (decoded(cell), kind(cell)) == (decoded(twin), kind(twin)), cell.coordinate
                    assert looks(cell) == looks(twin), cell.coordinate


def decoded(cell: Any) -> object:
    """A cell's value; openpyxl decodes `_x…_` in shared texts, once, and not at all in a text of a cell's own."""
    return unescape(unescape(cell.value)) if isinstance(cell.value, str) else cell.value


def kind(cell: Any) -> str:
    """The type of a cell; XlsxWriter gives none to the empty text of a formula."""
    return "n" if cell.value is None and cell.data_type == "str" else str(cell.data_type)


def looks(cell: Any) -> tuple[str, ...]:
    return cell.number_format, repr(cell.font), repr(cell.fill), repr(cell.border), repr(cell.alignment)


def test_a_text_is_no_markup() -> None:
    """XlsxWriter takes a text between these two for runs of its own, and makes a file that nobody can open."""
    said = "<r><b>ouvert</r>"
    made = new_workbook([Sheet("tab", "Tab", {(1, 1): StyledCell(said), (2, 1): StyledCell(said, formula="=A1")})])
    book = openpyxl.load_workbook(io.BytesIO(made), data_only=True)
    assert [book["Tab"]["A1"].value, book["Tab"]["A2"].value] == [said, said]
