"""Rows that the plan lacks, in a change of language: their formulas name the headings as they will stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from small_calendar import FILE, TODAY, generated, run, saved, unlocked
from workbook_contents import ContentRow, WorkbookContents

from calgen import api
from calgen.book.words import load_words

ENGLISH = load_words("en")
Edit = Callable[[WorkbookContents], str]  # returns the id of the row whose cells are looked at, with its tab


def _type(seen: WorkbookContents, row: ContentRow, tab: str, key: str, value: Any) -> None:
    seen.sheets[tab].cell(row.number, seen.columns(tab)[key]).value = value


def _cancelled(seen: WorkbookContents) -> str:
    _type(seen, seen.posts[2], "social", "status", "Annulé")
    return f"social {seen.posts[2].id}"


def _undated(seen: WorkbookContents) -> str:
    _type(seen, seen.posts[2], "social", "date", "fin janv.")
    return f"social {seen.posts[2].id}"


def _out_of_period(seen: WorkbookContents) -> str:
    _type(seen, seen.posts[2], "social", "date", "2027-07-02")
    return f"social {seen.posts[2].id}"


def _no_platform(seen: WorkbookContents) -> str:
    _type(seen, seen.posts[2], "social", "platform", None)
    return f"social {seen.posts[2].id}"


def _emptied_subject(seen: WorkbookContents) -> str:
    """All posts of a subject are deleted; its row holds a note of the user's."""
    subject = seen.posts[2].cells["editorial"]
    id_ = str(subject).split('MATCH("')[1].split('"')[0]
    row = next(row for row in seen.subjects if row.id == id_)
    _type(seen, row, "editorial", "notes", "à garder")
    for post in reversed(seen.posts):
        if f'MATCH("{id_}"' in str(post.cells["editorial"]):
            seen.sheets["social"].delete_rows(post.number)
    return f"editorial {id_}"


@pytest.mark.parametrize("edit", [_cancelled, _undated, _out_of_period, _no_platform, _emptied_subject])
def test_a_row_that_the_plan_lacks_names_the_headings_of_the_new_language(edit: Edit) -> None:
    book = unlocked(generated("fr"))
    seen = WorkbookContents(b"", opened=book)
    tab, id_ = edit(seen).split()
    next(row[1] for row in book["Réglages"].iter_rows() if row[0].value == "Langue").value = "English"
    done = run(saved(book))
    assert done.words.language == "en"
    assert not done.stopped
    after = WorkbookContents(done.after)
    row = next(row for row in (after.posts if tab == "social" else after.subjects) if row.id == id_)
    found = [value for value in row.cells.values() if str(value).startswith("=") and "calgen_" in str(value)]
    assert found
    assert not [text for text in found if "N°" in text or "[Sujet]" in text or "[Titre]" in text]
    assert not api.generate(done.after, FILE, TODAY).changed
    kept = [change for change in done.changes if change.id == id_ and change.kind in ("changed", "moved")]
    assert not [change.columns for change in kept if {"editorial", "day", "characters"} & {*change.columns}]
