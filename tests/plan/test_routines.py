"""The days on which routines are due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from small_strategies import MONDAY, strategy

from calgen.plan.makers.routines import occurrences
from calgen.strategy.routines import Routine
from calgen.strategy.team import Person

LAST = date(2027, 4, 30)  # nine weeks from Monday 1 March


def days(**traits: Any) -> list[str]:
    """The days of a routine, as month-day. Ana is away from 8 to 12 March; Easter Monday (29 March) is a holiday."""
    away = Person(person="Ana", weekly_hours=Fraction(5), days_off=((date(2027, 3, 8), date(2027, 3, 12)),))
    one = replace(strategy(country="FR"), team=(away,), routines=(Routine(task="Lire", kind="listen", **traits),))
    return [f"{day:%m-%d}" for day, _ in occurrences(one, MONDAY, LAST)]


def test_a_day_s_routine_stands_on_working_days_or_on_the_days_named() -> None:
    found = days(every="day", owner="Ana")
    work = [MONDAY + timedelta(days=n) for n in range((LAST - MONDAY).days + 1)]
    due = [f"{day:%m-%d}" for day in work if day.weekday() < 5]
    assert found == [day for day in due if day not in ("03-08", "03-09", "03-10", "03-11", "03-12", "03-29")]
    assert days(every="day", weekday=(5,))[:2] == ["03-06", "03-13"]


@pytest.mark.parametrize(
    ("traits", "due"),
    [
        ({"every": "week", "weekday": (0,)}, "03-01 03-08 03-15 03-22 03-30 04-05 04-12 04-19 04-26"),
        ({"every": "week", "weekday": (3,), "owner": "Ana"}, "03-04 03-18 03-25 04-01 04-08 04-15 04-22 04-29"),
        ({"every": "fortnight", "weekday": (0,)}, "03-01 03-15 03-30 04-12 04-26"),
        ({"every": "fortnight", "weekday": (3,)}, "03-04 03-18 04-01 04-15 04-29"),
        ({"every": "month", "weekday": (1,)}, "03-02 04-06"),
        ({"every": "month", "weekday": (0,), "owner": "Ana"}, "03-01 04-05"),
        ({"every": "quarter"}, "04-05"),
    ],
)
def test_others_stand_once_in_their_week_month_or_quarter(traits: dict[str, Any], due: str) -> None:
    assert days(**traits) == due.split()
