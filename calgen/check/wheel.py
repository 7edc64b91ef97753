"""The strategy wheel: two or three of its eleven missions come first; who selects all of them chooses none."""

from __future__ import annotations

from collections.abc import Iterable

from calgen.book.problems import Problem, Severity
from calgen.book.values import Word
from calgen.check.row_problems import problem_of_rows
from calgen.strategy import Strategy
from calgen.strategy.wheel import Approach

MOST_PRIMARY = 3
DOMAINS = ("branding", "selling", "community")


def _chosen(strategy: Strategy) -> list[Approach]:
    return [approach for approach in strategy.wheel if approach.priority != "no"]


def _primary(strategy: Strategy) -> list[Approach]:
    return [approach for approach in strategy.wheel if approach.priority == "primary"]


def a_mission_is_chosen(strategy: Strategy) -> Iterable[Problem]:
    """At least one mission of the wheel is chosen."""
    if strategy.wheel and not _chosen(strategy):
        first = min(strategy.wheel, key=lambda approach: approach.source.row)
        yield Problem("wheel_none", first.source.place("priority"), Severity.WARNING, {"n": len(strategy.wheel)})


def not_everything_is_selected(strategy: Strategy) -> Iterable[Problem]:
    """Not all missions are chosen."""
    if len(strategy.wheel) > MOST_PRIMARY and len(_chosen(strategy)) == len(strategy.wheel):
        yield from problem_of_rows("wheel_all", Severity.WARNING, strategy.wheel, "priority")


def few_missions_come_first(strategy: Strategy) -> Iterable[Problem]:
    """No more than three missions are primary."""
    if len(_primary(strategy)) > MOST_PRIMARY and len(_chosen(strategy)) < len(strategy.wheel):
        yield from problem_of_rows("wheel_too_many", Severity.WARNING, _primary(strategy), "priority")


def primary_missions_are_served(strategy: Strategy) -> Iterable[Problem]:
    """Each primary mission has an objective."""
    served = {name for objective in strategy.objectives for name in objective.approaches}
    rows = [approach for approach in _primary(strategy) if approach.approach not in served]
    if strategy.objectives:
        yield from problem_of_rows("mission_unserved", Severity.WARNING, rows, "approach")


def every_domain_has_something(strategy: Strategy) -> Iterable[Problem]:
    """Branding, selling and community each have an objective or a chosen mission; else it is left out on purpose."""
    served = {objective.domain for objective in strategy.objectives}
    served |= {approach.domain for approach in _chosen(strategy)}
    served.discard("")
    missing = tuple(Word("domain", domain) for domain in DOMAINS if domain not in served)
    if served and missing:
        place = min(strategy.objectives, key=lambda objective: objective.source.row).source.place("domain")
        yield Problem("domains_bare", place, Severity.NOTE, {"n": len(missing), "names": missing})
