"""Replaces a workbook by new bytes: whatever happens on the way, the old bytes or the new ones are in the file.

The order of the steps and the reason of each stand in docs/reliability.md.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from calgen.book.problems import Refused
from calgen.files.save import backups
from calgen.files.save.disk import remove, rename_over, short_name, sync_folder, write_temporary
from calgen.files.save.lock import LockBusy, exclusive, owner_path
from calgen.files.save.write_problems import write_problems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextlib.contextmanager
def lock_workbook(path: Path) -> Iterator[None]:
    """Keeps other runs away from a workbook, from before it is read until it is saved.

    Inside, `replace_workbook` and `undo` take no second lock. Raises Refused: `file_open`, `not_a_file`,
    `file_read_only`, `file_linked_twice`, `folder_missing`, `folder_read_only`, `file_busy`, `disk_full`,
    `cannot_write`.
    """
    real = path.resolve()
    if found := tuple(write_problems(path)):  # before any work is done
        raise Refused.joined(found)
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(exclusive(real))
        except LockBusy as error:
            raise Refused("file_busy", file=real.name, lock=error.path.name) from error
        except OSError as error:
            raise _refusal(error, real) from error
        _remove_temporary_files(real)
        yield


def replace_workbook(path: Path, before: bytes | None, after: bytes, *, backup: bool = True, timestamp: str) -> None:
    """Writes `after` in the place of the file that held `before`; None means that there is no file yet.

    `timestamp` names the backup of the old bytes, such as "20260301-093000". A symbolic link keeps pointing to its
    file; mode, owner and extended attributes are kept. Where nothing changes, nothing is written.
    Raises Refused: those of `lock_workbook`, and `file_exists`, `file_changed`, `file_held`, `file_held_kept`.
    """
    real = path.resolve()
    with lock_workbook(path):
        _check_unchanged(real, before)
        if before == after:
            return
        try:
            if backup and before is not None:
                backups.add_backup(real, before, timestamp)
            temporary = write_temporary(real, after, real if before is not None else None)
        except OSError as error:
            raise _refusal(error, real) from error
        try:
            _check_unchanged(real, before)
            _put_in_place(temporary, real)
        except BaseException:
            remove(temporary)
            raise
        sync_folder(real.parent)
        if backup and before is not None:
            with contextlib.suppress(OSError):
                backups.prune(real, after, backups.parse_timestamp(timestamp).date())


@dataclass(frozen=True, slots=True)
class Restored:
    """A version that `undo` brought back: its bytes, and when it had been replaced (by a run, or by an `undo`)."""

    data: bytes
    replaced_at: datetime
    is_newer: bool  # than the version that it replaces now: an earlier `undo` is undone


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """A version that `undo` can bring back: its number (1 is the newest), when it was replaced, its size in bytes."""

    number: int
    replaced_at: datetime
    size: int


def earlier_versions(path: Path) -> tuple[EarlierVersion, ...]:
    """The versions that `undo` can bring back, the newest first. Raises Refused: `file_unread`, `no_backup`."""
    real = path.resolve()
    found = backups.list_versions(real, _present_bytes(real))
    if not found:
        raise Refused("no_backup", file=real.name)
    return tuple(EarlierVersion(n, backup.replaced_at, len(data)) for n, (backup, data) in enumerate(found, 1))


def undo(path: Path, number: int = 1, *, timestamp: str) -> Restored:
    """Brings back an earlier version, by its number from 1, the newest, and keeps the present one as a backup.

    A second call undoes the first. Raises Refused: those of `replace_workbook`, and `file_unread`, `no_backup`,
    `no_version`.
    """
    real = path.resolve()
    with lock_workbook(path):
        current = _present_bytes(real)
        backup, data = _version(real, current, number)
        is_newer = backups.is_newer(real, data, current)
        replace_workbook(path, current, data, timestamp=timestamp)
        return Restored(data, backup.replaced_at, is_newer)


def _version(real: Path, current: bytes | None, number: int) -> tuple[backups.Backup, bytes]:
    """A version with its bytes; of the newest one alone no other file is read."""
    if number == 1 and (previous := backups.find_previous(real, current)):
        return previous
    found = backups.list_versions(real, current)
    if not found:
        raise Refused("no_backup", file=real.name)
    if not 1 <= number <= len(found):
        raise Refused("no_version", file=real.name, number=number, most=len(found), path=real.name)
    return found[number - 1]


def _present_bytes(real: Path) -> bytes | None:
    try:
        return real.read_bytes() if real.exists() else None
    except OSError as error:
        raise Refused("file_unread", detail=error.strerror or type(error).__name__) from error


# -- checks before anything is written -------------------------------------------------------------------------------


def _check_unchanged(real: Path, before: bytes | None) -> None:
    """Refuses to overwrite any bytes but those that were read."""
    try:
        found = real.read_bytes()
    except FileNotFoundError:
        found = None
    except PermissionError as error:  # on Windows, another program holds it
        raise Refused("file_held", file=real.name) from error
    except OSError as error:
        raise _refusal(error, real) from error
    if found != before:
        raise Refused("file_exists" if before is None else "file_changed", file=real.name)


def _remove_temporary_files(real: Path) -> None:
    """Removes the files of a killed run; as the lock is held, no other run needs them."""
    for pattern in (f".{glob.escape(short_name(real.name))}.calgen-*.tmp", f"{glob.escape(owner_path(real).name)}.*"):
        for path in real.parent.glob(pattern):
            remove(path)
    with contextlib.suppress(OSError):
        backups.remove_temporary_files(real)


# -- writing -------------------------------------------------------------------------------------------------------


def _put_in_place(temporary: Path, real: Path) -> None:
    """Replaces the workbook by the temporary file. Raises Refused."""
    try:
        rename_over(temporary, real)
    except PermissionError as error:
        raise _keep_beside(temporary, real) from error
    except OSError as error:
        raise _refusal(error, real) from error


def _keep_beside(temporary: Path, real: Path) -> Refused:
    """Keeps the new version beside a file that another program holds, under a free name; returns the refusal."""
    number = 1
    while True:
        ending = "" if number == 1 else f"-{number}"
        kept = real.with_name(f"{short_name(real.stem)}.calgen-new{ending}{real.suffix}")
        if not os.path.lexists(kept):
            break
        number += 1
    try:
        os.rename(temporary, kept)
    except OSError:
        return Refused("file_held", file=real.name)
    return Refused("file_held_kept", file=real.name, kept=kept.name)


def _refusal(error: OSError, real: Path) -> Refused:
    """The problem that tells a user what the disk answered."""
    if error.errno in _FULL:
        return Refused("disk_full", file=real.name, folder=str(real.parent))
    if error.errno in _FORBIDDEN:
        return Refused("folder_read_only", file=real.name, folder=str(real.parent))
    return Refused("cannot_write", file=real.name, folder=str(real.parent))
