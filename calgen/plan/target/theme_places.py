"""Where and when a theme may stand by the strategy alone: its platforms and formats, its season."""

from __future__ import annotations

from datetime import date

from calgen.plan.target.mission import shares_objective
from calgen.plan.target.theme_formats import common_formats
from calgen.strategy import Strategy
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme


def can_carry(strategy: Strategy, theme: Theme, platform: Platform) -> bool:
    """Whether a theme can be posted on a platform: by its platforms, and by the formats of both."""
    is_named = not theme.platforms or platform.platform in theme.platforms
    return is_named and bool(common_formats(strategy, theme, platform))


def is_in_season(row: Theme | Platform, day: date) -> bool:
    """Whether a day lies between the start and the end of a theme or a platform; an open side has no limit."""
    last = row.last_day if isinstance(row, Platform) else row.end
    return (row.start is None or row.start <= day) and (last is None or day <= last)


def may_promote(strategy: Strategy, theme: Theme, platform: Platform) -> bool:
    """Whether a theme may promote on a platform: with a single objective, only themes that serve it, if there are any.

    Themes of other categories always may; see docs/decisions.md, "Mission".
    """
    if len(platform.objectives) != 1 or theme.category != "promote" or shares_objective(theme, platform):
        return True
    promoting = [other for other in strategy.themes if other.category == "promote" and other.weight > 0]
    return not any(shares_objective(other, platform) and can_carry(strategy, other, platform) for other in promoting)
