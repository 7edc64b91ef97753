"""Edits made by LibreOffice itself, which saves the whole workbook in its own way, then `calgen generate`."""

from __future__ import annotations

import zlib
from functools import cache
from random import Random

import pytest
from edit_outcome import Outcome, again, resumed
from edited_workbook import EditedWorkbook
from office_edits import OFFICE_EDITS, OfficeEdit
from office_sessions import played
from small_calendar import generated
from strategy_changes import CADENCE, twice_as_often

pytestmark = pytest.mark.system("soffice", "libreoffice")


def _draft(edit: OfficeEdit) -> tuple[EditedWorkbook, str]:
    draft = EditedWorkbook(generated("fr"), Random(zlib.crc32(edit.__name__.encode())))
    return draft, edit(draft)


@cache
def saved() -> dict[str, bytes]:
    """Every edit, made and saved by one LibreOffice."""
    files = {}
    for edit in OFFICE_EDITS:
        draft, code = _draft(edit)
        files[edit.__name__] = (draft.data, code)
    return played(files)


def outcome(edit: OfficeEdit, *, same: bool) -> Outcome:
    """A run on what LibreOffice saved."""
    draft, _ = _draft(edit)
    data = saved()[edit.__name__]
    data = data if same else twice_as_often(data)
    draft.open(data)
    return resumed(draft, data, same=same)


@pytest.mark.parametrize("edit", OFFICE_EDITS, ids=lambda edit: edit.__name__)
def test_with_the_same_strategy_an_edit_of_libreoffice_stays(edit: OfficeEdit) -> None:
    found = outcome(edit, same=True)
    assert found.faults() == []
    assert again(found) == []


@pytest.mark.parametrize("edit", OFFICE_EDITS[1::4], ids=lambda edit: edit.__name__)
def test_with_another_strategy_an_edit_of_libreoffice_stays(edit: OfficeEdit) -> None:
    found = outcome(edit, same=False)
    assert found.faults() == []
    assert CADENCE.found(found.before, found.after)
    assert again(found) == []


def test_libreoffice_saving_alone_is_no_edit() -> None:
    assert not outcome(OFFICE_EDITS[0], same=True).done.changed
