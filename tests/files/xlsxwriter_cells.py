"""The cells of sheets as XlsxWriter writes them, with its own formats: what calgen writes must mean the same."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import xlsxwriter

from calgen.book.sheet import Sheet, Style, StyledCell

if TYPE_CHECKING:
    from collections.abc import Sequence


def xlsxwriter_book(sheets: Sequence[Sheet], *, from_1904: bool) -> bytes:
    """A workbook with the cells, merges and heights of these sheets."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "date_1904": from_1904}
    book = xlsxwriter.Workbook(out, options)
    for sheet in sheets:
        page = book.add_worksheet(sheet.title)
        for row, height in sheet.heights.items():
            page.set_row(row - 1, height)
        for top, left, bottom, right in sheet.merges:
            style = sheet.cells.get((top, left), StyledCell()).style
            page.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", book.add_format(properties(style, "")))
        for (row, column), cell in sorted(sheet.cells.items()):
            of_value = "date" if isinstance(cell.value, date) else "time" if isinstance(cell.value, time) else ""
            name = cell.style.number or of_value
            look = book.add_format(properties(cell.style, sheet.formats.get(name, name)))
            _write(cell, (row - 1, column - 1), page, look, from_1904)
    book.close()
    return out.getvalue()


def _write(cell: StyledCell, at: tuple[int, int], page: Any, look: Any, from_1904: bool) -> None:
    value = cell.value
    if cell.formula:
        page.write_formula(*at, cell.formula, look, _stored(value, from_1904))
    elif cell.link:
        page.write_url(*at, f"internal:{cell.link}", look, str(value)[:250])
    elif value is None:
        page.write_blank(*at, None, look)
    elif isinstance(value, bool):
        page.write_boolean(*at, value, look)
    elif isinstance(value, str):
        page.write_string(*at, value[:32_767], look)
    elif isinstance(value, int | float):
        page.write_number(*at, value, look)
    else:
        page.write_datetime(*at, value, look)


def _stored(value: object, from_1904: bool) -> object:
    """A formula's present value as the file stores it: days and hours are numbers there."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return (value - date(1899, 12, 30)).days - (1462 if from_1904 else 0)
    if isinstance(value, time):
        return (value.hour * 60 + value.minute) / 1440
    return "" if value is None else value


def properties(style: Style, number_format: str) -> dict[str, Any]:
    """A style as XlsxWriter wants it."""
    found: dict[str, Any] = {"font_name": "Calibri", "font_size": style.size, "font_color": style.color}
    found["valign"] = style.valign
    flags = {"bold": style.bold, "italic": style.italic, "text_wrap": style.wrap, "underline": style.underline}
    found |= {name: 1 for name, on in flags.items() if on}
    found |= {"bg_color": style.fill, "pattern": 1} if style.fill else {}
    found |= {"align": style.align} if style.align else {}
    found |= {"indent": style.indent} if style.indent else {}
    found |= {"border": 1, "border_color": style.border} if style.border else {}
    found |= {"bottom": 1, "bottom_color": style.bottom} if style.bottom else {}
    found |= {"left": 2, "left_color": style.left} if style.left else {}
    return found | ({"num_format": number_format} if number_format else {})
