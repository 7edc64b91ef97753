"""The versions before: a copy of each one that a run has replaced, in `.calgen-backups` beside the workbook.

Kept are the ten newest, the first of each day for thirty days, and always one that differs from the workbook.
"""

from __future__ import annotations

import contextlib
import os
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from calgen.files.save.disk import forget, sync_folder, write_beside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = ".calgen-backups"
MOST = 10
DAYS = 30
_STAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """A kept version: the stamp of the run that replaced it, and the how-manyth of that moment it is."""

    stamp: str
    number: int
    path: Path

    @property
    def when(self) -> datetime:
        """When it was replaced, by the clock of the run that did so."""
        return moment(self.stamp)


def moment(stamp: str) -> datetime:
    """The moment that a stamp names. Raises ValueError where it names none."""
    return datetime.strptime(stamp, _STAMP)  # noqa: DTZ007 -- the clock on the wall, as the name of the copy says it


def kept(real: Path) -> tuple[Backup, ...]:
    """The kept versions of a workbook, oldest first."""
    return tuple(sorted(_found(real)))


def _found(real: Path) -> Iterator[Backup]:
    name = _pattern(real, "")
    folder = real.parent / FOLDER
    for path in folder.iterdir() if folder.is_dir() else ():
        match = name.fullmatch(path.name)
        if match and path.is_file() and _sound(match[1]):
            yield Backup(match[1], int(match[2] or 1), path)


def _pattern(real: Path, more: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(real.stem)}\.(\d{{8}}-\d{{6}})(?:-(\d{{1,6}}))?{re.escape(real.suffix)}{more}")


def _sound(stamp: str) -> bool:
    try:
        moment(stamp)
    except ValueError:
        return False
    return True


def before(real: Path, now: bytes | None) -> tuple[Backup, bytes] | None:
    """The newest kept version that differs from the bytes there are now, with its own."""
    for backup in reversed(kept(real)):
        with contextlib.suppress(OSError):
            data = backup.path.read_bytes()
            if data != now:
                return backup, data
    return None


def keep(real: Path, data: bytes, stamp: str) -> None:
    """Keeps the bytes that are about to be replaced; nothing where the newest copy holds them already."""
    newest = (kept(real) or (None,))[-1]
    if newest and not _differs(newest, data):
        return
    folder = real.parent / FOLDER
    folder.mkdir(exist_ok=True)
    number = 1
    if newest and newest.stamp >= stamp:  # a second run in one second, or a clock put back: the order stays
        stamp, number = newest.stamp, newest.number + 1
    ending = "" if number == 1 else f"-{number}"
    copy = folder / f"{real.stem}.{stamp}{ending}{real.suffix}"
    made = write_beside(copy, data, real)
    try:
        os.replace(made, copy)
    except BaseException:
        forget(made)
        raise
    sync_folder(folder)


def prune(real: Path, now: bytes, today: date) -> None:
    """Removes old copies; what cannot be removed, or read, stays."""
    every = kept(real)
    staying = set(every[-MOST:])
    firsts: dict[date, Backup] = {}
    for backup in every:
        firsts.setdefault(backup.when.date(), backup)
    staying |= {backup for day, backup in firsts.items() if today - timedelta(days=DAYS) < day}
    if len(staying) == len(every):
        return
    found = before(real, now)
    if found:
        staying.add(found[0])  # the newest that differs: the one to go back to
    for backup in every:
        if backup not in staying:
            forget(backup.path)


def _differs(backup: Backup, now: bytes) -> bool:
    """Whether a kept version is another one; one that cannot be read is."""
    try:
        return backup.path.read_bytes() != now
    except OSError:
        return True


def sweep(real: Path) -> None:
    """Removes the halves of copies that a killed run has left."""
    name = re.compile(rf"\.{_pattern(real, '').pattern}\.calgen-\d+\.tmp")
    folder = real.parent / FOLDER
    for path in folder.iterdir() if folder.is_dir() else ():
        if name.fullmatch(path.name):
            forget(path)
