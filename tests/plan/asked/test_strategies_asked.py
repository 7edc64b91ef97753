"""The random strategies ask for everything that the oracles count, and a seed is always the same strategy."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from run_asked import fresh
from strategies_asked import draw

from calgen.book.values import Span
from calgen.strategy import Strategy

SEEDS = range(60)
FEATURES: dict[str, Callable[[Strategy], object]] = {
    "campaigns of one theme": lambda strategy: [row for row in strategy.campaigns if len(row.themes) == 1],
    "campaigns of three themes": lambda strategy: [row for row in strategy.campaigns if len(row.themes) == 3],
    "overlapping campaigns": lambda strategy: [
        row
        for row in strategy.campaigns
        for other in strategy.campaigns
        if row != other and row.start <= other.start <= row.end
    ],
    "extra posts": lambda strategy: [row for row in strategy.campaigns if row.extra],
    "set days": lambda strategy: [row for row in strategy.campaigns if row.offsets],
    "thin with a team": lambda strategy: strategy.team and strategy.settings.over_capacity == "thin",
    "spacing": lambda strategy: [row for row in strategy.themes if row.spacing],
    "seasons": lambda strategy: [row for row in strategy.themes if row.start],
    "windows": lambda strategy: [row for row in strategy.content if row.end],
    "fixed days": lambda strategy: [row for row in strategy.content if row.publish],
    "evergreen": lambda strategy: [row for row in strategy.content if row.evergreen],
    "days off": lambda strategy: [row for row in strategy.team if row.days_off],
    "typed days": lambda strategy: [row for row in strategy.platforms if row.days],
    "typed hours": lambda strategy: [row for row in strategy.platforms if row.hours],
    "a maximum": lambda strategy: [row for row in strategy.platforms if row.max_per_day],
    "audiences with hours": lambda strategy: [row for row in strategy.audiences if row.hours],
    "typed formats": lambda strategy: [row for row in strategy.platforms if row.formats],
    "ideas": lambda strategy: [row for row in strategy.themes if row.ideas],
    "quiet days": lambda strategy: [row for row in strategy.key_dates if row.treatment == "quiet"],
    "quiet but for a category": lambda strategy: [row for row in strategy.key_dates if row.excepted_category],
    "key dates over days": lambda strategy: [row for row in strategy.key_dates if isinstance(row.date, Span)],
    "open slots": lambda strategy: strategy.settings.open_slots,
    "A/B tests": lambda strategy: [row for row in strategy.themes if row.test != "none"],
    "hooks": lambda strategy: [row for row in strategy.key_dates if row.treatment == "hook"],
}


@cache
def strategies() -> tuple[Strategy, ...]:
    return tuple(draw(seed).strategy for seed in SEEDS)


@pytest.mark.parametrize("name", FEATURES)
def test_one_strategy_in_ten_asks_for_it(name: str) -> None:
    assert sum(bool(FEATURES[name](strategy)) for strategy in strategies()) >= len(SEEDS) / 10


def test_a_seed_is_one_strategy_and_one_plan() -> None:
    assert draw(7) == draw(7)
    assert fresh(7).plan == fresh(7).plan
