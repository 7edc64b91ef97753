"""Writes a file completely to the disk, with the access rights of another; replaces nothing."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PAUSES = (0.1, 0.2, 0.4, 0.8, 1.5)  # seconds, three in all: virus scanners and sync tools hold a file for less
_LONGEST_NAME = 200  # bytes of a name to which calgen adds its endings: most disks allow 255 in all
# answers of a disk to a call that it does not support (network drives, memory sticks), or that needs another user
_UNSUPPORTED = {errno.EINVAL, errno.ENOTSUP, errno.EPERM, errno.ENOSYS, getattr(errno, "ENODATA", errno.EINVAL)}


def short_name(name: str) -> str:
    """The name of a workbook, or a part of it, for the files beside it: their names are longer, and a disk has a limit.

    A long name is cut, and told from others that begin alike by a hash of all of it.
    """
    data = os.fsencode(name)
    if len(data) <= _LONGEST_NAME:
        return name
    digest = hashlib.sha256(data).hexdigest()[:12]
    return data[: _LONGEST_NAME - len(digest) - 1].decode("utf-8", "ignore") + "~" + digest


def write_temporary(target: Path, data: bytes, like: Path | None) -> Path:
    """Writes a temporary file in the folder of `target`, synced to the disk; returns its path.

    The file gets mode, owner and extended attributes of the file `like`. Raises OSError, and then leaves no file.
    """
    path = target.parent / f".{short_name(target.name)}.calgen-{os.getpid()}.tmp"
    remove(path)
    mode = 0o666 if like is None else 0o600
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(handle, left) :]
            if like is not None:
                _copy_rights(like, path, handle)
            with _ignore_unsupported():
                os.fsync(handle)
        finally:
            os.close(handle)
    except BaseException:
        remove(path)
        raise
    return path


def _copy_rights(source: Path, copy: Path, handle: int) -> None:
    """Copies mode, owner and extended attributes; `handle` is the open file `copy`."""
    if sys.platform == "win32":
        return
    found = source.stat()
    with _ignore_unsupported():
        os.fchown(handle, found.st_uid, found.st_gid)
    with _ignore_unsupported():
        os.fchmod(handle, stat.S_IMODE(found.st_mode))
    if sys.platform == "linux":
        names: list[str] = []
        with _ignore_unsupported():
            names = os.listxattr(source)
        for name in names:
            with _ignore_unsupported():
                os.setxattr(copy, name, os.getxattr(source, name))


@contextlib.contextmanager
def _ignore_unsupported() -> Iterator[None]:
    """Ignores a call that this disk does not support or does not allow; a disk that fails still raises OSError."""
    try:
        yield
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise


def rename_over(temporary: Path, target: Path) -> None:
    """Puts a file in the place of another at once; tries for three seconds where another program holds one of them.

    Raises PermissionError where it is held for longer, and OSError.
    """
    for pause in _PAUSES:
        try:
            os.replace(temporary, target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    os.replace(temporary, target)


def sync_folder(folder: Path) -> None:
    """Writes a folder's list of names to the disk; ignores errors, for the bytes of the files are there already."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove(path: Path) -> None:
    """Removes a file of calgen's; does nothing where it is absent or the disk refuses."""
    with contextlib.suppress(OSError):
        path.unlink()
