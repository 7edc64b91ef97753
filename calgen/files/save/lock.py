"""One run at a time on a workbook: a small file beside it that says who is at work.

The lock is a file that only one program can create. What a run that was killed has left is recognised and taken away.
"""

from __future__ import annotations

import contextlib
import os
import platform
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_held: set[Path] = set()
_EMPTY_FOR = 60.0  # seconds after which a lock without an owner is left over from a full disk
_ANY_FOR = 3600.0  # no run lasts an hour: its machine is gone, or its number belongs to another program by now


class LockBusy(Exception):  # noqa: N818 -- the file is not at fault
    """Another run holds the lock; `path` is the file that says so."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def lock_path(real: Path) -> Path:
    """Where a workbook's lock stands."""
    return real.parent / f".{real.name}.calgen-lock"


def lock(real: Path) -> bool:
    """Takes a workbook's lock; False if this program holds it already. Raises LockBusy, or OSError of the disk."""
    path = lock_path(real)
    if real in _held:
        return False
    if not _create(path) and (not _stale(path) or not _take_away(path) or not _create(path)):
        raise LockBusy(path)
    _held.add(real)
    return True


def unlock(real: Path) -> None:
    """Gives a workbook's lock back."""
    _held.discard(real)
    with contextlib.suppress(OSError):
        lock_path(real).unlink()


def _create(path: Path) -> bool:
    """Makes the lock file with our number in it; False if there is one."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    except FileExistsError:
        return False
    try:
        try:
            os.write(handle, f"{os.getpid()} {platform.node()}\n".encode())
        finally:
            os.close(handle)
    except BaseException:
        # an empty lock would shut the workbook for the next run
        with contextlib.suppress(OSError):
            path.unlink()
        raise
    return True


def _stale(path: Path) -> bool:
    """Whether the run that made a lock is over."""
    age = _age(path)
    try:
        words = path.read_text(encoding="utf-8", errors="replace").split()
    except OSError:
        return not path.exists()
    if len(words) != 2 or not words[0].isdigit():
        return age > _EMPTY_FOR
    owner = int(words[0])
    # one with our own number, which we do not hold, we could not remove; or its owner had the number before us
    if words[1] == platform.node() and (owner == os.getpid() or not _alive(owner)):
        return True
    return age > _ANY_FOR


def _alive(process: int) -> bool:
    """Whether a program of that number runs on this machine; where that cannot be asked, yes."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _age(path: Path) -> float:
    """Seconds since a file was written, by the clock of the disk it is on: that of a network drive may be another."""
    probe = path.with_name(f"{path.name}-{os.getpid()}")
    try:
        probe.touch()
        return probe.stat().st_mtime - path.stat().st_mtime
    except OSError:
        return 0.0
    finally:
        with contextlib.suppress(OSError):
            probe.unlink()


def _take_away(path: Path) -> bool:
    """Removes a stale lock; False if another run was faster, whose new lock is then put back."""
    aside = path.with_name(f"{path.name}-{os.getpid()}")
    try:
        os.replace(path, aside)
        if not _stale(aside):
            os.link(aside, path)
            return False
    except OSError:
        return True
    finally:
        with contextlib.suppress(OSError):
            aside.unlink()
    return True
