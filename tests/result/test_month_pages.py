"""The month and the year view of the samples: no text is wider or higher than its cell, and pages hold whole weeks."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from made_samples import STARTS, made
from seeds import few_of
from written_workbook import Book

from calgen.view.month import PAGE_HEIGHT
from calgen.view.text_width import cell_text_width, line_height, text_width, wrap_text

SAMPLES = pytest.mark.parametrize("sample", few_of(STARTS, 2))


def fits(cell: Any, width: float, height: float) -> bool:
    """Whether the text of a cell is shown whole in a cell of a width and height in points, with no word broken."""
    font, text = cell.font, str(cell.value)
    looks = {"bold": bool(font.b), "italic": bool(font.i)}
    if not cell.alignment.wrap_text:
        return text_width(text, font.sz, **looks) <= width and line_height(font.sz) <= height + 1
    is_broken = any(text_width(word, font.sz, **looks) > width for word in text.split(" "))
    return not is_broken and len(wrap_text(text, width, font.sz, **looks)) * line_height(font.sz) <= height


def text_widths(sheet: Any) -> dict[int, float]:
    """The points that a text may be wide in each column; the file holds one element for columns of one width."""
    return {
        column: cell_text_width(found.width - 5 / 7)
        for found in sheet.column_dimensions.values()
        for column in range(found.min, found.max + 1)
    }


def free_width(book: Book, tab: str, cell: Any) -> float:
    """The points from the left of a cell to the next cell with a text."""
    row = [other for other in book.tab(tab)[cell.row] if other.column >= cell.column]
    widths = text_widths(book.written(tab))
    end = next((other.column for other in row[1:] if other.value not in (None, "")), max(widths) + 1)
    return sum(widths[column] for column in range(cell.column, end))


@SAMPLES
def test_every_text_of_the_month_fits_its_cell(sample: str) -> None:
    book = made(sample).book
    sheet, texts = book.written("month"), 0
    widths = text_widths(sheet)
    for cells in book.tab("month").iter_rows(min_row=3):
        for cell in cells:
            if isinstance(cell.value, str) and cell.value:
                texts += 1
                width = widths[cell.column] if cell.alignment.wrap_text else free_width(book, "month", cell)
                assert fits(cell, width, sheet.row_dimensions[cell.row].height or 15.0), (cell.coordinate, cell.value)
    assert texts > 100


@SAMPLES
def test_every_name_of_the_year_has_room(sample: str) -> None:
    book = made(sample).book
    for cells in book.tab("year").iter_rows(min_row=4):
        for cell in cells:
            if isinstance(cell.value, str) and cell.value and cell.alignment.horizontal not in ("right", "center"):
                assert text_width(cell.value, cell.font.sz, bold=True) <= free_width(book, "year", cell) + 8, cell.value


@SAMPLES
def test_no_page_of_the_month_is_higher_than_paper(sample: str) -> None:
    sheet = made(sample).book.written("month")
    edges = [1, *(at.id + 1 for at in sheet.row_breaks.brk), sheet.max_row + 1]
    heights = {row: sheet.row_dimensions[row].height or 15.0 for row in range(1, sheet.max_row + 1)}
    pages = [sum(heights[row] for row in range(top, bottom)) for top, bottom in pairwise(edges)]
    assert max(pages) <= PAGE_HEIGHT + 8
    assert sheet.page_setup.scale >= 72  # Letter paper is narrower than A4


@SAMPLES
def test_nothing_is_merged_and_the_year_is_one_page(sample: str) -> None:
    book = made(sample).book
    assert not any(book.written(tab).merged_cells.ranges for tab in ("month", "year"))
    setup = book.written("year")
    assert setup.sheet_properties.pageSetUpPr.fitToPage
    assert (setup.page_setup.fitToWidth, setup.page_setup.fitToHeight) in ((1, 1), (None, None))


@SAMPLES
def test_the_year_counts_the_posts_of_each_week(sample: str) -> None:
    book = made(sample).book
    rows = {str(cells[0].value): cells[1:] for cells in book.tab("year").iter_rows(min_row=4) if cells[0].value}
    shown = {name: sum(cell.value or 0 for cell in rows[name]) for name in {row["platform"] for row in book.social}}
    found = [row["platform"] for row in book.social if row["status"] != book.words.choice("status", "cancelled")]
    assert shown == {name: found.count(name) for name in shown}
