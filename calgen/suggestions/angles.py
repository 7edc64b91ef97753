"""The angles of a language: ways to speak of a theme, as sentences with fields for the words of the user.

They stand in `words/angles.<language>.toml`, one table an angle; a language without that file has none.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter


@dataclass(frozen=True, slots=True)
class Angle:
    """A way to speak of a theme; the codes of each list narrow it to some subjects, and an empty list fits all."""

    key: str
    text: str  # with fields in braces
    categories: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    networks: frozenset[str] = frozenset()
    proof_kinds: frozenset[str] = frozenset()

    @property
    def pieces(self) -> tuple[tuple[str, str], ...]:
        """Its sentence in pieces: own words, and the name of the field behind them; the last one has none."""
        return _pieces(self.text)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of its fields, in order."""
        return tuple(dict.fromkeys(name for _, name in self.pieces if name))


LISTS = ("categories", "stages", "formats", "networks", "proof_kinds")


@cache
def _pieces(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((literal, name or "") for literal, name, _, _ in Formatter().parse(text))


@cache
def load_angles(language: str) -> tuple[Angle, ...]:
    """The angles of a language in the order of its file; none where there is no such file."""
    file = files("calgen.words").joinpath(f"angles.{language}.toml")
    return parse_angles(file.read_text(encoding="utf-8")) if file.is_file() else ()


def parse_angles(text: str) -> tuple[Angle, ...]:
    """The angles of the text of such a file."""
    found = tomllib.loads(text)
    return tuple(
        Angle(key, table["text"], **{of: frozenset(table[of]) for of in LISTS if of in table})
        for key, table in found.items()
    )
