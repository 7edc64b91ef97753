"""A made-up language: the English file with a mark on every word, so that a word of another language shows."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from string import Formatter
from typing import Any

CODE = "xx"
MARK = "ø"  # at the end of every word
WORD = re.compile(r"[^\W\d_]+")

# tables that hold codes, forms and formats, no words
_AS_THEY_ARE = {
    *("formats", "template", "locale.formulas"),
    *(f"locale.{key}" for key in ("country", "typed_dates", "date", "time", "decimal", "thousands", "percent")),
    *(f"locale.{key}" for key in ("singular", "singular_fractions", "no_break_before", "no_break_after")),
}


def marked(text: str) -> str:
    """A text with the mark on every word: those of its agreements too, but not the names of its values."""
    found = ""
    for literal, name, spec, _ in Formatter().parse(text):
        found += WORD.sub(_with_mark, literal.replace("{", "{{").replace("}", "}}"))
        if name is not None:
            words = WORD.sub(_with_mark, spec) if spec and "|" in spec else spec
            found += f"{{{name}:{words}}}" if words else f"{{{name}}}"
    return found


def _with_mark(word: re.Match[str]) -> str:
    return word[0] + MARK


def _derived(value: Any, path: str = "") -> Any:
    if path in _AS_THEY_ARE:
        return value
    if isinstance(value, dict):
        return {key: _derived(part, f"{path}.{key}".lstrip(".")) for key, part in value.items()}
    if isinstance(value, list):
        return [_derived(part, path) for part in value]
    return marked(value) if isinstance(value, str) else value


def tables() -> dict[str, Any]:
    """The tables of the made-up language."""
    english = tomllib.loads(files("calgen.words").joinpath("en.toml").read_text(encoding="utf-8"))
    made: dict[str, Any] = _derived(english)
    made["locale"]["languages"] = {CODE: [made["locale"]["name"]]}
    return made


def as_toml(table: Mapping[str, Any], path: str = "") -> str:
    """Tables as the text of a TOML file."""
    plain = {key: value for key, value in table.items() if not isinstance(value, dict)}
    text = f"\n[{path}]\n" if path else ""
    text += "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in plain.items())
    inner = ((key, value) for key, value in table.items() if isinstance(value, dict))
    return text + "".join(as_toml(value, f"{path}.{key}".lstrip(".")) for key, value in inner)
