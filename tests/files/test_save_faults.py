"""A disk that fails at any call, a program that ends at any call: the old bytes or the new ones are there."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from test_save import NEW, OLD, STAMP, left_over, posix

from calgen.book.problems import Refused
from calgen.files.save import save
from calgen.files.save.save import replace_workbook


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(OLD)
    return path


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    return pauses


CALLS = [
    "open", "write", "fsync", "close", "replace", "unlink", "mkdir", "utime",
    *(pytest.param(name, marks=posix) for name in ("fchmod", "fchown", "listxattr")),
]  # fmt: skip


class Killed(BaseException):
    """As if the program ended here."""


def failing(monkeypatch: pytest.MonkeyPatch, call: str, turn: int, error: BaseException) -> list[int]:
    """Makes the call of that name fail the given time; returns a list that grows at each call."""
    real: Any = getattr(os, call)
    seen: list[int] = []

    def once(*args: Any, **named: Any) -> Any:
        seen.append(1)
        if len(seen) == turn:
            if call == "close":
                real(*args, **named)
            raise error
        return real(*args, **named)

    monkeypatch.setattr(os, call, once)
    return seen


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM])
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.usefixtures("no_waiting")
def test_disk_that_fails_at_any_call(tmp_path: Path, call: str, number: int) -> None:
    codes: set[str] = set()
    for turn in range(1, 12):
        folder = tmp_path / str(turn)
        folder.mkdir()
        path = folder / "plan.xlsx"
        path.write_bytes(OLD)
        saved = True
        with pytest.MonkeyPatch.context() as patch:
            seen = failing(patch, call, turn, OSError(number, "injected"))
            try:
                replace_workbook(path, OLD, NEW, timestamp=STAMP)
            except Refused as refusal:
                saved = False
                codes.add(refusal.problem.code)
        assert path.read_bytes() == (NEW if saved else OLD), (call, turn)
        assert sorted(folder.glob(".plan*.tmp")) == [] or call == "unlink"
        (folder / "plan.calgen-new.xlsx").unlink(missing_ok=True)
        replace_workbook(path, path.read_bytes(), b"next", timestamp=STAMP)
        assert path.read_bytes() == b"next"
        assert left_over(folder) == set()
        if len(seen) < turn:
            assert codes <= {"disk_full", "cannot_write", "folder_read_only", "file_held_kept"}
            return
    raise AssertionError(f"more calls of {call} than were tried")


@pytest.mark.parametrize("call", CALLS)
def test_program_that_ends_at_any_call(tmp_path: Path, call: str) -> None:
    for turn in range(1, 12):
        path = tmp_path / f"plan{turn}.xlsx"
        path.write_bytes(OLD)
        with pytest.MonkeyPatch.context() as patch:
            seen = failing(patch, call, turn, Killed())
            with contextlib.suppress(Killed):
                replace_workbook(path, OLD, NEW, timestamp=STAMP)
        assert path.read_bytes() in {OLD, NEW}
        if len(seen) < turn:
            return


def test_short_writes_are_continued(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, bytes(data)[:3]))
    replace_workbook(plan, OLD, NEW, timestamp=STAMP)
    assert plan.read_bytes() == NEW


@pytest.mark.parametrize(("times", "saved"), [(1, True), (5, True), (6, False)])
def test_file_held_for_a_moment(
    plan: Path, no_waiting: list[float], monkeypatch: pytest.MonkeyPatch, times: int, saved: bool
) -> None:
    rename = os.replace
    tried: list[int] = []

    def held(source: Path, target: Path) -> None:
        tried.append(1)
        if len(tried) <= times:
            raise PermissionError(13, "injected")
        rename(source, target)

    monkeypatch.setattr(os, "replace", held)
    if saved:
        replace_workbook(plan, OLD, NEW, backup=False, timestamp=STAMP)
        assert plan.read_bytes() == NEW
    else:
        with pytest.raises(Refused) as caught:
            replace_workbook(plan, OLD, NEW, backup=False, timestamp=STAMP)
        assert caught.value.problem.code == "file_held_kept"
        assert caught.value.problem.values["kept"] == "plan.calgen-new.xlsx"
        assert plan.read_bytes() == OLD
        assert (plan.parent / "plan.calgen-new.xlsx").read_bytes() == NEW
    assert sum(no_waiting) <= 3.0
    assert left_over(plan.parent) <= {"plan.calgen-new.xlsx"}


def test_a_copy_held_for_a_moment(plan: Path, no_waiting: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    """A virus scanner looks at each new file: at the copy of the version before too."""
    rename, tried = os.replace, list[Path]()

    def held(source: Path, target: Path) -> None:
        tried.append(target)
        if len(tried) <= 2:
            raise PermissionError(13, "injected")
        rename(source, target)

    monkeypatch.setattr(os, "replace", held)
    replace_workbook(plan, OLD, NEW, timestamp=STAMP)
    assert plan.read_bytes() == NEW
    assert no_waiting == [0.1, 0.2]
    assert left_over(plan.parent) == set()


def test_held_open_by_another_program(plan: Path, no_waiting: list[float]) -> None:
    """Where a file that is open can be replaced, it is; Windows refuses, and the new version stays beside it."""
    on_windows = vars(save)["os"].name == "nt"
    with plan.open("rb"):
        if on_windows:
            with pytest.raises(Refused) as caught:
                replace_workbook(plan, OLD, NEW, timestamp=STAMP)
            assert caught.value.problem.code == "file_held_kept"
            assert (plan.parent / "plan.calgen-new.xlsx").read_bytes() == NEW
            assert sum(no_waiting) <= 3.0
        else:
            replace_workbook(plan, OLD, NEW, timestamp=STAMP)
    assert plan.read_bytes() == (OLD if on_windows else NEW)
    assert left_over(plan.parent) <= {"plan.calgen-new.xlsx"}


def test_held_so_that_it_cannot_be_read(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(_: Path) -> bytes:
        raise PermissionError(13, "injected")

    monkeypatch.setattr(type(plan), "read_bytes", held)
    with pytest.raises(Refused) as caught:
        replace_workbook(plan, OLD, NEW, timestamp=STAMP)
    assert caught.value.problem.code == "file_held"


@pytest.mark.usefixtures("no_waiting")
def test_what_was_made_for_a_held_file_replaces_nothing(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(*_: object) -> None:
        raise PermissionError(13, "injected")

    monkeypatch.setattr(os, "replace", held)
    (plan.parent / "plan.calgen-new.xlsx").write_bytes(b"typed there since")
    with pytest.raises(Refused) as caught:
        replace_workbook(plan, OLD, NEW, backup=False, timestamp=STAMP)
    assert caught.value.problem.values["kept"] == "plan.calgen-new-2.xlsx"
    assert (plan.parent / "plan.calgen-new.xlsx").read_bytes() == b"typed there since"
    monkeypatch.setattr(os, "rename", held)
    with pytest.raises(Refused) as caught:
        replace_workbook(plan, OLD, NEW, backup=False, timestamp=STAMP)
    assert caught.value.problem.code == "file_held"
    assert sorted(plan.parent.glob("*.tmp")) == []


@pytest.mark.usefixtures("no_waiting")
def test_an_error_after_the_replace_is_no_error(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new bytes are in the file: what comes after, the folder and the old copies, cannot take that back."""
    rename, done = os.replace, []

    def renamed(source: Path, target: Path) -> None:
        rename(source, target)
        if target == plan:
            done.append(1)

    def failing_then(real: Any) -> Any:
        def call(*args: Any, **named: Any) -> Any:
            if done:
                raise OSError(errno.EIO, "injected")
            return real(*args, **named)

        return call

    monkeypatch.setattr(os, "replace", renamed)
    for name in ("open", "fsync", "close", "unlink", "listdir", "scandir"):
        monkeypatch.setattr(os, name, failing_then(getattr(os, name)))
    replace_workbook(plan, OLD, NEW, timestamp=STAMP)
    monkeypatch.undo()
    assert plan.read_bytes() == NEW

KILLED = """
import os, pathlib, signal, sys
real = getattr(os, sys.argv[2])
def die(*args, **named):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(os, sys.argv[2], die)
from calgen.files.save.save import replace_workbook
replace_workbook(pathlib.Path(sys.argv[1]), b"old bytes", b"new bytes", backup=False, timestamp="x")
"""


@posix
@pytest.mark.parametrize("call", ["write", "fsync", "fchmod", "replace"])
def test_next_run_after_a_kill_finds_it_clean(plan: Path, call: str) -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", KILLED, str(plan), call], cwd=root, check=False, capture_output=True)
    assert done.returncode == -9, done.stderr
    assert plan.read_bytes() == OLD
    assert left_over(plan.parent)
    replace_workbook(plan, OLD, NEW, timestamp=STAMP)
    assert plan.read_bytes() == NEW
    assert left_over(plan.parent) == set()
