"""A number that was given once is never given to another row: the user's own row like a deleted one is a new one."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest
from edit_outcome import Outcome, again, rerun
from edited_workbook import EditedWorkbook
from seeds import each_language
from small_calendar import TODAY, generated, run

from calgen import api
from calgen.merge.row_matching import IDENTIFYING_COLUMNS

pytestmark = pytest.mark.long

TYPED = {"social": ("date", "platform", "theme", "category", "status", "format", "owner", "objective"),
         "editorial": ("date", "title", "theme", "category", "status", "format")}  # fmt: skip
FILLED = {"social": ("id", "time", "title", "editorial", "reason"), "editorial": ("id",)}


def deleted(tab: str, language: str) -> tuple[EditedWorkbook, str, dict[str, Any]]:
    """A calendar with a row deleted: the draft, the row's id, and what stood on it."""
    draft = EditedWorkbook(generated(language), Random(3))
    row = draft.post() if tab == "social" else draft.subject()
    cells = {key: draft.tabs[tab].get(row, key) for key in draft.tabs[tab].columns}
    if tab == "social":
        draft.loose.add(("editorial", draft.subject_of(row)))
    else:
        draft.loose |= {("social", post) for post in draft.posts_of(row)}
        draft.loose.add(("editorial", row))
        draft.ripples = 9
    draft.delete(tab, [row])
    return draft, row, cells


def typed_again(draft: EditedWorkbook, tab: str, cells: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    """The same day, platform, theme and so on typed on a row of the user's own."""
    own = {key: cells[key] for key in keys if cells.get(key) is not None}
    draft.write(own, tab)
    draft.ripples += 3
    return own


def check(outcome: Outcome, tab: str, old: str, own: dict[str, Any]) -> None:
    """The user's row has a number that no row ever had, and all that a row of calgen's has."""
    assert old not in outcome.after.ids(tab)
    ever = max(int(id_[1:]) for id_ in (*outcome.first.ids(tab), *outcome.before.ids(tab)))
    lines = [line for line in outcome.after.holding(tab, own) if line.id[1:].isdigit() and int(line.id[1:]) > ever]
    assert len(lines) == 1
    assert all(lines[0].cells[key] for key in FILLED[tab])
    assert outcome.faults() == []
    assert again(outcome) == []


@each_language
@pytest.mark.parametrize("tab", ["social", "editorial"])
def test_a_row_like_one_deleted_since_the_last_run_is_a_new_one(tab: str, language: str) -> None:
    draft, row, cells = deleted(tab, language)
    own = typed_again(draft, tab, cells, TYPED[tab])
    check(rerun(draft), tab, row, own)


@pytest.mark.parametrize("extra", [(), ("time",)], ids=["without its hour", "with its hour"])
@each_language
@pytest.mark.parametrize("tab", ["social", "editorial"])
def test_a_row_like_one_deleted_before_an_earlier_run_is_a_new_one(
    tab: str, language: str, extra: tuple[str, ...]
) -> None:
    draft, row, cells = deleted(tab, language)
    later = EditedWorkbook(rerun(draft).done.after, Random(4))
    own = typed_again(later, tab, cells, (*IDENTIFYING_COLUMNS[tab], *extra))
    if tab == "social" and not extra:
        own.pop("time", None)
    check(rerun(later), tab, row, own)


@pytest.mark.parametrize("tab", ["social", "editorial"])
@pytest.mark.parametrize("runs", [0, 1, 2])
def test_a_row_pasted_back_with_its_id_keeps_it(tab: str, runs: int) -> None:
    """Whether the user takes back the deletion at once, or after some runs."""
    draft, row, cells = deleted(tab, "fr")
    data = draft.bytes()
    for _ in range(runs):
        data = run(data).after
    later = EditedWorkbook(data, Random(5))
    later.write(cells, tab)
    after = Outcome(later, later.bytes(), run(later.bytes()), same=True).after
    assert after.ids(tab).count(row) == 1
    line = after.by_id[tab, row]
    assert line.cells["theme"] == cells["theme"]
    assert line.cells["date"] == cells["date"]


@pytest.mark.parametrize("tab", ["social", "editorial"])
def test_a_number_is_not_given_again_after_all_is_drawn_anew(tab: str) -> None:
    """With `--force` a deleted row may come back as itself; a new one has a new number."""
    draft, row, cells = deleted(tab, "fr")
    first = rerun(draft)
    forced = api.generate(first.done.after, "plan.xlsx", TODAY, force=True)
    later = EditedWorkbook(forced.after, Random(6))
    assert row not in later.tabs[tab].rows
    own = typed_again(later, tab, cells, TYPED[tab])
    outcome = rerun(later)
    new = set(outcome.after.ids(tab)) - set(first.first.ids(tab))
    assert row not in outcome.after.ids(tab)
    assert any(line.id in new for line in outcome.after.holding(tab, own))


def test_a_row_of_a_past_week_typed_again_is_a_new_one() -> None:
    draft, row, cells = deleted("social", "fr")
    first = rerun(draft)
    later = EditedWorkbook(first.done.after, Random(7))
    typed_again(later, "social", cells, TYPED["social"])
    outcome = rerun(later, today=date(2027, 1, 20))
    assert row not in outcome.after.ids("social")
