"""How two spellings of one name are held to be the same."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"})
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})


def tidy(text: str) -> str:
    """The text as a person meant it: no invisible marks, no doubled spaces, no edge spaces; lines are kept."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(re.sub(r"[^\S\n]+", " ", line).strip() for line in text.split("\n")).strip()


def fold(text: str) -> str:
    """The key under which a name is looked up: letter case, accents, spaces and line breaks do not matter."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKD", text.translate(_LIGATURES)))
    text = "".join(c for c in text if not unicodedata.combining(c)).translate(_QUOTES)
    return " ".join(text.casefold().split()).rstrip(" *:")
