"""A strategy that resembles one brand alone: swap its name, and see whether anything changes."""

from __future__ import annotations

from collections.abc import Iterable

from calgen.book.problems import Problem, Severity
from calgen.check.wording import says
from calgen.strategy import Strategy


def the_brand_has_its_words(strategy: Strategy) -> Iterable[Problem]:
    """Products, places and people's names, by which the others can be told apart."""
    settings = strategy.settings
    if not settings.brand_words:
        yield Problem("brand_words_blank", settings.source.place("brand_words"), Severity.NOTE)


def the_brand_is_heard(strategy: Strategy) -> Iterable[Problem]:
    """One theme, message or mission at least bears a word that is the brand's own."""
    settings = strategy.settings
    texts = [text for one in strategy.themes for text in (one.theme, one.message)]
    texts += [one.mission for one in strategy.platforms]
    own = (settings.brand, *settings.brand_words)
    if settings.brand_words and strategy.themes and not any(says(text, own) for text in texts):
        place = min(strategy.themes, key=lambda one: one.source.row).source.place("message")
        yield Problem("brand_absent", place, Severity.WARNING, {"words": own[:6]})
