"""Hours: for each person and week, the hours that the content takes and the hours that the person has for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from calgen.figures.counted_calendar import CountedCalendar
from calgen.plan.makers.person_hours import available_hours, weekly_hours
from calgen.plan.model import monday_of
from calgen.strategy import Strategy


@dataclass(frozen=True, slots=True)
class PersonHours:
    """A person's hours of content in a week; `available` is None for a person outside the team."""

    week: date
    person: str
    asked: Fraction
    available: Fraction | None


def people(calendar: CountedCalendar) -> tuple[str, ...]:
    """The team in its order, then others who have something to make."""
    team = [person.person for person in calendar.strategy.team]
    others = {person for person, _ in calendar.hours if person} - set(team)
    return (*team, *sorted(others))


def weeks(calendar: CountedCalendar) -> tuple[date, ...]:
    """The Mondays from the first hours or day of the calendar to the last."""
    worked = {week for _, week in calendar.hours}
    first = min({monday_of(calendar.horizon.first), *worked})
    last = max({calendar.horizon.last, *worked})
    return tuple(first + timedelta(days=n) for n in range(0, (last - first).days + 1, 7))


def by_week(calendar: CountedCalendar) -> tuple[PersonHours, ...]:
    """A record for each week and person, week by week."""
    team = {person.person: person for person in calendar.strategy.team}
    everybody, found = people(calendar), []
    for week in weeks(calendar):
        for name in everybody:
            available = available_hours(calendar.strategy, team[name], week) if name in team else None
            found.append(PersonHours(week, name, calendar.hours.get((name, week), Fraction(0)), available))
    return tuple(found)


def reply_hours(strategy: Strategy) -> Fraction:
    """The hours a week of the routines that interact: replies, and the care of a community."""
    replies = tuple(routine for routine in strategy.routines if routine.kind in ("participate", "community"))
    return weekly_hours(replies)
