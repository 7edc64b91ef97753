"""Days that are typed without their year: taken in the period of the calendar where only one day is meant."""

from __future__ import annotations

from datetime import date

import pytest

from calgen.book.cells import ReadOptions, parse
from calgen.book.columns import Column, Kind
from calgen.book.grid import Cell
from calgen.book.values import Interpreted, Phrase, Span, Unreadable

QUARTER = (date(2027, 1, 4), date(2027, 4, 4))
WINTER = (date(2026, 11, 30), date(2027, 2, 28))
TWO_YEARS = (date(2027, 1, 4), date(2028, 12, 31))


def read(
    text: str, kind: Kind = Kind.DAY, period: tuple[date, date] | None = QUARTER, day_first: bool | None = True
) -> object:
    return parse(Cell(text), Column("day", kind), ReadOptions(day_first, period=period))


@pytest.mark.parametrize("kind", [Kind.DAY, Kind.SPAN, Kind.DAYS])
@pytest.mark.parametrize(
    "text",
    ["31 janv.", "31 janvier", "31/01", "31.1", "Jan 31", "Jan. 31st", "31 Jan", "31st of January", "dim. 31 janv.",
     "Sunday, January 31", "31 janv", "le 31 janvier", "on Jan 31", "le dimanche 31 janvier", "31-Jan",
     "31-janv.", "Jan-31"],
)  # fmt: skip
def test_a_day_that_falls_once_in_the_period_is_taken_and_told(text: str, kind: Kind) -> None:
    meant = date(2027, 1, 31)
    found = read(text, kind)
    assert isinstance(found, Interpreted)
    assert (found.code, found.value) == ("date_year_taken", ((meant, meant),) if kind is Kind.DAYS else meant)
    assert found.values == {"taken": (Span(meant, meant),) if kind is Kind.DAYS else meant}


@pytest.mark.parametrize("kind", [Kind.SPAN, Kind.DAYS])
@pytest.mark.parametrize(
    "text",
    ["du 15 au 21 février", "15-21 février", "15 février au 21 février", "15/02 - 21/02", "15/02-21/02", "Feb 15-21",
     "Feb 15 to Feb 21", "February 15 – 21", "15 au 21/02", "Feb 15 to 21", "15/02 au 21/02/2027"],
)  # fmt: skip
def test_a_range_of_days(text: str, kind: Kind) -> None:
    first, last = date(2027, 2, 15), date(2027, 2, 21)
    found = read(text, kind)
    found = found.value if isinstance(found, Interpreted) else found
    assert found == (Span(first, last) if kind is Kind.SPAN else ((first, last),))


@pytest.mark.parametrize("text", ["Feb 15-21, 2027", "Feb 15 to 21, 2027", "February 15 – 21 2027"])
def test_a_range_within_a_month_is_read_with_its_year(text: str) -> None:
    assert read(text, Kind.SPAN, None) == Span(date(2027, 2, 15), date(2027, 2, 21))


def test_several_days_each_have_the_year_in_which_they_fall() -> None:
    found = read("28 déc. ; 2 janv. ; du 15 au 21 février 2027", Kind.DAYS, WINTER)
    assert isinstance(found, Interpreted)
    assert found.value == (
        (date(2026, 12, 28), date(2026, 12, 28)),
        (date(2027, 1, 2), date(2027, 1, 2)),
        (date(2027, 2, 15), date(2027, 2, 21)),
    )
    assert found.values["taken"] == tuple(Span(*days) for days in found.value)


@pytest.mark.parametrize(
    ("text", "day_first", "meant"),
    [("10/01", True, date(2027, 1, 10)), ("01/10", False, date(2027, 1, 10)), ("02/03", None, None),
     ("05/03", None, date(2027, 3, 5)),
     ("25/03", None, date(2027, 3, 25)), ("03/25", None, date(2027, 3, 25)), ("03/25", True, date(2027, 3, 25))],
)  # fmt: skip
def test_figures_follow_the_order_of_the_workbook(text: str, day_first: bool | None, meant: date | None) -> None:
    found = read(text, day_first=day_first)
    if meant:
        assert isinstance(found, Interpreted)
        assert found.value == meant
    else:
        assert isinstance(found, Unreadable)
        assert found.code == "date_ambiguous"


@pytest.mark.parametrize("kind", [Kind.DAY, Kind.SPAN, Kind.DAYS])
@pytest.mark.parametrize(
    ("text", "period", "days"),
    [
        ("15 août", QUARTER, (date(2026, 8, 15), date(2027, 8, 15))),
        ("31 janv.", TWO_YEARS, (date(2027, 1, 31), date(2028, 1, 31))),
        ("Aug 15", QUARTER, (date(2026, 8, 15), date(2027, 8, 15))),
    ],
)
def test_a_day_that_the_period_does_not_settle_is_asked_with_the_years_that_it_may_have(
    text: str, period: tuple[date, date], days: tuple[date, ...], kind: Kind
) -> None:
    first, second = days
    either = Phrase(("phrases", "or_day"), {"first": first, "second": second})
    assert read(text, kind, period) == Unreadable("date_year", {"days": either})


