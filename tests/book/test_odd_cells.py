"""What spreadsheets make of cells: each column of each tab reads each of them, or tells it with its place and cure."""

# ruff: noqa: DTZ001 -- a spreadsheet knows no time zone
from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

import pytest

from calgen.book.cells import ReadOptions
from calgen.book.columns import Column, Kind
from calgen.book.grid import Cell, CellState
from calgen.book.languages import languages
from calgen.book.problems import Place, Problem
from calgen.book.rows import read_cell
from calgen.book.values import Cadence, Hours, Interpreted
from calgen.book.words import load_words
from calgen.strategy import TABS

ODD: dict[str, Cell] = {
    "eighteen": Cell(18),
    "nine and a half": Cell(9.5),
    "three quarters": Cell(0.75),
    "a hundred and twenty": Cell(120.0),
    "below zero": Cell(-3),
    "a day's number": Cell(46391),
    "a huge number": Cell(1e300),
    "not a number": Cell(float("nan")),
    "a percentage": Cell(0.2, percent=True),
    "a percentage typed": Cell("20 %"),
    "a number as text": Cell("1\u00a0200"),
    "a number with a narrow space": Cell("1\u202f200,5"),
    "a day": Cell(datetime(2027, 1, 4)),
    "a day with an hour": Cell(datetime(2027, 1, 4, 9, 30)),
    "a day as text": Cell("04/01/2027"),
    "a day as a program writes it": Cell("2027-01-04T09:30:00"),
    "an hour": Cell(time(9, 30)),
    "a duration": Cell(timedelta(hours=36)),
    "a day of 1900": Cell(datetime(1900, 1, 18)),
    "true": Cell(True),
    "true as text": Cell("VRAI"),
    "an error": Cell("#N/A", "=NA()", state=CellState.ERROR),
    "an error without a formula": Cell("#REF!", state=CellState.ERROR),
    "a formula without a value": Cell(None, "=A1", state=CellState.UNCALCULATED),
    "a formula with a value": Cell("Instagram", '="Insta"&"gram"'),
    "an apostrophe": Cell("'3"),
    "a sign": Cell("?"),
    "a dash": Cell("-"),
    "n/a": Cell("n/a"),
    "a long text": Cell("mot " * 3_000),
    "Arabic figures": Cell("٢"),
}
BLANK: dict[str, Cell] = {
    "nothing": Cell(),
    "spaces": Cell(" \u00a0 "),
    "signs that are not seen": Cell("\u200b\ufeff"),
    "an empty text of a formula": Cell("", '=""'),
}
OPTIONS = (ReadOptions(day_first=True, decimal_comma=True), ReadOptions(day_first=None, decimal_comma=False))
COLUMNS = [(tab.key, column) for tab in TABS for column in tab.columns]
DEFAULT = object()
AT = Place("Onglet", "B7")
each_column = pytest.mark.parametrize(("tab", "column"), COLUMNS, ids=[f"{tab}.{row.key}" for tab, row in COLUMNS])


@each_column
def test_no_cell_that_holds_something_is_taken_for_an_empty_one(tab: str, column: Column) -> None:
    for name, cell in ODD.items():
        for options in OPTIONS:
            found = read_cell(replace(column, default=DEFAULT, required=False), cell, AT, options)
            assert found is not DEFAULT, name
            assert found not in ("", (), None), name
            if isinstance(found, Problem):
                assert found.place == AT, name
                for language in languages():
                    message, cure = load_words(language).message(found)
                    assert message, (name, found.code)
                    assert cure, (name, found.code)


@each_column
def test_a_cell_that_shows_nothing_is_empty(tab: str, column: Column) -> None:
    for name, cell in BLANK.items():
        found = read_cell(replace(column, default=DEFAULT), cell, AT, OPTIONS[0])
        assert found == Problem("cell_required", AT) if column.required else found is DEFAULT, name


