"""Lists of texts in one cell: with commas, semicolons, line breaks, dashes, bullets or numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from calgen.book import patterns
from calgen.book.folding import fold, tidy, without_invisible
from calgen.book.terms import is_placeholder

_BULLET = re.compile(r"^[^\S\n]*[-–—*•◦▪‣·●○■][^\S\n]+", re.MULTILINE)
_NUMBER = re.compile(r"^[^\S\n]*\(?(\d{1,2})[.)][^\S\n]+", re.MULTILINE)
_INLINE = re.compile(r"[^\S\n]+[•◦▪‣●■][^\S\n]+")  # bullets on one line: « • one • two »

_TEXTS_APART = re.compile(r"\n|;(?=\s*[^\W_a-zà-öø-ÿ])")


def without_bullets(text: str) -> str:
    """The text without the dashes and bullets that begin its lines, and without numbers that run from one on."""
    if _BULLET.match(text):
        text = _INLINE.sub("\n", text)
    text = _BULLET.sub("", text)
    numbers = [int(found[1]) for found in _NUMBER.finditer(text)]
    is_numbered = len(numbers) > 1 and numbers == [*range(1, len(numbers) + 1)]
    return _NUMBER.sub("", text) if is_numbered else text


def split(text: str, known: Iterable[str] = ()) -> list[str]:
    """The items of a list: separated by `;` and line breaks, and by `,` `/` `&` `and` where that makes known names.

    `AC/DC` stays one item unless both `AC` and `DC` are known.
    """
    names = {fold(name) for name in known}
    pieces: list[str] = []
    for part in re.split(r"[;\n]", text if fold(text) in names else without_bullets(text)):
        whole = tidy(part)
        if not whole:
            continue
        if fold(whole) in names:
            pieces.append(whole)
            continue
        commas = _rejoin([tidy(piece) for piece in whole.split(",") if piece.strip()], names)
        finer = [name for piece in commas for name in _known_names(piece, names)]
        if len(commas) < 2 or any(fold(piece) in names for piece in finer):
            pieces += finer
        else:
            pieces.append(whole)
    return pieces


def _known_names(piece: str, names: set[str]) -> list[str]:
    """The names between the signs and words for `and` within an item, if all of them are known; else the item."""
    finer = [piece] if fold(piece) in names else parts_between_words(piece)
    return finer if all(fold(found) in names for found in finer) else [piece]


def parts_between_words(piece: str) -> list[str]:
    """What stands between the signs and words for `and` and `or` within an item: `Insta`, `FB` of `Insta et FB`."""
    return [found for part in patterns.list_separators("/·&+|•").split(piece) if (found := tidy(part))]


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
    """Free words, separated by commas, semicolons or line breaks; hashtags also by spaces.

    Several bars separate them where nothing else does: `Before / after` and `5 / 7` are one.
    """
    text = without_bullets(text)
    if re.fullmatch(r"(#[^\s#,;]+[\s,;]*)+", without_invisible(text)):
        text = re.sub(r"\s+", ",", text.strip())
    parts = re.split(r"[;,\n]", text)
    parts = text.split(" / ") if len(parts) == 1 and (text.count(" / ") > 1 or text.startswith("#")) else parts
    return tuple(piece for part in parts if (piece := tidy(part)))


def lines(text: str) -> tuple[str, ...]:
    """The lines of a cell, and their parts between semicolons. A comma is part of a title.

    Among several lines a semicolon parts texts where a capital or a figure follows: `Wait; what?` is one of them.
    """
    text = without_bullets(text)
    parts = _TEXTS_APART.split(text) if "\n" in text.strip() else text.split(";")
    return tuple(piece for part in parts if (piece := tidy(tidy(part).rstrip(";,"))))


def placeholders(texts: Iterable[str]) -> tuple[str, ...]:
    """Of some texts those that only hold a place, such as « (à voir) »."""
    return tuple(filter(is_placeholder, texts))


def may_be_several(texts: tuple[str, ...]) -> bool:
    """Whether the one line of a cell looks like several texts between commas: three parts that begin alike."""
    parts = [tidy(part) for part in texts[0].split(",")] if len(texts) == 1 else []
    is_title = any(sign in texts[0] for sign in ":?!.…") if parts else True
    return len(parts) > 2 and not is_title and all(part[:1].isupper() and " " in part for part in parts)
