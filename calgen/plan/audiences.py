"""Whom a platform speaks to: primary audiences before secondary ones."""

from __future__ import annotations

from calgen.strategy import Strategy
from calgen.strategy.audiences import Audience
from calgen.strategy.platforms import Platform


def ranked_audiences(strategy: Strategy, platform: Platform) -> tuple[tuple[Audience, ...], tuple[Audience, ...]]:
    """The primary and the secondary audiences of a platform. Where both tabs name the other, both hold (§7)."""
    named = [one for one in strategy.audiences if not platform.audiences or one.audience in platform.audiences]
    there = [one for one in named if not one.platforms or platform.platform in one.platforms]
    return (
        tuple(one for one in there if one.priority == "primary"),
        tuple(one for one in there if one.priority != "primary"),
    )
