"""Hours on the days on which the clocks change."""

from __future__ import annotations

from datetime import date

import pytest
from social_calendar import social_calendar

from calgen.check.clock_changes import hours_exist_once
from calgen.strategy import Strategy
from calgen.strategy.settings import Settings


def codes(hour: str, day: str, country: str = "FR", today: date = date(2027, 1, 1), **more: str) -> list[str]:
    strategy = Strategy(settings=Settings(country=country))
    calendar = social_calendar({"date": day, "time": hour, **more})
    return [problem.code for problem in hours_exist_once(strategy, calendar, today)]


@pytest.mark.parametrize(
    ("hour", "day", "expected"),
    [
        ("1h59", "28/03/2027", []),
        ("2h00", "28/03/2027", ["hour_missing"]),
        ("2h30", "28/03/2027", ["hour_missing"]),
        ("3h00", "28/03/2027", []),
        ("2h30", "27/03/2027", []),
        ("2h30", "31/10/2027", ["hour_twice"]),
        ("3h00", "31/10/2027", []),
    ],
)
def test_an_hour_of_paris(hour: str, day: str, expected: list[str]) -> None:
    assert codes(hour, day) == expected


def test_it_is_the_time_zone_that_decides() -> None:
    assert codes("2h30", "28/03/2027", country="CI") == []
    assert codes("1h30", "28/03/2027", country="GB") == ["hour_missing"]


def test_what_is_over_or_out_is_left_alone() -> None:
    assert codes("2h30", "28/03/2027", today=date(2027, 4, 1)) == []
    assert codes("2h30", "28/03/2027", status="publié") == []
