"""Target, the T of TOMSTER: people who are chosen, and met where they are."""

from __future__ import annotations

from collections.abc import Iterable

from calgen.book.problems import Problem, Severity
from calgen.check.wording import listed
from calgen.plan.audiences import ranked_audiences
from calgen.strategy import Strategy

PRIMARY = 3  # more than three that come first, and none does


def few_audiences_come_first(strategy: Strategy) -> Iterable[Problem]:
    """Whoever speaks to everybody speaks to nobody."""
    rows = [one for one in strategy.audiences if one.priority == "primary"]
    if len(rows) > PRIMARY:
        yield from listed("audiences_too_many", Severity.NOTE, rows, "priority")


def platforms_meet_their_audiences(strategy: Strategy) -> Iterable[Problem]:
    """An audience that a platform names spends time there."""
    by_name = {one.audience: one for one in strategy.audiences}
    for platform in strategy.platforms:
        named = [by_name[name] for name in platform.audiences if name in by_name]
        away = [one for one in named if one.platforms and platform.platform not in one.platforms]
        if away:
            names = tuple(one.audience for one in away)
            values = {"platform": platform.platform, "n": len(names), "names": names}
            yield Problem("audience_elsewhere", platform.source.place("audiences"), Severity.WARNING, values)


def primary_audiences_are_reached(strategy: Strategy) -> Iterable[Problem]:
    """Those who matter most are met on one platform at least."""
    met = {
        one.audience for platform in strategy.platforms for rank in ranked_audiences(strategy, platform) for one in rank
    }
    rows = [one for one in strategy.audiences if one.priority == "primary" and one.audience not in met]
    if strategy.platforms:
        yield from listed("audience_unreached", Severity.WARNING, rows, "platforms")
