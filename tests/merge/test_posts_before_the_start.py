"""A start that the user puts off leaves posts before the period, of the user's own platforms too: the run goes on."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random

import pytest
import workbook_copies
from edited_workbook import EditedWorkbook
from small_calendar import FILE, SETTINGS, START, generated, run, saved, unlocked

from calgen import api
from calgen.book.words import load_words


@pytest.mark.parametrize(("language", "settings"), [("fr", SETTINGS[0]), ("en", SETTINGS[1])])
def test_a_platform_that_stands_before_the_period_alone_is_shown(language: str, settings: str) -> None:
    draft = EditedWorkbook(generated(language), Random(1))
    tab = draft.social
    first = min(tab.rows, key=lambda row: tab.get(row, "date"))
    tab.cell(first, "platform").value = "Instagram, Facebook"
    tab.cell(first, "date").value = datetime.combine(START, time())
    book = unlocked(run(draft.bytes()).after)
    sheet = book[settings]
    start = next(cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, datetime))
    start.value = START + timedelta(days=14)
    made = api.generate(saved(book), FILE, START + timedelta(days=10))
    assert made.changed
    month = workbook_copies.opened(made.after)[load_words(language).title("month")]
    assert "Instagram, Facebook" in {cell.value for row in month.iter_rows() for cell in row}
