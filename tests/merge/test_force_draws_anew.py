"""`--force` draws the calendars as they were planned: nothing that was typed there stays, nor what followed from it."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

import pytest
from edited_workbook import EditedWorkbook
from seeds import each_language
from small_calendar import FILE, TODAY, day, generated, run

from calgen import api
from calgen.book.words import load_words

COLUMNS = {
    "social": ("date", "time", "platform", "theme", "category", "format", "objective", "audience", "owner", "status",
               "stage", "campaign", "key_date", "variant", "text", "link", "hashtags", "notes", "keep"),
    "editorial": ("date", "title", "theme", "category", "format", "objective", "audience", "owner", "status", "stage",
                  "campaign", "key_date", "brief", "link", "platforms", "notes"),
}  # fmt: skip
THEME = {"fr": "Voisins", "en": "Neighbours"}  # one without ideas: its title is to be found
CHOICES = {"format": "video", "stage": "desire", "status": "approved", "category": "interact"}  # in the words of a list
TYPED: Mapping[str, Any] = {
    "title": "Un titre à moi", "campaign": "Campagne à moi", "link": "https://moi.example", "brief": "Brief à moi",
    "date": day("2027-01-22"), "platform": "Facebook", "editorial": "S0002", "text": "Texte à moi", "keep": "x",
    "notes": "Note à moi", "variant": "A", "hashtags": "#moi", "audience": "Public à moi", "owner": "Sandrine",
}  # fmt: skip
OWN = "À moi tout seul"  # a theme that the strategy lacks


def values(language: str, key: str) -> Any:
    words = load_words(language)
    if key in CHOICES and key != "category":
        return words.choice(key, CHOICES[key])
    if key == "category":
        return {"fr": "Échanger", "en": "Interact"}[language]
    return THEME[language] if key == "theme" else TYPED[key]


def shown(data: bytes) -> dict[str, list[tuple[object, ...]]]:
    """What each calendar shows, row by row, but for ids, links between the two, and reasons."""
    book = EditedWorkbook(data, Random(1))
    return {
        key: sorted(
            tuple(str(tab.get(row, column)) for column in COLUMNS[key] if column in tab.columns) for row in tab.rows
        )
        for key, tab in book.tabs.items()
    }


def forced(language: str, cells: Mapping[tuple[str, str, str], Any]) -> bytes:
    """The workbook after these edits, a run, and a run with `--force`."""
    draft = EditedWorkbook(generated(language), Random(1))
    for (calendar, row, key), value in cells.items():
        draft.tabs[calendar].cell(row, key).value = value
    made = run(draft.bytes())
    assert made.plan
    again = api.generate(made.after, FILE, TODAY, force=True)
    assert again.plan
    return again.after


def groups(language: str) -> dict[str, list[str]]:
    book = EditedWorkbook(generated(language), Random(1))
    found: dict[str, list[str]] = {}
    for post in sorted(book.social.rows):
        if book.social.get(post, "theme") != THEME[language]:
            found.setdefault(book.subject_of(post), []).append(post)
    return found


@each_language
def test_a_theme_and_a_title_typed_anywhere_leave_nothing(language: str) -> None:
    """On one of several posts, on all, on the only one, and on the row of the subject, and titles too."""
    several = [(name, posts) for name, posts in groups(language).items() if len(posts) > 1]
    (_, (first, *_)), (_, all_), (third, _), (_, retitled), (fifth, _), *_ = several
    cells: dict[tuple[str, str, str], Any] = {("social", first, "theme"): OWN}
    cells |= {("social", post, "theme"): THEME[language] for post in all_}
    cells |= {("editorial", third, "theme"): THEME[language], ("editorial", fifth, "title"): TYPED["title"]}
    cells |= {("social", post, "title"): "Un autre titre" for post in retitled}
    after = forced(language, cells)
    assert shown(after) == shown(generated(language))


@each_language
@pytest.mark.parametrize("calendar", ["social", "editorial"])
def test_what_was_typed_in_each_column_is_gone(language: str, calendar: str) -> None:
    """Each on a subject of its own."""
    tab = EditedWorkbook(generated(language), Random(1)).tabs[calendar]
    keys = [key for key in (*CHOICES, *TYPED) if key in tab.columns and not (calendar == "editorial" and key == "date")]
    rows = [name if calendar == "editorial" else posts[0] for name, posts in groups(language).items()]
    typed = list(zip(rows * 3, keys, strict=False))
    assert len(typed) == len(keys)
    after = forced(language, {(calendar, row, key): values(language, key) for row, key in typed})
    assert shown(after) == shown(generated(language))


@each_language
def test_rows_that_were_added_emptied_or_cancelled_are_as_planned(language: str) -> None:
    words, tab = load_words(language), EditedWorkbook(generated(language), Random(1)).social
    first, second, third, *_ = sorted(tab.rows)
    cells: dict[tuple[str, str, str], Any] = {("social", first, "status"): words.choice("status", "cancelled")}
    cells |= {("social", second, "date"): None, ("social", third, "theme"): None}
    assert shown(forced(language, cells)) == shown(generated(language))
