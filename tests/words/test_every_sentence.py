"""Every sentence with the counts 0, 1 and 2, and with names that begin with a vowel: nothing makes a reader stumble."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from string import Formatter
from typing import Any

import pytest

from calgen.book.languages import entry, languages
from calgen.book.words import load_words

TABLES = ("reasons", "labels", "cli", "problems", "phrases", "present", "readings", "findings", "diff", "references",
    "typed_cells", "outputs", "guide", "method", "adopt")  # fmt: skip
DAYS = {"day", "first", "last", "start", "end", "from_day", "other"}
NOT_SAID = {("adopt", "tabs"), ("adopt", "columns"), ("adopt", "status")}  # words that are understood
NAMES = ("Instagram", "Émile", "article")
FOREIGN = {
    "fr": "the|posts|theme|themes|settings|checks|platform|platforms|campaign|week|weeks|row|rows|sheet|tab|tabs|file"
    "|day|days|and|with|category|content|key dates|team|wheel|idea|set|not|you|your",
    "en": "le|la|les|des|une|est|sont|avec|pour|dans|sur|onglet|onglets|thème|thèmes|réglages|semaine|semaines|jour"
    "|jours|équipe|roue|vous|votre|plateforme|plateformes|ligne",
}
NAMED = "Instagram|Émile|article"
SHORT = {"fr": rf"\b(?:de|que|le|la|ne|se|jusque|lorsque) (?:{NAMED})\b", "en": r"\ba (?:article|Instagram)"}
SINGULAR = {  # words in -s and -x that follow a one
    "fr": "fois|mois|temps|pas|sur|dans|avis|accès|plus|vers|puis",
    "en": "is|has|as|across|was|less|this",
}
PLURAL_OF_ONE = {
    "fr": rf"\b[01] (?!(?:{SINGULAR['fr']})\b)[^\W\d]{{3,}}[sx]\b|\b1 \w+ (?:sont|ont|étaient)\b",
    "en": rf"\b1 (?!(?:{SINGULAR['en']})\b)[^\W\d]{{3,}}s\b|\b1 \w+ (?:are|have|were)\b",
}
SIGNS = r"(?<=\S)[^\S\n]{2,}|(?<=\S) (?:,|\.(?!\w))|[.,;:]\.(?!\.)|,,|\(\s*\)|«\s*»|“\s*”|\( | \)"
# a limit or number that is never one, whatever its sentence holds
NEVER_ONE = ("too_big", "too_many", "wheel_all", "wheel_too_many", "wheel_none", "platforms_too_many", "one_call",
    "audiences_too_many", "cadence_unlike", "cadence_fraction", "themes_like_all",
    "mission_twice", "objectives_too_many", "platforms_unstaffed")  # fmt: skip


def sentences(language: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text that is shown, with its path."""

    def leaves(table: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
        if path[:2] in NOT_SAID:
            return
        pairs = table.items() if isinstance(table, dict) else enumerate(table) if isinstance(table, list) else ()
        for key, value in pairs:
            yield from leaves(value, (*path, str(key)))
        if isinstance(table, str):
            yield path, table

    for table in TABLES:
        yield from leaves(entry(language, table), (table,))


def filled(language: str, path: tuple[str, ...], template: str, count: int, name: str) -> str:
    """The sentence with a count wherever words agree with a number, and a name everywhere else."""
    fields = {field: spec or "" for _, field, spec, _ in Formatter().parse(template) if field}
    agreeing = {field for _, field, spec, _ in Formatter().parse(template) if field and "|" in (spec or "")}
    plain = {field for field, spec in fields.items() if field in ("n", "number", "hours") or spec in ("work", "02d")}
    day = load_words(language).format_value(date(2027, 1, 4))
    values = {field: count if field in agreeing | plain else day if field in DAYS else name for field in fields}
    values["n"] = values.get("n", count)
    form = path[-1] if path[-1] in ("one", "other") else ""
    if form and (form == "one") != load_words(language).locale.is_singular(count):
        return ""
    return load_words(language).text(*(path[:-1] if form else path), **values)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("count", [0, 1, 2])
def test_nothing_in_a_sentence_makes_its_reader_stumble(language: str, count: int) -> None:
    found = []
    for path, template in sentences(language):
        if path[0] in ("guide", "method") or isinstance(entry(language, *path[:-1]), list):
            continue
        for name in NAMES:
            text = filled(language, path, template, count, name)
            is_counted = not any(code.startswith(NEVER_ONE) for code in path)
            for pattern in (SIGNS, SHORT[language], *([PLURAL_OF_ONE[language]] if is_counted else [])):
                found += [(".".join(path), wrong[0], text) for wrong in [re.search(pattern, text)] if wrong]
    assert not found, "\n".join(sorted({str(wrong) for wrong in found}))


@pytest.mark.parametrize("language", languages())
def test_quotes_and_brackets_come_in_pairs(language: str) -> None:
    for path, text in sentences(language):
        if path[:3] == ("typed_cells", "example", "figure"):  # two examples, within the quotes of their sentence
            continue
        for left, right in ("«»", "“”", "()", "[]"):
            assert text.count(left) == text.count(right) or path[-1] == "usage", (path, text)


@pytest.mark.parametrize("language", languages())
def test_no_word_of_another_language_stands_in_a_sentence(language: str) -> None:
    """Save what is quoted, and the names of commands, options and columns."""
    quoted = re.compile(r"week-end|«[^»]*»|“[^”]*”|`[^`]*`|"
        r"\{[^}]*\}|--?\w[\w-]*|\([^)]*json\)|=[A-Z]+\(.*?\)|calgen \w+")
    foreign = re.compile(rf"(?<![\w'’=-])(?:{FOREIGN[language]})(?![\w'’-])")
    found = [(path, wrong[0], text) for path, text in sentences(language)
             for wrong in [foreign.search(quoted.sub("", text))] if wrong]  # fmt: skip
    assert not found, "\n".join(map(str, found))
