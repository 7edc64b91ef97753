"""One run at a time, and no run shuts a workbook for good."""

from __future__ import annotations

import os
import platform
from typing import TYPE_CHECKING

import pytest
from test_save import NEW, OLD, STAMP, left_over, refused

from calgen.files.save.lock import lock_path
from calgen.files.save.save import locked, replace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(OLD)
    return path


def lock_of(path: Path, text: str, age: float = 0.0) -> Path:
    lock = lock_path(path)
    lock.write_text(text)
    past = lock.stat().st_mtime - age
    os.utime(lock, (past, past))
    return lock


def test_busy(plan: Path) -> None:
    lock = lock_of(plan, f"{os.getppid()} {platform.node()}\n")
    assert refused(plan) == "file_busy"
    assert lock.exists()
    assert plan.read_bytes() == OLD


@pytest.mark.parametrize(
    ("text", "age", "free"),
    [
        (f"999999999 {platform.node()}", 0, True),
        (f"{os.getppid()} {platform.node()}", 4000, True),
        ("1 another-machine", 0, False),
        ("1 another-machine", 4000, True),
        ("", 10, False),
        ("", 90, True),
        ("not a lock at all", 90, True),
    ],
)
def test_lock_of_a_run_that_is_over(plan: Path, text: str, age: float, free: bool) -> None:
    lock_of(plan, text, age)
    if free:
        replace(plan, OLD, NEW, today_stamp=STAMP)
        assert plan.read_bytes() == NEW
        assert left_over(plan.parent) == set()
    else:
        assert refused(plan) == "file_busy"


def test_lock_is_held_from_reading_to_saving(plan: Path) -> None:
    with locked(plan):
        assert lock_path(plan).read_text().startswith(f"{os.getpid()} ")
        replace(plan, OLD, NEW, today_stamp=STAMP)
        assert lock_path(plan).exists()
    assert not lock_path(plan).exists()
    assert plan.read_bytes() == NEW


def test_what_a_killed_run_left_is_swept(plan: Path) -> None:
    (plan.parent / ".plan.xlsx.calgen-123.tmp").write_bytes(b"half")
    (plan.parent / ".other.xlsx.calgen-123.tmp").write_bytes(b"half")
    replace(plan, OLD, NEW, today_stamp=STAMP)
    assert left_over(plan.parent) == {".other.xlsx.calgen-123.tmp"}
