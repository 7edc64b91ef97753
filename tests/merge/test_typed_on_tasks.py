"""What the user types on the tab of tasks outside the rows of the tasks: kept in place where it can be, else told."""

from __future__ import annotations

import io
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
import short_salon
from office import XLSX, convert, needs_office, unlocked
from seeds import each_language
from small_calendar import generated

from calgen import api
from calgen.book.languages import languages
from calgen.book.words import load_words

pytestmark = pytest.mark.long

TODAY = short_salon.TODAY
TITLE = {language: load_words(language).title("tasks") for language in languages()}
CODES = ("tab_text_lost", "tab_object_lost")
TOP = 4


def opened(data: bytes) -> tuple[Any, Any]:
    """A workbook, and its tab of tasks."""
    book = unlocked(data, values=False)
    return book, next(book[title] for title in TITLE.values() if title in book.sheetnames)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def told(problems: Any) -> list[str]:
    """The cells that are told, all of them on the tab of tasks."""
    places = [problem.place for problem in problems if problem.code in CODES]
    assert all(place.tab in TITLE.values() for place in places)
    return sorted(place.cell for place in places)


def run(data: bytes, today: date = TODAY + timedelta(days=1), **options: Any) -> api.Generated:
    return api.generate(data, "salon.xlsx", today, **options)


def last_column(sheet: Any) -> int:
    """The last column that calgen filled in the heading row."""
    found: int = max(cell.column for cell in sheet[TOP] if cell.value is not None)
    return found


def block_column(sheet: Any) -> int:
    """The first column of the block of hours, which stands after a gap."""
    filled = [cell.column for cell in sheet[TOP] if cell.value is not None]
    found: int = next(right for left, right in pairwise(filled) if right > left + 1)
    return found


@each_language
def test_text_beside_below_and_above_stays_in_place(language: str) -> None:
    book, sheet = opened(generated(language))
    right, bottom = last_column(sheet) + 1, sheet.max_row
    wanted = {
        (5, right): "beside",
        (6, right + 2): 12.5,
        (TOP, right + 1): "Mes remarques",
        (7, right + 1): True,
        (bottom + 3, 1): "below",
        (bottom + 4, 7): date(2027, 3, 1),
        (2, 9): "above",
    }
    for place, value in wanted.items():
        sheet.cell(*place).value = value
    sheet.cell(8, right).value = f"={sheet.cell(6, right + 2).coordinate}*2"
    data = saved(book)
    for later in range(1, 4):
        assert told(api.check(data, "salon.xlsx").problems) == []
        done = run(data, TODAY + timedelta(days=later))
        assert done.changed
        assert told(done.problems) == []
        found = opened(done.after)[1]
        seen = {place: found.cell(*place).value for place in wanted}
        assert {place: getattr(value, "date", lambda v=value: v)() for place, value in seen.items()} == wanted
        assert found.cell(8, right).value == sheet.cell(8, right).value
        data = done.after
    assert not run(data, TODAY + timedelta(days=3)).changed


@each_language
def test_text_over_calgens_and_between_its_columns_is_told(language: str) -> None:
    book, sheet = opened(generated(language))
    words = load_words(language)
    block = block_column(sheet)
    heads = {cell.value: cell.column for cell in sheet[TOP] if cell.value}
    state = sheet.cell(6, heads[words.title("tasks", "state")])
    spots = [sheet["A3"], sheet.cell(TOP, block + 1), sheet.cell(TOP + 2, block + 1), state]
    spots += [sheet.cell(TOP, heads[words.title("tasks", "format")])]
    for n, cell in enumerate(spots):
        cell.value = f"à moi {n}"
    data = saved(book)
    expected = sorted(cell.coordinate for cell in spots)
    assert told(api.check(data, "salon.xlsx").problems) == expected
    done = run(data)
    assert told(done.problems) == expected
    assert told(run(done.after, TODAY + timedelta(days=2)).problems) == []


def test_text_that_the_table_grows_over_is_told() -> None:
    book, sheet = opened(short_salon.calendar())
    at = (sheet.max_row + 2, 7)
    sheet.cell(*at).value = "below"
    weeks = load_words("fr").title("settings", "weeks")
    settings = book[load_words("fr").title("settings")]
    next(row for row in settings.iter_rows() if row[0].value == weeks)[1].value = short_salon.WEEKS + 2
    done = run(saved(book))
    assert told(done.problems) == [sheet.cell(*at).coordinate]


def test_a_row_deleted_or_inserted_tells_nothing_of_calgens_own_cells() -> None:
    for change in ("delete_rows", "insert_rows"):
        book, sheet = opened(short_salon.calendar())
        getattr(sheet, change)(7)
        assert told(api.check(saved(book), "salon.xlsx").problems) == []


def test_of_a_workbook_of_a_version_without_digests_text_outside_is_kept() -> None:
    book, sheet = opened(short_salon.calendar())
    state = book["_calgen"]
    for row in state.iter_rows():
        if row[0].value == "drawn" and row[1].value == "tasks":
            row[0].value = "other"
    at, below = (5, last_column(sheet) + 1), (sheet.max_row + 3, 1)
    sheet.cell(*at).value, sheet.cell(*below).value = "beside", "below"
    done = run(saved(book))
    assert told(done.problems) == []
    found = opened(done.after)[1]
    assert [found.cell(*at).value, found.cell(*below).value] == ["beside", "below"]


@pytest.mark.parametrize("sample", ["salon", "saas"])
def test_nothing_is_told_of_a_workbook_that_another_program_only_saved(sample: str) -> None:
    data = api.generate(api.new("en", sample, TODAY), "salon.xlsx", TODAY).after
    data = saved(unlocked(data, values=False))
    assert told(api.check(data, "salon.xlsx").problems) == []
    assert told(run(data).problems) == []


@pytest.mark.system("soffice", "libreoffice")
@needs_office
def test_text_beside_stays_where_libreoffice_saved_in_between() -> None:
    book, sheet = opened(short_salon.calendar())
    at = (5, last_column(sheet) + 1)
    sheet.cell(*at).value = "beside"
    data = convert(XLSX, {"tasks": saved(book)})["tasks"]
    done = run(data)
    assert told(done.problems) == []
    assert opened(done.after)[1].cell(*at).value == "beside"


def test_a_formula_as_a_note_is_told_and_its_value_stays() -> None:
    book, sheet = opened(short_salon.calendar())
    heads = {cell.value: cell.column for cell in sheet[TOP] if cell.value}
    cell = sheet.cell(6, heads[load_words("fr").title("tasks", "note")])
    cell.value = "=1+1"
    data = saved(book)
    assert told(api.check(data, "salon.xlsx").problems) == [cell.coordinate]
    done = run(data)
    assert told(done.problems) == [cell.coordinate]
    assert told(run(done.after, TODAY + timedelta(days=2)).problems) == []
