"""The audiences that a platform addresses, primary ones before the others."""

from __future__ import annotations

from calgen.strategy import Strategy
from calgen.strategy.audiences import Audience
from calgen.strategy.platforms import Platform


def ranked_audiences(strategy: Strategy, platform: Platform) -> tuple[tuple[Audience, ...], tuple[Audience, ...]]:
    """The primary and the secondary audiences of a platform.

    Where platform and audience both name the other, both restrictions hold ("Pairs of columns" in docs/decisions.md).
    """
    addressed = [
        audience
        for audience in strategy.audiences
        if (not platform.audiences or audience.audience in platform.audiences)
        and (not audience.platforms or platform.platform in audience.platforms)
    ]
    return (
        tuple(audience for audience in addressed if audience.priority == "primary"),
        tuple(audience for audience in addressed if audience.priority != "primary"),
    )
