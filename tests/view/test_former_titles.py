"""A heading that a former version gave stays in its language, and is calgen's own where the language changes."""

from __future__ import annotations

import pytest

from calgen.book.folding import fold
from calgen.book.languages import entry, languages
from calgen.book.vocabulary import column_titles, former_titles, tab_titles, written_titles
from calgen.book.words import load_words
from calgen.calendar import CalendarTab
from calgen.view.headings import PresentHeadings, new_headings

FORMER_TABS = [("mix", "Dosage"), ("wheel", "Roue"), ("campaigns", "Opérations"), ("wheel", "Strategy wheel")]
FORMER_COLUMNS = [
    *(("wheel", "Mission", "approach"), ("objectives", "Missions", "approaches")),
    *((tab, "Opération", "campaign") for tab in ("campaigns", "content", "editorial", "social")),
    ("checks", "How to mend it", "cure"),
    *(("content", "Toujours bon", "evergreen"), ("campaigns", "Jours repères", "offsets")),
    *(("campaigns", "Set days", "offsets"), ("platforms", "Cadence", "cadence")),
]


@pytest.mark.parametrize(("key", "title"), FORMER_TABS)
def test_the_former_title_of_a_tab_is_understood(key: str, title: str) -> None:
    assert tab_titles()[fold(title)][0] == key
    assert any(title in former_titles(language, key) for language in languages())


@pytest.mark.parametrize(("tab", "title", "key"), FORMER_COLUMNS)
def test_the_former_title_of_a_column_is_understood(tab: str, title: str, key: str) -> None:
    folded = {text for text, found in column_titles(tab).items() if found == key}
    assert {text for text, found in written_titles(tab).items() if found == key} <= folded
    assert any(title in former_titles(language, tab, key) for language in languages())


@pytest.mark.parametrize("language", languages())
def test_what_is_called_otherwise_today_bears_no_former_title(language: str) -> None:
    words = load_words(language)
    for tab, found in entry(language, "tabs").items():
        for key in ("", *found.get("columns", {})):
            assert words.title(tab, key) not in former_titles(language, tab, key)


def calendar(heading: str) -> dict[str, CalendarTab]:
    return {"social": CalendarTab("social", "Publications", 4, {"date": 1, "campaign": 2}, {1: "Date", 2: heading}, ())}


@pytest.mark.parametrize(
    ("heading", "last", "now", "due"),
    [
        ("Opération", "fr", "fr", "Opération"),
        ("Opération", "fr", "en", "Campaign"),
        ("Campaign", "en", "fr", "Campagne"),
        ("Campagne", "fr", "fr", "Campagne"),
        ("Temps de campagne", "fr", "en", "Temps de campagne"),  # typed by the user
        ("Opération", "en", "fr", "Opération"),
    ],
)
def test_a_heading_of_a_calendar(heading: str, last: str, now: str, due: str) -> None:
    present = PresentHeadings(last_language=last)
    assert new_headings(load_words(now), calendar(heading), present)["social", "campaign"] == due


@pytest.mark.parametrize(
    ("heading", "now", "due"),
    [("How to mend it", "en", "How to mend it"), ("How to mend it", "fr", "Remède"), ("Remède", "en", "How to fix it")],
)
def test_a_heading_of_a_table_that_is_drawn_anew(heading: str, now: str, due: str) -> None:
    present = PresentHeadings({("checks", "cure"): heading}, last_language="en")
    assert new_headings(load_words(now), {}, present)["checks", "cure"] == due
