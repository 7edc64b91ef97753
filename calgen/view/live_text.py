"""Sentences that count: a text whose figures are formulas, so that it stays true while the user edits."""

from __future__ import annotations

import re
from collections.abc import Mapping

from calgen.view.view_context import quoted_text

LONGEST = 250  # the signs that a text within a formula may have


def sentence(template: str, parts: Mapping[str, str]) -> str:
    """A formula that says a template, with a formula for each of its `{names}`."""
    pieces = re.split(r"\{(\w+)\}", template)
    said = [parts[piece] if n % 2 else quoted_text(piece) for n, piece in enumerate(pieces) if n % 2 or piece]
    return "=" + "&".join(said)


def short(shown: str, most: int = LONGEST) -> str:
    """A text that fits into a formula."""
    return shown if len(shown) <= most else shown[: most - 1].rstrip() + "…"


def one_of(cell: str, words: tuple[str, ...]) -> str:
    """Whether a cell says one of some words, as a formula."""
    return "OR(" + ",".join(f"{cell}={quoted_text(word)}" for word in words) + ")" if words else "FALSE"
