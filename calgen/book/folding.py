"""How two spellings of one name are compared: what a reader does not see makes no difference."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"})
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})
_REMEMBERED = 1 << 14  # texts: the cells of a calendar repeat the same few thousand


@lru_cache(_REMEMBERED)
def tidy(text: str) -> str:
    """The text without invisible signs, doubled spaces and spaces at its edges; line breaks are kept."""
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


@lru_cache(_REMEMBERED)
def fold(text: str) -> str:
    """The key under which a name is looked up: letter case, accents, spaces and line breaks make no difference."""
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKD", text.translate(_LIGATURES)))
        text = "".join(letter for letter in text if not unicodedata.combining(letter)).translate(_QUOTES)
    return " ".join(text.casefold().split()).rstrip(" *:")
