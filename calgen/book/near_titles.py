"""Titles that are nearly known ones: the same title in another dress is understood, a merely similar one is named.

docs/decisions.md, "Titles that are nearly ours".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches
from functools import cache

from calgen.book.folding import fold
from calgen.book.vocabulary import reading_words, tab_titles

LONGEST = 100  # signs of a title that are compared
_NEAR = 0.87  # least similarity of a slip of the pen
_NEAR_WORD = 0.8  # least similarity of two words of longer titles
_LEAST = 4  # signs of a known title that another one may nearly spell
_WORD = re.compile(r"[^\W_]+")
_NOISE = re.compile(r"\d+|v\d+|[qtsh][1-4]")  # years, numbers, versions and quarters
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")


def bare_title(title: str) -> str:
    """The words of a title that tell what it is, in the singular: `2. Our KEY_DATES 2027 (copy)` is `key date`."""
    spelled = title if title.isupper() else _CAMEL.sub(" ", title)
    words = _WORD.findall(fold(spelled[:LONGEST]))
    noise = _noise_words()
    return " ".join(map(_singular, (word for word in words if word not in noise and not _NOISE.fullmatch(word))))


@cache
def _noise_words() -> frozenset[str]:
    """The words of all languages that programs and people put around a title: copy, table, our…"""
    return frozenset(word for text in reading_words("around_titles") for word in _WORD.findall(fold(text)))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


@cache
def _bare_tab_titles() -> Mapping[str, str]:
    """Bare titles of tabs → the folded title; none that two tabs share."""
    found: dict[str, set[str]] = {}
    for title in tab_titles():
        found.setdefault(bare_title(title), set()).add(title)
    keys = {bare: {tab_titles()[title][0] for title in titles} for bare, titles in found.items()}
    return {bare: min(found[bare]) for bare in found if bare and len(keys[bare]) == 1}


@cache
def known_tab_title(title: str) -> str:
    """The folded title of a tab that a typed title means beyond doubt; empty where there is none."""
    folded = fold(title)
    return folded if folded in tab_titles() else _bare_tab_titles().get(bare_title(title), "")


@cache
def near_tab_key(title: str, keys: frozenset[str]) -> str:
    """The key, among `keys`, of the tab whose title a typed one resembles; empty where there is none."""
    known = [name for name, (key, _) in tab_titles().items() if key in keys]
    near = near_title(title, known)
    return tab_titles()[near][0] if near else ""


def near_title(title: str, known: Iterable[str]) -> str:
    """The folded title among the known ones that a typed title nearly spells, or whose words it holds; else empty.

    Of several, the one that is most alike; of equals, the first by name.
    """
    names = sorted(name for name in known if len(name) >= _LEAST)
    if close := get_close_matches(fold(title)[:LONGEST], names, n=1, cutoff=_NEAR):
        return close[0]
    words = bare_title(title).split()
    shared = [name for name in names if _holds(words, bare_title(name).split())]
    return max(shared, key=lambda name: (len(bare_title(name)), name), default="")


def _holds(words: list[str], others: list[str]) -> bool:
    """Whether each word of one title stands in the other, or nearly so."""
    return bool(others) and all(any(_is_near_word(word, other) for word in words) for other in others)


def _is_near_word(word: str, other: str) -> bool:
    if word == other:
        return True
    return min(len(word), len(other)) >= _LEAST and SequenceMatcher(None, word, other).ratio() >= _NEAR_WORD
