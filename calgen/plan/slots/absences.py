"""Days off: who of the team is away on a day, and the days on which nobody is there to publish on a platform."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from calgen.plan.model import Horizon
from calgen.plan.reason import Reason
from calgen.plan.target.theme_formats import common_formats
from calgen.strategy import Strategy
from calgen.strategy.platforms import Platform
from calgen.strategy.team import Person

_WORKING_DAYS = 5  # of a week
NOBODY_THERE = Reason("nobody_there")


def is_away(person: Person, day: date) -> bool:
    """Whether a day is a day off of a person."""
    return any(first <= day <= last for first, last in person.days_off)


def is_away_all_week(person: Person, monday: date) -> bool:
    """Whether all working days of the week of a Monday are days off of a person."""
    return all(is_away(person, monday + timedelta(days=n)) for n in range(_WORKING_DAYS))


def present_people(people: Sequence[Person], days: Collection[date]) -> list[Person]:
    """Of some people, those who are away on none of the days; where there are none, those away on the fewest."""
    away = [sum(is_away(person, day) for day in days) for person in people]
    fewest = min(away, default=0)
    return [person for person, count in zip(people, away, strict=True) if count == fewest]


def add_absences(strategy: Strategy, horizon: Horizon) -> Horizon:
    """The horizon with the days on which everybody who can publish on a platform is away."""
    absent = {
        (platform.platform, day): NOBODY_THERE
        for platform in strategy.platforms
        for day in _days_without(publishers(strategy, platform), horizon)
    }
    return replace(horizon, absent_days=absent)


def publishers(strategy: Strategy, platform: Platform) -> list[Person]:
    """The people of the team who can publish on a platform, in a format that it can have: those with hours, if any."""
    formats = {name for theme in strategy.themes for name in common_formats(strategy, theme, platform)}
    found = [
        person
        for person in strategy.team
        if (not person.platforms or platform.platform in person.platforms)
        and (not person.formats or formats & set(person.formats))
    ]
    return [person for person in found if person.weekly_hours] or found


def _days_without(people: Sequence[Person], horizon: Horizon) -> Iterable[date]:
    """The days of the plan on which all of some people are away; none without people."""
    if not people:
        return ()
    return (day for day in _days_off(people[0], horizon) if all(is_away(person, day) for person in people[1:]))


def _days_off(person: Person, horizon: Horizon) -> list[date]:
    """The days off of a person within the plan."""
    if not person.days_off:
        return []
    return [day for day in horizon.days if is_away(person, day)]
