"""What the fields of an angle may say for a subject: the words of the user's own cells, the month and the season."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from calgen.book.folding import fold, tidy
from calgen.book.terms import folded_words
from calgen.book.words import Words
from calgen.plan.days.seasons import SEASONS, season_begins
from calgen.plan.model import Plan, Post, Subject, TitleSource
from calgen.strategy import Strategy
from calgen.strategy.themes import interests_in

if TYPE_CHECKING:
    from calgen.strategy.themes import Theme

Fields = Mapping[str, tuple[str, ...]]  # the name of a field → what it may say, the best first; empty: not filled

MOST_IDEAS = 6  # of the latest titles of a theme of which a subject may be the second part
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ABBREVIATED = re.compile(r"(\betc|\b\w)\.$", re.IGNORECASE)  # « etc. », « S.A. »: their point is no full stop
_OF_USER = (TitleSource.IDEA, TitleSource.CONTENT, TitleSource.USER)


class StrategyFields:
    """The fields of each subject of a plan."""

    def __init__(self, strategy: Strategy, plan: Plan, words: Words) -> None:
        self._strategy, self._words = strategy, words
        self._themes = {theme.theme: theme for theme in strategy.themes}
        self._campaigns = {row.campaign: row for row in strategy.campaigns}
        self._pieces = {piece.title: piece for piece in strategy.content}
        self._interests: dict[str, frozenset[str]] = {}
        settings = strategy.settings
        is_brand_typed = "brand" not in settings.source.assumed
        brand = folded_words(settings.brand)
        self._of_all = {
            "brand": _texts([settings.brand] if is_brand_typed else []),
            "product": _texts(word for word in settings.brand_words if folded_words(word) not in brand),
        }
        self._titled: dict[str, list[Subject]] = {}  # the subjects with a title of the user's, by theme
        for subject in sorted(plan.subjects, key=lambda subject: (subject.first, subject.title)):
            if subject.title and subject.title_source in _OF_USER:
                self._titled.setdefault(subject.theme, []).append(subject)

    def of(self, subject: Subject, posts: Sequence[Post]) -> Fields:
        """The fields of a subject with some posts."""
        theme, campaign = self._themes.get(subject.theme), self._campaigns.get(subject.campaign)
        return {
            **self._of_all,
            **(_of_theme(theme) if theme else {}),
            "theme": _texts([subject.theme]),
            "audience": _texts(post.audience for post in posts if post.audience in self._interested(subject.theme)),
            "key_date": _texts([subject.key_date]),
            "campaign": _texts([subject.campaign]),
            "campaign_message": _texts([campaign.message] if campaign else []),
            "what_works": _texts(self._what_works({post.platform for post in posts})),
            "objective": _texts([subject.objective]),
            "idea": _texts(row.title for row in self._earlier(subject)),
            "month": self._words.texts("choices", "month", _MONTHS[subject.first.month - 1])[:1],
            "season": self._season(subject.first),
        }

    def _interested(self, theme: str) -> frozenset[str]:
        """The audiences among whose interests a theme is."""
        if theme not in self._interests:
            row = self._themes.get(theme)
            rows = self._strategy.audiences if row else ()
            met = (one.audience for one in rows if row and interests_in(row, one.interests, self._themes))
            self._interests[theme] = frozenset(met)
        return self._interests[theme]

    def _earlier(self, subject: Subject) -> list[Subject]:
        """The latest subjects of its theme that begin before a subject and have a title of the user's."""
        rows = reversed(self._titled.get(subject.theme, ()))
        return [row for row in rows if row.first < subject.first and not self._is_over(row, subject.first)][:MOST_IDEAS]

    def _is_over(self, subject: Subject, day: date) -> bool:
        """Whether what a subject is about is over on a day: its key date, its campaign, or its piece of content."""
        campaign, piece = self._campaigns.get(subject.campaign), self._pieces.get(subject.piece)
        ends = [campaign.end] if campaign else []
        ends += [piece.expires] if piece and piece.expires else []
        return bool(subject.key_date) or any(end < day for end in ends)

    def _what_works(self, platforms: set[str]) -> Iterable[str]:
        """What works for others, and for the user's own account, on some platforms."""
        names = set(map(fold, platforms))
        others = (row for row in self._strategy.competitors if row.kind != "customers")  # these say what they ask
        yield from (row.what_works for row in others if fold(row.platform) in names)
        yield from (row.best_content for row in self._strategy.audit if fold(row.platform) in names)

    def _season(self, day: date) -> tuple[str, ...]:
        code = season_of(day, self._strategy.settings.country)
        return (self._words.text("suggestions", "seasons", code),) if code else ()


def _of_theme(theme: Theme) -> Fields:
    texts = {"message": theme.message, "proof": theme.proof, "call_to_action": theme.call_to_action}
    return {key: _texts([text]) for key, text in texts.items()}


def _texts(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts of cells as an angle takes them: on one line, without a final full stop, each once."""
    found = {fold(text): text for text in map(bare_text, texts) if text and "\n" not in text}
    return tuple(found.values())


def bare_text(text: str) -> str:
    """A text of a cell without the full stop, comma or colon at its end."""
    text = tidy(text).rstrip(" ,;:\u00a0")
    if text.endswith(".") and not text.endswith("..") and not _ABBREVIATED.search(text):
        return text[:-1].rstrip()
    return text


@cache
def season_of(day: date, country: str) -> str:
    """The code of the season of a day; empty where the country has no such seasons, or others."""
    begun = []
    for year in (day.year - 1, day.year):
        for season in SEASONS:
            first = _first_day(season, country, year)
            if first is not None and first <= day:
                begun.append((first, season))
    return max(begun)[1] if begun else ""


@cache
def _first_day(season: str, country: str, year: int) -> date | None:
    return season_begins(season, country, year, datetime.date)
