"""Replaces a user's file by new bytes: whatever happens on the way, the old bytes or the new ones are there.

The order is that of a study that stopped a save at every system call: look, lock, compare, keep a copy, write a file
beside it, compare again, rename, unlock.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from typing import TYPE_CHECKING

from calgen.book.problems import Refused
from calgen.files.lock import LockBusy, lock, unlock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BACKUPS = ".calgen-backups"
_PAUSES = (0.1, 0.2, 0.4, 0.8, 1.5)  # seconds, three in all: indexers and sync tools hold a file for less
_FULL = {errno.ENOSPC, errno.EDQUOT}
_UNKNOWN = {errno.EINVAL, errno.ENOTSUP, errno.EPERM, errno.ENOSYS, getattr(errno, "ENODATA", errno.EINVAL)}
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
                _back_up(real, before, today_stamp)
            made = _write_beside(real, after, real if before is not None else None)
        except OSError as error:
            raise _sentence(error, real) from error
        try:
            _compare(real, before)
            _rename(made, real)
        except BaseException:
            _forget(made)
            raise
        _sync_folder(real.parent)


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
    for left in real.parent.glob(f".{_quoted(real.name)}.calgen-*.tmp"):
        _forget(left)


def _quoted(name: str) -> str:
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


# -- writing -------------------------------------------------------------------------------------------------------


def _back_up(real: Path, before: bytes, today_stamp: str) -> None:
    """Keeps the old bytes under a name of their own; those that are kept already are not kept twice."""
    folder = real.parent / BACKUPS
    folder.mkdir(exist_ok=True)
    number = 1
    while True:
        ending = "" if number == 1 else f"-{number}"
        copy = folder / f"{real.stem}.{today_stamp}{ending}{real.suffix}"
        if not copy.exists():
            break
        if copy.read_bytes() == before:
            return
        number += 1
    made = _write_beside(copy, before, real)
    try:
        os.replace(made, copy)
    except BaseException:
        _forget(made)
        raise
    _sync_folder(folder)


def _write_beside(target: Path, data: bytes, like: Path | None) -> Path:
    """Writes a file in the folder of `target` and down to the disk, with the rights of `like`."""
    made = target.parent / f".{target.name}.calgen-{os.getpid()}.tmp"
    _forget(made)
    mode = 0o666 if like is None else 0o600
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(handle, left) :]
            if like is not None:
                _copy_rights(like, made, handle)
            with _where_known():
                os.fsync(handle)
        finally:
            os.close(handle)
    except BaseException:
        _forget(made)
        raise
    return made


def _copy_rights(like: Path, made: Path, handle: int) -> None:
    """Mode, owner and extended attributes; network drives and guests may refuse the last two."""
    found = like.stat()
    if sys.platform == "win32":
        return
    with _where_known():
        os.fchown(handle, found.st_uid, found.st_gid)
    with _where_known():
        os.fchmod(handle, stat.S_IMODE(found.st_mode))
    if sys.platform == "linux":
        names: list[str] = []
        with _where_known():
            names = os.listxattr(like)
        for name in names:
            with _where_known():
                os.setxattr(made, name, os.getxattr(like, name))


@contextlib.contextmanager
def _where_known() -> Iterator[None]:
    """Passes over a call that this disk does not know or does not allow to us; a disk that fails still fails."""
    try:
        yield
    except OSError as error:
        if error.errno not in _UNKNOWN:
            raise


def _rename(made: Path, real: Path) -> None:
    """The one step that counts; tried for three seconds, for a virus scanner may hold the file."""
    for pause in (*_PAUSES, None):
        try:
            os.replace(made, real)
        except PermissionError as error:
            if pause is None:
                raise Refused("file_held", file=real.name) from error
            time.sleep(pause)
        except OSError as error:
            raise _sentence(error, real) from error
        else:
            return


def _sync_folder(folder: Path) -> None:
    """Asks for the new name to reach the disk; the bytes are there already, so a refusal changes nothing."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _forget(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def _sentence(error: OSError, real: Path) -> Refused:
    """What to tell of a disk that refuses."""
    if error.errno in _FULL:
        return Refused("disk_full", file=real.name, folder=str(real.parent))
    if error.errno in _FORBIDDEN:
        return Refused("folder_read_only", file=real.name, folder=str(real.parent))
    return Refused("cannot_write", file=real.name, folder=str(real.parent))
