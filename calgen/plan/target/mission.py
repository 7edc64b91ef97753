"""Which themes serve the mission of a platform: its objectives. See "Mission" in docs/decisions.md."""

from __future__ import annotations

from calgen.strategy import Strategy
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme


def shares_objective(theme: Theme, platform: Platform) -> bool:
    """Whether a theme serves an objective of a platform; one that names none serves all."""
    return not theme.objectives or bool(set(theme.objectives) & set(platform.objectives))


def off_mission_pairs(strategy: Strategy) -> frozenset[tuple[str, str]]:
    """(platform, theme) for each theme that names objectives, none of which is an objective of the platform."""
    return frozenset(
        (platform.platform, theme.theme)
        for platform in strategy.platforms
        for theme in strategy.themes
        if not shares_objective(theme, platform)
    )
