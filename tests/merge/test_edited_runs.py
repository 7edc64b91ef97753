"""A pause or a shift over a calendar in which its user has worked: nothing of hers is lost, and a run adds nothing."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from random import Random

import pytest
from edit_outcome import Outcome, again
from edited_workbook import Edit, EditedWorkbook
from edits_cells import brief, kept, moved_date, results, status, typed_text, typed_title
from edits_columns import own_column
from edits_rows import own_row, own_row_complete, row_deleted, sorted_by_platform
from edits_tabs import comment, filled_row
from seeds import few_of
from small_calendar import FILE, TODAY, generated

from calgen.edited_run import EditedRun
from calgen.files.edit.input_edits import CellEdit, write_cells
from calgen.files.read import guard
from calgen.pause_steps import PauseRequest, pause
from calgen.shift_steps import ShiftRequest, shift

EDITS: dict[str, tuple[Edit, ...]] = {
    "texts": (typed_text, typed_title, brief, results),
    "statuses": (status("approved"), status("scheduled"), status("published"), kept),
    "rows": (own_row, own_row_complete, row_deleted),
    "columns": (own_column, filled_row, comment, typed_text),
    "sorted": (sorted_by_platform, typed_title),
    "moved": (moved_date, typed_text, results),
}
CASES = [(name, language) for name in EDITS for language in ("fr", "en")]


@cache
def drafted(name: str, language: str) -> tuple[EditedWorkbook, bytes]:
    """A calendar with some edits, and the file as its user saved it."""
    draft = EditedWorkbook(generated(language), Random(name))
    for edit in EDITS[name]:
        edit(draft)
    return draft, draft.bytes()


def outcome(found: EditedRun, draft: EditedWorkbook, saved: bytes, *, same: bool) -> Outcome:
    assert found.made
    return Outcome(draft, saved, found.made, same)


def written(saved: bytes, found: EditedRun) -> bytes:
    """The file with the cells of a command typed by hand."""
    edits = [CellEdit(edit.place.tab, edit.place.cell, edit.value, "dd/mm/yyyy") for edit in found.edits]
    return write_cells(guard.open_workbook(saved, FILE), edits)


@pytest.mark.parametrize(("name", "language"), few_of(CASES, 2))
def test_a_pause_loses_nothing(name: str, language: str) -> None:
    draft, saved = drafted(name, language)
    found = pause(saved, FILE, PauseRequest("2027-01-12", "2027-01-13"), TODAY, "fr")
    made = outcome(found, draft, saved, same=False)
    assert made.faults() == []
    assert again(made) == []


@pytest.mark.parametrize(("name", "language"), few_of(CASES, 2))
def test_a_shift_of_posts_is_the_typing_of_their_days(name: str, language: str) -> None:
    draft, saved = drafted(name, language)
    found = shift(saved, FILE, ShiftRequest(1, first="2027-01-14"), TODAY, "fr")
    by_hand = written(saved, found)
    moved = {at: value for at, value in draft.says.items() if at[2] != "date"}  # days that were typed move along
    draft.says = moved
    made = outcome(found, draft, by_hand, same=True)
    assert [fault for fault in made.faults() if "date" not in fault] == []
    assert again(made) == []
    assert all(isinstance(edit.value, date) and edit.value >= TODAY + timedelta(days=1) for edit in found.edits)
