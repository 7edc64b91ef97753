"""The brand's own words: a strategy that would fit any other brand as well says nothing of this one."""

from __future__ import annotations

from collections.abc import Iterable

from calgen.book.problems import Problem, Severity
from calgen.book.terms import has_term
from calgen.book.values import first_items
from calgen.strategy import Strategy

SHOWN = 6  # of the brand's words, in a message


def the_brand_has_its_words(strategy: Strategy) -> Iterable[Problem]:
    """Products, places and people's names tell the brand from others."""
    settings = strategy.settings
    if not settings.brand_words:
        yield Problem("brand_words_blank", settings.source.place("brand_words"), Severity.NOTE)


def the_brand_is_heard(strategy: Strategy) -> Iterable[Problem]:
    """At least one theme, message or mission contains a word of the brand, or one of its strengths."""
    settings = strategy.settings
    texts = [text for theme in strategy.themes for text in (theme.theme, theme.message)]
    texts += [platform.mission for platform in strategy.platforms]
    own = (settings.brand, *settings.brand_words, *settings.strengths)
    parts = [part for text in own for part in text.split(" / ")]  # « levain bio / four à bois »
    if settings.brand_words and strategy.themes and not any(has_term(text, parts) for text in texts):
        place = min(strategy.themes, key=lambda theme: theme.source.row).source.place("message")
        yield Problem("brand_absent", place, Severity.WARNING, {"words": first_items(own, SHOWN)})
