"""The tables of words: every language says the same things, and no word means two of them."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from calgen.book.folding import fold
from calgen.book.languages import MissingTextError, languages
from calgen.book.languages import entry as texts_under

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FOLDER = files("calgen.words")
TEXTS = {language: FOLDER.joinpath(f"{language}.toml").read_text(encoding="utf-8") for language in languages()}
TABLES: dict[str, dict[str, Any]] = {language: tomllib.loads(text) for language, text in TEXTS.items()}
FIRST = next(iter(TABLES.values()))
TABS = tuple(FIRST["tabs"])
CHOICES = tuple(FIRST["choices"])

TABS_OF_THE_PRODUCT = {
    *("guide", "settings", "audiences", "wheel", "objectives", "platforms", "mix", "themes", "content", "campaigns"),
    *("key_dates", "team", "formats", "audit", "competitors", "routines"),
    *("editorial", "social", "month", "balance", "checks", "tasks", "review"),
}


def leaves(table: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every value of a table with the path of its keys, in the order of the file."""
    if isinstance(table, dict):
        for key, value in table.items():
            yield from leaves(value, (*path, key))
    else:
        yield path, table


def clashes(named: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """From pairs (key, spelling): the folded spellings that more than one key claims."""
    claims: dict[str, set[str]] = defaultdict(set)
    for key, spelling in named:
        claims[fold(spelling)].add(key)
    return {spelling: keys for spelling, keys in claims.items() if len(keys) > 1}


def spellings(entry: dict[str, Any]) -> list[str]:
    """A tab's or a column's title, its former and its other ones."""
    return [entry["title"], *entry.get("former", []), *entry["also"]]


def entries(language: str) -> Iterator[tuple[str, dict[str, Any], int]]:
    """Each tab and column of a language: its name, its entry, and the longest help it may have."""
    for tab, entry in TABLES[language]["tabs"].items():
        yield tab, entry, 130
        for key, column in entry.get("columns", {}).items():
            yield f"{tab}.{key}", column, 220


def keys(table: dict[str, Any]) -> list[tuple[str, ...]]:
    """The keys that every language has; countries, networks, names and former titles stand where there are any."""
    free = {("countries",), ("networks",), ("locale", "languages"), ("locale", "elisions"), ("locale", "ordinals")}
    return [path for path, _ in leaves(table) if path[:1] not in free and path[:2] not in free and path[-1] != "former"]


def lacking(tables: dict[str, dict[str, Any]]) -> list[str]:
    """What one language has and another lacks, each key with its file and table."""
    own = {language: set(keys(table)) for language, table in tables.items()}
    every = dict.fromkeys(path for table in tables.values() for path in keys(table))
    missing = [(language, path) for language in tables for path in every if path not in own[language]]
    return [str(MissingTextError(language, path[:-1], path[-1])) for language, path in missing]


def test_the_languages_have_the_same_keys_in_the_same_order() -> None:
    missing = lacking(TABLES)
    assert not missing, "\n".join(missing)
    for language, table in TABLES.items():
        first = next((pair for pair in zip(keys(table), keys(FIRST), strict=True) if pair[0] != pair[1]), None)
        assert first is None, f"words/{language}.toml has its keys in another order"


def test_a_missing_key_is_told_with_its_file_and_table() -> None:
    first = {"cli": {"written": "a", "mix": {"one": "b"}}, "countries": {"DE": ["c"]}}
    assert lacking({"aa": first, "bb": {"cli": {"said": "d"}}}) == [
        "words/aa.toml: [cli] lacks 'said'",
        "words/bb.toml: [cli] lacks 'written'",
        "words/bb.toml: [cli.mix] lacks 'one'",
    ]


def test_lists_of_sentences_are_as_long_in_every_language() -> None:
    for key in ("steps", "terminal", "legend"):
        names = "step_names" if key == "steps" else f"{key}_names"
        assert len({len(table["guide"][of]) for table in TABLES.values() for of in (key, names)}) == 1


def test_every_tab_of_the_product_is_there() -> None:
    assert set(TABS) >= TABS_OF_THE_PRODUCT


@pytest.mark.parametrize("language", languages())
def test_every_title_has_its_parts_and_every_help_its_length(language: str) -> None:
    for name, entry, longest in entries(language):
        assert set(entry) - {"columns", "former"} == {"title", "also", "help"}, name
        assert 0 < len(entry["help"]) <= longest, name
        assert entry["help"][-1] in ".…?!", name
        assert len(entry["title"]) <= 24, name


@pytest.mark.parametrize("language", languages())
def test_no_title_is_written_twice_for_one_thing(language: str) -> None:
    for name, entry, _ in entries(language):
        assert len(spellings(entry)) == len({fold(spelling) for spelling in spellings(entry)}), name


def test_no_two_tabs_share_a_title_in_any_language() -> None:
    tabs = [(tab, entry) for table in TABLES.values() for tab, entry in table["tabs"].items()]
    named = [(tab, title) for tab, entry in tabs for title in spellings(entry)]
    assert clashes(named) == {}


@pytest.mark.parametrize("tab", TABS)
def test_no_two_columns_of_a_tab_share_a_title_in_any_language(tab: str) -> None:
    named = [
        (key, title)
        for table in TABLES.values()
        for key, column in table["tabs"][tab].get("columns", {}).items()
        for title in spellings(column)
    ]
    assert clashes(named) == {}


@pytest.mark.parametrize("choice", CHOICES)
def test_no_two_codes_of_a_choice_share_a_word_in_any_language(choice: str) -> None:
    codes = [(code, found) for table in TABLES.values() for code, found in table["choices"][choice].items()]
    named = [(code, word) for code, found in codes for word in found]
    assert clashes(named) == {}


@pytest.mark.parametrize("language", languages())
def test_every_code_has_a_word_and_no_word_twice(language: str) -> None:
    for choice, codes in TABLES[language]["choices"].items():
        for code, found in codes.items():
            assert found, f"{choice}.{code}"
            assert len(found) == len(set(found)), f"{choice}.{code}"


def test_days_and_months_stand_in_the_order_of_the_calendar() -> None:
    for table in TABLES.values():
        assert " ".join(table["choices"]["weekday"]) == "mon tue wed thu fri sat sun"
        assert " ".join(table["choices"]["month"]) == "jan feb mar apr may jun jul aug sep oct nov dec"


@pytest.mark.parametrize("part", ["tabs", "routine_defaults", "guide", "outputs"])
def test_the_french_of_the_template_has_its_unbreakable_spaces(part: str) -> None:
    """In what is shown: the spaces of the file may be plain ones."""
    for path, value in leaves(texts_under("fr", part)):
        for text in value if isinstance(value, list) else [str(value)]:
            assert not re.search(r" [:;?!»%]|« ", text), path
            assert not re.search(r"[^\W\d][?!;»]|«\S", text), path


def test_the_files_are_tidy() -> None:
    for language, text in TEXTS.items():
        assert text.endswith("\n"), language
        assert not re.search(r"[ \t]+$", text, re.MULTILINE), language
        assert "\t" not in text, language
