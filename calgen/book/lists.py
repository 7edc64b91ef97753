"""Lists of texts in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterable

from calgen.book.folding import fold, tidy, without_invisible

_BULLET = re.compile(r"^[ \t\u00a0]*(?:[-–—*•◦▪‣·●○■□►→✓✔]|\(?\d{1,2}[.)](?!\d))[ \t\u00a0]+", re.MULTILINE)


def without_bullets(text: str) -> str:
    """The text without the dash, bullet or number that begins a line of it: `- `, `• `, `* `, `1. `, `a) `."""
    return _BULLET.sub("", text)


def split(text: str, known: Iterable[str] = ()) -> list[str]:
    """The items of a list: separated by `;` and line breaks, and by `,` `/` `·` where that makes known names.

    `AC/DC` stays one item unless both `AC` and `DC` are known.
    """
    names = {fold(name) for name in known}
    pieces: list[str] = []
    for part in re.split(r"[;\n]", text):
        whole = tidy(part)
        if not whole:
            continue
        if fold(whole) in names:
            pieces.append(whole)
            continue
        commas = _rejoin([tidy(piece) for piece in whole.split(",") if piece.strip()], names)
        finer = [tidy(piece) for piece in re.split(r"[,/·]", whole) if piece.strip()]
        if not all(fold(piece) in names for piece in commas) and all(fold(piece) in names for piece in finer):
            pieces += finer
        elif len(commas) < 2 or any(fold(piece) in names for piece in commas):
            pieces += commas
        else:
            pieces.append(whole)
    return pieces


def _rejoin(pieces: list[str], names: set[str]) -> list[str]:
    """The items between commas, joined again where a known name contains a comma (« Q&A, tips »)."""
    joined: list[str] = []
    at = 0
    while at < len(pieces):
        until = next((n for n in range(len(pieces), at, -1) if fold(", ".join(pieces[at:n])) in names), at + 1)
        joined.append(", ".join(pieces[at:until]))
        at = until
    return joined


def plain_list(text: str) -> tuple[str, ...]:
    """Free words, separated by commas, semicolons or line breaks; hashtags also by spaces."""
    if re.fullmatch(r"(#[^\s#,;]+[\s,;]*)+", without_invisible(text)):
        text = re.sub(r"\s+", ",", text.strip())
    return tuple(piece for part in re.split(r"[;,\n]", text) if (piece := tidy(part)))


def lines(text: str) -> tuple[str, ...]:
    """The lines of a cell; where there is only one, its parts between semicolons."""
    return tuple(piece for part in re.split(r"\n" if "\n" in text else r";", text) if (piece := tidy(part)))
