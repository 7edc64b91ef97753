"""The two calendars on screen and paper: what a row needs first is in sight, rows are even, and letters are legible."""

from __future__ import annotations

from collections import Counter
from math import fsum
from typing import Any

import pytest
from made_samples import STARTS, made
from openpyxl.utils.cell import get_column_letter, range_boundaries
from seeds import few_of
from written_workbook import TOP, Book

from calgen.strategy import TABS
from calgen.view.tabs import OUTPUTS

SCREEN = 1366  # pixels across, of the most usual small laptop
FRAME = 60  # pixels for the numbers of the rows and for the scroll bar
LEAST_PRINTED = 8.0  # points of the smallest letter on paper
A4 = {"portrait": 8.27, "landscape": 11.69}  # inches across
OFFICE_DIGIT = 7.44 / 7  # columns are so much wider in LibreOffice, which rounds no digit to whole pixels

IN_SIGHT = {"social": "reason", "editorial": "status"}  # the last column that is seen without scrolling
PRINTED = {
    "social": "date time platform title format category owner",
    "editorial": "date title theme format owner draft_due brief",
}
CALENDARS = pytest.mark.parametrize("tab", IN_SIGHT)


def pixels(sheet: Any, last: int) -> float:
    """The width of the unfolded columns up to `last`, as Excel draws them at a zoom of 100 %."""
    dimensions = [found for found in sheet.column_dimensions.values() if not found.hidden]
    widths = {column: found.width for found in dimensions for column in range(found.min, found.max + 1)}
    return fsum(round(7 * width) for column, width in widths.items() if column <= last)


def printed_columns(book: Book, tab: str) -> int:
    """The last column of the print area, which begins in the first one."""
    left, _, right, _ = range_boundaries(book.written(tab).print_area.rpartition("!")[2].replace("$", ""))
    assert left == 1
    assert right is not None
    return right


@CALENDARS
def test_what_a_row_needs_first_is_in_sight_on_a_small_laptop(tab: str) -> None:
    """Frozen columns are the first ones, so that they take no more of the screen than they are wide."""
    book = made("salon").book
    sheet = book.written(tab)
    assert pixels(sheet, book.columns(tab)[IN_SIGHT[tab]]) <= SCREEN - FRAME
    assert sheet.sheet_view.zoomScale in (None, 100)
    assert sheet.freeze_panes == f"{get_column_letter(book.columns(tab)['title'] + 1)}{TOP + 1}"


@CALENDARS
def test_what_a_meeting_needs_is_on_paper(tab: str) -> None:
    book = made("salon").book
    last = printed_columns(book, tab)
    assert all(book.columns(tab)[key] <= last for key in PRINTED[tab].split())


@CALENDARS
def test_the_smallest_printed_letter_is_legible(tab: str) -> None:
    """One page wide, in LibreOffice too; the scale is that of the widths of the printed columns."""
    book = made("salon").book
    sheet, last = book.written(tab), printed_columns(book, tab)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    margins = sheet.page_margins
    room = (A4[sheet.page_setup.orientation] - margins.left - margins.right) * 96
    scale = min(1.0, room / (OFFICE_DIGIT * pixels(sheet, last)))
    keys = [key for key, column in book.columns(tab).items() if column <= last and key != "id"]
    sizes = {sheet.cell(row, book.columns(tab)[key]).font.sz for key in keys for row in (TOP, TOP + 1)}
    assert min(sizes) * scale >= LEAST_PRINTED, (scale, sizes)


def test_the_rows_of_the_social_calendar_are_even() -> None:
    sheet = made("salon").book.written("social")
    heights = Counter(sheet.row_dimensions[row].height for row in range(TOP + 1, sheet.max_row + 1))
    (_, most), *_ = heights.most_common(1)
    assert most >= 0.9 * heights.total(), heights


@CALENDARS
def test_each_heading_of_a_new_calendar_says_what_its_column_is_for(tab: str) -> None:
    book = made("salon").book
    shown = {str(one.sqref): one.prompt for one in book.written(tab).data_validations.dataValidation if one.prompt}
    columns = {key: f"{get_column_letter(column)}{TOP}" for key, column in book.columns(tab).items()}
    assert shown == {cell: book.words.help(tab, key)[:255] for key, cell in columns.items()}
    assert all(len(book.words.help(tab, key)) <= 255 for key in columns)


@pytest.mark.parametrize("sample", few_of(STARTS, 1))
def test_the_tabs_of_a_workbook_stand_in_reading_order(sample: str) -> None:
    """The guide, the strategy step by step, the calendars, and what is made of them."""
    book = made(sample).book
    shown = [sheet.title for sheet in book.written("social").parent.worksheets if sheet.sheet_state == "visible"]
    assert shown == [
        book.words.title(key) for key in ("guide", *(tab.key for tab in TABS if not tab.on_demand), *OUTPUTS)
    ]
