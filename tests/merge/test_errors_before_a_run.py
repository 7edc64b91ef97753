"""Between two runs the user deletes, empties and sorts rows: no formula of calgen's shows an error meanwhile.

LibreOffice computes all formulas, for the workbook that it is given has no stored values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from random import Random
from typing import Any

import pytest
from edited_workbook import EditedWorkbook
from office import XLSX, convert, needs_office, uncounted, unlocked
from small_calendar import generated

from calgen import api
from calgen.book.languages import languages

pytestmark = needs_office
DAY = date(2027, 1, 4)
ERRORS = ("#N/A", "#VALUE!", "#REF!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "Err:")


def rows_deleted(d: EditedWorkbook) -> None:
    """Three posts and a subject, as a user deletes rows."""
    d.delete("editorial", [d.subject()])
    d.delete("social", [d.post() for _ in range(3)])


def first_and_last_deleted(d: EditedWorkbook) -> None:
    """The first row and the last of each calendar."""
    for tab in ("social", "editorial"):
        names = sorted(d.tabs[tab].rows, key=d.tabs[tab].rows.__getitem__)
        d.delete(tab, [names[0], names[-1]])


def half_deleted(d: EditedWorkbook) -> None:
    """Every second row of both calendars."""
    for tab in ("social", "editorial"):
        d.delete(tab, sorted(d.tabs[tab].rows)[::2])


def cells_emptied(d: EditedWorkbook) -> None:
    """Every column of calgen's, emptied on a row of its own; formulas too."""
    for tab in ("social", "editorial"):
        for key in d.tabs[tab].columns:
            d.tabs[tab].cell(d.rng.choice(sorted(d.tabs[tab].rows)), key).value = None


def words_typed(d: EditedWorkbook) -> None:
    """A word where a day, an hour, a status or a figure stands."""
    for key in ("date", "time", "status", "impressions", "clicks", "platform", "id"):
        d.social.cell(d.post(), key).value = "à voir"
    d.editorial.cell(sorted(d.editorial.rows)[2], "date").value = "bientôt"


def sorted_and_deleted(d: EditedWorkbook) -> None:
    """Both calendars sorted, then rows deleted."""
    d.sort("social", "platform")
    d.sort("editorial", "theme", reverse=True)
    rows_deleted(d)


def all_emptied(d: EditedWorkbook) -> None:
    """All rows of the social calendar emptied."""
    for row in d.social.rows:
        for key in d.social.columns:
            d.social.cell(row, key).value = None


EDITS: tuple[Callable[[EditedWorkbook], None], ...] = (
    rows_deleted, first_and_last_deleted, half_deleted, cells_emptied, words_typed, sorted_and_deleted, all_emptied,
)  # fmt: skip


def books() -> dict[str, bytes]:
    """The small calendar in each language, and a sample with all that the tabs can show."""
    found = {language: generated(language) for language in languages()}
    return found | {"saas": api.generate(api.new("fr", "saas", DAY), "saas.xlsx", DAY).after}


@cache
def computed() -> dict[str, Any]:
    """Each workbook after each edit, as LibreOffice computes it."""
    asked_for = {}
    for name, data in books().items():
        for edit in EDITS if name != "saas" else EDITS[:1]:
            draft = EditedWorkbook(data, Random(edit.__name__))
            edit(draft)
            asked_for[f"{name}-{edit.__name__}"] = uncounted(draft.bytes())
    return {name: unlocked(data, values=True) for name, data in convert(XLSX, asked_for).items()}


def errors(book: Any) -> Iterator[str]:
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith(ERRORS):
                    yield f"{sheet.title}!{cell.coordinate}: {cell.value}"


@pytest.mark.parametrize(
    "name", [*(f"{language}-{edit.__name__}" for language in languages() for edit in EDITS), "saas-rows_deleted"]
)
def test_no_cell_shows_an_error(name: str) -> None:
    assert list(errors(computed()[name])) == []
