"""Numbers with their units, as people type them."""

from __future__ import annotations

from datetime import date, time, timedelta
from fractions import Fraction
from typing import Any

import pytest

from calgen.book.cells import ReadOptions, parse
from calgen.book.columns import Column, Kind
from calgen.book.grid import Cell, Value
from calgen.book.quantities import quantity
from calgen.book.values import Cadence, Interpreted, Phrase, Unreadable
from calgen.strategy import TABS

F = Fraction
MEANT: dict[str, dict[Any, tuple[str, ...]]] = {
    "": {3: ("3", "≈ 3", "environ 3", "about 3", "~3"), 1200: ("1.2k", "1,2 k", "1.2 K", "1 200"),
        12000: ("12k", "12 k", "12 mille"),
        F(3, 2) * 10**6: ("1.5M", "1,5 million", "1,5 M"), F(1, 5): ("20%", "20 %")},
    "hours": {15: ("15 h", "15h", "15 heures", "15 hours", "about 15 h"),
        F(1, 2): ("30 min", "0,5 h", "30 minutes", "½"),
        F(3, 2): ("1h30", "1 h 30", "1:30", "90 min", "1h30 min")},
    "weekly_hours": {15: ("15 h/semaine", "15 h par semaine", "15 hours a week", "15h/week", "15 h / sem."),
        F(15, 2): ("7h30", "7,5 h", "7h30 par semaine")},
    "minutes": {90: ("1h30", "90 min", "90", "1,5 h"), 30: ("30 min", "30 mn", "½ h")},
    "days": {14: ("2 semaines", "2 weeks", "14 jours", "14 j", "14 days"), 3: ("3 jours", "3")},
    "weeks": {13: ("13 semaines", "13 weeks", "13 sem.", "13")},
    "money": {1200: ("1 200 €", "€1,200.00", "1200 EUR", "1.2k €", "1,2 k€", "$1.2k", "1 200 euros", "1200 CHF")},
    "hourly": {35: ("35 €/h", "35 € par heure", "35 €/heure", "$35 an hour", "35 €")},
    "weekly_posts": {F(2): ("2 par semaine", "2/week", "2", "twice a week"), F(7): ("1 par jour", "daily")},
}  # fmt: skip
CASES = [(unit, text, meant) for unit, found in MEANT.items() for meant, texts in found.items() for text in texts]


@pytest.mark.parametrize(("unit", "typed", "meant"), CASES)
def test_numbers_with_units(unit: str, typed: str, meant: Fraction) -> None:
    assert quantity(typed, unit, decimal_comma="." not in typed) == meant


@pytest.mark.parametrize(("typed", "weeks"), [("3 mois", 13), ("3 months", 13), ("6 mois", 26), ("1 an", 52),
    ("1 trimestre", 13),
    ("a year", 52), ("90 jours", 13), ("half a year", None), ("12 months", 52), ("un mois", 4)])  # fmt: skip
def test_months_in_weeks_are_rounded_and_told(typed: str, weeks: int | None) -> None:
    found = quantity(typed, "weeks", decimal_comma=True)
    taken = Phrase(("phrases", "so_many_weeks"), {"n": weeks})
    assert found == (Interpreted(F(weeks), "number_rounded", {"taken": taken}) if weeks else None)


@pytest.mark.parametrize(
    ("unit", "typed"),
    [*[("", text) for text in ("3 h", "3 posts", "beaucoup", "12 EUR", "2-3", "k", "3 k k")],
     *[("hours", text) for text in ("3 jours", "1h75x", "une demi-heure peut-être")],
     *[("days", text) for text in ("3 salons", "2 h")], *[("money", text) for text in ("3 h", "500 €/mois")]],
)  # fmt: skip
def test_a_unit_of_something_else_is_no_number(unit: str, typed: str) -> None:
    assert quantity(typed, unit, decimal_comma=True) is None


@pytest.mark.parametrize("unit", ["hours", "weekly_hours"])
@pytest.mark.parametrize(("value", "meant"), [(time(1, 30), F(3, 2)), (timedelta(hours=35), F(35))])
def test_a_stored_hour_is_a_number_of_hours_where_hours_stand(unit: str, value: Value, meant: Fraction) -> None:
    options = ReadOptions(day_first=True)
    assert parse(Cell(value), Column("x", Kind.NUMBER, unit=unit), options) == meant
    assert parse(Cell(value), Column("x", Kind.NUMBER), options) == Unreadable("number_date")
    assert parse(Cell(date(2027, 1, 2)), Column("x", Kind.NUMBER, unit=unit), options) == Unreadable("number_date")


def test_every_unit_of_a_column_is_known() -> None:
    units = {column.unit for tab in TABS for column in tab.columns}
    assert units == {*MEANT}


def test_posts_between_two_numbers_are_told_by_week() -> None:
    assert quantity("1 à 2 par jour", "weekly_posts", decimal_comma=True) == Interpreted(
        F(21, 2), "cadence_between", {"taken": Cadence(F(21, 2))})  # fmt: skip


NUMBERS = [(tab.key, column) for tab in TABS for column in tab.columns
    if column.kind in (Kind.NUMBER, Kind.WHOLE, Kind.SHARE, Kind.CADENCE)]  # fmt: skip
COMMAS = ("1,125", "2,500", "0,125", "1,125 h", "2,500 €", "12,250", "33,125 %", "1,125/mois", "1,125 par semaine",
    "100,000", "1,000 semaines", "1,5", "2.500,5", "1,125k", "1.125", "2.500")  # fmt: skip


@pytest.mark.parametrize(("tab", "column"), NUMBERS, ids=[f"{tab}.{column.key}" for tab, column in NUMBERS])
def test_no_number_changes_its_value_with_the_language_of_the_workbook(tab: str, column: Column) -> None:
    """A number that two languages would read as two is refused where the comma is a decimal mark, or in both."""
    for text in COMMAS:
        found = [parse(Cell(text), column, ReadOptions(True, comma)) for comma in (True, False)]
        values = [value.value if isinstance(value, Interpreted) else value for value in found]
        is_read = not any(isinstance(value, Unreadable) for value in values)
        assert not is_read or values[0] == values[1], (tab, text, values)


@pytest.mark.parametrize(
    ("text", "unit", "meant"),
    [("la veille", "days", 1), ("le jour J", "days", 0), ("the day before", "days", 1), ("l'avant-veille", "days", 2),
     ("le lendemain", "days", None), ("deux fois", "", 2), ("3 fois", "", 3), ("twice", "", None), ("2 times", "", 2),
     ("deux fois", "days", None)],
)  # fmt: skip
def test_numbers_in_words(text: str, unit: str, meant: int | None) -> None:
    assert quantity(text, unit, decimal_comma=True) == meant
