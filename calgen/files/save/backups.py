"""Earlier versions of a workbook, in the folder `.calgen-backups` beside it: one for each run that replaced it.

A name holds the time of that run: `plan.20260301-093000.xlsx`. Kept are the ten newest, the first of each day for
thirty days, and always one that differs from the workbook.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from calgen.files.save.disk import remove, rename_over, short_name, sync_folder, write_temporary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = ".calgen-backups"
KEPT_VERSIONS = 10
KEPT_DAYS = 30
_TIMESTAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """An earlier version: timestamp of the run that replaced it, and its number within that second, from 1."""

    timestamp: str
    number: int
    path: Path

    @property
    def replaced_at(self) -> datetime:
        """Local time at which this version was replaced."""
        return parse_timestamp(self.timestamp)


def parse_timestamp(text: str) -> datetime:
    """Local time of a timestamp such as "20260301-093000". Raises ValueError."""
    return datetime.strptime(text, _TIMESTAMP)  # noqa: DTZ007 -- the user's wall clock, as in the file's name


def list_backups(real: Path) -> tuple[Backup, ...]:
    """The earlier versions of a workbook, oldest first."""
    return tuple(sorted(_find_backups(real)))


def _find_backups(real: Path) -> Iterator[Backup]:
    name = _name_pattern(real)
    for path in _files_in(real.parent / FOLDER):
        match = name.fullmatch(path.name)
        if match and path.is_file() and _is_timestamp(match[1]):
            yield Backup(match[1], int(match[2] or 1), path)


def _files_in(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from folder.iterdir()


def _name_pattern(real: Path) -> re.Pattern[str]:
    """Matches the file name of a backup; groups: timestamp, number."""
    stem, suffix = re.escape(short_name(real.stem)), re.escape(real.suffix)
    return re.compile(rf"{stem}\.(\d{{8}}-\d{{6}})(?:-(\d{{1,6}}))?{suffix}")


def _is_timestamp(text: str) -> bool:
    try:
        parse_timestamp(text)
    except ValueError:
        return False
    return True


def find_previous(real: Path, current: bytes | None) -> tuple[Backup, bytes] | None:
    """The newest backup whose bytes differ from the current ones, and its bytes; skips backups that cannot be read."""
    for backup in reversed(list_backups(real)):
        with contextlib.suppress(OSError):
            data = backup.path.read_bytes()
            if data != current:
                return backup, data
    return None


def list_versions(real: Path, current: bytes | None) -> list[tuple[Backup, bytes]]:
    """The earlier versions with their bytes, newest first.

    Left out are those that are as the workbook is now, that are the same as a newer one, or that cannot be read.
    """
    found: list[tuple[Backup, bytes]] = []
    for backup in reversed(list_backups(real)):
        with contextlib.suppress(OSError):
            data = backup.path.read_bytes()
            if data != current and all(data != other for _, other in found):
                found.append((backup, data))
    return found


def is_newer(real: Path, data: bytes, current: bytes | None) -> bool:
    """Whether a version was first put aside after the present one was: an `undo` brought the present one back."""
    order = []
    for backup in list_backups(real):
        with contextlib.suppress(OSError):
            found = backup.path.read_bytes()
            order += [found] if found in (data, current) and found not in order else []
    return current in order and order.index(current) < order.index(data)


def add_backup(real: Path, data: bytes, timestamp: str) -> None:
    """Stores the bytes that are about to be replaced, unless the newest backup holds them. Raises OSError."""
    newest = (list_backups(real) or (None,))[-1]
    if newest and not _differs(newest, data):
        return
    folder = real.parent / FOLDER
    folder.mkdir(exist_ok=True)
    number = 1
    if newest and newest.timestamp >= timestamp:  # a second run in one second, or a clock put back: the order stays
        timestamp, number = newest.timestamp, newest.number + 1
    ending = "" if number == 1 else f"-{number}"
    backup = folder / f"{short_name(real.stem)}.{timestamp}{ending}{real.suffix}"
    temporary = write_temporary(backup, data, real)
    try:
        rename_over(temporary, backup)
    except BaseException:
        remove(temporary)
        raise
    sync_folder(folder)


def _differs(backup: Backup, data: bytes) -> bool:
    """Whether a backup holds other bytes; one that cannot be read counts as different."""
    try:
        return backup.path.read_bytes() != data
    except OSError:
        return True


def prune(real: Path, current: bytes, today: date) -> None:
    """Removes old backups; one that cannot be removed stays. Raises OSError where the folder cannot be listed."""
    backups = list_backups(real)
    kept = set(backups[-KEPT_VERSIONS:])
    first_of_day: dict[date, Backup] = {}
    for backup in backups:
        first_of_day.setdefault(backup.replaced_at.date(), backup)
    kept |= {backup for day, backup in first_of_day.items() if today - timedelta(days=KEPT_DAYS) < day}
    if len(kept) == len(backups):
        return
    previous = find_previous(real, current)
    if previous:
        kept.add(previous[0])  # the version that `undo` would bring back
    for backup in backups:
        if backup not in kept:
            remove(backup.path)


def remove_temporary_files(real: Path) -> None:
    """Removes the temporary files of backups that a killed run left. Raises OSError."""
    name = re.compile(rf"\.{_name_pattern(real).pattern}\.calgen-\d+\.tmp")
    for path in _files_in(real.parent / FOLDER):
        if name.fullmatch(path.name):
            remove(path)
