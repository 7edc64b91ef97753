"""Formulas that make texts: a sentence whose figures are formulas stays true while the user edits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from calgen.view.view_context import quoted_text

LONGEST = 250  # characters of a text within a formula


_FIELD = re.compile(r"\{(?P<name>\w+)(?::(?P<alone>=?)(?P<one>[^{}|]*)\|(?P<other>[^{}|]*))?\}")


def sentence_formula(template: str, parts: Mapping[str, str], singular: Sequence[int] = (1,)) -> str:
    """A formula that says a template, with an expression for each of its `{names}`.

    The words of `{name:one|other}` agree with a whole number: the first after those of `singular`, else the second.
    """
    expressions, at = list[str](), 0
    for field in _FIELD.finditer(template):
        expressions += [quoted_text(template[at : field.start()])] if field.start() > at else []
        expressions += _agreeing(field, parts[field["name"]], singular)
        at = field.end()
    return "=" + "&".join([*expressions, *([quoted_text(template[at:])] if at < len(template) else [])])


def _agreeing(field: re.Match[str], part: str, singular: Sequence[int]) -> list[str]:
    """The expressions of a field: its number, the words that agree with it, or both."""
    if field["one"] is None:
        return [part]
    is_one = ",".join(f"{part}={number}" for number in singular)
    space = "" if field["alone"] else " "
    words = f"IF(OR({is_one}),{quoted_text(space + field['one'])},{quoted_text(space + field['other'])})"
    return [words] if field["alone"] else [part, words]


def shorten(text: str, limit: int = LONGEST) -> str:
    """A text cut with an ellipsis so that it fits into a formula."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def equals_any(cell: str, words: tuple[str, ...]) -> str:
    """An expression that is true where a cell says one of some words."""
    return "OR(" + ",".join(f"{cell}={quoted_text(word)}" for word in words) + ")" if words else "FALSE"


def equals_one(cell: str, words: tuple[str, ...]) -> str:
    """An expression that is true where a cell says a word, in one of its spellings."""
    return equals_any(cell, words) if len(words) > 1 else f"{cell}={quoted_text(words[0])}"
