"""The tabs after a second run over a calendar that its user worked on: they count it as it stands, row by row."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from functools import cache
from typing import Any

import pytest
from made_samples import made
from office import XLSX, convert, needs_office, plain, uncounted, unlocked
from written_workbook import TOP, Book

from calgen import api

pytestmark = needs_office
EDITS: dict[tuple[int, str], Any] = {
    (10, "date"): datetime(2027, 2, 20),  # noqa: DTZ001 -- a cell has no zone
    (11, "theme"): "Thème à moi ?",
    (12, "status"): "Annulé",
    (13, "owner"): None,
    (14, "category"): "Surprise",
    (15, "status"): "Publié",
    (16, "time"): time(3, 17),
    (17, "platform"): "Pigeon voyageur",
}
OWN = {"date": datetime(2027, 3, 3), "time": time(9), "platform": "Facebook", "theme": "Tendances", "title": "À moi"}  # noqa: DTZ001


def worked_on(book: Book) -> bytes:
    """The calendar with edits and a row of the user's own."""
    sheets = unlocked(book.data, values=False)
    sheet, columns = sheets[book.words.title("social")], book.columns("social")
    for (row, key), value in EDITS.items():
        sheet.cell(row, columns[key]).value = value
    last = TOP + len(book.social) + 1
    for key, value in OWN.items():
        sheet.cell(last, columns[key]).value = value
    (table,) = sheet.tables.values()
    table.ref = table.autoFilter.ref = table.ref.replace(f"{last - 1}", f"{last}")
    out = io.BytesIO()
    sheets.save(out)
    return out.getvalue()


@cache
def again() -> tuple[Book, Book]:
    """The salon after its second run, as it is stored, and as LibreOffice computes it."""
    first = made("salon").book
    data = convert(XLSX, {"edited": worked_on(first)})["edited"]
    done = api.generate(data, "salon.xlsx", date(2027, 1, 20))
    assert not done.stopped
    computed = convert(XLSX, {"again": uncounted(done.after)})["again"]
    return Book(done.after, first.words), Book(computed, first.words)


@pytest.mark.parametrize("tab", ["social", "editorial", "month", "balance", "tasks"])
def test_what_is_stored_is_what_the_formulas_give(tab: str) -> None:
    stored, computed = again()
    moving = stored.columns("tasks")["state"] if tab == "tasks" else 0
    differ, seen = {}, 0
    for row in stored.written(tab).iter_rows(min_row=TOP):
        for cell in row:
            if str(cell.value).startswith("=") and cell.column != moving:
                seen += 1
                own, there = (plain(book.tab(tab)[cell.coordinate].value) for book in (stored, computed))
                if own != pytest.approx(there, abs=1e-6):
                    differ[cell.coordinate] = (own, there)
    assert differ == {}
    assert seen > 300


def test_what_the_user_wrote_counts() -> None:
    book, _ = again()
    cancelled = {row["id"] for row in book.social if row["status"] == EDITS[12, "status"]}
    own = {row["id"] for row in book.social if row["title"] == OWN["title"]}
    told = {row["post"] for row in book.rows("tasks")}
    assert len(cancelled) == len(own) == 1
    assert own <= told
    assert not cancelled & told
    names = {str(row[0]) for row in book.tab("balance").iter_rows(max_col=1, values_only=True)}
    assert {"Thème à moi ?", "Pigeon voyageur", "Surprise"} <= names
