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
    """The codes of all languages that there is a file for, in alphabetical order.

    A file with a second dot in its name, such as `angles.fr.toml`, belongs to a language that has a file of its own.
    """
    names = (file.name.removesuffix(".toml") for file in files("calgen.words").iterdir() if file.name.endswith(".toml"))
    return tuple(sorted(name for name in names if "." not in name))


@cache
def entry(language: str, *path: str) -> Any:
    """What stands under a path of keys in the file of a language: a text, a list or a table; without a path, all."""
    tables = _texts_of_tables(language)
    if not path:
        return {key: _table(language, key) for key in tables}
    if path[0] not in tables:
        raise MissingTextError(language, (), path[0])
    is_below = len(path) > 1 and path[1] in tables[path[0]]
    found: Any = _part(language, path[0], path[1]) if is_below else _table(language, path[0])
    for depth, key in enumerate(path[1 + is_below :], 1 + is_below):
        if not isinstance(found, dict) or key not in found:
            raise MissingTextError(language, path[:depth], key)
        found = found[key]
    return found


@cache
def _texts_of_tables(language: str) -> dict[str, dict[str, str]]:
    """The file of a language in pieces by the first and second key: a run needs few of them, and parsing is slow.

    All keys stand in tables, each under a heading at the beginning of a line; a test holds the pieces to the whole.
    The second key is empty for what stands in the table of the first one itself.
    """
    text = files("calgen.words").joinpath(f"{language}.toml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = {}
    for piece in _HEADING.split(text)[1:]:
        first, second = _KEYS.findall(piece)[0]
        parts = found.setdefault(first, {})
        parts[second] = parts.get(second, "") + piece
    return found


_HEADING = re.compile(r"^(?=\[)", re.MULTILINE)
_KEYS = re.compile(r"\[([\w-]+)(?:\.([\w-]+))?")


@cache
def _table(language: str, first: str) -> dict[str, Any]:
    """The table of a first key."""
    parts = _texts_of_tables(language)[first]
    below = {second: _part(language, first, second) for second in parts if second}
    return {**_part(language, first, ""), **below} if "" in parts else below


@cache
def _part(language: str, first: str, second: str) -> dict[str, Any]:
    """The table of a second key, or the keys of the first one itself, with the language's no-break spaces."""
    try:
        parsed = tomllib.loads(_texts_of_tables(language)[first][second])[first]
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"words/{language}.toml: [{first}{second and '.'}{second}]: {error}") from error
    part: dict[str, Any] = parsed[second] if second else parsed
    spaces = None if first == "locale" else _spaces(language)
    return part if spaces is None else _with_no_break_spaces(part, spaces)


@cache
def _spaces(language: str) -> re.Pattern[str] | None:
    """The spaces beside signs that must not begin or end a line; none where the language has no such signs."""
    before, after = (entry(language, "locale", f"no_break_{side}") for side in ("before", "after"))
    sides = [f" (?=[{re.escape(before)}])"] if before else []
    sides += [f"(?<=[{re.escape(after)}]) "] if after else []
    return re.compile("|".join(sides)) if sides else None


def with_no_break_spaces(language: str, value: Any) -> Any:
    """Texts of a language, in tables and lists too, as its file would hold them."""
    spaces = _spaces(language)
    return value if spaces is None else _with_no_break_spaces(value, spaces)


def _with_no_break_spaces(value: Any, spaces: re.Pattern[str]) -> Any:
    """The texts with no-break spaces for plain ones beside the signs that must not begin or end a line."""
    if isinstance(value, dict):
        return {key: _with_no_break_spaces(text, spaces) for key, text in value.items()}
    if isinstance(value, list):
        return [_with_no_break_spaces(text, spaces) for text in value]
    return spaces.sub(NO_BREAK_SPACE, value) if isinstance(value, str) else value
