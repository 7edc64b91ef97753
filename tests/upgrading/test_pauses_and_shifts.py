"""A pause and a shift over workbooks that an earlier version wrote: what was typed there stays, a run adds nothing."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest
from other_programs import saved_by_libreoffice
from seeds import few_of
from validator import needs_validator, new_errors
from workbooks import by_id, calendars, data, typed

from calgen import api
from calgen.edited_run import EditedRun
from calgen.pause_steps import PauseRequest, pause
from calgen.shift_steps import ShiftRequest, shift

VERSION, TODAY = "0.1.0", date(2027, 1, 4)
WORKBOOKS = ("salon.fr.edited", "saas.en.edited", "salon.en.again", "saas.fr.generated")


@cache
def run(command: str, name: str) -> EditedRun:
    """A pause of three days, or a shift of the posts from a day on, over one of the workbooks."""
    workbook = data(VERSION, name)
    if command == "pause":
        return pause(workbook, f"{name}.xlsx", PauseRequest("2027-02-09", "2027-02-11"), TODAY, "fr")
    return shift(workbook, f"{name}.xlsx", ShiftRequest(1, first="2027-02-22"), TODAY, "fr")


CASES = [(command, name) for command in ("pause", "shift") for name in WORKBOOKS]
few_cases = pytest.mark.parametrize(("command", "name"), few_of(CASES, 1))


@pytest.mark.long
@few_cases
def test_what_was_typed_stays(command: str, name: str) -> None:
    before, after = calendars(data(VERSION, name)), calendars(run(command, name).after)
    for calendar, id_, key in typed(VERSION, name).cells:
        old, new = (by_id(found[calendar]).get(id_) for found in (before, after))
        if old is not None and not (command == "shift" and key == "date"):
            assert new is not None, (calendar, id_)
            assert new.text(key) == old.text(key), (calendar, id_, key)


@few_cases
def test_only_what_was_asked_moves(command: str, name: str) -> None:
    found = run(command, name)
    days = [{id_: row.day() for id_, row in by_id(calendars(one)["social"]).items()}
            for one in (found.before, found.after)]  # fmt: skip
    past = {id_: day for id_, day in days[0].items() if day and day < TODAY}
    assert {id_: days[1].get(id_) for id_ in past} == past
    if command == "shift":
        moved = {id_ for id_, day in days[0].items() if day != days[1].get(id_)}
        assert all((days[1][id_] or TODAY) - (days[0][id_] or TODAY) == timedelta(days=1) for id_ in moved)
        assert len(moved) == len(found.edits) > 0
    else:
        free = {post.id for post in found.posts}
        inside = {id_ for id_, day in days[1].items() if day and date(2027, 2, 9) <= day <= date(2027, 2, 11)}
        rows = by_id(calendars(found.after)["social"])
        assert {id_ for id_ in inside - free if rows[id_].code("status") != "cancelled"} <= _placed(name)


def _placed(name: str) -> set[str]:
    """The posts on which the user typed a day, or which she settled or keeps."""
    rows = by_id(calendars(data(VERSION, name))["social"])
    settled = {id_ for id_, row in rows.items() if row.code("status") == "published" or row.text("keep")}
    return settled | {id_ for calendar, id_, key in typed(VERSION, name).cells if (calendar, key) == ("social", "date")}


@few_cases
def test_a_second_run_changes_nothing(command: str, name: str) -> None:
    assert not api.generate(run(command, name).after, f"{name}.xlsx", TODAY).changed


@needs_validator
@pytest.mark.long
@few_cases
def test_microsofts_validator_finds_nothing_new(command: str, name: str) -> None:
    plain = api.generate(data(VERSION, name), f"{name}.xlsx", TODAY).after
    assert new_errors(plain, run(command, name).after) == []


@pytest.mark.system("soffice", "libreoffice")
@pytest.mark.long
def test_a_workbook_saved_by_libreoffice_is_paused_and_shifted() -> None:
    saved = saved_by_libreoffice(data(VERSION, "salon.fr.generated"))
    paused = pause(saved, "salon.xlsx", PauseRequest("2027-02-09", "2027-02-11"), TODAY, "fr")
    shifted = shift(paused.after, "salon.xlsx", ShiftRequest(1, first="2027-02-22"), TODAY, "fr")
    days = {row.day() for row in calendars(shifted.after)["social"].rows}
    assert not days & {date(2027, 2, 9), date(2027, 2, 10), date(2027, 2, 11)}
    assert len(shifted.edits) > 10
