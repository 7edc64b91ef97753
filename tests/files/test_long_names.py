"""A workbook whose name is as long as the disk allows: saved, locked, backed up and brought back like any other."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from calgen.book.problems import Refused
from calgen.files.save import backups
from calgen.files.save.lock import lock_path
from calgen.files.save.save import lock_workbook, replace_workbook, undo

OLD, NEW, STAMP = b"old bytes", b"new bytes, a few more", "20260301-093000"
NAMES = ["a" * 250 + ".xlsx", "é" * 125 + ".xlsx", "y" * 205 + ".xlsx", "日程" * 41 + ".xlsx", "n" * 195 + ".xlsx"]


@pytest.fixture(params=NAMES, ids=["ascii", "accents", "beyond the limit", "three bytes", "below the limit"])
def plan(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / str(request.param)
    path.write_bytes(OLD)
    return path


def left_over(plan: Path) -> set[str]:
    return {path.name for path in plan.parent.iterdir()} - {plan.name, backups.FOLDER}


def test_it_is_saved_and_brought_back(plan: Path) -> None:
    replace_workbook(plan, OLD, NEW, timestamp=STAMP)
    assert plan.read_bytes() == NEW
    assert [backup.path.read_bytes() for backup in backups.list_backups(plan)] == [OLD]
    assert undo(plan, timestamp="20260302-093000").data == OLD
    assert plan.read_bytes() == OLD
    assert left_over(plan) == set()


def test_backups_of_two_long_names_are_apart(tmp_path: Path) -> None:
    first, second = (tmp_path / ("a" * 248 + f"{n}.xlsx") for n in (1, 2))
    for path in (first, second):
        path.write_bytes(path.name[-6:].encode())
        replace_workbook(path, path.read_bytes(), NEW, timestamp=STAMP)
    for path in (first, second):
        assert [backup.path.read_bytes() for backup in backups.list_backups(path)] == [path.name[-6:].encode()]


def test_it_is_locked(plan: Path) -> None:
    with lock_workbook(plan):
        assert lock_path(plan.resolve()).exists()
    assert left_over(plan) == set()


def test_what_a_killed_run_left_is_removed(plan: Path) -> None:
    from calgen.files.save import disk

    temporary = disk.write_temporary(plan, b"half", None)
    other = disk.write_temporary(plan.with_name("b" * 250 + ".xlsx"), b"half", None)
    replace_workbook(plan, OLD, NEW, timestamp=STAMP)
    assert not temporary.exists()
    assert other.exists()


def test_the_new_version_is_kept_beside_a_file_that_is_held(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("calgen.files.save.save.rename_over", held)
    with pytest.raises(Refused) as caught:
        replace_workbook(plan, OLD, NEW, backup=False, timestamp=STAMP)
    assert caught.value.problem.code == "file_held_kept"
    assert (plan.parent / str(caught.value.problem.values["kept"])).read_bytes() == NEW
    assert all(len(os.fsencode(name)) <= 255 for name in left_over(plan))
