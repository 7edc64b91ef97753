"""Adds to the strategy the themes and platforms that only kept posts name, so that the plan can hold those posts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from calgen.book.folding import fold, without_invisible
from calgen.book.languages import languages
from calgen.book.values import Cadence
from calgen.book.vocabulary import choice_codes
from calgen.book.words import load_words
from calgen.merge.edits import Edits
from calgen.plan.pin import Pin
from calgen.strategy import Strategy
from calgen.strategy.content import Piece
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme


def restore_names(strategy: Strategy, edits: Edits) -> Strategy:
    """The strategy with the themes and platforms of kept posts that it does not name: they get no further post.

    The ideas of subjects that the user deleted or abandoned are left out, and the pieces of abandoned ones.
    """
    themes = {theme.theme for theme in strategy.themes}
    platforms = {platform.platform for platform in strategy.platforms}
    kept = [pin for pin in edits.kept if not pin.is_removed]
    themed = [pin for pin in kept if pin.theme and not pin.is_open]
    categories = _categories_in_calendar(edits, themes)
    lost_themes = {pin.theme: categories.get(pin.theme, "") for pin in themed if pin.theme not in themes}
    lost_platforms = sorted({pin.platform for pin in kept} - platforms)
    start = strategy.settings.start
    end = start - timedelta(days=1) if start else None
    once = Cadence(Fraction(1))
    return replace(
        strategy,
        themes=(
            *_without_unwanted_ideas(strategy, edits),
            *(Theme(theme=name, category=code, weight=Fraction(0)) for name, code in sorted(lost_themes.items())),
        ),
        content=_without_abandoned_pieces(strategy, edits),
        platforms=(
            *strategy.platforms,
            *(Platform(platform=name, mission="", objectives=(), cadence=once, end=end) for name in lost_platforms),
        ),
    )


def _categories_in_calendar(edits: Edits, known: set[str]) -> Mapping[str, str]:
    """The category that the calendar gives to each theme that is not known."""
    found: dict[str, str] = {}
    for row in (*edits.rows_of("social").values(), *edits.archived.values()):
        theme = row.text("theme")
        if theme not in known and row.text("category"):
            found.setdefault(theme, row.code("category"))
    codes = choice_codes("category")
    for written in edits.last_run.rows_of("social").values() if "social" not in edits.calendars else ():
        theme, word = written.get("theme", ""), written.get("category", "")
        if theme not in known and word:
            found.setdefault(theme, codes.get(fold(word), word))
    return found


def _abandoned_titles(edits: Edits) -> frozenset[str]:
    """The titles of the subjects that the user abandoned; not of those with a post that the plan keeps."""
    standing = {pin.subject for pin in edits.kept if not pin.is_removed}
    rows = ((id_, row) for id_, row in edits.rows_of("editorial").items() if row.code("status") == "cancelled")
    return frozenset(without_invisible(row.text("title")) for id_, row in rows if id_ not in standing) - {""}


def _without_abandoned_pieces(strategy: Strategy, edits: Edits) -> tuple[Piece, ...]:
    """The pieces of content without those whose subjects the user abandoned."""
    titles = _abandoned_titles(edits)
    return tuple(piece for piece in strategy.content if without_invisible(piece.title) not in titles)


def _without_unwanted_ideas(strategy: Strategy, edits: Edits) -> tuple[Theme, ...]:
    """The themes without the ideas whose subjects the user deleted or abandoned."""
    titles = {without_invisible(row.get("title", "")) for row in edits.removed.get("editorial", {}).values()} - {""}
    titles |= _abandoned_titles(edits)
    return tuple(
        replace(theme, ideas=tuple(idea for idea in theme.ideas if without_invisible(idea) not in titles))
        if titles.intersection(map(without_invisible, theme.ideas))
        else theme
        for theme in strategy.themes
    )


def drop_unknown_names(edits: Edits, strategy: Strategy) -> Edits:
    """The edits without the earlier posts whose platform or theme the strategy no longer names.

    A title that calgen wrote as a placeholder, because none was found yet, is removed from the pins.
    """
    platforms = {platform.platform for platform in strategy.platforms}
    themes = {theme.theme for theme in strategy.themes}
    earlier = [pin for pin in edits.earlier if pin.platform in platforms and (pin.is_open or pin.theme in themes)]
    every = (*edits.kept, *earlier)
    of_themes = _placeholders_by_name({pin.theme for pin in every}, edits.renames.of("theme"))
    of_dates = _placeholders_by_name({pin.key_date for pin in every} - {""}, edits.renames.of("key_date"))
    kept, earlier = (
        [_without_placeholder(pin, of_themes, of_dates) for pin in pins] for pins in (edits.kept, earlier)
    )
    return replace(edits, kept=tuple(kept), earlier=tuple(earlier))


def _placeholders_by_name(names: Iterable[str], renames: Mapping[str, str]) -> dict[str, set[str]]:
    """For each of some names, the placeholders with it or with a name that it had in the last run."""
    former: dict[str, list[str]] = {}
    for old, new in renames.items():
        former.setdefault(new, []).append(old)
    return {name: placeholders([name, *former.get(name, ())]) for name in names}


def placeholders(names: Iterable[str]) -> set[str]:
    """The placeholders that calgen writes for a missing title of a subject, in each language, folded.

    `names` are the name of its theme or key date, and those that this had in the last run.
    """
    known = [load_words(language) for language in languages()]
    return {fold(words.text("phrases", "to_find", theme=name)) for name in names for words in known}


def _without_placeholder(pin: Pin, of_themes: Mapping[str, set[str]], of_dates: Mapping[str, set[str]]) -> Pin:
    """The pin without a placeholder; one with the theme stays one with the theme, though the post takes a key date."""
    title = fold(pin.title)
    if title and title in of_themes[pin.theme]:
        return replace(pin, title="", is_sought_by_theme=True)
    return replace(pin, title="") if title and title in of_dates.get(pin.key_date, ()) else pin
