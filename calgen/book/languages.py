"""The files of the languages: one `words/xx.toml` each, found by being there, read once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from calgen.book.plain_toml import load_toml

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
    """What stands under a path of keys in the file of a language: a text, a list or a table."""
    return _at(_tables(language), language, path)


def _at(tables: Mapping[str, Any], language: str, path: tuple[str, ...]) -> Any:
    found: Any = tables
    for depth, key in enumerate(path):
        if not isinstance(found, dict) or key not in found:
            raise MissingTextError(language, path[:depth], key)
        found = found[key]
    return found


@cache
def _tables(language: str) -> dict[str, Any]:
    text = files("calgen.words").joinpath(f"{language}.toml").read_text(encoding="utf-8")
    tables = load_toml(text)
    before, after = (_at(tables, language, ("locale", f"no_break_{side}")) for side in ("before", "after"))
    if not before and not after:
        return tables
    sides = [f" (?=[{re.escape(before)}])"] if before else []
    sides += [f"(?<=[{re.escape(after)}]) "] if after else []
    spaces = re.compile("|".join(sides))
    return {key: table if key == "locale" else _with_no_break_spaces(table, spaces) for key, table in tables.items()}


def _with_no_break_spaces(value: Any, spaces: re.Pattern[str]) -> Any:
    """The texts with no-break spaces for plain ones beside the signs that must not begin or end a line."""
    if isinstance(value, dict):
        return {key: _with_no_break_spaces(text, spaces) for key, text in value.items()}
    if isinstance(value, list):
        return [_with_no_break_spaces(text, spaces) for text in value]
    return spaces.sub(NO_BREAK_SPACE, value) if isinstance(value, str) else value
