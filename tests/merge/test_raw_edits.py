"""Edits in the XML of a calendar as calgen wrote it, as Excel makes them, then `calgen generate`."""

from __future__ import annotations

import zlib
from datetime import datetime
from random import Random

import pytest
from edit_outcome import Outcome, again, resumed
from edited_workbook import EditedWorkbook
from raw_edits import RAW_EDITS, RawEdit, typed_inline
from seeds import few_of
from small_calendar import generated, unlocked
from strategy_changes import CADENCE, twice_as_often
from workbook_contents import WorkbookContents


def outcome(edit: RawEdit, *, same: bool) -> Outcome:
    """A run after the edit."""
    draft = EditedWorkbook(generated("fr"), Random(zlib.crc32(edit.__name__.encode())))
    data = edit(draft) if same else twice_as_often(edit(draft))
    draft.open(data)
    return resumed(draft, data, same=same)


@pytest.mark.parametrize("same", [True, pytest.param(False, marks=pytest.mark.long)], ids=["same", "other"])
@pytest.mark.parametrize("edit", few_of(RAW_EDITS, 2, every=4), ids=lambda edit: edit.__name__)
def test_an_edit_as_excel_writes_it_stays(edit: RawEdit, same: bool) -> None:
    found = outcome(edit, same=same)
    assert found.faults() == []
    assert same or CADENCE.found(found.before, found.after)
    assert again(found) == []


def test_what_live_cells_have_stored_is_what_they_would_show() -> None:
    """A previewer shows stored values: after a run they are those of the rows as they now stand."""
    found = outcome(typed_inline, same=False)
    done, typed = found.done.after, {row for _, row, _ in found.draft.says}
    seen, values = WorkbookContents(done), unlocked(done, values=True)
    shown = {tab: values[sheet.title] for tab, sheet in seen.sheets.items()}

    def stored(tab: str, number: int, key: str) -> object:
        return shown[tab].cell(number, seen.columns(tab)[key]).value

    titles = {line.id: line.cells["title"] for line in seen.subjects}
    subjects = [str(stored("social", line.number, "editorial")) for line in seen.posts]
    for line, subject in zip(seen.posts, subjects, strict=True):
        assert subject in titles
        assert stored("social", line.number, "title") == titles[subject]
        assert stored("social", line.number, "day") == line.cells["date"]
        if line.id not in typed:  # what the user has typed, his own program counts
            assert not stored("social", line.number, "characters")
    for line in seen.subjects:
        assert stored("editorial", line.number, "posts") == subjects.count(line.id)
        day = line.cells["date"]
        assert isinstance(day, datetime)
        assert stored("editorial", line.number, "week") == day.isocalendar().week
        assert stored("editorial", line.number, "first_post") in seen.ids("social")
