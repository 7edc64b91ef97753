"""One run at a time, and no run that is over keeps a workbook busy."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from test_save import NEW, OLD, STAMP, left_over, posix, refused

from calgen.files.save.lock import lock_path, owner_path
from calgen.files.save.save import lock_workbook, replace_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
UNSUPPORTED = [errno.ENOSYS, errno.ENOTSUP, errno.ENOLCK]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(OLD)
    return path


HOLD = """
import pathlib, sys
from calgen.files.save.save import lock_workbook
if int(sys.argv[2]):
    import fcntl
    def flock(*_):
        raise OSError(int(sys.argv[2]), "injected")
    fcntl.flock = flock
with lock_workbook(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_run(path: Path, flock_error: int = 0) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock of a workbook."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(path), str(flock_error)], cwd=ROOT, text=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    try:
        yield process
    finally:
        process.communicate("")


@contextmanager
def disk_without_locks(number: int) -> Iterator[None]:
    """As a network drive may answer."""

    def flock(*_: object) -> None:
        raise OSError(number, "injected")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("fcntl.flock", flock)
        yield


def test_busy_while_another_run_is_at_work(plan: Path) -> None:
    with another_run(plan) as process:
        assert refused(plan) == "file_busy"
        assert plan.read_bytes() == OLD
        process.communicate("")
        assert left_over(plan.parent) == set()
    replace_workbook(plan, OLD, NEW, timestamp=STAMP)
    assert plan.read_bytes() == NEW


@pytest.mark.parametrize("flock_error", [0, pytest.param(errno.ENOTSUP, marks=posix)])
def test_a_killed_run_does_not_keep_a_workbook_busy(plan: Path, flock_error: int) -> None:
    with another_run(plan, flock_error) as process:
        process.kill()
        process.wait()
        assert left_over(plan.parent)
        if flock_error:
            with disk_without_locks(flock_error):
                replace_workbook(plan, OLD, NEW, timestamp=STAMP)
        else:
            replace_workbook(plan, OLD, NEW, timestamp=STAMP)
    assert plan.read_bytes() == NEW
    assert left_over(plan.parent) == set()


@pytest.mark.parametrize("text", ["", "1 another-machine\n"])
def test_a_file_alone_is_no_lock(plan: Path, text: str) -> None:
    lock_path(plan).write_text(text)
    replace_workbook(plan, OLD, NEW, timestamp=STAMP)
    assert plan.read_bytes() == NEW
    assert left_over(plan.parent) == set()


@posix
def test_the_file_in_its_place_is_not_written_to(plan: Path) -> None:
    """A second name of a user's file, made by whoever wants it emptied."""
    precious = plan.parent / "precious.txt"
    precious.write_text("precious")
    os.link(precious, lock_path(plan))
    replace_workbook(plan, OLD, NEW, timestamp=STAMP)
    assert precious.read_text() == lock_path(plan).read_text() == "precious"
    assert left_over(plan.parent) == {"precious.txt", lock_path(plan).name}


@pytest.mark.parametrize("target", ["precious.txt", "nothing", ""])
def test_a_link_or_a_folder_in_its_place_is_named(plan: Path, target: str) -> None:
    precious = plan.parent / "precious.txt"
    precious.write_text("precious")
    if target:
        lock_path(plan).symlink_to(plan.parent / target)
    else:
        lock_path(plan).mkdir()
    assert refused(plan) == "file_busy"
    assert precious.read_text() == "precious"
    assert left_over(plan.parent) == {"precious.txt", lock_path(plan).name}


@posix
def test_a_pipe_in_its_place_does_not_stop_a_run_for_good(plan: Path) -> None:
    os.mkfifo(lock_path(plan))
    replace_workbook(plan, OLD, NEW, timestamp=STAMP)
    assert plan.read_bytes() == NEW


def test_held_from_reading_to_saving(plan: Path) -> None:
    with lock_workbook(plan):
        replace_workbook(plan, OLD, NEW, timestamp=STAMP)
        assert lock_path(plan).exists()
    assert not lock_path(plan).exists()
    assert plan.read_bytes() == NEW


@posix
def test_any_user_of_a_shared_folder_may_open_the_file_of_a_killed_run(plan: Path) -> None:
    with lock_workbook(plan):
        assert stat.S_IMODE(lock_path(plan).stat().st_mode) == 0o666


def test_a_new_run_waits_for_no_one_who_has_opened_the_file_only(plan: Path) -> None:
    """Whoever waits on the removed file of a run that is over does not keep the next run out."""
    with lock_workbook(plan):
        waiting = os.open(lock_path(plan), os.O_RDWR)
    replace_workbook(plan, OLD, NEW, timestamp=STAMP)
    os.close(waiting)
    assert plan.read_bytes() == NEW


# -- a disk that knows no locks --------------------------------------------------------------------------------------


@posix
@pytest.mark.parametrize("number", UNSUPPORTED)
def test_on_a_disk_without_locks_a_file_names_the_owner(plan: Path, number: int) -> None:
    with disk_without_locks(number), lock_workbook(plan):
        assert owner_path(plan).read_text().startswith(f"{os.getpid()}\n")
        replace_workbook(plan, OLD, NEW, timestamp=STAMP)
    assert plan.read_bytes() == NEW
    assert left_over(plan.parent) == set()


@posix
def test_a_disk_without_modes_has_locks(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fchmod(*_: object) -> None:
        raise OSError(errno.ENOTSUP, "injected")

    monkeypatch.setattr(os, "fchmod", fchmod)
    with lock_workbook(plan):
        replace_workbook(plan, OLD, NEW, timestamp=STAMP)
    assert plan.read_bytes() == NEW
    assert left_over(plan.parent) == set()


@posix
def test_on_a_disk_without_locks_another_run_is_seen(plan: Path) -> None:
    with another_run(plan, errno.ENOTSUP), disk_without_locks(errno.ENOTSUP):
        assert refused(plan) == "file_busy"
        assert owner_path(plan).exists()
    assert left_over(plan.parent) == set()


@posix
@pytest.mark.parametrize(("number", "code"), [(errno.EIO, "cannot_write"), (errno.EACCES, "file_busy")])
def test_a_disk_that_fails_is_told(plan: Path, number: int, code: str) -> None:
    with disk_without_locks(number):
        assert refused(plan) == code


def test_what_a_killed_run_left_is_removed(plan: Path) -> None:
    (plan.parent / ".plan.xlsx.calgen-123.tmp").write_bytes(b"half")
    (plan.parent / ".other.xlsx.calgen-123.tmp").write_bytes(b"half")
    replace_workbook(plan, OLD, NEW, timestamp=STAMP)
    assert left_over(plan.parent) == {".other.xlsx.calgen-123.tmp"}


@posix
@pytest.mark.parametrize("text", ["", "\n"])
def test_on_a_disk_without_locks_an_empty_file_is_that_of_a_killed_run(plan: Path, text: str) -> None:
    owner_path(plan).write_text(text)
    old = time.time() - 10
    os.utime(owner_path(plan), (old, old))
    with disk_without_locks(errno.ENOTSUP):
        replace_workbook(plan, OLD, NEW, timestamp=STAMP)
    assert plan.read_bytes() == NEW
    assert left_over(plan.parent) == set()


@posix  # on Windows the lock package removes its file, whatever is in it
@pytest.mark.parametrize("text", ["not a lock at all", "id;total\n7;4\n"])
def test_a_file_of_the_user_s_in_its_place_stays(plan: Path, text: str) -> None:
    lock_path(plan).write_text(text)
    replace_workbook(plan, OLD, NEW, timestamp=STAMP)
    assert plan.read_bytes() == NEW
    assert lock_path(plan).read_text() == text
