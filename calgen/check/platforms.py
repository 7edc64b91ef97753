"""Technologies: each platform with a mission, as many as hands can hold, at a pace that can be kept."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from statistics import median

from calgen.book.folding import fold
from calgen.book.problems import Problem, Severity
from calgen.book.values import Labelled, ValueChange
from calgen.check.wording import listed, plain, speaks_of
from calgen.strategy import Strategy
from calgen.strategy.networks import OTHER, network
from calgen.strategy.platforms import Platform

WORDS = 3  # a verb alone says neither to whom nor what for
HELD = 5  # platforms that one person can hold (facts: "one or two exceptionally well before a third")
TWICE = 2
ONE = 1  # a post a week: below it a change of pace is no change of work
OTHERS = 2  # competitors from whom a median can be taken


def every_platform_has_a_mission(strategy: Strategy) -> Iterable[Problem]:
    """A mission says what for, in more than a verb."""
    rows = [one for one in strategy.platforms if thin(one.mission)]
    yield from listed("mission_thin", Severity.WARNING, rows, "mission")


def thin(mission: str) -> bool:
    """Whether a mission is a mere verb, or a cell that waits for one."""
    return len(plain(mission).split()) < WORDS or speaks_of(mission, "placeholder")


def platforms_fit_into_the_hands(strategy: Strategy) -> Iterable[Problem]:
    """Nobody holds more platforms than can be held well."""
    for person in strategy.team:
        alone = len(strategy.team) == 1  # what is nobody's is hers
        mine = (one for one in strategy.platforms if one.owner == person.person or (alone and not one.owner))
        own = sorted(mine, key=lambda one: one.source.row)
        if len(own) > HELD:
            names = tuple(one.platform for one in own)
            values = {"person": person.person, "n": len(own), "names": names, "hours": person.weekly_hours}
            yield Problem("platforms_too_many", person.source.place("person"), Severity.WARNING, values)


def weekly(strategy: Strategy, platform: Platform) -> Fraction:
    """How many posts a week a platform asks for."""
    return platform.cadence.weekly(len(platform.days) or 7 - len(strategy.settings.closed_days))


def same_place(typed: str, platform: Platform) -> bool:
    """Whether a name in the audit or among the competitors is a platform's, or its network's."""
    if fold(typed) == fold(platform.platform):
        return True
    return network(typed) is not OTHER and network(typed) is network(platform.platform)


def the_pace_grows_by_steps(strategy: Strategy) -> Iterable[Problem]:
    """More than twice what is published today, and by more than a post a week, is seldom kept up."""
    rows, changes = [], []
    for platform in sorted(strategy.platforms, key=lambda one: one.source.row):
        found = [one for one in strategy.audit if same_place(one.platform, platform) and one.posts_per_week is not None]
        exact = [one for one in found if fold(one.platform) == fold(platform.platform)] or found
        now = exact[-1].posts_per_week if exact else None
        asked = weekly(strategy, platform)
        if now is not None and asked > TWICE * now and asked - now > ONE:
            rows.append(platform)
            changes.append(Labelled(platform.platform, ValueChange(now, asked)))
    yield from listed("cadence_leap", Severity.WARNING, rows, "cadence", changes=tuple(changes))


def the_pace_is_seen_beside_that_of_others(strategy: Strategy) -> Iterable[Problem]:
    """Less than half, or more than twice, the median of the competitors on that platform."""
    for platform in strategy.platforms:
        paces = [
            one.posts_per_week
            for one in strategy.competitors
            if one.kind == "competitor" and one.posts_per_week is not None and same_place(one.platform, platform)
        ]
        if len(paces) < OTHERS:
            continue
        asked, middle = weekly(strategy, platform), median(paces)
        if (asked > TWICE * middle or middle > TWICE * asked) and abs(asked - middle) > ONE:
            values = {"platform": platform.platform, "asked": asked, "median": middle, "n": len(paces)}
            yield Problem("cadence_unlike", platform.source.place("cadence"), Severity.NOTE, values)
