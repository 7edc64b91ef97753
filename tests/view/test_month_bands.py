"""The bands above the days of the month view: a key date of several days stands over all of them."""

from __future__ import annotations

import io
from datetime import timedelta

import short_salon
import workbook_copies
from office import unlocked

from calgen import api
from calgen.book.words import load_words

WORDS = load_words("fr")


def with_key_date(typed: str) -> bytes:
    """The short salon with one more key date, as it is typed."""
    book = unlocked(short_salon.strategy(), values=False)
    tab = book[WORDS.title("key_dates")]
    row = next(row for row in range(5, 300) if tab.cell(row, 1).value is None)
    for column, value in enumerate(("Quinzaine du commerce", typed, "pour mémoire"), 1):
        tab.cell(row, column).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def band_widths(data: bytes, name: str) -> list[int]:
    """The number of days that the bands with a name cover in the month view, by their fill."""
    tab = workbook_copies.opened(data)[WORDS.title("month")]
    found = []
    for cells in tab.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str) and cell.value.startswith(name):
                fills = [tab.cell(cell.row, cell.column + n).fill.start_color.rgb for n in range(32)]
                found.append(next(n for n, fill in enumerate(fills) if fill != fills[0]))
    return found


def test_a_key_date_of_several_days_is_a_band_over_them() -> None:
    first = short_salon.TODAY + timedelta(days=7)  # a Monday
    last = first + timedelta(days=4)
    made = api.generate(with_key_date(f"{first:%d/%m/%Y} au {last:%d/%m/%Y}"), "salon.xlsx", short_salon.TODAY)
    assert band_widths(made.after, "Quinzaine du commerce") == [5]