@pytest.mark.parametrize("kind", [Kind.DAY, Kind.SPAN, Kind.DAYS])
def test_without_a_period_the_year_is_asked(kind: Kind) -> None:
    assert read("31 janv.", kind, None) == Unreadable("date_year_unknown")


@pytest.mark.parametrize("text", ["31 février", "bientôt", "2027", "mi-mars", "T1 2027", "Q1", "5 fois", "9h30"])
def test_what_is_no_day_is_refused_as_before(text: str) -> None:
    found = read(text)
    assert isinstance(found, Unreadable)
    assert found.code in ("date_unread", "date_none")


@pytest.mark.parametrize("text", ["29 févr.", "29/02", "Feb 29"])
def test_the_29th_of_february_falls_in_leap_years_alone(text: str) -> None:
    found = read(text, period=TWO_YEARS)
    assert isinstance(found, Interpreted)
    assert found.value == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("dim. 3 janv.", date(2027, 1, 3)), ("Sunday, Jan 3", date(2027, 1, 3)), ("lundi 3 janvier", date(2028, 1, 3)),
     ("mar. 29 décembre", date(2026, 12, 29))],
)  # fmt: skip
def test_a_day_of_the_week_settles_what_the_period_does_not(text: str, meant: date) -> None:
    found = read(text)
    assert isinstance(found, Interpreted)
    assert found.value == meant


@pytest.mark.parametrize("text", ["le 15/02/2027", "on Feb 15, 2027", "le lundi 15 février 2027"])
def test_a_word_before_a_day_makes_no_difference(text: str) -> None:
    assert read(text, period=None) == date(2027, 2, 15)


@pytest.mark.parametrize("kind", [Kind.DAY, Kind.SPAN, Kind.DAYS])
@pytest.mark.parametrize(
    ("text", "meant"),
    [("1 Jan", date(2027, 1, 1)), ("15 May", date(2027, 5, 15)), ("Nov 26", date(2026, 11, 26)),
     ("15/04", date(2027, 4, 15)), ("24-Dec", date(2026, 12, 24))],
)  # fmt: skip
def test_a_day_just_outside_the_period_is_taken_and_told(text: str, meant: date, kind: Kind) -> None:
    found = read(text, kind)
    assert isinstance(found, Interpreted)
    assert found.code == "date_year_taken"
    assert found.value == (((meant, meant),) if kind is Kind.DAYS else meant)


@pytest.mark.parametrize(
    ("text", "side", "meant"),
    [("30 sept.", "last", date(2027, 9, 30)), ("Sep 30", "past", date(2026, 9, 30)),
     ("2 Nov", "last", date(2027, 11, 2)), ("2 Nov", "past", date(2026, 11, 2)), ("2 Nov", "first", date(2026, 11, 2)),
     ("10/02", "past", date(2027, 2, 10))],
)  # fmt: skip
def test_what_ends_is_to_come_and_what_was_read_is_past(text: str, side: str, meant: date) -> None:
    found = parse(Cell(text), Column("day", Kind.DAY, side=side), ReadOptions(True, period=QUARTER))
    assert isinstance(found, Interpreted)
    assert found.value == meant


MONTHS = ("nov 2026", "nov. 2026", "novembre 2026", "November 2026", "11/2026", "2026-11", "Nov '26",
    "en novembre 2026", "Nov-2026")  # fmt: skip


@pytest.mark.parametrize("text", MONTHS)
def test_a_month_is_the_day_at_the_side_of_its_column_and_told(text: str) -> None:
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    for side, meant in (("first", first), ("past", first), ("last", last)):
        taken = Interpreted(meant, "date_month_taken", {"taken": meant})
        assert parse(Cell(text), Column("day", Kind.DAY, side=side), ReadOptions(True)) == taken
    told = {"taken": Span(first, last)}
    assert read(text, Kind.SPAN, None) == Interpreted(Span(first, last), "date_month_taken", told)
    assert read(text, Kind.DAYS, None) == Interpreted(((first, last),), "date_month_taken", told)
    assert read(text, Kind.DAY, None) == Unreadable("date_month", {"example": first})


@pytest.mark.parametrize(("text", "meant"), [("mars", date(2027, 3, 1)), ("in February", date(2027, 2, 1))])
def test_a_month_without_a_year_is_that_of_the_period(text: str, meant: date) -> None:
    found = parse(Cell(text), Column("day", Kind.DAY, side="first"), ReadOptions(True, period=QUARTER))
    assert isinstance(found, Interpreted)
    assert found.value == meant
    assert read(text, Kind.DAY, None) == Unreadable("date_year_unknown")
