"""How alike two texts of a post are, whatever platforms and spreadsheets make of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from calgen.book.folding import fold

_LINKS = re.compile(r"https?://\S+|www\.\S+")
_TAGS = re.compile(r"[#@][\w.]+")
_NO_WORD = re.compile(r"[^\w\s]|_")
_LENGTH = 160  # first characters that are compared
SHORT_WORDS = 4


def words_of(text: str) -> tuple[str, ...]:
    """The words of the beginning of a text, without links, hashtags, emoji, letter case and accents.

    Letters in disguise (mathematical bold) become plain ones: NFKC.
    """
    plain = _TAGS.sub(" ", _LINKS.sub(" ", unicodedata.normalize("NFKC", text)))
    words = _NO_WORD.sub(" ", fold(plain)).split()
    kept, length = list[str](), 0
    for word in words:
        length += len(word) + 1
        if length > _LENGTH + 1:
            break
        kept.append(word)
    return tuple(kept)


def similarity(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of word pairs that two texts have in common (Dice 1945), of words where one has a single word."""
    if not one or not other:
        return 0.0
    if min(len(one), len(other)) < 2:
        return _dice(set(one), set(other))
    length = min(len(one), len(other))  # a title beside a whole text: as much of the text as the title has
    return max(_dice(_pairs(one), _pairs(other)), _dice(_pairs(one[:length]), _pairs(other[:length])))


def _pairs(words: Sequence[str]) -> set[object]:
    return set(pairwise(words))


def _dice(one: set[object], other: set[object]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
