"""How a text is taken as it was typed, and how two spellings are compared: what is not seen makes no difference."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# What joins or parts nothing at the edges of a text: soft hyphens, zero-width spaces, word joiners, byte order marks.
_EDGES = re.compile("^[\\s\u00ad\u200b\u2060\ufeff]+|[\\s\u00ad\u200b\u2060\ufeff]+$")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"})
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})
_REMEMBERED = 1 << 14  # texts: the cells of a calendar repeat the same few thousand


@lru_cache(_REMEMBERED)
def tidy(text: str) -> str:
    """The text without doubled spaces and spaces at its edges; line breaks are kept.

    Invisible signs stay, for they make part of what is shown: the joiners of an emoji, of Persian and of Hindi, the
    marks of direction of Arabic and Hebrew. A text of nothing else is empty.
    """
    if text.isascii():
        return _single_spaced(text)
    if not without_invisible(text):
        return ""
    lines = _one_kind_of_break(unicodedata.normalize("NFC", text)).split("\n")
    return _single_spaced("\n".join(_EDGES.sub("", line) for line in lines))


@lru_cache(_REMEMBERED)
def without_invisible(text: str) -> str:
    """The tidied text without signs that a reader does not see: texts that differ in nothing else count as equal."""
    return _single_spaced(text if text.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))


def _single_spaced(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in _one_kind_of_break(text).split("\n")).strip()


def _one_kind_of_break(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@lru_cache(_REMEMBERED)
def fold(text: str) -> str:
    """The key under which a name is looked up: letter case, accents, spaces and line breaks make no difference."""
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKD", text.translate(_LIGATURES)))
        text = "".join(letter for letter in text if not unicodedata.combining(letter)).translate(_QUOTES)
    return " ".join(text.casefold().split()).rstrip(" *:")
