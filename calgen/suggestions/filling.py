"""An angle with its fields filled: the user's words stand as they are, and the signs around them give way to theirs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import combinations

from calgen.book.folding import fold, without_invisible
from calgen.book.terms import stems
from calgen.suggestions.angles import Angle, pieces

LONGEST = 110  # characters of a title
# The letters of a word of an angle that a text must not say again: short words of sentences mean nothing.
_LEAST_OF_NAMES, _LEAST_OF_SENTENCES = 4, 5
_SENTENCES = frozenset({"message", "proof", "call_to_action", "campaign_message", "what_works", "idea"})
_WORDS_OF_OURS = frozenset({"month", "season"})  # which are no words of the user's: they may begin with a capital
_PAIRS = (("«", "»"), ("“", "”"), ('"', '"'))
_QUOTES = re.compile(r"[«»“”\"„]")
_OPENS, _CLOSES = re.compile(r"[«“\"][\s\u00a0]*$"), re.compile(r"^[\s\u00a0]*[»”\"]")
_SPEAKS = ("?", "!", "…", "...")  # the ends of a text behind which no colon stands, nor another such sign
DASH = " – "
_HAS_COLON = re.compile(r"[\s\u00a0]:[\s\u00a0]|: ")
_ENDS_WITH_COLON = re.compile(r":[\s\u00a0]*$")
_COLON, _END = re.compile(r"^[\s\u00a0]*:[\s\u00a0]*"), re.compile(r"^[\s\u00a0]*[?!.…]")
_WORD = re.compile(r"[a-z0-9]+")


def fill(angle: Angle, values: Mapping[str, str]) -> str:
    """The sentence of an angle with a value for each of its fields; empty where they do not go together."""
    if not _are_apart(angle, values):
        return ""
    parts, text, begins = list(angle.pieces), "", False  # whether a sentence begins here
    for at, (literal, name) in enumerate(parts):
        text += literal
        if not name:
            continue
        value, after = values[name], parts[at + 1][0] if at + 1 < len(parts) else ""
        if name in _WORDS_OF_OURS and begins:
            value = value[:1].upper() + value[1:]
        if _OPENS.search(text) and _CLOSES.search(after):
            value = _without_outer_quotes(value)
            if _QUOTES.search(value):
                return ""
        text += value
        begins = value.endswith(_SPEAKS) and not _COLON.sub("", after).strip()
        if not _stands_beside(value, literal, after):
            return ""
        if value.endswith(_SPEAKS) and after:
            after = _after_speech(after)
        elif _HAS_COLON.search(value):
            after = _COLON.sub(DASH, after)
        parts[at + 1 : at + 2] = [(after, *parts[at + 1][1:])] if at + 1 < len(parts) else []
    return text if len(text) <= LONGEST or len(without_invisible(text)) <= LONGEST else ""


def _stands_beside(value: str, before: str, after: str) -> bool:
    """Whether the signs of a text go with those beside it: no comma behind a question, no colon behind another."""
    if value.endswith(_SPEAKS) and after.startswith(","):
        return False
    if _ENDS_WITH_COLON.search(before) and _HAS_COLON.search(value):
        return False
    is_beside_dash = before.endswith(DASH) or after.startswith(DASH)
    return not (is_beside_dash and (_HAS_COLON.search(value) or DASH in value))


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
    """Whether no value says a word of the angle again, nor a long word of another value."""
    for name in angle.fields:
        least = _LEAST_OF_SENTENCES if name in _SENTENCES else _LEAST_OF_NAMES
        if any(len(word) >= least for word in _own_words(angle.text) & _plain_words(values[name])):
            return False
    return not any(_repeat(*map(values.__getitem__, pair)) for pair in combinations(angle.fields, 2))


@cache
def _own_words(text: str) -> frozenset[str]:
    """The words of the text of an angle, its fields aside."""
    return frozenset().union(*(_plain_words(literal) for literal, _ in pieces(text)))


@cache
def _plain_words(text: str) -> frozenset[str]:
    """The words of a text, folded, without the ending of a plural."""
    return frozenset(word.rstrip("sx") for word in _WORD.findall(fold(text)))


@cache
def _repeat(one: str, other: str) -> bool:
    """Whether two texts share the beginning of a long word, or one begins as the whole other."""
    folded, others = fold(one), fold(other)
    return bool(stems(one) & stems(other)) or folded.startswith(others) or others.startswith(folded)
