"""Joiners and marks of direction: what the user typed stands everywhere as it was typed, run after run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from random import Random
from typing import Any

import pytest
import workbook_copies
from edited_workbook import EditedWorkbook
from small_calendar import FILE, TODAY, generated, saved, unlocked
from workbook_contents import WorkbookContents

from calgen import api
from calgen.book.folding import without_invisible

# Emoji of several characters, a half-space of Persian, a mark of direction of Hebrew, a conjunct of Hindi.
SIGNS = "👩‍🍳 🏳️‍🌈 ❤️‍🔥 1️⃣ 🇫🇷 می‌خواهم שלום\u200f! क्‍ष"
BARE = without_invisible(SIGNS)
LATER = date(2027, 1, 13)
_NAMED = ("Thèmes", "Plateformes", "Équipe", "Objectifs")


def _typed(data: bytes) -> bytes:
    """The workbook with these signs in every text of its strategy."""
    book = unlocked(data)
    for row in (row for title in _NAMED for row in book[title].iter_rows(min_row=2)):
        for cell in row:
            if isinstance(cell.value, str) and not cell.value.startswith(("#", "Promouvoir", "Relayer", "Échanger")):
                cell.value = re.sub(r"(?=\n|,|$)", f" {SIGNS}", cell.value)
    for row in book["Plateformes"].iter_rows(min_row=2, min_col=5, max_col=5):
        row[0].value = "#میخواهم #می‌خواهم"
    book["Réglages"]["B2"].value = f"Mèche {SIGNS}"
    return saved(book)


def _retyped(data: bytes, old: str, new: str) -> bytes:
    """The workbook with one text for another in every cell of its strategy."""
    book = unlocked(data)
    for cell in (cell for title in ("Réglages", *_NAMED) for row in book[title].iter_rows() for cell in row):
        if isinstance(cell.value, str):
            cell.value = cell.value.replace(old, new)
    return saved(book)


@cache
def _strategy() -> bytes:
    book = unlocked(generated("fr"))
    for title in book.sheetnames:
        if title not in ("Réglages", *_NAMED):
            del book[title]
    book.defined_names.clear()
    return _typed(saved(book))


@cache
def _first() -> api.Generated:
    made = api.generate(_strategy(), FILE, TODAY)
    assert not made.stopped, made.problems
    return made


def _texts(data: bytes) -> Iterator[tuple[str, str]]:
    """Every text of every tab, the hidden one too, with its place."""
    for sheet in workbook_copies.opened(data):
        for row in sheet.iter_rows():
            yield from ((f"{sheet.title}!{cell.coordinate}", str(cell.value)) for cell in row if cell.value is not None)


def _by_id(data: bytes) -> dict[str, dict[str, Any]]:
    return {line.id: dict(line.cells) for line in WorkbookContents(data).posts}


@cache
def _bare() -> api.Generated:
    """The calendar as versions to 0.2.0 made it, which read a text without these signs."""
    return api.generate(_retyped(_strategy(), SIGNS, BARE), FILE, TODAY)


def test_no_tab_shows_them_taken_apart() -> None:
    shown = list(_texts(_first().after))
    assert [place for place, text in shown if BARE in text] == []
    tabs = {place.partition("!")[0] for place, text in shown if SIGNS in text}
    assert tabs >= {"Calendrier éditorial", "Calendrier social", "Vue mensuelle", "Équilibre", "Tâches", "_calgen"}
    assert any("#میخواهم #می‌خواهم" in text for _, text in shown)


def test_exports_and_findings_hold_them() -> None:
    exported = api.export(_first().after, FILE, "json").data.decode()
    assert SIGNS in exported
    assert BARE not in exported


@pytest.mark.parametrize("today", [TODAY, pytest.param(LATER, marks=pytest.mark.long)])
def test_a_run_after_another_sees_no_edit(today: date) -> None:
    book = unlocked(_first().after)
    book["Thèmes"]["D2"].value = "Un autre message"
    made = api.generate(saved(book), FILE, today)
    assert made.changed
    assert {change.kind for change in made.changes} <= {"changed"}
    assert {key for change in made.changes for key in change.columns} <= {"brief"}
    assert [place for place, text in _texts(made.after) if BARE in text] == []
    assert not api.generate(made.after, FILE, today).changed


@pytest.mark.parametrize("today", [TODAY, pytest.param(LATER, marks=pytest.mark.long)])
def test_a_workbook_of_an_earlier_version_does_not_look_changed(today: date) -> None:
    """Nor does one to whose strategy a joiner is added: the posts to come show it, and nothing is told of it."""
    made = api.generate(_retyped(_bare().after, BARE, SIGNS), FILE, today)
    without = api.generate(saved(unlocked(_bare().after)), FILE, today)
    assert made.changes == without.changes == ()
    known = without.problems if without.changed else _bare().problems
    assert sorted(problem.code for problem in made.problems) == sorted(problem.code for problem in known)
    shown, expected = _by_id(made.after), _by_id(_first().after)
    to_come = [id_ for id_, cells in shown.items() if cells["date"].date() >= today]
    assert to_come
    assert [shown[id_] for id_ in to_come] == [expected[id_] for id_ in to_come]
    assert shown.keys() == expected.keys()


@pytest.mark.long
def test_signs_that_the_user_types_in_a_calendar_are_an_edit_like_another() -> None:
    draft = EditedWorkbook(_first().after, Random(0))
    post, subject = draft.post(), draft.subject()
    draft.put("social", post, "text", SIGNS)
    draft.put("social", post, "alt_text", SIGNS)
    draft.put("editorial", subject, "title", f"{BARE} !")
    data = draft.bytes()
    for message in ("Un message", "Un autre"):  # two runs, for what stays once may be lost the next time
        book = unlocked(data)
        book["Thèmes"]["D2"].value = message
        made = api.generate(saved(book), FILE, TODAY)
        data = made.after
        kept = {(change.id, key) for change in made.changes if change.kind == "kept" for key in change.columns}
        assert kept == {(post, "text"), (post, "alt_text"), (subject, "title")}
        shown = EditedWorkbook(data, Random(0))
        assert [shown.social.get(post, key) for key in ("text", "alt_text")] == [SIGNS, SIGNS]
        assert shown.editorial.get(subject, "title") == f"{BARE} !"
