"""Pairs of columns that restrict the same thing: both hold, and nothing left is a problem.

See docs/decisions.md, "Pairs of columns".
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from calgen.book.problems import Problem, Severity
from calgen.book.values import first_items
from calgen.plan.target.theme_formats import piece_formats
from calgen.plan.target.theme_places import can_carry
from calgen.strategy import Strategy
from calgen.strategy.themes import Theme

SHOWN = 4  # formats in a message

def every_theme_has_a_platform(strategy: Strategy) -> Iterable[Problem]:
    """Each theme in use has a platform that can carry it, with a format that both allow."""
    for theme in strategy.themes if strategy.platforms else ():
        if theme.weight > 0 and not any(can_carry(strategy, theme, platform) for platform in strategy.platforms):
            column = "platforms" if theme.platforms else "formats" if theme.formats else "theme"
            yield Problem("theme_nowhere", theme.source.place(column), values={"theme": theme.theme})


def every_platform_has_a_theme(strategy: Strategy) -> Iterable[Problem]:
    """Each platform can carry a theme in use; without one it cannot be planned."""
    themes = [theme for theme in strategy.themes if theme.weight > 0]
    for platform in strategy.platforms if strategy.themes else ():
        if not platform.is_paused and not any(can_carry(strategy, theme, platform) for theme in themes):
            place = platform.source.place("platform")
            yield Problem("platform_bare", place, values={"platform": platform.platform})


def themes_can_stand_where_they_are_named(strategy: Strategy) -> Iterable[Problem]:
    """Each platform that a theme names can have one of its formats; where none can, `every_theme_has_a_platform`."""
    homes = [platform for platform in strategy.platforms if not platform.is_paused]
    for theme in strategy.themes:
        named = [platform for platform in homes if platform.platform in theme.platforms]
        able = [platform for platform in named if can_carry(strategy, theme, platform)]
        for platform in named if theme.weight > 0 and able else ():
            if platform not in able:
                there = piece_formats(strategy, platform)
                values: dict[str, object] = {"theme": theme.theme, "platform": platform.platform}
                values |= {"own": first_items(theme.formats, SHOWN), "there": first_items(there, SHOWN)}
                yield Problem("theme_not_there", theme.source.place("platforms"), Severity.WARNING, values)


def a_platform_at_work_is_named(strategy: Strategy) -> Iterable[Problem]:
    """Themes and campaigns with platforms of their own have one that is not paused: else nothing comes of them."""
    paused = {platform.platform for platform in strategy.platforms if platform.is_paused}
    rows: tuple[Any, ...] = (*(theme for theme in strategy.themes if theme.weight > 0), *strategy.campaigns)
    for row in rows:
        if row.platforms and paused.issuperset(row.platforms):
            name = row.theme if isinstance(row, Theme) else row.campaign
            values = {"name": name, "platforms": row.platforms, "n": len(row.platforms)}
            yield Problem("platforms_paused", row.source.place("platforms"), Severity.WARNING, values)


def platforms_have_the_formats_of_pieces(strategy: Strategy) -> Iterable[Problem]:
    """Each platform that a piece names may have the format that it names; where it names none, one of all may."""
    every = tuple(platform.platform for platform in strategy.platforms)
    for piece in strategy.content if every and strategy.formats else ():
        names = [row.platform for row in strategy.platforms if piece.format in piece_formats(strategy, row)]
        without = tuple(name for name in piece.platforms if name not in names)
        if piece.format and (without or not names):
            values = {"piece": piece.title, "format": piece.format, "platforms": without or every}
            yield Problem("piece_format_off", piece.source.place("format"), Severity.WARNING, values)


def ends_come_after_starts(strategy: Strategy) -> Iterable[Problem]:
    """Platforms, themes, pieces and campaigns end, and pieces expire, no sooner than they start."""
    rows: tuple[Any, ...] = (*strategy.platforms, *strategy.themes, *strategy.content, *strategy.campaigns)
    for row in rows:
        if row.start and row.end and row.end < row.start:
            yield Problem("ends_first", row.source.place("end"), values={"start": row.start, "end": row.end})
    for piece in strategy.content:
        start: date | None = piece.publish or piece.start
        if start and piece.expires and piece.expires < start:
            values = {"start": start, "end": piece.expires}
            yield Problem("ends_first", piece.source.place("expires"), Severity.ERROR, values)
