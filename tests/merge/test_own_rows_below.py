"""Rows of the user's own below a calendar, after blank rows: rows of it from then on, the same in a second run."""

from __future__ import annotations

import re
from typing import Any

import pytest
from plain_ranges import CALENDARS, titled
from small_calendar import day, generated, run, saved, unlocked
from workbook_contents import packed, parts

from calgen.book.words import load_words

pytestmark = pytest.mark.long

DAY = day("2027-01-14")
WITHOUT_THEME: dict[str, dict[str, Any]] = {
    "social": {"date": DAY, "platform": "Facebook", "text": "à moi ✓"},
    "editorial": {"date": DAY, "title": "à moi ✓"},
}
THEMES = {"fr": "Conseils", "en": "Advice"}
HEADING = 4


def own_row(language: str, key: str, *, theme: bool) -> dict[str, Any]:
    """What the user types on a row, by column key."""
    return WITHOUT_THEME[key] | ({"theme": THEMES[language]} if theme else {})


def write(sheet: Any, language: str, key: str, number: int, row: dict[str, Any]) -> None:
    """Types a row, under the headings."""
    columns = {cell.value: cell.column for cell in sheet[HEADING]}
    for name, value in row.items():
        sheet.cell(number, columns[load_words(language).title(key, name)], value)


def bottom(sheet: Any) -> int:
    """The last row with an id."""
    return max(int(cell.row) for cell in sheet["A"] if re.fullmatch(r"[PS]\d{4}", str(cell.value)))


def total(sheet: Any, number: int, last: int) -> None:
    """A line of totals."""
    sheet.cell(number, 1, "Total ✓")
    sheet.cell(number, 9, f"=COUNTA(A{HEADING + 1}:A{last})")


def assert_sound(data: bytes, language: str, key: str, ids: int) -> None:
    """The row stands once, with an id of its own; lists hold no empty name; a second run changes nothing."""
    sheet = titled(unlocked(data), language, key)
    shown = [row for row in sheet.iter_rows(HEADING + 1) if any(cell.value == "à moi ✓" for cell in row)]
    assert len(shown) == 1
    found = [cell.value for cell in sheet["A"] if re.fullmatch(r"[PS]\d{4}", str(cell.value))]
    assert shown[0][0].value in found
    assert len(found) == len({*found}) == ids
    for calendar in CALENDARS:
        for rule in titled(unlocked(data), language, calendar).data_validations.dataValidation:
            assert "" not in str(rule.formula1).strip('"').split(",")
    assert changed_parts(data) == []


def changed_parts(data: bytes) -> list[str]:
    """The parts that a second run changes, where another program has saved the file in between."""
    held = parts(data)
    held["xl/workbook.xml"] += b"\n"  # the stamp of the run is invalid now
    after = parts(run(packed(held)).after)
    return [name for name in {**held, **after} if held.get(name) != after.get(name)]


@pytest.mark.parametrize("company", ["alone", "total after it", "total before it", "total after a blank row"])
@pytest.mark.parametrize("gap", [0, 2])
@pytest.mark.parametrize("theme", [True, False], ids=["theme", "no theme"])
@pytest.mark.parametrize(("key", "language"), [("social", "fr"), ("editorial", "en")])
def test_an_own_row_below_becomes_a_row_of_the_calendar(
    key: str, language: str, theme: bool, gap: int, company: str
) -> None:
    book = unlocked(generated(language))
    sheet = titled(book, language, key)
    last = bottom(sheet)
    at = last + gap + 1 + (company == "total before it")
    write(sheet, language, key, at, own_row(language, key, theme=theme))
    if company == "total before it":
        total(sheet, at - 1, last)
    if company.startswith("total after"):
        total(sheet, at + (2 if "blank" in company else 1), last)
    done = run(saved(book))
    assert not done.stopped
    assert_sound(done.after, language, key, last - HEADING + 1)


@pytest.mark.parametrize(("theme", "gap"), [(True, 1), (False, 3)], ids=["theme", "no theme"])
@pytest.mark.parametrize("key", CALENDARS)
@pytest.mark.parametrize("has_total", [True, False], ids=["total", "alone"])
def test_an_own_row_with_its_id_moved_below_stays_that_row(key: str, theme: bool, gap: int, has_total: bool) -> None:
    book = unlocked(generated("fr"))
    sheet = titled(book, "fr", key)
    write(sheet, "fr", key, bottom(sheet) + 1, own_row("fr", key, theme=theme))
    book = unlocked(run(saved(book)).after)
    sheet = titled(book, "fr", key)
    last = bottom(sheet)
    (row,) = {cell.row for cells in sheet.iter_rows(HEADING + 1) for cell in cells if cell.value == "à moi ✓"}
    id_ = sheet.cell(row, 1).value
    sheet.move_range(f"A{row}:AZ{row}", rows=last + gap + 1 - row)
    if has_total:
        total(sheet, last + gap + 2, last)
    done = run(saved(book))
    assert not done.stopped
    assert_sound(done.after, "fr", key, last - HEADING)
    cells = titled(unlocked(done.after), "fr", key).iter_rows(HEADING + 1)
    assert [line[0].value for line in cells if any(cell.value == "à moi ✓" for cell in line)] == [id_]


@pytest.mark.parametrize("gap", [0, 2])
@pytest.mark.parametrize("typed", ["platform", "text"])
def test_an_own_row_without_a_day_changes_nothing_in_a_second_run(typed: str, gap: int) -> None:
    book = unlocked(generated("fr"))
    sheet = titled(book, "fr", "social")
    values = {"platform": "Facebook", "text": "à moi ✓"}
    write(sheet, "fr", "social", bottom(sheet) + gap + 1, {typed: values[typed]})
    total(sheet, bottom(sheet) + gap + 2, bottom(sheet))
    assert changed_parts(run(saved(book)).after) == []
