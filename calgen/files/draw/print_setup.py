"""The print set-up of a sheet: paper, margins, scale and page breaks."""

from __future__ import annotations

from itertools import pairwise
from math import fsum
from typing import TYPE_CHECKING

from calgen.book.sheet import A4, LETTER, Sheet

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_PAPERS = {A4: 9, LETTER: 1}  # their numbers in a workbook
_PAGES = {A4: (10.6 * 96, 6.9 * 72), LETTER: (9.9 * 96, 7.1 * 72)}  # landscape, in our margins: pixels by points
_DIGIT = 7.44 / 7  # Excel rounds the width of a digit to 7 pixels; LibreOffice does not, and its columns are wider
_ROW = 15.0  # the default height of a row, in points


def set_up_page(sheet: Sheet, page: Worksheet) -> None:
    """Sets up the printed page of a sheet."""
    page.set_paper(_PAPERS[sheet.print.paper])
    if not sheet.print.portrait:
        page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    breaks, scale = sheet.print.breaks, _scale(sheet)
    if sheet.print.blocks:
        breaks = page_breaks(sheet, _PAGES[sheet.print.paper][1] * 100 / scale)
    if breaks or sheet.print.blocks:
        page.set_print_scale(scale)  # Excel ignores page breaks when it fits a sheet to pages
        page.set_h_pagebreaks([row - 1 for row in breaks])
    else:
        page.fit_to_pages(1, 1 if sheet.print.one_page else 0)
    page.set_footer(f"&L&8{sheet.print.footer.replace('&', '&&')}&R&8&P / &N")
    if sheet.print.repeat:
        page.repeat_rows(sheet.print.repeat[0] - 1, sheet.print.repeat[1] - 1)
    if sheet.print.area:
        page.print_area(sheet.print.area)


def _scale(sheet: Sheet) -> int:
    """The scale in percent at which the columns, and each block between page breaks, fit on one page."""
    wide = _DIGIT * fsum(7 * width + 5 for column, width in sheet.widths.items() if column <= sheet.print.columns)
    across, down = _PAGES[sheet.print.paper]
    fits = across / wide if wide else 1.0
    if sheet.print.breaks:
        edges = [1, *sheet.print.breaks, max(row for row, _ in sheet.cells) + 1]
        fits = min(fits, down / max(_height(sheet, top, bottom) for top, bottom in pairwise(edges)))
    return max(30, min(100, int(100 * fits)))


def _height(sheet: Sheet, top: int, bottom: int) -> float:
    return fsum(sheet.heights.get(row, _ROW) for row in range(top, bottom))


def page_breaks(sheet: Sheet, page_height: float) -> tuple[int, ...]:
    """The rows before which a page breaks; only a block higher than a page (`page_height`, in points) is split."""
    last = max((row for row, column in sheet.cells if column <= sheet.print.columns), default=1)
    breaks: list[int] = []
    left = page_height
    for top, bottom in pairwise([*sheet.print.blocks, last + 1]):
        high = _height(sheet, top, bottom)
        if high > left and left < page_height:
            breaks.append(top)
            left = page_height
        for row in range(top, bottom) if high > left else ():
            if _height(sheet, row, row + 1) > left:
                breaks.append(row)
                left = page_height
            left -= _height(sheet, row, row + 1)
        left -= 0 if high > page_height else high
    return tuple(breaks)
