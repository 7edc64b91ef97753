"""Each of the 117 demands of the articles has its place in the workbook."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from method_page import article_of, spaced, table

from calgen.book.languages import entry, languages
from calgen.book.owned_tabs import ALL_OUTPUTS, OUTPUTS
from calgen.book.words import load_words
from calgen.check import articles
from calgen.check.advice_order import FINDINGS
from calgen.records import explanation_record
from calgen.strategy import TABS, defaults

DEMANDS: list[dict[str, Any]] = table()["demand"]
CODES = {code for codes in FINDINGS.values() for code in codes}


def test_there_are_117_demands_in_five_articles() -> None:
    ids = [demand["id"] for demand in DEMANDS]
    assert len(ids) == len(set(ids)) == 117
    counted = Counter(map(article_of, DEMANDS))
    assert list(counted) == list(table()["articles"])
    for article, count in counted.items():
        assert [f"{article}-{n}" for n in range(1, count + 1)] == [one for one in ids if one.startswith(f"{article}-")]


@pytest.mark.parametrize("demand", DEMANDS, ids=[demand["id"] for demand in DEMANDS])
def test_a_demand_has_its_places_and_its_words(demand: dict[str, Any]) -> None:
    assert demand["fr"]
    assert demand["en"]
    assert demand["at"]
    for place in demand["at"]:
        assert exists(place), place


def test_no_demand_waits() -> None:
    assert {key for demand in DEMANDS for key in demand} == {"id", "fr", "en", "at"}


def exists(place: str) -> bool:
    """Whether a place of the table is there."""
    kind, _, rest = place.partition(":")
    name, _, part = rest.partition(".")
    tabs = {tab.key: tab for tab in TABS}
    match kind:
        case "tab":
            return name in tabs
        case "column":
            return part in {column.key for column in tabs[name].columns}
        case "choice":
            return all(part in entry(language, "choices", name) for language in languages())
        case "finding":
            return rest in CODES
        case "figure":
            return all(rest in entry(language, "labels") for language in languages())
        case "review":
            return all(rest in entry(language, "review") for language in languages())
        case "output":
            return name in ALL_OUTPUTS and (not part or part in entry("fr", "tabs", name, "columns"))
        case "phrase":
            return all(rest in entry(language, "phrases") for language in languages())
        case "routine":
            return rest in defaults.ROUTINES
    return place == "month" and place in OUTPUTS


def test_every_finding_names_the_articles_whose_demands_it_answers() -> None:
    asked: dict[str, dict[str, None]] = {}
    for demand in DEMANDS:
        for place in demand["at"]:
            if place.startswith("finding:"):
                asked.setdefault(place.removeprefix("finding:"), {})[article_of(demand)] = None
    for code in CODES:
        assert articles.articles_of(code) == tuple(asked.get(code, {articles.PRACTICE: None})), code


@pytest.mark.parametrize("language", languages())
def test_every_finding_says_its_article_in_words(language: str) -> None:
    words = load_words(language)
    for code in CODES:
        assert explanation_record(code, words)["article"]
    for article in table()["articles"]:
        assert words.text("articles", article) == spaced(table()["articles"][article][language])
