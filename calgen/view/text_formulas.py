"""Formulas that make texts: a sentence whose figures are formulas stays true while the user edits."""

from __future__ import annotations

import re
from collections.abc import Mapping

from calgen.view.view_context import quoted_text

LONGEST = 250  # characters of a text within a formula


def sentence_formula(template: str, parts: Mapping[str, str]) -> str:
    """A formula that says a template, with an expression for each of its `{names}`."""
    pieces = re.split(r"\{(\w+)\}", template)
    expressions = [parts[piece] if n % 2 else quoted_text(piece) for n, piece in enumerate(pieces) if n % 2 or piece]
    return "=" + "&".join(expressions)


def shorten(text: str, limit: int = LONGEST) -> str:
    """A text cut with an ellipsis so that it fits into a formula."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def equals_any(cell: str, words: tuple[str, ...]) -> str:
    """An expression that is true where a cell says one of some words."""
    return "OR(" + ",".join(f"{cell}={quoted_text(word)}" for word in words) + ")" if words else "FALSE"


def equals_one(cell: str, words: tuple[str, ...]) -> str:
    """An expression that is true where a cell says a word, in one of its spellings."""
    return equals_any(cell, words) if len(words) > 1 else f"{cell}={quoted_text(words[0])}"
