"""The tab of readings: it comes with the first result, once, is the user's from then on, and moves no post."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any
from unittest import mock

import openpyxl
import pytest
import short_salon
from office import unlocked

from calgen import api
from calgen.book.columns import columns
from calgen.book.languages import languages
from calgen.book.problems import Refused
from calgen.book.words import load_words
from calgen.files.read import samples
from calgen.read import read
from calgen.strategy import TABS, Strategy
from calgen.strategy.readings import KpiReading
from calgen.view.readings_tab import sheet
from calgen.view.text_width import cell_text_width, text_width

WORDS = load_words("fr")
TITLE = WORDS.title("readings")
LATER = date(2027, 1, 11)
OBJECTIVE = "Remplir les mardis et mercredis"


def edited(data: bytes, edit: Callable[[Any], None]) -> bytes:
    """The workbook with an edit of its user, as another program saves it."""
    book = unlocked(data, values=False)
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def type_result(book: Any) -> None:
    cells = book[WORDS.title("social")]
    column = next(cell.column for cell in cells[4] if cell.value == WORDS.title("social", "impressions"))
    cells.cell(5, column).value = 1200


def type_reading(book: Any) -> None:
    row = book[TITLE][5]
    row[0].value, row[1].value, row[2].value = OBJECTIVE, date(2027, 1, 10), 42


@cache
def with_tab() -> api.Generated:
    return api.generate(edited(short_salon.calendar(), type_result), "salon.xlsx", LATER)


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_no_empty_workbook_has_the_tab_nor_has_one_without_results() -> None:
    for language in languages():
        assert load_words(language).title("readings") not in opened(api.new(language)).sheetnames
    assert TITLE not in opened(short_salon.calendar()).sheetnames


def test_the_first_result_brings_the_tab_ready_to_be_filled_in() -> None:
    cells = opened(with_tab().after)[TITLE]
    assert [cell.value for cell in cells[4]] == ["Objectif *", "Date *", "Valeur *", "Source", "Note"]
    assert cells["A2"].value == WORDS.help("readings")
    (names,) = [one for one in cells.data_validations.dataValidation if one.type == "list"]
    assert names.formula1 == "calgen_objectives"
    assert "A5" in names.sqref
    assert cells["B6"].number_format == WORDS.formats()["date"]
    assert with_tab().strategy.readings == ()  # the example is no data


def test_the_same_day_changes_nothing_more() -> None:
    assert not api.generate(with_tab().after, "salon.xlsx", LATER).changed


def test_a_second_run_over_the_file_finds_nothing_new() -> None:
    data = with_tab().after
    with mock.patch("calgen.api.read_run_stamp", return_value=None):
        assert not api.generate(data, "salon.xlsx", LATER).changed


def test_a_workbook_that_can_take_no_more_gets_its_calendar_without_the_tab() -> None:
    full = mock.patch("calgen.view.readings_tab.sheet", side_effect=Refused("too_many_formats", limit=64_000))
    with full:
        made = api.generate(edited(short_salon.calendar(), type_result), "salon.xlsx", LATER)
    assert made.changed
    assert TITLE not in opened(made.after).sheetnames


def test_a_reading_is_read_and_moves_no_post() -> None:
    again = api.generate(edited(with_tab().after, type_reading), "salon.xlsx", LATER)
    (reading,) = again.strategy.readings
    assert (reading.objective, reading.date, reading.value) == (OBJECTIVE, date(2027, 1, 10), Fraction(42))
    assert again.changed
    assert {change.kind for change in again.changes} <= {"kept"}
    row = opened(again.after)[TITLE][5]
    assert [row[0].value, row[1].value.date(), row[2].value] == [OBJECTIVE, date(2027, 1, 10), 42]


def test_a_tab_that_its_user_deleted_stays_away() -> None:
    def delete(book: Any) -> None:
        del book[TITLE]

    again = api.generate(edited(with_tab().after, delete), "salon.xlsx", date(2027, 1, 18))
    assert again.changed
    assert TITLE not in opened(again.after).sheetnames


def test_a_tab_of_the_users_with_that_title_is_read_and_not_written_over() -> None:
    def make(book: Any) -> None:
        type_result(book)
        cells = book.create_sheet("relevés")
        for row in (["Objectif", "Date", "Valeur"], [OBJECTIVE, date(2027, 1, 10), 7]):
            cells.append(row)

    made = api.generate(edited(short_salon.calendar(), make), "salon.xlsx", LATER)
    assert [row.value for row in made.strategy.readings] == [7]
    assert TITLE not in opened(made.after).sheetnames


@pytest.mark.parametrize("language", languages())
def test_without_a_guide_and_names_nothing_points_to_them(language: str) -> None:
    words = load_words(language)
    from_names = sheet(words, short_objectives(), [words.title("guide")], ["calgen_objectives"])
    by_range = sheet(words, short_objectives(), [], [])
    assert any(cell.link for cell in from_names.cells.values())
    assert not any(cell.link for cell in by_range.cells.values())
    assert from_names.print.portrait  # its blank rows fill one page
    assert {choice.source for choice in by_range.choices} == {"='Objectifs'!$A$5:$A$305"}


@cache
def short_objectives() -> Strategy:
    return api.diagnose(short_salon.strategy(), "salon.xlsx", LATER).read.strategy


def test_only_one_input_tab_comes_on_demand() -> None:
    assert [tab.key for tab in TABS if tab.on_demand] == ["readings"]


@pytest.mark.parametrize("sample", samples.sample_names())
def test_the_name_of_an_objective_stands_on_one_line(sample: str) -> None:
    """New rows have the height of one line."""
    name = columns(KpiReading)[0]
    for row in read(samples.read_sample(sample)).strategy.objectives:
        assert text_width(row.objective, 11, bold=True) <= cell_text_width(name.width), row.objective
