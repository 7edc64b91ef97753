"""Terms searched in what the user wrote: whole words, folded, in any language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from calgen.book.folding import fold
from calgen.book.vocabulary import word_list

STEM_LENGTH = 6  # letters that two words share where they are about the same: « billets », « billetterie »


def folded_words(text: str) -> str:
    """The words of a text, folded, with a single space before and after each."""
    return " ".join(["", *re.findall(r"\w+", fold(text)), ""])


def has_term(text: str, terms: Iterable[str]) -> bool:
    """Whether a text contains one of some terms; a term is one word or several in a row."""
    words = folded_words(text)
    return any(term in words for term in map(folded_words, terms) if term.strip())


def has_word_of(text: str, list_key: str) -> bool:
    """Whether a text contains a word of a list of `words/`, in any language."""
    return has_term(text, word_list(list_key))


def is_placeholder(text: str) -> bool:
    """Whether a text is but a word that holds a place, in any language, such as « (à voir) », or question marks."""
    words = folded_words(text)
    return not text.strip("?.… ()") or any(words == folded_words(word) for word in word_list("placeholder"))


def without_words_of(text: str, *list_keys: str) -> str:
    """The folded words of a text without those of some lists of `words/`, in any language."""
    words = folded_words(text)
    terms = {folded_words(term) for key in list_keys for term in word_list(key)}
    for term in sorted(terms, key=lambda term: (-len(term), term)):
        while term.strip() and term in words:
            words = words.replace(term, " ")
    return words


def stems(text: str) -> frozenset[str]:
    """The beginnings of the long words of a text; words of counting do not count."""
    counting = set(word_list("counting"))
    return frozenset(
        word[:STEM_LENGTH] for word in folded_words(text).split() if len(word) >= STEM_LENGTH and word not in counting
    )
