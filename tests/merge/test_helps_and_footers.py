"""What a calendar says beside its cells follows a run: the helps of its headings, and the footer of its pages."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

import pytest
from small_calendar import generated, run, saved, unlocked
from test_changed_language import OTHER

from calgen.book.words import load_words

TABS = {"social": "calgen_social", "editorial": "calgen_editorial"}
OWN_HELP = "À écrire le lundi"


def settings(book: Any, label: str) -> Any:
    sheet = book["Réglages"]
    return next(row[1] for row in sheet.iter_rows() if row[0].value == label)


def tab(book: Any, key: str) -> Any:
    return next(sheet for sheet in book if TABS[key] in sheet.tables)


@cache
def turned() -> bytes:
    """The calendar after a run in the other language, its period two weeks longer; one help and footer are hers."""
    book = unlocked(generated("fr"))
    cell = settings(book, "Langue")
    cell.value = OTHER[cell.value]
    settings(book, "Semaines").value += 2
    for own in tab(book, "social").data_validations.dataValidation:
        if own.promptTitle == "Texte":
            own.prompt = OWN_HELP
    done = run(saved(book))
    assert not done.stopped
    return done.after


def helps(data: bytes, key: str) -> dict[str, str]:
    """The helps of the headings of a calendar by their titles."""
    found = tab(unlocked(data), key).data_validations.dataValidation
    return {rule.promptTitle: rule.prompt for rule in found if rule.prompt}


@pytest.mark.parametrize("key", TABS)
def test_the_help_of_each_heading_is_in_the_language_of_the_workbook(key: str) -> None:
    words = load_words("en")
    due = {words.title(key, column): words.help(key, column) for column in words.columns(key)}
    found = helps(turned(), key)
    assert len(found) > 15
    assert [title for title in found if title not in due] == (["Texte"] if key == "social" else [])
    assert {found[title] for title in found if found[title] != due.get(title)} == (
        {OWN_HELP} if key == "social" else set()
    )


@pytest.mark.parametrize("key", TABS)
def test_helps_stand_at_their_headings_still(key: str) -> None:
    sheet = tab(unlocked(turned()), key)
    for rule in sheet.data_validations.dataValidation:
        if rule.prompt and rule.prompt != OWN_HELP:
            assert sheet[str(rule.sqref)].value == rule.promptTitle


@pytest.mark.parametrize("key", TABS)
def test_the_footer_says_the_period_that_the_calendar_has(key: str) -> None:
    before, after = (str(tab(unlocked(data), key).oddFooter.left.text) for data in (generated("fr"), turned()))
    first, last = re.findall(r"\w{3} \d+, \d{4}", after)
    assert (first, last) == ("Jan 4, 2027", "Feb 14, 2027")
    assert "31/01/2027" in before
    assert after.strip() in str(tab(unlocked(turned(), values=True), key)["A3"].value)


def test_a_footer_of_the_user_s_own_stays() -> None:
    book = unlocked(generated("fr"))
    settings(book, "Semaines").value += 2
    tab(book, "social").oddFooter.left.text = "Mon planning à moi"
    after = unlocked(run(saved(book)).after)
    assert str(tab(after, "social").oddFooter.left.text).strip() == "Mon planning à moi"
    assert "14/02/2027" in str(tab(after, "editorial").oddFooter.left.text)


@pytest.mark.long
def test_the_line_above_a_calendar_that_a_program_saved_without_values_is_written_anew() -> None:
    """Its first run folds the past weeks, and says so with a space that does not break."""
    data = saved(unlocked(generated("fr")))
    for day in (date(2027, 1, 13), date(2027, 1, 20)):
        book = unlocked(data)
        assert unlocked(data, values=True)["Calendrier social"]["A3"].value is None
        done = run(saved(book), day).after
        line = unlocked(done, values=True)["Calendrier social"]["A3"].value
        assert str(line).endswith("semaines passées\u00a0: le + dans la marge les déplie")
        data = saved(unlocked(done))
