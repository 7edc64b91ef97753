"""What no single cell can break: one file per subject, all rules in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from calgen.book.problems import Problem
from calgen.check import frame, later, mix, pairs
from calgen.plan.model import Plan
from calgen.strategy import Strategy

STRATEGY_RULES: tuple[Callable[[Strategy], Iterable[Problem]], ...] = (
    frame.the_country_is_known,
    frame.the_region_is_known,
    frame.the_time_zone_is_known,
    mix.shares_add_up,
    mix.every_category_has_a_theme,
    pairs.every_theme_has_a_platform,
    pairs.every_platform_has_a_theme,
    pairs.ends_come_after_starts,
)

PLAN_RULES: tuple[Callable[[Strategy, Plan, date], Iterable[Problem]], ...] = (
    frame.the_plan_is_not_over,
    mix.the_promise_is_held,
    later.subjects_to_find,
    later.campaigns_wait,
    later.key_dates_wait,
    later.evergreens_wait,
)


def check(strategy: Strategy) -> tuple[Problem, ...]:
    """What the strategy alone shows."""
    return tuple(problem for rule in STRATEGY_RULES for problem in rule(strategy))


def examine(strategy: Strategy, plan: Plan, today: date) -> tuple[Problem, ...]:
    """What the plan shows, and what could not be done, with its cause."""
    return (*plan.told, *(problem for rule in PLAN_RULES for problem in rule(strategy, plan, today)))
