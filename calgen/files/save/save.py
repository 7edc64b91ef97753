"""Replaces a user's file by new bytes: whatever happens on the way, the old bytes or the new ones are there.

The order is that of a study that stopped a save at every system call: look, lock, compare, keep a copy, write a file
beside it, compare again, rename, unlock.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from typing import TYPE_CHECKING

from calgen.book.problems import Refused
from calgen.files.save import backups
from calgen.files.save.disk import forget, quoted, sync_folder, write_beside
from calgen.files.save.lock import LockBusy, lock, lock_path, unlock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

BACKUPS = backups.FOLDER
_PAUSES = (0.1, 0.2, 0.4, 0.8, 1.5)  # seconds, three in all: indexers and sync tools hold a file for less
_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds a workbook from the moment it is read until it is saved; `replace` inside takes no lock of its own.

    Raises Refused: `file_open`, `file_read_only`, `folder_read_only`, `file_linked_twice`, `file_busy`.
    """
    real = path.resolve()
    _look(path, real)
    try:
        held = lock(real)
    except LockBusy as error:
        raise Refused("file_busy", file=real.name, lock=error.path.name) from error
    except OSError as error:
        raise _sentence(error, real) from error
    try:
        _sweep(real)
        yield
    finally:
        if held:
            unlock(real)


def replace(path: Path, before: bytes | None, after: bytes, *, backup: bool = True, today_stamp: str) -> None:
    """Puts `after` in the place of the file that held `before`; None means a file that is not there yet.

    `today_stamp` names the copy of the old bytes in `.calgen-backups`, such as "20260301-093000". A link keeps
    pointing to its file; mode, owner and extended attributes are kept. Nothing is written where nothing changes.
    Raises Refused: those of `locked`, and `file_exists`, `file_changed`, `file_held`, `disk_full`, `cannot_write`.
    """
    real = path.resolve()
    with locked(path):
        _compare(real, before)
        if before == after:
            return
        try:
            if backup and before is not None:
                backups.keep(real, before, today_stamp)
            made = write_beside(real, after, real if before is not None else None)
        except OSError as error:
            raise _sentence(error, real) from error
        try:
            _compare(real, before)
            _rename(made, real)
        except BaseException:
            forget(made)
            raise
        sync_folder(real.parent)
        if backup and before is not None:
            with contextlib.suppress(OSError):
                backups.prune(real, after, backups.moment(today_stamp).date())


def undo(path: Path, *, today_stamp: str) -> tuple[datetime, bytes]:
    """Puts the version before back in its place, and keeps the present one: a second time undoes the first.

    Returns when the version that is back was replaced, and its bytes. Raises Refused: those of `replace`, and
    `no_backup`.
    """
    real = path.resolve()
    with locked(path):
        try:
            now = real.read_bytes() if real.exists() else None
        except OSError as error:
            raise Refused("file_unread", detail=error.strerror or type(error).__name__) from error
        found = backups.before(real, now)
        if found is None:
            raise Refused("no_backup", file=real.name)
        backup, data = found
        replace(path, now, data, today_stamp=today_stamp)
        return backup.when, data


# -- before anything is written ------------------------------------------------------------------------------------


def _look(path: Path, real: Path) -> None:
    """Refuses what could not be saved in the end, before any work is done."""
    for place in {path.absolute(), real}:
        for name in (f"~${place.name}", f".~lock.{place.name}#"):
            if os.path.lexists(place.parent / name):
                raise Refused("file_open", file=real.name, sign=name)
    if real.exists():
        found = real.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Refused("not_a_file", file=real.name)
        # the mode counts for root too: whoever made the file read-only meant it
        if not found.st_mode & 0o222 or not os.access(real, os.W_OK):
            raise Refused("file_read_only", file=real.name)
        if found.st_nlink > 1:
            raise Refused("file_linked_twice", file=real.name)
    if not real.parent.is_dir():
        raise Refused("folder_missing", folder=str(real.parent))
    if not os.access(real.parent, os.W_OK | os.X_OK):
        raise Refused("folder_read_only", file=real.name, folder=str(real.parent))


def _compare(real: Path, before: bytes | None) -> None:
    """Refuses to write over anything but what was read."""
    try:
        found = real.read_bytes()
    except FileNotFoundError:
        found = None
    except OSError as error:
        raise _sentence(error, real) from error
    if found != before:
        raise Refused("file_exists" if before is None else "file_changed", file=real.name)


def _sweep(real: Path) -> None:
    """Removes what a run that was killed has left behind; the lock says that no other run needs it."""
    for left in (f".{quoted(real.name)}.calgen-*.tmp", f"{quoted(lock_path(real).name)}-*"):
        for path in real.parent.glob(left):
            forget(path)
    with contextlib.suppress(OSError):
        backups.sweep(real)


# -- writing -------------------------------------------------------------------------------------------------------


def _rename(made: Path, real: Path) -> None:
    """The one step that counts; tried for three seconds, for a virus scanner may hold the file."""
    for pause in (*_PAUSES, None):
        try:
            os.replace(made, real)
        except PermissionError as error:
            if pause is None:
                raise _held(made, real) from error
            time.sleep(pause)
        except OSError as error:
            raise _sentence(error, real) from error
        else:
            return


def _held(made: Path, real: Path) -> Refused:
    """A file that another program does not let go: what was made is kept beside it, under a name that is free."""
    number = 1
    while True:
        ending = "" if number == 1 else f"-{number}"
        aside = real.with_name(f"{real.stem}.calgen-new{ending}{real.suffix}")
        if not os.path.lexists(aside):
            break
        number += 1
    try:
        os.rename(made, aside)
    except OSError:
        return Refused("file_held", file=real.name)
    return Refused("file_held_kept", file=real.name, kept=aside.name)


def _sentence(error: OSError, real: Path) -> Refused:
    """What to tell of a disk that refuses."""
    if error.errno in _FULL:
        return Refused("disk_full", file=real.name, folder=str(real.parent))
    if error.errno in _FORBIDDEN:
        return Refused("folder_read_only", file=real.name, folder=str(real.parent))
    return Refused("cannot_write", file=real.name, folder=str(real.parent))