# kind → odd cell → what it is read as, or the code of the problem
EXPECTED: dict[Kind, dict[str, Any]] = {
    Kind.NUMBER: {"eighteen": 18, "nine and a half": Fraction(19, 2), "a percentage": Fraction(1, 5),
        "a percentage typed": Fraction(1, 5), "a number as text": 1200,
        "a number with a narrow space": Fraction(2401, 2),
        "a day": "number_date", "an hour": "number_date", "a duration": "number_date", "true": "number_unread",
        "a day as text": "number_unread", "an error": "cell_error", "a formula without a value": "formula_empty"},
    Kind.WHOLE: {"eighteen": 18, "nine and a half": "number_whole", "a number as text": 1200, "true": "number_unread"},
    Kind.SHARE: {"eighteen": Fraction(18, 100), "three quarters": Fraction(3, 4), "a percentage": Fraction(1, 5),
        "a hundred and twenty": "share_range", "a day": "share_date", "true": "share_unread"},
    Kind.CADENCE: {"eighteen": Cadence(Fraction(18)), "three quarters": Cadence(Fraction(3, 4)), "a day": "number_date",
        "true": "cadence_unread", "below zero": "cadence_range", "a dash": "cadence_unread", "n/a": "cadence_unread"},
    Kind.DAY: {"a day's number": date(2027, 1, 4), "a day": date(2027, 1, 4), "a day with an hour": date(2027, 1, 4),
        "a day as a program writes it": date(2027, 1, 4), "a day of 1900": "date_far", "eighteen": "date_unread",
        "an hour": "date_unread", "true": "date_unread", "a percentage": "date_unread"},
    Kind.DAYS: {"a day": ((date(2027, 1, 4), date(2027, 1, 4)),), "eighteen": "date_unread", "true": "date_unread"},
    Kind.SPAN: {"a day's number": date(2027, 1, 4), "true": "date_unread", "n/a": "span_unread"},
    Kind.HOURS: {"eighteen": (Hours(time(18), time(18)),), "three quarters": (Hours(time(18), time(18)),),
        "an hour": (Hours(time(9, 30), time(9, 30)),), "nine and a half": "hour_unread", "a duration": "hour_out",
        "true": "hour_unread", "a percentage": "hour_unread", "a day of 1900": "hour_out", "below zero": "hour_unread"},
    Kind.WEEKDAYS: {"eighteen": "weekday_unread", "a day": "weekday_unread", "true": "weekday_unread"},
    Kind.OFFSETS: {"eighteen": (18,), "nine and a half": "offset_unread", "a day": "offset_unread",
        "true": "offset_unread"},
    Kind.YES_NO: {"true": True, "true as text": True, "eighteen": "yes_no_unread", "n/a": "yes_no_unread"},
    Kind.TEXT: {"eighteen": "18", "a percentage": "20 %", "a day": "04/01/2027", "an error": "cell_error"},
}  # fmt: skip


@pytest.mark.parametrize("kind", EXPECTED)
def test_odd_cells_are_read_as(kind: Kind) -> None:
    for name, meant in EXPECTED[kind].items():
        found = read_cell(Column("x", kind), ODD[name], AT, OPTIONS[0])
        found = found.value if isinstance(found, Interpreted) else found
        assert (found.code if isinstance(found, Problem) else found) == meant, name


@pytest.mark.parametrize("key", [False, True])
def test_an_unticked_box_is_an_empty_cell_where_a_text_stands_and_a_problem_where_a_value_does(key: bool) -> None:
    required = read_cell(Column("x", Kind.TEXT, required=key), Cell(False), AT, OPTIONS[0])
    assert required == (Problem("cell_required", AT) if key else None)
    for kind in (Kind.NUMBER, Kind.CADENCE, Kind.DAY, Kind.HOURS, Kind.WEEKDAYS, Kind.OFFSETS, Kind.SHARE):
        assert isinstance(read_cell(Column("x", kind), Cell(False), AT, OPTIONS[0]), Problem), kind


def test_a_ticked_box_is_no_name() -> None:
    found = read_cell(Column("x", Kind.TEXT, required=True, unique=True), Cell(True), AT, OPTIONS[0])
    assert isinstance(found, Problem)
    assert found.code == "text_ticked"
