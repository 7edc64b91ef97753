"""Audiences, the T of TOMSTER: few come first, and each is met where it spends time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from calgen.book.problems import Problem, Severity
from calgen.book.values import Title, Word
from calgen.check.row_problems import problem_of_rows
from calgen.plan.days.audiences import ranked_audiences
from calgen.strategy import Strategy
from calgen.strategy.audiences import Audience
from calgen.strategy.networks import network
from calgen.strategy.platforms import Platform

AHEAD = 60  # minutes: a post may stand there a little before its audience comes
MOST_PRIMARY = 3  # with more primary audiences none comes first
# kind of audience → keys of networks on which the other kind is met first
_UNLIKELY = {"b2b": frozenset({"tiktok", "pinterest", "stories"}), "b2c": frozenset({"linkedin"})}


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


def platforms_post_when_audiences_are_there(strategy: Strategy) -> Iterable[Problem]:
    """The days and the hours typed for a platform are not all other ones than those of the audiences it addresses."""
    for platform in strategy.platforms:
        audiences = [audience for rank in ranked_audiences(strategy, platform) for audience in rank]
        missed = [key for key in ("days", "hours") if audiences and _is_elsewhen(platform, audiences, key)]
        if missed and not platform.is_paused:
            names = tuple(audience.audience for audience in audiences)
            values = {"platform": platform.platform, "n": len(names), "names": names}
            values |= {"what": tuple(Title("platforms", key) for key in missed)}
            yield Problem("audience_elsewhen", platform.source.place(missed[0]), Severity.WARNING, values)


def _is_elsewhen(platform: Platform, audiences: list[Audience], key: str) -> bool:
    """Whether a platform and all its audiences have days, or hours, and share none."""
    typed = getattr(platform, key)
    if not typed or not all(getattr(audience, key) for audience in audiences):
        return False
    if key == "days":
        return not any(set(typed) & set(audience.days) for audience in audiences)
    return not any(
        mine.first <= theirs.last and _minutes(theirs.first) - AHEAD <= _minutes(mine.last)
        for audience in audiences
        for theirs in audience.hours
        for mine in typed
    )


def _minutes(hour: time) -> int:
    return 60 * hour.hour + hour.minute


def every_platform_has_its_audience(strategy: Strategy) -> Iterable[Problem]:
    """Some audience spends time on each platform, where all of them say where they are."""
    where = [audience.platforms for audience in strategy.audiences]
    rows = [
        platform
        for platform in strategy.platforms
        if not platform.audiences and not platform.is_paused and not any(platform.platform in names for names in where)
    ]
    if where and all(where):
        yield from problem_of_rows("platform_no_audience", Severity.WARNING, rows, "audiences")


def platforms_suit_the_kind_of_audience(strategy: Strategy) -> Iterable[Problem]:
    """Professionals are not looked for on a network of leisure, nor the public on a professional one.

    An audience that names the platform as one of its own is met there, whatever its kind.
    """
    for platform in strategy.platforms:
        met = _met_on(strategy, platform)
        kinds = {audience.kind for audience in met}
        kind = next(iter(kinds)) if len(kinds) == 1 else ""
        is_named = any(platform.platform in audience.platforms for audience in met)
        is_unlikely = network(platform.platform).key in _UNLIKELY.get(kind, ()) and not platform.is_paused
        if is_unlikely and not is_named:
            values = {"platform": platform.platform, "kind": Word("audience_kind", kind)}
            yield Problem("audience_kind", platform.source.place("audiences"), Severity.NOTE, values)


def _met_on(strategy: Strategy, platform: Platform) -> list[Audience]:
    """The audiences of a platform: those that it names, else all of them."""
    named = [audience for audience in strategy.audiences if audience.audience in platform.audiences]
    return named or list(strategy.audiences)
