"""The raked weights of themes on platforms, computed again with exact fractions where that is possible."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from counted_plan import CountedPlan

FAINT, GROWTH, SPACED, ROUNDS = 0.05, 3, 0.9, 12

Cells = dict[tuple[str, str], float]


def weights(made: CountedPlan, shares: dict[str, dict[str, Fraction]], carried: dict[str, list[str]]) -> Cells:
    """The weight of each theme on each platform that can carry it; as typed where all themes serve."""
    off = {(name, theme) for name, own in carried.items() for theme in own if serves_nothing(made, name, theme)}
    found = {(name, theme): float(made.themes[theme].weight) for name, own in carried.items() for theme in own}
    for category in {made.themes[theme].category for _, theme in found}:
        plain: Cells = {}
        for name, own in carried.items():
            here = [theme for theme in own if made.themes[theme].category == category]
            there = {made.themes[theme].category for theme in own}
            share = shares[name].get(category, Fraction(0))
            if here and share:
                row = made.platforms[name]
                posts = row.cadence.weekly(len(row.days) or 7) * share / sum(shares[name].get(c, 0) for c in there)
                total = sum(made.themes[theme].weight for theme in here)
                plain |= {(name, theme): float(posts * made.themes[theme].weight / total) for theme in here}
        if off & set(plain):
            found |= _fit(made, plain, off)
    return found


def serves_nothing(made: CountedPlan, platform: str, theme: str) -> bool:
    """Whether a theme names objectives, and none of them is the platform's."""
    own = set(made.themes[theme].objectives)
    return bool(own) and not own & set(made.platforms[platform].objectives)


def _fit(made: CountedPlan, plain: Cells, off: set[tuple[str, str]]) -> Cells:
    cells = dict(plain)
    for platform, theme in off & set(plain):
        own = [piece for piece in made.strategy.content if piece.theme == theme and platform in piece.platforms]
        asked = sum(1 / len(piece.platforms) for piece in own) / made.strategy.settings.weeks
        cells[platform, theme] = max(FAINT * plain[platform, theme], min(plain[platform, theme], asked))
    for n in range(2 * ROUNDS + 1):
        side = n % 2
        have: dict[str, float] = defaultdict(float)
        want: dict[str, float] = defaultdict(float)
        for key in cells:
            have[key[side]] += cells[key]
            want[key[side]] += plain[key]
        for key in cells:
            cells[key] *= want[key[side]] / have[key[side]]
            if side:
                room = SPACED * 7 / max(1, made.themes[key[1]].spacing)
                cells[key] = min(cells[key], max(plain[key], min(GROWTH * plain[key], room)))
    return cells
