"""No run renames a tab or a heading that a workbook has: those of an earlier version stay, and are understood."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

import pytest
from test_upgrading import SAME_DAY, cases, each_workbook
from test_upgrading import run as run_of
from workbooks import calendars, data, names, with_part

from calgen import api
from calgen.book.languages import languages
from calgen.book.words import load_words

FRENCH = [("0.1.0", name) for name in names("0.1.0") if name.endswith("fr.generated") and not name.startswith("saas")]


@cache
def tab_titles(workbook: bytes) -> list[str]:
    """The titles of the tabs, in their order."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        text = package.read("xl/workbook.xml").decode()
    return re.findall(r'<sheet [^>]*?name="([^"]*)"', text)


def without_new_tabs(made: list[str], before: list[str]) -> list[str]:
    """The titles without those of tabs that a version before this one did not have."""
    new = {load_words(language).title("year") for language in languages()}
    assert len(new & {*made}) == 1
    return [title for title in made if title in before or title not in new]


def headings(workbook: bytes, calendar: str) -> list[str]:
    return list(calendars(workbook)[calendar].headings.values())


def heading_of(workbook: bytes, calendar: str, key: str) -> str:
    """The heading of a column; empty where the tab has no such column."""
    sheet = calendars(workbook)[calendar]
    return next((sheet.headings[at] for at in sheet.headings if sheet.columns.get(key) == at), "")


def in_english(workbook: bytes) -> bytes:
    """The workbook with English in its settings."""
    return with_part(workbook, "xl/sharedStrings.xml", "<t>Français</t>".encode(), b"<t>English</t>")


@pytest.mark.long
@each_workbook
def test_every_title_stays(version: str, name: str) -> None:
    made = run_of(version, name, SAME_DAY)
    before = tab_titles(made.before)
    assert without_new_tabs(tab_titles(made.after), before) == before
    assert headings(made.after, "social") == headings(made.before, "social")
    kept = headings(made.before, "editorial")
    # where the strategy has changed, the subjects have suggestions: their column comes right of all that stand there
    suggestions = [heading_of(made.after, "editorial", "suggestions")] if ".edited" in name else []
    assert headings(made.after, "editorial") in (kept, kept + suggestions)


def test_the_workbooks_have_titles_that_were_replaced_since() -> None:
    before = data("0.1.0", "salon.fr.generated")
    assert {"Roue", "Dosage", "Opérations"} <= {*tab_titles(before)}
    assert "Opération" in headings(before, "social")


@cases(FRENCH)
def test_a_change_of_language_renames_no_tab_and_every_heading_of_calgens(version: str, name: str) -> None:
    before = data(version, name)
    made = api.generate(in_english(before), f"{name}.xlsx", SAME_DAY)
    assert not made.stopped
    assert without_new_tabs(tab_titles(made.after), tab_titles(before)) == tab_titles(before)
    english = load_words("en")
    for calendar in ("social", "editorial"):
        at = {column: key for key, column in calendars(made.after)[calendar].columns.items()}
        for column, heading in calendars(made.after)[calendar].headings.items():
            assert heading == english.title(calendar, at[column])
