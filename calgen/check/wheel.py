"""The strategy wheel: two or three missions of eleven; if everything is selected, nothing has been chosen."""

from __future__ import annotations

from collections.abc import Iterable

from calgen.book.problems import Problem, Severity
from calgen.book.values import Word
from calgen.check.wording import listed
from calgen.strategy import Strategy
from calgen.strategy.wheel import Approach

MOST = 3
DOMAINS = ("branding", "selling", "community")


def _chosen(strategy: Strategy) -> list[Approach]:
    return [one for one in strategy.wheel if one.priority != "no"]


def _primary(strategy: Strategy) -> list[Approach]:
    return [one for one in strategy.wheel if one.priority == "primary"]


def a_mission_is_chosen(strategy: Strategy) -> Iterable[Problem]:
    """At least one of the missions of the wheel."""
    if strategy.wheel and not _chosen(strategy):
        first = min(strategy.wheel, key=lambda one: one.source.row)
        yield Problem("wheel_none", first.source.place("priority"), Severity.WARNING, {"n": len(strategy.wheel)})


def not_everything_is_selected(strategy: Strategy) -> Iterable[Problem]:
    """Who has selected everything has chosen nothing."""
    if len(strategy.wheel) > MOST and len(_chosen(strategy)) == len(strategy.wheel):
        yield from listed("wheel_all", Severity.WARNING, strategy.wheel, "priority")


def few_missions_come_first(strategy: Strategy) -> Iterable[Problem]:
    """Two or three, not more."""
    if len(_primary(strategy)) > MOST and len(_chosen(strategy)) < len(strategy.wheel):
        yield from listed("wheel_too_many", Severity.WARNING, _primary(strategy), "priority")


def primary_missions_are_served(strategy: Strategy) -> Iterable[Problem]:
    """A mission that comes first has an objective."""
    served = {name for one in strategy.objectives for name in one.approaches}
    rows = [one for one in _primary(strategy) if one.approach not in served]
    if strategy.objectives:
        yield from listed("mission_unserved", Severity.WARNING, rows, "approach")


def every_domain_has_something(strategy: Strategy) -> Iterable[Problem]:
    """Branding, selling, community: what is left out is left out on purpose."""
    there = {one.domain for one in strategy.objectives} | {one.domain for one in _chosen(strategy)}
    there.discard("")
    bare = tuple(Word("domain", one) for one in DOMAINS if one not in there)
    if there and bare:
        place = min(strategy.objectives, key=lambda one: one.source.row).source.place("domain")
        yield Problem("domains_bare", place, Severity.NOTE, {"n": len(bare), "names": bare})
