"""What no single cell can break: one file per subject, all rules in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from calgen.book.problems import Problem
from calgen.check import asked, frame, mix, pairs
from calgen.plan.model import Plan
from calgen.strategy import Strategy


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule over the strategy, and what it can only judge when all of it could be read: tabs, or single settings."""

    find: Callable[[Strategy], Iterable[Problem]]
    needs: frozenset[str] = frozenset()


def _rule(find: Callable[[Strategy], Iterable[Problem]], *needs: str) -> Rule:
    return Rule(find, frozenset(needs))


STRATEGY_RULES: tuple[Rule, ...] = (
    _rule(frame.the_country_is_known, "settings.country"),
    _rule(frame.the_region_is_known, "settings.country", "settings.region"),
    _rule(frame.the_time_zone_is_known, "settings.country", "settings.time_zone"),
    _rule(mix.shares_add_up, "mix"),
    _rule(mix.every_category_has_a_theme, "mix", "themes"),
    _rule(pairs.every_theme_has_a_platform, "platforms", "formats"),
    _rule(pairs.every_platform_has_a_theme, "themes", "formats"),
    _rule(pairs.ends_come_after_starts),
    _rule(asked.campaigns_have_themes, "platforms", "themes", "formats"),
    _rule(asked.key_dates_have_days, "settings.country"),
)

PLAN_RULES: tuple[Callable[[Strategy, Plan, date], Iterable[Problem]], ...] = (
    frame.the_plan_is_not_over,
    mix.the_promise_is_held,
    asked.subjects_to_find,
    asked.campaigns_lie_in_the_plan,
)


def check(strategy: Strategy, partial: frozenset[str] = frozenset()) -> tuple[Problem, ...]:
    """What the strategy alone shows; what it lacks because cells could not be read (`partial`) is no second problem."""
    return tuple(problem for rule in STRATEGY_RULES if not rule.needs & partial for problem in rule.find(strategy))


def examine(strategy: Strategy, plan: Plan, today: date) -> tuple[Problem, ...]:
    """What the plan shows, and what could not be done, with its cause."""
    return (*plan.told, *(problem for rule in PLAN_RULES for problem in rule(strategy, plan, today)))
