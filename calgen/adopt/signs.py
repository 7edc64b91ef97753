"""Words that are no titles: of weeks, totals and published posts, tabs of lists and help, headings of other tools."""

from __future__ import annotations

from functools import cache

from calgen.book.folding import fold
from calgen.book.languages import entry, languages


@cache
def signs(key: str) -> frozenset[str]:
    """The folded words of a kind, in all languages."""
    return frozenset(fold(word) for language in languages() for word in entry(language, "adopt", "signs")[key])


def is_sign(key: str, text: str) -> bool:
    """Whether a text is a word of a kind, whatever stands around it."""
    return fold(text).strip(" ?!.:") in signs(key)
