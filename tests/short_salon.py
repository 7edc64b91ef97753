"""The salon's strategy over a few weeks: a filled workbook of every kind of tab whose calendar is soon made."""

from __future__ import annotations

import io
from datetime import date
from functools import cache

from office import unlocked
from openpyxl import Workbook

from calgen import api
from calgen.book.words import load_words

TODAY = date(2027, 1, 4)
WEEKS = 3


@cache
def strategy() -> bytes:
    """The workbook before its first run, as another program saves it."""
    book = unlocked(api.new("fr", "salon", TODAY), values=False)
    set_weeks(book, WEEKS)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def set_weeks(book: Workbook, weeks: int) -> None:
    """Write another length of the period into the settings."""
    words = load_words("fr")
    label = words.title("settings", "weeks")
    cells = next(cells for cells in book[words.title("settings")].iter_rows() if cells[0].value == label)
    cells[1].value = weeks


@cache
def calendar() -> bytes:
    """The workbook after its first run."""
    return api.generate(strategy(), "salon.xlsx", TODAY).after
