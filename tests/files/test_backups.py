"""Versions before: which are kept, which go, and the way back and forth."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from test_save import NEW, OLD, STAMP, left_over

from calgen.book.problems import Refused
from calgen.files.save import backups
from calgen.files.save.backups import FOLDER as BACKUPS
from calgen.files.save.save import earlier_versions, replace_workbook, undo

if TYPE_CHECKING:
    from pathlib import Path

FIRST = datetime(2026, 3, 1, 9, 30)  # noqa: DTZ001 -- the clock on the wall


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"version 0")
    return path


def stamp(at: datetime) -> str:
    return f"{at:%Y%m%d-%H%M%S}"


def runs(plan: Path, count: int, every: timedelta, start: datetime = FIRST) -> datetime:
    """Saves new versions one after the other; returns the moment after the last."""
    done = int(plan.read_bytes().split()[1])
    for number in range(count):
        replace_workbook(
            plan, plan.read_bytes(), b"version %d" % (done + number + 1), timestamp=stamp(start + number * every)
        )
    return start + count * every


def copies(plan: Path) -> list[bytes]:
    """What the kept versions hold, oldest first."""
    return [one.path.read_bytes() for one in backups.list_backups(plan)]


def versions(*numbers: int) -> list[bytes]:
    return [b"version %d" % number for number in numbers]


def test_twelve_runs_undo_undo(plan: Path) -> None:
    end = runs(plan, 12, timedelta(minutes=5))
    assert plan.read_bytes() == b"version 12"
    first = undo(plan, timestamp=stamp(end))
    assert (plan.read_bytes(), first.data) == (b"version 11", b"version 11")
    assert first.replaced_at == FIRST + 11 * timedelta(minutes=5)
    second = undo(plan, timestamp=stamp(end + timedelta(minutes=1)))
    assert plan.read_bytes() == b"version 12"
    third = undo(plan, timestamp=stamp(end + timedelta(minutes=2)))
    assert plan.read_bytes() == b"version 11"
    assert [found.is_newer for found in (first, second, third)] == [False, True, False]
    assert left_over(plan.parent) == set()


def test_ten_newest_and_the_first_of_each_day_stay(plan: Path) -> None:
    runs(plan, 15, timedelta(minutes=5))
    assert copies(plan) == versions(0, *range(5, 15))
    runs(plan, 15, timedelta(minutes=5), FIRST + timedelta(days=1))
    assert copies(plan) == versions(0, 15, *range(20, 30))


def test_after_thirty_days_the_first_of_the_day_goes(plan: Path) -> None:
    runs(plan, 40, timedelta(days=1))
    assert copies(plan) == versions(*range(10, 40))


def test_the_only_copy_that_differs_stays(plan: Path) -> None:
    """Ten copies of what stands there, however they came, do not push out the one to go back to."""
    replace_workbook(plan, b"version 0", b"same", timestamp=stamp(FIRST))
    for minute in range(1, 12):
        name = f"plan.{stamp(FIRST + timedelta(days=60, minutes=minute))}.xlsx"
        (plan.parent / BACKUPS / name).write_bytes(b"same")
    backups.prune(plan, b"same", date(2026, 5, 1))
    assert b"version 0" in copies(plan)
    undo(plan, timestamp=stamp(FIRST + timedelta(days=61)))
    assert plan.read_bytes() == b"version 0"


def test_what_is_kept_already_as_the_newest_is_not_kept_twice(plan: Path) -> None:
    replace_workbook(plan, b"version 0", NEW, timestamp=stamp(FIRST))
    plan.write_bytes(b"version 0")
    replace_workbook(plan, b"version 0", NEW, timestamp=stamp(FIRST + timedelta(hours=1)))
    assert copies(plan) == versions(0)


def test_a_clock_put_back_does_not_change_the_order(plan: Path) -> None:
    replace_workbook(plan, b"version 0", b"version 1", timestamp=stamp(FIRST))
    replace_workbook(plan, b"version 1", b"version 2", timestamp=stamp(FIRST - timedelta(hours=1)))
    assert copies(plan) == versions(0, 1)
    undo(plan, timestamp=stamp(FIRST - timedelta(minutes=59)))
    assert plan.read_bytes() == b"version 1"


def test_copies_of_another_workbook_are_left_alone(plan: Path) -> None:
    runs(plan, 1, timedelta(minutes=1))
    others = ["plan.2.20260301-093000.xlsx", "plan.20260399-093000.xlsx", "plan.20260301-093000.xlsm", "plan.xlsx"]
    for name in others:
        (plan.parent / BACKUPS / name).write_bytes(b"theirs")
    runs(plan, 14, timedelta(minutes=1), FIRST + timedelta(hours=1))
    assert {path.name for path in (plan.parent / BACKUPS).iterdir()} >= set(others)
    assert b"theirs" not in copies(plan)


def test_nothing_to_go_back_to(plan: Path) -> None:
    with pytest.raises(Refused) as caught:
        undo(plan, timestamp=STAMP)
    assert caught.value.problem.code == "no_backup"
    assert left_over(plan.parent) == set()


def test_a_workbook_that_is_gone_comes_back(plan: Path) -> None:
    replace_workbook(plan, b"version 0", b"version 1", timestamp=STAMP)
    plan.unlink()
    undo(plan, timestamp=STAMP)
    assert plan.read_bytes() == b"version 0"


def test_a_copy_that_cannot_be_read_is_passed_over(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    end = runs(plan, 2, timedelta(minutes=1))
    newest = backups.list_backups(plan)[-1].path
    read = type(plan).read_bytes

    def broken(path: Path) -> bytes:
        if path.name == newest.name:
            raise OSError(5, "injected")
        return read(path)

    monkeypatch.setattr(type(plan), "read_bytes", broken)
    undo(plan, timestamp=stamp(end))
    assert plan.read_bytes() == b"version 0"


def test_halves_of_copies_are_swept(plan: Path) -> None:
    runs(plan, 1, timedelta(minutes=1))
    folder = plan.parent / BACKUPS
    ours = folder / f".plan.{STAMP}.xlsx.calgen-123.tmp"
    other = folder / f".plan.b.{STAMP}.xlsx.calgen-123.tmp"
    for path in (ours, other):
        path.write_bytes(b"half")
    runs(plan, 1, timedelta(minutes=1), FIRST + timedelta(hours=1))
    assert not ours.exists()
    assert other.exists()


def test_a_disk_that_takes_no_more_copies_stops_the_save(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a copy of the version before nothing is replaced."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "injected")

    monkeypatch.setattr(os, "mkdir", full)
    with pytest.raises(Refused) as caught:
        replace_workbook(plan, b"version 0", OLD, timestamp=STAMP)
    assert caught.value.problem.code == "disk_full"
    assert plan.read_bytes() == b"version 0"


def test_the_versions_are_listed_from_the_newest(plan: Path) -> None:
    runs(plan, 3, timedelta(hours=1))
    found = earlier_versions(plan)
    assert [version.number for version in found] == [1, 2, 3]
    assert [version.replaced_at for version in found] == [FIRST + timedelta(hours=n) for n in (2, 1, 0)]
    assert {version.size for version in found} == {len(b"version 0")}


def test_each_version_can_be_walked_back_to(plan: Path) -> None:
    after = runs(plan, 3, timedelta(hours=1))
    assert undo(plan, 3, timestamp=stamp(after)).data == b"version 0"
    assert plan.read_bytes() == b"version 0"
    assert undo(plan, timestamp=stamp(after + timedelta(hours=1))).is_newer
    assert plan.read_bytes() == b"version 3"


def test_a_version_is_listed_once(plan: Path) -> None:
    after = runs(plan, 2, timedelta(hours=1))
    for n in range(4):
        undo(plan, timestamp=stamp(after + timedelta(hours=n)))
    assert len(earlier_versions(plan)) == 2
    assert plan.read_bytes() == b"version 2"


@pytest.mark.parametrize("number", [4, 99])
def test_a_number_that_no_version_has(plan: Path, number: int) -> None:
    after = runs(plan, 3, timedelta(hours=1))
    with pytest.raises(Refused) as refused:
        undo(plan, number, timestamp=stamp(after))
    assert refused.value.problem.code == "no_version"
    assert refused.value.problem.values["most"] == 3
    assert plan.read_bytes() == b"version 3"


def test_no_version_at_all(plan: Path) -> None:
    for act in (lambda: earlier_versions(plan), lambda: undo(plan, 2, timestamp=STAMP)):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.problem.code == "no_backup"
