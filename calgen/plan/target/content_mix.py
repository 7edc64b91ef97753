"""The content mix of each platform, and the order of categories."""

from __future__ import annotations

from fractions import Fraction

from calgen.book.folding import fold
from calgen.strategy import Strategy


def platform_mix(strategy: Strategy, platform: str) -> dict[str, Fraction]:
    """The shares of a platform: its own rows replace those categories, the others are scaled to fill the rest.

    See docs/decisions.md, "Shares".
    """
    base = {row.category: row.share for row in strategy.mix if not row.platform}
    own = {row.category: row.share for row in strategy.mix if row.platform == platform}
    rest = {category: part for category, part in base.items() if category not in own}
    room, spread = max(Fraction(0), 1 - sum(own.values())), sum(rest.values())
    if spread:
        own |= {category: part * room / spread for category, part in rest.items()}
    total = sum(own.values())
    return {category: part / total for category, part in own.items()} if total else {}


def ordered_categories(strategy: Strategy) -> tuple[str, ...]:
    """Every category: promote, curate and interact first, the others by name."""
    order = ("promote", "curate", "interact")
    found = {row.category for row in strategy.mix} | {theme.category for theme in strategy.themes}
    return tuple(sorted(found, key=lambda name: (order.index(name) if name in order else len(order), fold(name))))
