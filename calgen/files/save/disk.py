"""Writes a file beside another, down to the disk and with its rights; nothing is replaced here."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# what a call says that a disk does not know (network drives, memory sticks), or that is not ours to make
_UNKNOWN = {errno.EINVAL, errno.ENOTSUP, errno.EPERM, errno.ENOSYS, getattr(errno, "ENODATA", errno.EINVAL)}


def write_beside(target: Path, data: bytes, like: Path | None) -> Path:
    """Writes a file in the folder of `target` and down to the disk, with the rights of `like`; its name is returned."""
    made = target.parent / f".{target.name}.calgen-{os.getpid()}.tmp"
    forget(made)
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
        forget(made)
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


def sync_folder(folder: Path) -> None:
    """Asks for a new name to reach the disk; the bytes are there already, so a refusal changes nothing."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def forget(path: Path) -> None:
    """Removes a file of ours, where it is there and the disk allows it."""
    with contextlib.suppress(OSError):
        path.unlink()


def quoted(name: str) -> str:
    """A name as a pattern that only it answers to."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)
