"""Where each theme stands, so that platforms serve their missions: weights fitted inside each category.

Over all platforms every theme keeps the part that its weight gives it, and on each platform every category keeps its
share; between these two, a theme goes where its objectives are those of the platform. Proportional fitting (Deming and
Stephan 1940) from a start at which what serves nothing there hardly weighs. No theme grows past what keeps a platform
varied, or past what its own spacing leaves room for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from calgen.strategy import Strategy
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme

FAINT = 0.05  # what is left, to begin with, of the weight of a theme where it serves nothing
GROWTH = 3.0  # a theme's part of a platform grows at most so many times
SPACED = 0.75  # of the posts that its spacing leaves room for, a theme takes up at most so many
ROUNDS = 12

Table = dict[tuple[str, str], float]  # (platform, theme) → posts a week


def raked(
    strategy: Strategy,
    carried: Mapping[str, Sequence[Theme]],
    mixes: Mapping[str, Mapping[str, Fraction]],
    serves: Callable[[Theme, Platform], bool],
) -> Table:
    """What each theme weighs on each platform that carries it; plain weights where all of them serve.

    What serves nothing somewhere weighs there, to begin with, what the user's content for that platform asks of it.
    """
    platforms = strategy.platforms
    weights = {(one.platform, theme.theme): float(theme.weight) for one in platforms for theme in carried[one.platform]}
    faint = {
        (one.platform, theme.theme) for one in platforms for theme in carried[one.platform] if not serves(theme, one)
    }
    if not faint:
        return weights
    told = _told(strategy)
    themes = {theme.theme: theme for own in carried.values() for theme in own}
    for category in sorted({theme.category for theme in themes.values()}):
        names = {name for name, theme in themes.items() if theme.category == category}
        posts = _posts(platforms, carried, mixes, category)
        plain = {
            (platform, theme): count * weights[platform, theme] / _sum(weights, platform, names)
            for platform, count in posts.items()
            for theme in sorted(names)
            if (platform, theme) in weights
        }
        if faint & plain.keys():
            start = {key: _start(part, told.get(key, 0.0)) if key in faint else part for key, part in plain.items()}
            weights |= _fitted(plain, start, {name: themes[name].spacing for name in names})
    return weights


def _told(strategy: Strategy) -> Table:
    """The posts a week that pieces of content which name their platforms ask of them."""
    found: Table = {}
    for piece in strategy.content:
        for platform in piece.platforms:
            key = (platform, piece.theme)
            found[key] = found.get(key, 0.0) + 1 / len(piece.platforms) / strategy.settings.weeks
    return found


def _start(part: float, told: float) -> float:
    return max(FAINT * part, min(part, told))


def _posts(
    platforms: Sequence[Platform],
    carried: Mapping[str, Sequence[Theme]],
    mixes: Mapping[str, Mapping[str, Fraction]],
    category: str,
) -> dict[str, float]:
    """The posts a week of a category on each platform that carries it."""
    found = {}
    for one in platforms:
        there = {theme.category for theme in carried[one.platform]}
        total = sum((part for name, part in mixes[one.platform].items() if name in there), Fraction(0))
        part = mixes[one.platform].get(category, Fraction(0))
        if category in there and part:
            found[one.platform] = float(one.cadence.weekly(len(one.days) or 7) * part / total)
    return found


def _sum(weights: Table, platform: str, names: set[str]) -> float:
    return sum(weights.get((platform, name), 0.0) for name in names)


def _fitted(plain: Table, start: Table, spacing: Mapping[str, int]) -> Table:
    """The start with the sums of the plain one on each platform, and (as far as it can be) of each theme."""
    most = {key: max(part, min(GROWTH * part, SPACED * 7 / max(1, spacing[key[1]]))) for key, part in plain.items()}
    found = start
    for _ in range(ROUNDS):
        found = _scaled(found, plain, 0)
        found = {key: min(part, most[key]) for key, part in _scaled(found, plain, 1).items()}
    return _scaled(found, plain, 0)


def _scaled(table: Table, plain: Table, axis: int) -> Table:
    """The table scaled to the sums of the plain one: by platform (0) or by theme (1)."""
    sums: dict[str, list[float]] = {}
    for key, part in table.items():
        pair = sums.setdefault(key[axis], [0.0, 0.0])
        pair[0] += part
        pair[1] += plain[key]
    return {key: part * sums[key[axis]][1] / sums[key[axis]][0] for key, part in table.items()}
