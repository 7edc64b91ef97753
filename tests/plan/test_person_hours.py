"""The hours of people: what a week has for content, and what is booked of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from small_strategies import MONDAY, strategy

from calgen.plan.makers.person_hours import HoursLedger, available_hours, weekly_hours
from calgen.plan.makers.routines import occurrences
from calgen.strategy.routines import Routine
from calgen.strategy.team import Person

ANA = Person(person="Ana", weekly_hours=Fraction(10), days_off=((MONDAY, MONDAY + timedelta(days=1)),))
NEXT = MONDAY + timedelta(days=7)


def test_days_off_and_routines_are_taken_from_the_hours_of_a_week() -> None:
    routine = Routine(task="Veille", owner="Ana", every="day", minutes=Fraction(12))
    with_routine = replace(strategy(), routines=(routine,))
    assert available_hours(strategy(), ANA, NEXT) == 10
    assert available_hours(strategy(), ANA, MONDAY) == 6
    assert available_hours(with_routine, ANA, MONDAY) == 5


@pytest.mark.parametrize("every", ["day", "week", "fortnight"])
@pytest.mark.parametrize("weekday", [(), (1,), (0, 3), (0, 1, 2, 3, 4)])
def test_a_routine_takes_as_many_hours_as_the_tasks_have_of_it(every: str, weekday: tuple[int, ...]) -> None:
    routine = Routine(task="Veille", every=every, weekday=weekday, minutes=Fraction(30))
    weeks = 8
    due = occurrences(replace(strategy(), routines=(routine,)), NEXT, NEXT + timedelta(days=7 * weeks - 1))
    assert weekly_hours((routine,)) == Fraction(len(due), 2 * weeks)


def test_hours_beyond_those_of_a_week_are_remembered() -> None:
    ledger = HoursLedger(strategy())
    ledger.book(ANA, NEXT, Fraction(8))
    assert ledger.hours_left(ANA, NEXT) == 2
    assert ledger.weeks_beyond(ANA) == {}
    ledger.book(ANA, NEXT, Fraction(5))
    assert ledger.hours_left(ANA, NEXT) == 0
    assert ledger.weeks_beyond(ANA) == {NEXT: 3}
