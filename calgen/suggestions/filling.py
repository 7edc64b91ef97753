"""An angle with its fields filled: the user's words stand as they are, and the signs around them give way to theirs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from calgen.book.folding import fold
from calgen.suggestions.angles import Angle

LONGEST = 110  # characters of a title
_LEAST_LETTERS = 5  # of a word of an angle that the words of its fields must not say again
_PAIRS = (("«", "»"), ("“", "”"), ('"', '"'))
_QUOTES = re.compile(r"[«»“”\"„]")
_OPENS, _CLOSES = re.compile(r"[«“\"][\s\u00a0]*$"), re.compile(r"^[\s\u00a0]*[»”\"]")
_SPEAKS = ("?", "!", "…", "...")  # the ends of a text behind which no colon stands, nor another such sign
_COLON, _END = re.compile(r"^[\s\u00a0]*:[\s\u00a0]*"), re.compile(r"^[\s\u00a0]*[?!.…]")
_WORD = re.compile(r"[a-z0-9]+")


def fill(angle: Angle, values: Mapping[str, str]) -> str:
    """The sentence of an angle with a value for each of its fields; empty where they do not go together."""
    if not _are_apart(angle, values):
        return ""
    pieces, text = list(angle.pieces), ""
    for at, (literal, name) in enumerate(pieces):
        text += literal
        if not name:
            continue
        value, after = values[name], pieces[at + 1][0] if at + 1 < len(pieces) else ""
        if _OPENS.search(text) and _CLOSES.search(after):
            value = _without_outer_quotes(value)
            if _QUOTES.search(value):
                return ""
        text += value
        if value.endswith(_SPEAKS) and after:
            pieces[at + 1] = (_after_speech(after), pieces[at + 1][1])
    return text if len(text) <= LONGEST else ""


def _after_speech(after: str) -> str:
    """The words behind a text that ends with a sign of its own: they begin a sentence, and add no sign."""
    rest, colons = _COLON.subn(" ", after)
    if colons:
        return rest[:1] + rest[1:2].upper() + rest[2:]
    return _END.sub("", after)


def _without_outer_quotes(value: str) -> str:
    for opening, closing in _PAIRS:
        if len(value) > 1 and value.startswith(opening) and value.endswith(closing):
            return value[1:-1].strip(" \u00a0")
    return value


def _are_apart(angle: Angle, values: Mapping[str, str]) -> bool:
    """Whether no value says a word of the angle again, nor begins like another one."""
    own, said = _own_words(angle), [fold(values[name]) for name in angle.fields]
    if any(own & _long_words(text) for text in said):
        return False
    return not any(
        one and other.startswith(one) for n, one in enumerate(said) for m, other in enumerate(said) if n != m
    )


@cache
def _own_words(angle: Angle) -> frozenset[str]:
    return frozenset().union(*(_long_words(fold(literal)) for literal, _ in angle.pieces))


@cache
def _long_words(folded: str) -> frozenset[str]:
    """The words of a folded text that are long enough to be heard twice, without the ending of a plural."""
    words = (word.rstrip("sx") for word in _WORD.findall(folded))
    return frozenset(word for word in words if len(word) >= _LEAST_LETTERS)
