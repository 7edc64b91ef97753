"""Days counted from a day, as people type them: `J-7, J, J+1`, `the day before`, `3 jours avant`, `D-day`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache

from calgen.book import patterns
from calgen.book.folding import fold
from calgen.book.lists import without_bullets
from calgen.book.quantities import quantity
from calgen.book.values import Unreadable
from calgen.book.vocabulary import offset_words, reading_words

_BULLET = re.compile(r"^\s*[-–*•]\s+(?=[^\W\d]|[-+])", re.MULTILINE)  # « - J-7 »; but « - 7 » is a number below zero
_SPACE = re.compile(r"(?<!\d)\s|\s(?!\d)")  # « J - 7 », « J+ 7 »; but « 7 30 » is no number
_MOST = 9999


def offsets(text: str, least: float | None) -> tuple[int, ...] | Unreadable:
    """Days after a day as sorted whole numbers, those before it negative; none of them below `least`."""
    text = re.sub(r"\s/\s", ";", text.replace("−", "-"))
    text = _BULLET.sub("", text)
    text = text if text.lstrip().startswith("-") else without_bullets(text)
    pieces = [piece for part in patterns.list_separators(";,\n&").split(text) if (piece := part.strip())]
    read = {piece: _offset(fold(piece)) for piece in pieces}
    if wrong := [piece for piece, found in read.items() if found is None]:
        code = "offset_unread" if least is None else "rhythm_unread"
        return Unreadable(code, {"piece": ", ".join(wrong)})
    found = sorted({days for days in read.values() if days is not None})
    return Unreadable("offset_least") if least is not None and found and found[0] < least else tuple(found)


def _offset(piece: str) -> int | None:
    """The days of one folded part of a list; None where it counts none."""
    if (days := offset_words().get(piece)) is not None:
        return days
    if match := patterns.offset().fullmatch(_SPACE.sub("", piece)):
        return int(match[1] or 0)
    for ending, sign in _endings().items():
        count = quantity(piece.removesuffix(f" {ending}"), "days", True) if piece.endswith(f" {ending}") else None
        if isinstance(count, Fraction) and count.denominator == 1 and 0 <= count <= _MOST:
            return sign * int(count)
    after = quantity(piece.removeprefix("+").strip(), "days", True)
    is_whole = isinstance(after, Fraction) and after.denominator == 1 and 0 <= after <= _MOST
    return int(after) if isinstance(after, Fraction) and is_whole and re.search(r"[^\W\d]", piece) else None


@cache
def _endings() -> Mapping[str, int]:
    """The words behind a number of days, folded, and whether these lie before or after the day."""
    return {fold(word): sign for of, sign in (("before_day", -1), ("after_day", 1)) for word in reading_words(of)}
