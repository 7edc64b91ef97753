"""The weight of each theme on each platform: themes weigh more on the platforms whose objectives they serve.

Over all platforms every theme keeps the part that its weight gives it, and on each platform every category keeps its
share. Within these sums, a theme goes to the platforms that have one of its objectives. The method is iterative
proportional fitting, also called raking (Deming and Stephan 1940), from a start at which a theme weighs little where it
serves no objective. No theme grows beyond what keeps a platform varied, or beyond what its spacing leaves room for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import fsum

from calgen.plan.target.spacing_room import SPACING_USE
from calgen.strategy import Strategy
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme

OFF_MISSION_START = 0.05  # factor of a theme's weight at the start, where it serves no objective of the platform
MOST_GROWTH = 3.0  # the largest factor by which a theme's part of a platform grows
ROUNDS = 12

Table = dict[tuple[str, str], float]  # (platform, theme) → posts a week


def rake_weights(
    strategy: Strategy,
    carried: Mapping[str, Sequence[Theme]],
    mixes: Mapping[str, Mapping[str, Fraction]],
    serves: Callable[[Theme, Platform], bool],
) -> Table:
    """The weight of each theme on each platform that can carry it; the typed weights where all themes serve.

    Where a theme serves no objective of a platform, the fitting starts from the posts that the user's content for that
    platform asks of it.
    """
    platforms = strategy.platforms
    pairs = [(platform, theme) for platform in platforms for theme in carried[platform.platform]]
    weights = {(platform.platform, theme.theme): float(theme.weight) for platform, theme in pairs}
    off_mission = {(platform.platform, theme.theme) for platform, theme in pairs if not serves(theme, platform)}
    if not off_mission:
        return weights
    demand = _content_demand(strategy)
    themes = {theme.theme: theme for own in carried.values() for theme in own}
    for category in sorted({theme.category for theme in themes.values()}):
        names = {name for name, theme in themes.items() if theme.category == category}
        posts = _weekly_posts(platforms, carried, mixes, category)
        by_weight = {
            (platform, theme): count * weights[platform, theme] / _category_weight(weights, platform, names)
            for platform, count in posts.items()
            for theme in sorted(names)
            if (platform, theme) in weights
        }
        if off_mission & by_weight.keys():
            start = {
                key: _start_value(part, demand.get(key, 0.0)) if key in off_mission else part
                for key, part in by_weight.items()
            }
            weights |= _fit(by_weight, start, {name: themes[name].spacing for name in names})
    return weights


def _content_demand(strategy: Strategy) -> Table:
    """The posts a week that pieces of content ask of the platforms that they name."""
    found: Table = {}
    for piece in strategy.content:
        for platform in piece.platforms:
            key = (platform, piece.theme)
            found[key] = found.get(key, 0.0) + 1 / len(piece.platforms) / strategy.settings.weeks
    return found


def _start_value(part: float, demand: float) -> float:
    return max(OFF_MISSION_START * part, min(part, demand))


def _weekly_posts(
    platforms: Sequence[Platform],
    carried: Mapping[str, Sequence[Theme]],
    mixes: Mapping[str, Mapping[str, Fraction]],
    category: str,
) -> dict[str, float]:
    """The posts a week of a category on each platform that can carry it; a paused one has none."""
    found = {}
    for platform in (platform for platform in platforms if not platform.is_paused):
        name, mix = platform.platform, mixes[platform.platform]
        categories = {theme.category for theme in carried[name]}
        total = sum((part for key, part in mix.items() if key in categories), Fraction(0))
        part = mix.get(category, Fraction(0))
        if category in categories and part:
            found[name] = float(platform.cadence.weekly(len(platform.days) or 7) * part / total)
    return found


def _category_weight(weights: Table, platform: str, names: set[str]) -> float:
    return fsum(weights.get((platform, name), 0.0) for name in names)


def _fit(by_weight: Table, start: Table, spacing: Mapping[str, int]) -> Table:
    """The start scaled to the sums of the table `by_weight`: of each platform exactly, of each theme as near as it can.

    `by_weight` has the posts by the typed weights alone.
    """
    most = {
        (platform, theme): max(part, min(MOST_GROWTH * part, SPACING_USE * 7 / max(1, spacing[theme])))
        for (platform, theme), part in by_weight.items()
    }
    found = start
    for _ in range(ROUNDS):
        found = _scale(found, by_weight, 0)
        found = {key: min(part, most[key]) for key, part in _scale(found, by_weight, 1).items()}
    return _scale(found, by_weight, 0)


def _scale(table: Table, by_weight: Table, axis: int) -> Table:
    """The table scaled to the sums of `by_weight`: of each platform (axis 0) or of each theme (axis 1)."""
    sums: dict[str, list[float]] = {}
    for key, part in table.items():
        pair = sums.setdefault(key[axis], [0.0, 0.0])
        pair[0] += part
        pair[1] += by_weight[key]
    return {key: part * sums[key[axis]][1] / sums[key[axis]][0] if part else 0.0 for key, part in table.items()}
