"""Days of the week as people type them: `mon wed fri`, `Mo-Fr`, `weekdays`, `every day except Sunday`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from calgen.book import patterns
from calgen.book.folding import fold, tidy
from calgen.book.languages import entry, languages
from calgen.book.lists import without_bullets
from calgen.book.values import Unreadable
from calgen.book.vocabulary import choice_codes, weekday_group_codes

_GROUPS = {"weekdays": range(5), "working_days": range(6), "weekend": range(5, 7), "all": range(7)}


def weekdays(text: str, language: str = "") -> tuple[int, ...] | Unreadable:
    """Days of the week as a sorted tuple of 0 (Monday) to 6.

    « we » is the weekend in French and Wednesday in English: the other days of the cell say which it is. Where they do
    not, it is the weekend in a workbook in French; in one in English it is asked, for its `language` may have changed.
    """
    text = patterns.between().sub(r"\1 - ", without_bullets(text))
    if excepted := patterns.exception().fullmatch(text):
        every, but = (weekdays(part, language) for part in excepted.groups())
        if isinstance(every, tuple) and isinstance(but, tuple):
            return tuple(day for day in every if day not in but)
    groups, doubtful = _groups_meant(text, language)
    if doubtful:
        return Unreadable("weekday_two_ways", {"piece": doubtful})
    whole = groups.get(fold(text))
    found = {*whole} if whole else set[int]()
    wrong = []
    for piece in [] if whole else patterns.list_separators(";,\n/&+|·").split(text):
        days = _of_piece(fold(piece), groups) if piece.strip() else set[int]()
        found |= days or set()
        wrong += [tidy(piece)] if days is None else []
    if not wrong:
        return tuple(sorted(found))
    of_month = [piece for piece in wrong if _is_of_month(fold(piece))]
    return Unreadable("weekday_of_month" if of_month else "weekday_unread", {"piece": ", ".join(of_month or wrong)})


def _is_of_month(piece: str) -> bool:
    """Whether a folded text says which of the days of a month is meant: `first Tuesday`, `1er mardi du mois`."""
    found = patterns.day_of_month().fullmatch(piece)
    return found is not None and found["day"].rstrip("s") in {name.rstrip("s") for name in _order()}


def _groups_meant(text: str, language: str) -> tuple[Mapping[str, range], str]:
    """The words for several days, without those that are the name of a day in the language of the text.

    The second is a word that is one in the language of the workbook alone, while nothing else says which is meant.
    """
    words = {*re.findall(r"[^\W\d]+", fold(text))}
    doubtful = words & _groups().keys() & _order().keys()
    if not doubtful:
        return _groups(), ""
    days = {of: {fold(word) for names in entry(of, "choices", "weekday").values() for word in names}
            for of in languages()}  # fmt: skip
    known = [[of for of, names in days.items() if word in names] for word in words - doubtful]
    told = sorted({of for knowing in known for of in knowing if len(knowing) == 1})
    meant = days.get(told[0] if len(told) == 1 else language, _order().keys())
    asked = doubtful & meant if len(told) != 1 and language in days else set[str]()
    return {word: group for word, group in _groups().items() if word not in meant}, min(asked, default="")


def _of_piece(piece: str, groups: Mapping[str, range]) -> set[int] | None:
    """The days of one part of a list: a day, a group or range of days, or several between spaces; None where unread."""
    text = patterns.every().sub("", patterns.range_beginnings().sub("", piece))
    if group := groups.get(piece) or groups.get(text):
        return {*group}
    ends = [end for end in patterns.range_separators().split(text) if end]
    if len(ends) <= 2 and all(end in _order() for end in ends):
        return _days_between(_order()[ends[0]], _order()[ends[-1]]) if ends else None
    several = [_of_piece(word, groups) for word in text.split()] if " " in text else [None]
    return None if None in several else {day for days in several for day in days or ()}


def _days_between(first: int, last: int) -> set[int]:
    return {(first + step) % 7 for step in range((last - first) % 7 + 1)}


@cache
def _order() -> dict[str, int]:
    """The names of the days, folded, with their numbers."""
    codes = choice_codes("weekday")
    numbers = {code: number for number, code in enumerate(dict.fromkeys(codes.values()))}
    return {word: numbers[code] for word, code in codes.items()}


@cache
def _groups() -> dict[str, range]:
    return {word: _GROUPS[code] for word, code in weekday_group_codes().items()}
