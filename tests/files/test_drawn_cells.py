"""The cells that we write ourselves are those that XlsxWriter writes; all else on a tab stays its own."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest
from made_books import splice

from calgen.book.sheet import PLAIN, Chart, Series, Sheet, SheetValue, Style, StyledCell, Table
from calgen.files.draw import draw
from calgen.files.draw.cells import Sketch
from calgen.files.read.package import Package

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


def spliced(drawn: bytes | Sketch, user: bytes) -> bytes:
    return splice(user, drawn, {sheet.title: sheet.key for sheet in sheets()})


@pytest.fixture(params=[False, True])
def both(request: pytest.FixtureRequest) -> tuple[bytes, bytes]:
    """The same user's workbook with our tabs, drawn whole and sketched; days count from 1900 and from 1904."""
    user = draw.draw((Sheet("", "Mine", {(1, 1): StyledCell("mine")}),), from_1904=request.param)
    ways = (draw.draw(sheets(), from_1904=request.param), draw.sketch(sheets(), from_1904=request.param))
    whole, sketched = (spliced(way, user) for way in ways)
    return whole, sketched


def test_the_same_values_and_looks(both: tuple[bytes, bytes]) -> None:
    for values in (False, True):
        whole, sketched = (openpyxl.load_workbook(io.BytesIO(data), data_only=values) for data in both)
        for page in whole:
            other = sketched[page.title]
            assert page.dimensions == other.dimensions
            for row in page.iter_rows():
                for cell in row:
                    twin = other[cell.coordinate]
                    assert (cell.value, cell.data_type) == (twin.value, twin.data_type), cell.coordinate
                    assert looks(cell) == looks(twin), cell.coordinate


def test_the_same_parts_but_for_the_numbers_of_looks(both: tuple[bytes, bytes]) -> None:
    whole, sketched = map(Package.load, both)
    assert list(whole.parts()) == list(sketched.parts())
    for part in whole.parts():
        if part != "xl/styles.xml":
            assert bare(whole.read(part)) == bare(sketched.read(part)), part


def looks(cell: Any) -> tuple[str, ...]:
    return cell.number_format, repr(cell.font), repr(cell.fill), repr(cell.border), repr(cell.alignment)


def bare(data: bytes) -> bytes:
    return re.sub(rb' s="\d+"', b"", data)


def test_a_text_is_no_markup() -> None:
    """XlsxWriter takes a text between these two for runs of its own, and makes a file that nobody can open."""
    said = "<r><b>ouvert</r>"
    made = draw.sketch((Sheet("tab", "Tab", {(1, 1): StyledCell(said), (2, 1): StyledCell(said, formula="=A1")}),))
    user = draw.draw((Sheet("", "Mine", {}),))
    book = openpyxl.load_workbook(io.BytesIO(splice(user, made, {"Tab": "tab"})), data_only=True)
    assert [book["Tab"]["A1"].value, book["Tab"]["A2"].value] == [said, said]
