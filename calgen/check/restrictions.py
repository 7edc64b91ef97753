"""Columns that restrict the same thing: both hold, and nothing left is a problem (PRODUCT §7)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from calgen.book.problems import Problem, Severity
from calgen.plan.target_path import can_carry
from calgen.strategy import Strategy


def every_theme_has_a_platform(strategy: Strategy) -> Iterable[Problem]:
    """Themes, platforms and formats agree somewhere."""
    for theme in strategy.themes:
        if (
            theme.weight > 0
            and strategy.platforms
            and not any(can_carry(strategy, theme, one) for one in strategy.platforms)
        ):
            field = "platforms" if theme.platforms else "formats" if theme.formats else "theme"
            yield Problem("theme_nowhere", theme.source.place(field), values={"theme": theme.theme})


def every_platform_has_a_theme(strategy: Strategy) -> Iterable[Problem]:
    """A platform on which nothing can be said cannot be planned."""
    for one in strategy.platforms:
        themes = [theme for theme in strategy.themes if theme.weight > 0]
        if strategy.themes and not any(can_carry(strategy, theme, one) for theme in themes):
            yield Problem("platform_bare", one.source.place("platform"), values={"platform": one.platform})


def ends_come_after_starts(strategy: Strategy) -> Iterable[Problem]:
    """Windows, seasons, campaigns and platforms run forwards."""
    rows: tuple[Any, ...] = (*strategy.platforms, *strategy.themes, *strategy.content, *strategy.campaigns)
    for row in rows:
        if row.start and row.end and row.end < row.start:
            yield Problem("ends_first", row.source.place("end"), values={"start": row.start, "end": row.end})
    for piece in strategy.content:
        begins: date | None = piece.publish or piece.start
        if begins and piece.expires and piece.expires < begins:
            values = {"start": begins, "end": piece.expires}
            yield Problem("ends_first", piece.source.place("expires"), Severity.ERROR, values)
