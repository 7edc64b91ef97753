"""Languages are the files that are there; a key that one lacks is told with its file, its table and itself."""

from __future__ import annotations

import ast
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from calgen.book import languages as module
from calgen.book import vocabulary
from calgen.book.languages import FALLBACK, MissingTextError, entry, languages
from calgen.book.locale import locale
from calgen.book.words import load_words

HOUSE = Path(module.__file__).parents[1]


def test_a_language_is_a_file() -> None:
    found = [file.name.removesuffix(".toml") for file in files("calgen.words").iterdir() if file.name.endswith(".toml")]
    assert languages() == tuple(sorted(name for name in found if not name.startswith("angles.")))
    assert FALLBACK in languages()


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (("tabs", "social", "columns", "mood"), "words/xx.toml: [tabs.social.columns] lacks 'mood'"),
        (("tabs", "social", "columns", "day", "title"), "words/xx.toml: [tabs.social.columns.day] lacks 'title'"),
        (("phrases", "colon"), "words/xx.toml: the file lacks 'phrases'"),
        (("tabs", "social", "help", "x"), "words/xx.toml: [tabs.social.help] lacks 'x'"),
    ],
)
def test_a_forgotten_key_is_told_with_its_file_and_table(
    monkeypatch: pytest.MonkeyPatch, path: tuple[str, ...], message: str
) -> None:
    tables: dict[str, Any] = {"tabs": {"social": {"help": "…", "columns": {"day": {"help": "…"}}}}}
    monkeypatch.setattr(module, "_texts_of_tables", lambda language: tables)
    monkeypatch.setattr(module, "_part", lambda language, first, second: tables[first][second])
    with pytest.raises(MissingTextError) as found:
        entry("xx", *path)
    assert str(found.value) == message


@pytest.mark.parametrize("language", languages())
def test_a_language_has_its_locale(language: str) -> None:
    found = locale(language)
    assert len(found.short_months) == 12
    assert found.name
    assert load_words(language).locale is found


def test_no_code_names_a_language() -> None:
    """The one exception is the language of a system that none of the files is for."""
    named = [
        f"{path.relative_to(HOUSE)}: {node.value}"
        for path in sorted(HOUSE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in languages()
    ]
    assert named == [f"book/languages.py: {FALLBACK}"]


@pytest.mark.parametrize("language", languages())
def test_the_pieces_of_a_file_are_the_whole(language: str) -> None:
    whole = tomllib.loads(files("calgen.words").joinpath(f"{language}.toml").read_text(encoding="utf-8"))
    pieces = module._texts_of_tables(language)
    assert list(pieces) == list(whole)
    for first, parts in pieces.items():
        tables = {second: tomllib.loads(text)[first] for second, text in parts.items()}
        below = {second: table[second] for second, table in tables.items() if second}
        assert {**tables.get("", {}), **below} == whole[first]


def test_a_title_that_is_lacking_is_told_wherever_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(language: str, *path: str) -> Any:
        if path == ("tabs", "team", "columns", "days_off", "title"):
            raise MissingTextError(language, path[:-1], path[-1])
        return entry(language, *path)

    monkeypatch.setattr(vocabulary, "entry", lacking)
    vocabulary.column_titles.cache_clear()
    try:
        with pytest.raises(MissingTextError, match=r"\[tabs\.team\.columns\.days_off\] lacks 'title'"):
            vocabulary.column_titles("team")
    finally:
        vocabulary.column_titles.cache_clear()


def test_a_file_that_cannot_be_parsed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_texts_of_tables", lambda language: {"cli": {"": "[cli]\nwritten = oops\n"}})
    with pytest.raises(ValueError, match=r"^words/xx\.toml: \[cli\]: "):
        entry("xx", "cli", "written")
