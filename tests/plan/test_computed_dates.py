"""Key dates that move, against tables from other sources."""

from __future__ import annotations

from datetime import date

import pytest

from calgen.plan.days.computed_dates import DATE_RULES, day_in_year
from calgen.plan.days.holiday_dates import school_holidays

CODES = (
    *("winter_sales", "summer_sales", "mothers_day", "fathers_day", "grandmothers_day"),
    *("black_friday", "beaujolais", "easter"),
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FRANCE = {
    2024: "10 Jan, 26 Jun, 26 May, 16 Jun, 3 Mar, 29 Nov, 21 Nov, 31 Mar",
    2025: "8 Jan, 25 Jun, 25 May, 15 Jun, 2 Mar, 28 Nov, 20 Nov, 20 Apr",
    2026: "7 Jan, 24 Jun, 31 May, 21 Jun, 1 Mar, 27 Nov, 19 Nov, 5 Apr",
    2027: "6 Jan, 23 Jun, 30 May, 20 Jun, 7 Mar, 26 Nov, 18 Nov, 28 Mar",
    2028: "12 Jan, 28 Jun, 28 May, 18 Jun, 5 Mar, 24 Nov, 16 Nov, 16 Apr",
    2029: "10 Jan, 27 Jun, 27 May, 17 Jun, 4 Mar, 23 Nov, 15 Nov, 1 Apr",
    2030: "9 Jan, 26 Jun, 26 May, 16 Jun, 3 Mar, 29 Nov, 21 Nov, 21 Apr",
    2031: "8 Jan, 25 Jun, 25 May, 15 Jun, 2 Mar, 28 Nov, 20 Nov, 13 Apr",
}
SECOND_OF_MAY = {2024: 12, 2025: 11, 2026: 10, 2027: 9, 2028: 14, 2029: 13, 2030: 12, 2031: 11}


def day(year: int, text: str) -> date:
    number, month = text.split()
    return date(year, MONTHS.index(month) + 1, int(number))


@pytest.mark.parametrize("year", FRANCE)
def test_the_french_table(year: int) -> None:
    found = [day_in_year(code, "FR", year) for code in CODES]
    assert found == [day(year, text) for text in FRANCE[year].split(", ")]


@pytest.mark.parametrize(("year", "text"), [(2023, "4 Jun"), (2034, "4 Jun")])
def test_mothers_day_gives_way_to_whit_sunday(year: int, text: str) -> None:
    assert day_in_year("mothers_day", "FR", year) == day(year, text)


@pytest.mark.parametrize("country", ["BE", "CH", "DE", "AT", "IT", "NL", "US", "CA", "AU", "BR", "JP"])
def test_mothers_day_on_the_second_sunday_of_may(country: str) -> None:
    assert {year: day_in_year("mothers_day", country, year) for year in SECOND_OF_MAY} == {
        year: date(year, 5, number) for year, number in SECOND_OF_MAY.items()
    }


@pytest.mark.parametrize("country", ["ES", "PT"])
def test_mothers_day_on_the_first_sunday_of_may(country: str) -> None:
    assert {year: day_in_year("mothers_day", country, year) for year in SECOND_OF_MAY} == {
        year: date(year, 5, number - 7) for year, number in SECOND_OF_MAY.items()
    }


@pytest.mark.parametrize(("year", "text"), [(2024, "10 Mar"), (2025, "30 Mar"), (2026, "15 Mar"), (2027, "7 Mar")])
def test_british_mothers_day_on_the_fourth_sunday_of_lent(year: int, text: str) -> None:
    assert day_in_year("mothers_day", "GB", year) == day(year, text)


@pytest.mark.parametrize(
    ("code", "text"), [("mlk_day", "19 Jan"), ("memorial_day", "25 May"), ("thanksgiving", "26 Nov")]
)
def test_american_days_are_computed_not_stored(code: str, text: str) -> None:
    """A list of fixed days that was right in 2025 is wrong in 2026."""
    assert day_in_year(code, "US", 2026) == day(2026, text)


@pytest.mark.parametrize(
    ("code", "country"),
    [("mothers_day", "PL"), ("mothers_day", ""), ("winter_sales", "BE"), ("fathers_day", "DE"), ("no_such_day", "FR")],
)
def test_what_is_not_known_is_not_guessed(code: str, country: str) -> None:
    assert day_in_year(code, country, 2027) is None


def test_every_rule_gives_a_day_each_year() -> None:
    for rules in DATE_RULES.values():
        for rule in rules.values():
            assert [rule(year).year for year in range(2020, 2050)] == list(range(2020, 2050))


@pytest.mark.parametrize("zone", ["A", "B", "C", "Zone B"])
def test_french_school_zones(zone: str) -> None:
    found = school_holidays("FR", zone, "fr", (2026,))
    assert date(2026, 8, 1) in found
    assert date(2026, 3, 25) not in found


def test_zones_have_winters_of_their_own() -> None:
    own = [{one for one in school_holidays("FR", zone, "fr", (2026,)) if one.month in (2, 3)} for zone in "ABC"]
    assert own[0] != own[1] != own[2] != own[0]
