"""Figures and moments of files of results."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from calgen.results.export_values import day_order, full_day, has_day_figures, read_counts, read_moment


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["1234", "0", ""], [1234, 0, None]),
        (["1\u202f234", "1\u00a0234", "1 234", "1'234"], [1234] * 4),
        (["1,234", "12,345,678"], [1234, 12345678]),
        (["1.234", "12.345.678"], [1234, 12345678]),
        (["1.2K", "1,2 K", "3K", "1.25M", "2B"], [1200, 1200, 3000, 1250000, 2000000000]),
        (["1.234", "12.5"], [None, None]),  # a column of decimal numbers
        (["12,5", "1.234"], [None, 1234]),
        (["--", "-", "N/A", "Lifetime", "6,58 %", "-5"], [None] * 6),
        (["350 (35.18%)"], [350]),
        ([12, 12.0, 12.5, -1], [12, 12, None, None]),
    ],
)
def test_counts(values: list[str], expected: list[int | None]) -> None:
    assert read_counts(values) == expected


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("Sat Sep 12 2026", (2026, 9, 12), None),
        ("Sat, Sep 12, 2026", (2026, 9, 12), None),
        ("Sep 14, 2026", (2026, 9, 14), None),
        ("28 sept. 2026", (2026, 9, 28), None),
        ("Mon, Apr 26, 2021 12:25", (2021, 4, 26), time(12, 25)),
        ("09/28/2026 18:12", (2026, 9, 28), time(18, 12)),
        ("28/09/2026 18:12", (2026, 9, 28), time(18, 12)),
        ("2026-09-12 18:12 +0000", (2026, 9, 12), time(18, 12)),
        ("2025-08-01T07:05:09", (2025, 8, 1), time(7, 5)),
        ("09/28/2026 6:12 PM", (2026, 9, 28), time(18, 12)),
        ("September 4", (0, 9, 4), None),
        ("4 septembre", (0, 9, 4), None),
        ("5 de setembro", (0, 9, 5), None),
        ("9月6日", (0, 9, 6), None),
        ("2026年9月6日", (2026, 9, 6), None),
        ("18 января", (0, 1, 18), None),
    ],
)
def test_moments(text: str, day: tuple[int, int, int], at: time | None) -> None:
    found = read_moment(text, None)
    assert found is not None
    assert ((found.year, found.month, found.day_of_month), found.hour) == (day, at)


def test_moments_of_a_spreadsheet() -> None:
    found = read_moment(datetime.combine(date(2026, 9, 12), time(18, 12)), None)
    assert found is not None
    assert (found.day, found.hour) == (date(2026, 9, 12), time(18, 12))
    found = read_moment(date(2026, 9, 12), None)
    assert found is not None
    assert (found.day, found.hour) == (date(2026, 9, 12), None)


@pytest.mark.parametrize("text", ["", "Lifetime", "32 janvier", "01/02/2027", "Total"])
def test_what_is_no_moment(text: str) -> None:
    assert read_moment(text, None) is None


def test_the_order_of_a_column() -> None:
    assert day_order(["01/02/2027", "28/02/2027"]) is True
    assert day_order(["01/02/2027 18:00", "02/28/2027 18:00"]) is False
    assert day_order(["01/02/2027", "Sep 14, 2026"]) is None
    assert has_day_figures(["", "01/02/2027"])
    assert not has_day_figures(["2026-09-12", "Sep 14, 2026"])
    assert [_month("01/02/2027", day_first=first) for first in (True, False)] == [2, 1]


def _month(text: str, *, day_first: bool) -> int:
    found = read_moment(text, day_first)
    assert found is not None
    return found.month


def test_a_year_that_the_file_does_not_say() -> None:
    moment = read_moment("September 4", None)
    assert moment is not None
    assert moment.day is None
    assert full_day(moment, None, date(2027, 1, 15)) == date(2026, 9, 4)
    assert full_day(moment, None, date(2026, 9, 4)) == date(2026, 9, 4)
    assert full_day(moment, date(2025, 9, 5), date(2027, 1, 15)) == date(2025, 9, 4)
    leap = read_moment("February 29", None)
    assert leap is not None
    assert full_day(leap, None, date(2027, 1, 15)) == date(2024, 2, 29)
