"""One run at a time on a workbook: a lock of the operating system on a small hidden file beside it.

The system frees a lock when the program that holds it ends, however it ends, so a run that was killed leaves a file
but no lock. On a disk that knows no locks (some network drives), a file that names its owner takes its place.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
import time
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from calgen.files.save.disk import short_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from filelock import BaseFileLock

_held: set[Path] = set()
_UNSUPPORTED = {errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK, errno.EINVAL}
# any user of a shared folder may run calgen after a run of somebody else was killed there
_MODE = 0o666
_FILLED_AFTER = 2.0  # seconds after which a file that is still empty will not be filled any more
_LONGEST_LOCK = 400  # bytes
_LOCK_TEXT = re.compile(rb"(\d+(\s[^;,\t]*)?)?\Z")


class LockBusy(Exception):  # noqa: N818 -- the file is not at fault
    """Another run holds the lock, or something that is no file stands in its place; `path` is the lock file."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def lock_path(real: Path) -> Path:
    """Path of a workbook's lock file."""
    return real.parent / f".{short_name(real.name)}.calgen-lock"


def owner_path(real: Path) -> Path:
    """Path of the file that names the owner of the lock, on a disk that knows no locks."""
    return real.parent / f".{short_name(real.name)}.calgen-owner"


@contextlib.contextmanager
def exclusive(real: Path) -> Iterator[None]:
    """Holds a workbook's lock; where this program holds it already, does nothing.

    `real` is the workbook's resolved path. Raises LockBusy, or OSError of the disk.
    """
    if real in _held:
        yield
        return
    lock = _acquire(real)
    _held.add(real)
    try:
        yield
    finally:
        _held.discard(real)
        _release(lock, lock_path(real))


def _acquire(real: Path) -> BaseFileLock:
    path = lock_path(real)
    try:
        lock = FileLock(path, timeout=0, mode=_MODE, fallback_to_soft=False)
        lock.acquire()
    except Timeout as error:
        raise LockBusy(path) from error
    except OSError as error:
        if _is_obstructed(path):
            raise LockBusy(path) from error
        if error.errno not in _UNSUPPORTED:
            raise
        return _acquire_by_owner(real)
    return lock


def _acquire_by_owner(real: Path) -> BaseFileLock:
    """The lock of a disk that knows no locks: a file with the number, host and start time of its owner."""
    from filelock import SoftFileLock  # seldom needed, and slow to load

    with contextlib.suppress(OSError):
        lock_path(real).unlink()  # made by the attempt; nobody can hold a lock on it
    _remove_unfinished(owner_path(real))
    lock = SoftFileLock(owner_path(real), timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise LockBusy(owner_path(real)) from error
    return lock


def _remove_unfinished(path: Path) -> None:
    """Removes a file that names no owner: a run was killed between making and filling it, which takes no time."""
    with contextlib.suppress(OSError):
        is_old = time.time() - os.lstat(path).st_mtime > _FILLED_AFTER
        if is_old and _start_of(path) == b"":
            path.unlink()


def _is_calgens(path: Path) -> bool:
    """Whether a lock file is one of calgen's: an empty one, or one that begins with the number of a process."""
    start = _start_of(path)
    return start is not None and _LOCK_TEXT.match(start) is not None


def _start_of(path: Path) -> bytes | None:
    """The first bytes of a file, without blanks around them; None where it is no regular file, or cannot be read."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return None
        with path.open("rb") as file:
            return file.read(_LONGEST_LOCK).strip()
    except OSError:
        return None


def _is_obstructed(path: Path) -> bool:
    """Whether a link, a folder or the like stands where the lock file should be."""
    try:
        return not stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def _release(lock: BaseFileLock, path: Path) -> None:
    """Frees a lock, and leaves no file behind.

    While the lock is held nobody else can take it, so its file may be removed: who has opened it meanwhile sees that it
    is gone, and opens it again. Windows removes no file that is open: there the package does so after the release.
    """
    if sys.platform != "win32" and isinstance(lock, FileLock):
        with contextlib.suppress(OSError):
            if _is_calgens(path):
                path.unlink()
    with contextlib.suppress(OSError):
        lock.release()
