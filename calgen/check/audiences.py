"""Audiences, the T of TOMSTER: few come first, and each is met where it spends time."""

from __future__ import annotations

from collections.abc import Iterable

from calgen.book.problems import Problem, Severity
from calgen.check.wording import problem_of_rows
from calgen.plan.days.audiences import ranked_audiences
from calgen.strategy import Strategy

MOST_PRIMARY = 3  # with more primary audiences none comes first


def few_audiences_come_first(strategy: Strategy) -> Iterable[Problem]:
    """No more than three audiences are primary."""
    primary = [audience for audience in strategy.audiences if audience.priority == "primary"]
    if len(primary) > MOST_PRIMARY:
        yield from problem_of_rows("audiences_too_many", Severity.NOTE, primary, "priority")


def platforms_meet_their_audiences(strategy: Strategy) -> Iterable[Problem]:
    """An audience that a platform names spends time there."""
    by_name = {audience.audience: audience for audience in strategy.audiences}
    for platform in strategy.platforms:
        named = [by_name[name] for name in platform.audiences if name in by_name]
        elsewhere = [a for a in named if a.platforms and platform.platform not in a.platforms]
        if elsewhere:
            names = tuple(audience.audience for audience in elsewhere)
            values = {"platform": platform.platform, "n": len(names), "names": names}
            yield Problem("audience_elsewhere", platform.source.place("audiences"), Severity.WARNING, values)


def primary_audiences_are_reached(strategy: Strategy) -> Iterable[Problem]:
    """Each primary audience is reached on at least one platform."""
    ranks = [rank for platform in strategy.platforms for rank in ranked_audiences(strategy, platform)]
    reached = {audience.audience for rank in ranks for audience in rank}
    primary = [audience for audience in strategy.audiences if audience.priority == "primary"]
    missed = [audience for audience in primary if audience.audience not in reached]
    if strategy.platforms:
        yield from problem_of_rows("audience_unreached", Severity.WARNING, missed, "platforms")
