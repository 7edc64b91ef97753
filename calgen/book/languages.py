"""The files of the languages: one `words/xx.toml` each, found by being there, read once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

FALLBACK = "en"  # for a system whose own language there is no file for
NO_BREAK_SPACE = "\u00a0"


class MissingTextError(LookupError):
    """Raised where the file of a language lacks a key that another part of the program asks for."""

    def __init__(self, language: str, table: tuple[str, ...], key: str) -> None:
        where = f"[{'.'.join(table)}]" if table else "the file"
        super().__init__(f"words/{language}.toml: {where} lacks '{key}'")


@cache
def languages() -> tuple[str, ...]:
    """The codes of all languages that there is a file for, in alphabetical order."""
    names = (file.name for file in files("calgen.words").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def entry(language: str, *path: str) -> Any:
    """What stands under a path of keys in the file of a language: a text, a list or a table; without a path, all."""
    if not path:
        return {key: _table(language, key) for key in _texts_of_tables(language)}
    if path[0] not in _texts_of_tables(language):
        raise MissingTextError(language, (), path[0])
    found: Any = _table(language, path[0])
    for depth, key in enumerate(path[1:], 1):
        if not isinstance(found, dict) or key not in found:
            raise MissingTextError(language, path[:depth], key)
        found = found[key]
    return found


@cache
def _texts_of_tables(language: str) -> dict[str, str]:
    """The file of a language, one piece for each first key: a run needs few of them, and parsing is slow.

    All keys stand in tables, each under a heading at the beginning of a line; a test holds the pieces to the whole.
    """
    text = files("calgen.words").joinpath(f"{language}.toml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for piece in _HEADING.split(text)[1:]:
        found.setdefault(_FIRST_KEY.findall(piece)[0], []).append(piece)
    return {key: "".join(pieces) for key, pieces in found.items()}


_HEADING = re.compile(r"^(?=\[)", re.MULTILINE)
_FIRST_KEY = re.compile(r"[\w-]+")


@cache
def _table(language: str, key: str) -> dict[str, Any]:
    """The table of a first key, its texts with the language's no-break spaces."""
    table: dict[str, Any] = tomllib.loads(_texts_of_tables(language)[key])[key]
    spaces = None if key == "locale" else _spaces(language)
    return table if spaces is None else _with_no_break_spaces(table, spaces)


@cache
def _spaces(language: str) -> re.Pattern[str] | None:
    """The spaces beside signs that must not begin or end a line; none where the language has no such signs."""
    before, after = (entry(language, "locale", f"no_break_{side}") for side in ("before", "after"))
    sides = [f" (?=[{re.escape(before)}])"] if before else []
    sides += [f"(?<=[{re.escape(after)}]) "] if after else []
    return re.compile("|".join(sides)) if sides else None


def _with_no_break_spaces(value: Any, spaces: re.Pattern[str]) -> Any:
    """The texts with no-break spaces for plain ones beside the signs that must not begin or end a line."""
    if isinstance(value, dict):
        return {key: _with_no_break_spaces(text, spaces) for key, text in value.items()}
    if isinstance(value, list):
        return [_with_no_break_spaces(text, spaces) for text in value]
    return spaces.sub(NO_BREAK_SPACE, value) if isinstance(value, str) else value
