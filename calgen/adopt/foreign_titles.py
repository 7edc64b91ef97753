"""What a title of somebody's own means: calgen's titles, those that people use elsewhere, and near ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache

from calgen.book.folding import fold
from calgen.book.languages import entry, languages
from calgen.book.near_titles import bare_title, known_tab_title, near_title
from calgen.book.vocabulary import column_titles, tab_titles

EXACT, USUAL, BARE, PART, NEAR = 1.0, 0.95, 0.9, 0.8, 0.6  # how sure a title is, from the same to merely alike
CALENDAR = "social"  # the tab that a calendar of posts becomes
_END = " ?!."  # signs at the end of a title that change nothing
_REMEMBERED = 1 << 13  # titles
_ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_BETWEEN = re.compile(r"\s*(?:/|\||&|\+|:|;|,| - | – |\bor\b|\bou\b|\band\b|\bet\b)\s*")


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """A key that a title may mean, and how sure that is: from 0 to 1."""

    key: str
    sureness: float


@cache
def foreign_tab_titles() -> Mapping[str, str]:
    """The titles of other people's tabs and tables: folded title → tab key; none that two tabs share."""
    return _one_meaning((title, key) for language in languages()
                        for key, titles in entry(language, "adopt", "tabs").items() for title in titles)  # fmt: skip


def _one_meaning(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for title, key in pairs:
        found.setdefault(fold(title), set()).add(key)
    return {title: min(keys) for title, keys in found.items() if len(keys) == 1}


@cache
def _columns_by_title(tab: str) -> Mapping[str, Mapping[str, float]]:
    """The headings of a tab in other people's workbooks and calgen's own: folded title → column key → sureness."""
    found: dict[str, dict[str, float]] = {}
    for title, key in column_titles(tab).items():
        found.setdefault(title, {})[key] = EXACT
    for language in languages():
        for key, titles in entry(language, "adopt", "columns").get(tab, {}).items():
            for n, title in enumerate(titles):  # of two headings of a table the one that stands first in the list
                found.setdefault(fold(title).rstrip(_END), {}).setdefault(key, USUAL - n / 1000)
    for title, keys in [*found.items()]:
        bare = bare_title(title)
        if bare and bare not in found:
            found[bare] = {key: min(BARE, sureness) for key, sureness in keys.items()}
    return found


@lru_cache(_REMEMBERED)
def column_matches(tab: str, heading: str) -> tuple[TitleMatch, ...]:
    """The columns of a tab that a heading may mean, the surest first: a known title, or one that is near."""
    found = known_matches(tab, heading)
    near = "" if found else _near_title(heading, tab)
    return _sorted(dict.fromkeys(_columns_by_title(tab)[near], NEAR)) if near else found


@lru_cache(_REMEMBERED)
def known_matches(tab: str, heading: str) -> tuple[TitleMatch, ...]:
    """The columns of a tab whose titles a heading is, or holds among its parts, the surest first."""
    known = _columns_by_title(tab)
    for text, most in ((heading, EXACT), (_ASIDE.sub(" ", heading), BARE)):
        for form in dict.fromkeys((fold(text).rstrip(_END), bare_title(text))):
            if form in known:
                return _sorted({key: min(most, sureness) for key, sureness in known[form].items()})
    found: dict[str, float] = {}
    for piece in (*_BETWEEN.split(fold(_ASIDE.sub(" ", heading))), *_ASIDE_TEXT.findall(fold(heading))):
        for key, sureness in known.get(piece, known.get(bare_title(piece), {})).items():
            found[key] = max(found.get(key, 0), min(PART, sureness))
    return _sorted(found)


def _near_title(heading: str, tab: str) -> str:
    """The known title that a heading spells but for a slip of the pen, or the longest whose words it holds."""
    text, words = fold(heading), frozenset(bare_title(heading).split())
    titles = _words_of_titles(tab)
    alike = [title for title in titles if abs(len(title) - len(text)) <= _SLIP and len(title) > _SHORT]
    if close := get_close_matches(text, alike, n=1, cutoff=_ALIKE):
        return close[0]
    held = [title for title, needed in titles.items() if needed and needed <= words and len(title) > _SHORT]
    return max(held, key=lambda title: (len(titles[title]), len(title), title), default="")


_SLIP, _SHORT, _ALIKE = 2, 3, 0.87  # letters more or less, letters of a title that is too short, least likeness


@cache
def _words_of_titles(tab: str) -> Mapping[str, frozenset[str]]:
    return {title: frozenset(bare_title(title).split()) for title in sorted(_columns_by_title(tab))}


_ASIDE_TEXT = re.compile(r"[(\[]([^)\]]*)[)\]]")


def _sorted(found: Mapping[str, float]) -> tuple[TitleMatch, ...]:
    ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(TitleMatch(key, sureness) for key, sureness in ranked)


@cache
def tab_match(title: str) -> TitleMatch | None:
    """The input tab, or the calendar of posts, that the title of a tab or table means."""
    folded, bare = fold(title).rstrip(_END), bare_title(title)
    known = known_tab_title(title)
    if known and known == folded:
        return _input(tab_titles()[known][0], EXACT)
    usual, bares = foreign_tab_titles(), _bare_tab_titles()
    if folded in usual:
        return TitleMatch(usual[folded], USUAL)
    if known:
        return _input(tab_titles()[known][0], BARE)
    if bare in bares:
        return TitleMatch(bares[bare], BARE)
    names = [*usual, *(name for name, (key, _) in tab_titles().items() if _input(key, NEAR))]
    near = near_title(title, names)
    return _input(usual.get(near) or tab_titles()[near][0], NEAR) if near else None


@cache
def _bare_tab_titles() -> Mapping[str, str]:
    return {bare_title(title): key for title, key in sorted(foreign_tab_titles().items(), reverse=True)}


_CALENDARS = ("editorial", "social")
_NOT_READ = ("guide", "month", "balance", "checks", "tasks", "review", "archive")


def _input(key: str, sureness: float) -> TitleMatch | None:
    if key in _NOT_READ:
        return None
    return TitleMatch(CALENDAR if key in _CALENDARS else key, sureness)


@cache
def languages_of(title: str) -> frozenset[str]:
    """The languages in which a heading, or the title of a tab, is known."""
    return frozenset(language for language in languages() if fold(title) in _titles_of(language))


@cache
def _titles_of(language: str) -> frozenset[str]:
    own = [entry(language, "tabs")[tab] for tab in entry(language, "tabs")]
    of_columns = [column for tab in own for column in tab.get("columns", {}).values()]
    parts = [[found["title"], *found.get("former", ()), *found["also"]] for found in (*own, *of_columns)]
    named = [title for titles in parts for title in titles]
    usual = [title for titles in entry(language, "adopt", "tabs").values() for title in titles]
    usual_columns = [column for tab in entry(language, "adopt", "columns").values() for column in tab.values()]
    usual += [title for titles in usual_columns for title in titles]
    return frozenset(map(fold, (*named, *usual)))
