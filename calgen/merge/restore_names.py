"""The strategy with what only the calendar still knows, so that a plan can hold every post that stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from calgen.book.folding import fold
from calgen.book.languages import languages
from calgen.book.values import Cadence
from calgen.book.vocabulary import choice_codes
from calgen.book.words import load_words
from calgen.merge.edits import Edits
from calgen.plan.pin import Pin
from calgen.strategy import Strategy
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme


def widened(strategy: Strategy, edits: Edits) -> Strategy:
    """With the themes and platforms of settled posts that the strategy does not name: they stay, and get no more.

    Without the ideas whose subjects the user took out.
    """
    themes, platforms = {one.theme for one in strategy.themes}, {one.platform for one in strategy.platforms}
    standing = [pin for pin in edits.kept if not pin.is_removed]
    told = _categories(edits, themes)
    gone = {pin.theme: told.get(pin.theme, "") for pin in standing if pin.theme not in themes}
    left = sorted({pin.platform for pin in standing} - platforms)
    start = strategy.settings.start
    over = start - timedelta(days=1) if start else None
    more = (Theme(theme=name, category=code, weight=Fraction(0)) for name, code in sorted(gone.items()))
    ended = (Platform(platform=one, mission="", objectives=(), cadence=Cadence(Fraction(1)), end=over) for one in left)
    return replace(strategy, themes=(*_unwanted(strategy, edits), *more), platforms=(*strategy.platforms, *ended))


def _categories(edits: Edits, themes: set[str]) -> Mapping[str, str]:
    """The category that the calendar gives to each theme that the strategy does not know."""
    found: dict[str, str] = {}
    for line in edits.of("social").values():
        name = line.text("theme")
        if name not in themes and line.text("category"):
            found.setdefault(name, line.code("category"))
    codes = choice_codes("category")
    for row in edits.memory.of("social").values() if "social" not in edits.standing else ():
        name, word = row.get("theme", ""), row.get("category", "")
        if name not in themes and word:
            found.setdefault(name, codes.get(fold(word), word))
    return found


def _unwanted(strategy: Strategy, edits: Edits) -> tuple[Theme, ...]:
    """The themes without the ideas whose subjects the user took out."""
    titles = {row.get("title", "") for row in edits.removed.get("editorial", {}).values()} - {""}
    return tuple(
        replace(one, ideas=tuple(idea for idea in one.ideas if idea not in titles))
        if titles.intersection(one.ideas)
        else one
        for one in strategy.themes
    )


def standing(edits: Edits, strategy: Strategy) -> Edits:
    """The same edits, of earlier posts only those whose platform and theme are still there.

    A subject that is still to be found stays to be found.
    """
    platforms, themes = {one.platform for one in strategy.platforms}, {one.theme for one in strategy.themes}
    earlier = (pin for pin in edits.earlier if pin.platform in platforms and pin.theme in themes)
    return replace(
        edits, kept=tuple(map(_to_find, edits.kept)), earlier=tuple(_to_find(pin) for pin in earlier)
    )


def _to_find(pin: Pin) -> Pin:
    texts = {fold(load_words(language).text("phrases", "to_find", theme=pin.theme)) for language in languages()}
    return replace(pin, title="") if pin.title and fold(pin.title) in texts else pin
