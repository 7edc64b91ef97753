"""What was imported before is replaced: a row that changed has a higher number, one that is gone is cancelled."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
import short_salon
import workbook_copies

from calgen import api
from calgen.book.words import load_words
from calgen.export_records import ExportRequest
from calgen.export_steps import export_calendar

WORDS, FILE, TODAY = load_words("fr"), "salon.xlsx", short_salon.TODAY


@cache
def first() -> bytes:
    return api.generate(short_salon.strategy(), FILE, TODAY).after


def events(data: bytes) -> dict[str, tuple[int, str]]:
    """Id of the post → sequence and status of its event."""
    text = export_calendar(data, FILE, ExportRequest("ics", TODAY), "fr").data.decode().replace("\r\n ", "")
    found = {}
    for event in re.findall(r"BEGIN:VEVENT.*?END:VEVENT", text, re.DOTALL):
        lines = dict(line.split(":", 1) for line in event.split("\r\n"))
        found[lines["UID"].partition("-")[0]] = int(lines["SEQUENCE"]), lines["STATUS"]
    return found


def typed(data: bytes, values: Mapping[str, object], *, deleted: str = "") -> bytes:
    """The workbook with values typed into the row of post P0001, by column key; the row of `deleted` is deleted."""
    book: Any = workbook_copies.opened(data)
    tab = book[WORDS.title("social")]
    columns = {cell.value: cell.column for cell in tab[4]}
    rows = {tab.cell(row, columns[WORDS.title("social", "id")]).value: row for row in range(5, tab.max_row + 1)}
    for key, value in values.items():
        tab.cell(rows["P0001"], columns[WORDS.title("social", key)]).value = value
    if deleted:
        tab.delete_rows(rows[deleted])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.long
@pytest.mark.parametrize("values", [{"text": "Bonjour"}, {"status": "validé"}, {"title": "À moi"}, {"time": "7h15"}])
def test_a_row_that_changed_has_the_next_number_before_a_run_and_after_it(values: Mapping[str, object]) -> None:
    assert set(events(first()).values()) == {(0, "TENTATIVE")}
    changed = typed(first(), values)
    assert events(changed)["P0001"][0] == 1
    assert {number for id_, (number, _) in events(changed).items() if id_ != "P0001"} == {0}
    after = api.generate(changed, FILE, TODAY).after
    assert events(after)["P0001"][0] == 1
    assert events(typed(after, {"text": "Encore"}))["P0001"][0] == 2


def test_what_an_event_does_not_show_changes_no_number() -> None:
    assert events(typed(first(), {"impressions": 12, "conversions": 3}))["P0001"][0] == 0


def test_a_row_that_was_deleted_is_cancelled_after_the_next_run() -> None:
    after = api.generate(typed(first(), {}, deleted="P0002"), FILE, TODAY).after
    assert events(after)["P0002"] == (1, "CANCELLED")
    assert {status for id_, (_, status) in events(after).items() if id_ != "P0002"} == {"TENTATIVE"}


def test_the_numbers_of_a_workbook_written_over_are_none() -> None:
    book: Any = workbook_copies.opened(first())
    hidden = book["_calgen"]
    for row in hidden.iter_rows():
        if row[0].value == "shown":
            row[2].value = "écrit par mégarde P0001 x"
    out = io.BytesIO()
    book.save(out)
    assert events(out.getvalue())["P0001"] == (0, "TENTATIVE")
