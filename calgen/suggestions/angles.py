"""The angles of a language: ways to speak of a theme, as sentences with fields for the words of the user.

They stand in `words/angles.<language>.toml`, one table an angle; a language without that file has none.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from calgen.book.folding import fold
from calgen.book.languages import with_no_break_spaces
from calgen.book.terms import folded_words


@dataclass(frozen=True, slots=True)
class Angle:
    """A way to speak of a theme; the codes of each list narrow it to some subjects, and an empty list fits all.

    `only_for` and `not_for` are kinds of themes, which are known by the words of their names.
    """

    key: str
    text: str  # with fields in braces
    categories: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    networks: frozenset[str] = frozenset()
    proof_kinds: frozenset[str] = frozenset()
    only_for: frozenset[str] = frozenset()
    not_for: frozenset[str] = frozenset()

    @property
    def pieces(self) -> tuple[tuple[str, str], ...]:
        """Its sentence in pieces: own words, and the name of the field behind them; the last one has none."""
        return pieces(self.text)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of its fields, in order."""
        return _fields(self.text)


LISTS = ("categories", "stages", "formats", "networks", "proof_kinds", "only_for", "not_for")
KINDS = "theme_kinds"  # the table that is no angle: words of the names of themes, by kind


@cache
def _fields(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for _, name in pieces(text) if name))


@cache
def pieces(text: str) -> tuple[tuple[str, str], ...]:
    """A sentence in pieces: own words, and the name of the field behind them."""
    return tuple((literal, name or "") for literal, name, _, _ in Formatter().parse(text))


@dataclass(frozen=True, slots=True)
class Angles:
    """The angles of a language in the order of its file, and the words by which it knows the kinds of themes."""

    every: tuple[Angle, ...] = ()
    kind_words: tuple[tuple[str, frozenset[str]], ...] = ()

    def kinds_of(self, theme: str) -> frozenset[str]:
        """The kinds of a theme by whole words of its name, in the singular or the plural."""
        name = _singular(theme)
        return frozenset(kind for kind, words in self.kind_words if any(word in name for word in words))


def _singular(text: str) -> str:
    """The words of a text, folded and without the ending of a plural, with a space before and after each."""
    return "".join(f" {word.rstrip('sx') or word}" for word in folded_words(fold(text)).split()) + " "


@cache
def load_angles(language: str) -> Angles:
    """The angles of a language; none where there is no file of them."""
    file = files("calgen.words").joinpath(f"angles.{language}.toml")
    if not file.is_file():
        return Angles()
    return parse_angles(with_no_break_spaces(language, tomllib.loads(file.read_text(encoding="utf-8"))))


def parse_angles(tables: dict[str, Any]) -> Angles:
    """The angles of the tables of such a file."""
    kinds = ((kind, frozenset(map(_singular, words))) for kind, words in tables.get(KINDS, {}).items())
    every = (
        Angle(key, table["text"], **{of: frozenset(table[of]) for of in LISTS if of in table})
        for key, table in tables.items()
        if key != KINDS
    )
    return Angles(tuple(every), tuple(kinds))
