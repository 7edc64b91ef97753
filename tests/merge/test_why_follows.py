"""The reason of a post follows what its user typed on the row, in the same run, and then stays as it is."""

from __future__ import annotations

from datetime import time, timedelta
from random import Random

import pytest
from edited_workbook import EditedWorkbook
from seeds import each_language
from small_calendar import FILE, TODAY, generated

from calgen import api
from calgen.book.grid import Cell
from calgen.book.words import load_words
from calgen.calendar import CalendarRow
from calgen.merge.typed_reasons import typed_reasons

DAY = timedelta(days=1)
KEYS = ("campaign", "key_date", "stage")


@each_language
def test_what_is_typed_comes_first_in_the_reason_and_stays_there(language: str) -> None:
    draft = EditedWorkbook(generated(language), Random(1))
    tab, before = draft.social, EditedWorkbook(generated(language), Random(1)).social
    dated, timed, named, of_day, staged, noted = [n for n in sorted(tab.rows) if tab.get(n, "date").date() > TODAY][:6]
    tab.cell(dated, "date").value += DAY
    tab.cell(timed, "time").value = time(21, 17)
    tab.cell(named, "campaign").value = "Galette"
    tab.cell(of_day, "key_date").value = "Chandeleur"
    tab.cell(staged, "stage").value = "action"
    tab.cell(noted, "text").value = "Un texte"
    made = api.generate(draft.bytes(), FILE, TODAY)
    after, words = EditedWorkbook(made.after, Random(1)), load_words(language)
    expected = {dated: "moved_by_user", timed: "moved_by_user", named: "campaign_typed"}
    expected |= {of_day: "key_date_typed", staged: "stage_typed"}
    for post, code in expected.items():
        assert str(after.social.get(post, "reason")).lower().startswith(words.text("reasons", code))
    assert after.social.get(noted, "reason") == before.get(noted, "reason")
    again = api.generate(after.bytes(), FILE, TODAY)
    assert [change.kind for change in again.changes if change.kind != "kept"] == []


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    ("written", "now", "code"), [("a", "b", "typed"), ("a", "", "emptied"), ("", "b", "typed"), ("a", "a", "")]
)
def test_a_cell_that_is_emptied_is_a_reason_too(key: str, written: str, now: str, code: str) -> None:
    row = CalendarRow("P0001", 7, {key: Cell(now or None)}, columns=frozenset(KEYS))
    found = [reason.code for reason in typed_reasons(row, {key: written} if written else {})]
    assert found == ([f"{key}_{code}"] if code else [])
