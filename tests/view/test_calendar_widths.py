"""The width of the columns of the calendars: hours of the day are shown, and no suggestion is cut off."""

from __future__ import annotations

from datetime import time

import pytest
from drawn_tabs import drawn_tabs

from calgen.book.languages import languages
from calgen.book.sheet import Sheet
from calgen.book.words import load_words
from calgen.view import editorial, social
from calgen.view.calendar_sheet import column_number
from calgen.view.text_width import cell_text_width, line_height, text_width, wrap_text
from calgen.view.view_context import TOP

OFFICE_MARGIN = 1.06  # LibreOffice shows ### where an hour fills its cell


def _drawn(language: str, key: str) -> Sheet:
    return drawn_tabs(language, "salon")[key]


@pytest.mark.parametrize("language", languages())
def test_each_hour_fits_its_column(language: str) -> None:
    words, number = load_words(language), column_number(social.COLUMNS, "time")
    room = cell_text_width(_drawn(language, "social").widths[number])
    shown = [words.hour(time(hour, minute)) for hour in range(24) for minute in (0, 28, 58)]
    assert not [text for text in shown if text_width(text, 10) * OFFICE_MARGIN > room]


@pytest.mark.parametrize("language", languages())
def test_each_suggestion_is_seen_whole(language: str) -> None:
    sheet, number = _drawn(language, "editorial"), column_number(editorial.COLUMNS, "suggestions")
    room, found = cell_text_width(sheet.widths[number]), 0
    for row in range(TOP + 1, 1 + max(row for row, _ in sheet.cells)):
        cell = sheet.cells[row, number]
        lines = wrap_text(str(cell.value or ""), room, cell.style.size)
        assert line_height(cell.style.size) * len(lines) <= sheet.heights[row], cell.value
        found += len(lines) > 2
    assert found > 10
