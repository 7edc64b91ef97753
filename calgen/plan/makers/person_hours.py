"""The hours that each person has for content in each week, and how many of them are booked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from calgen.strategy import Strategy
from calgen.strategy.routines import Routine
from calgen.strategy.team import Person

WORKING_DAYS = 5  # of a week
_ZERO = Fraction(0)
_WEEKLY = {"day": Fraction(1), "week": Fraction(1), "fortnight": Fraction(1, 2)}  # weeks in which a weekday counts
_MONTHLY = {"month": Fraction(12, 52), "quarter": Fraction(4, 52)}  # times a week of a routine that is due once


def available_hours(strategy: Strategy, person: Person, monday: date) -> Fraction:
    """The hours of a person for content in the week of a Monday: less days off, and less the hours of routines.

    Each day off takes a fifth of the weekly hours.
    """
    working_hours = person.weekly_hours * (WORKING_DAYS - days_off(person, monday)) / WORKING_DAYS
    return max(_ZERO, working_hours - routine_hours(strategy, person))


def days_off(person: Person, monday: date) -> int:
    """The number of working days of a week on which a person is away."""
    days = [monday + timedelta(days=n) for n in range(WORKING_DAYS)]
    return sum(any(first <= day <= last for first, last in person.days_off) for day in days)


def routine_hours(strategy: Strategy, person: Person) -> Fraction:
    """The hours that the routines of a person take in a week."""
    return weekly_hours(routine for routine in strategy.routines if routine.owner == person.person)


def weekly_hours(routines: Iterable[Routine]) -> Fraction:
    """The hours that some routines take in a week, in all."""
    return sum(((routine.minutes or 0) * times_a_week(routine) / 60 for routine in routines), _ZERO)


def times_a_week(routine: Routine) -> Fraction:
    """How many times a routine is due in a week: on each of its weekdays, or once in its month or quarter.

    Without weekdays a daily one is due on all working days, one of a week or fortnight once.
    """
    if routine.every in _MONTHLY:
        return _MONTHLY[routine.every]
    return _WEEKLY[routine.every] * (len(routine.weekday) or (WORKING_DAYS if routine.every == "day" else 1))


class HoursLedger:
    """The hours that each person has left in each week, and those that are booked beyond them."""

    def __init__(self, strategy: Strategy) -> None:
        self._strategy = strategy
        self._left: dict[tuple[str, date], Fraction] = {}  # by person and Monday
        self._beyond: dict[tuple[str, date], Fraction] = {}
        self._most: dict[date, Fraction] = {}  # the most hours that anybody has left, by Monday

    def hours_left(self, person: Person, monday: date) -> Fraction:
        """The hours that a person has left in a week."""
        key = (person.person, monday)
        if key not in self._left:
            self._left[key] = available_hours(self._strategy, person, monday)
        return self._left[key]

    def most_left(self, team: Iterable[Person], monday: date) -> Fraction:
        """The most hours that anybody of the team has left in a week."""
        if monday not in self._most:
            self._most[monday] = max((self.hours_left(person, monday) for person in team), default=_ZERO)
        return self._most[monday]

    def hours_beyond(self, person: Person, monday: date) -> Fraction:
        """The hours that are booked beyond those that a person has in a week."""
        return self._beyond.get((person.person, monday), _ZERO)

    def book(self, person: Person, monday: date, hours: Fraction) -> None:
        """Book hours of a person in a week, beyond those that are left if need be."""
        key, left = (person.person, monday), self.hours_left(person, monday)
        self._left[key] = max(_ZERO, left - hours)
        self._most.pop(monday, None)
        if hours > left:
            self._beyond[key] = self.hours_beyond(person, monday) + hours - left

    def release(self, person: Person, monday: date, hours: Fraction) -> None:
        """Give back hours that were booked within those that a person has in a week."""
        self._left[person.person, monday] += hours
        self._most.pop(monday, None)

    def weeks_beyond(self, person: Person) -> dict[date, Fraction]:
        """The hours booked beyond those of a person, by the Monday of the week, in order."""
        found = sorted(self._beyond.items())
        return {monday: hours for (name, monday), hours in found if name == person.person}
