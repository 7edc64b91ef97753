"""A workbook where it is kept: `Store`, and its form for each kind of place."""

from __future__ import annotations

from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from calgen.files.read import load
from calgen.files.stores.address import Location, S3Address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from calgen.book.problems import Problem
    from calgen.files.save.save import EarlierVersion, Restored


class Store(Protocol):
    """One file where it is kept. Every method raises Refused for what the place does not allow."""

    @property
    def location(self) -> Location:
        """The address of the file."""
        ...

    def exists(self) -> bool:
        """Whether there is a file yet."""
        ...

    def read(self) -> bytes:
        """Its bytes."""
        ...

    def write_problems(self) -> Iterator[Problem]:
        """What keeps it from being written, as far as that can be known before any work is done."""
        ...

    def lock(self) -> AbstractContextManager[None]:
        """Refuses what `write_problems` finds; where the place has locks, keeps other runs away."""
        ...

    def replace(self, before: bytes | None, after: bytes, *, timestamp: str, is_own: bool = False) -> None:
        """Writes `after` in the place of what held `before` (None: nothing), at once or not at all.

        `is_own` remembers that the file is calgen's as it stands.
        """
        ...

    def is_own(self) -> bool:
        """Whether the file is as calgen wrote it with `is_own`."""
        ...

    def has_way_back(self) -> bool:
        """Whether the version before the last `replace` was kept."""
        ...

    def earlier_versions(self) -> tuple[EarlierVersion, ...]:
        """The versions that `undo` can bring back, the newest first."""
        ...

    def undo(self, number: int = 1, *, timestamp: str) -> Restored:
        """Brings back an earlier version; a second call undoes the first."""
        ...


@dataclass(frozen=True, slots=True)
class LocalStore:
    """A file in a folder: with a lock, backups beside it, and its replacement at once (docs/reliability.md)."""

    location: Path

    def exists(self) -> bool:
        """Whether there is a file of that path."""
        return self.location.exists()

    def read(self) -> bytes:
        """Its bytes."""
        return load.read_bytes(self.location)

    def write_problems(self) -> Iterator[Problem]:
        """What stands in the way of saving."""
        from calgen.files.save.write_problems import write_problems

        return write_problems(self.location)

    def lock(self) -> AbstractContextManager[None]:
        """Its lock, once nothing stands in the way."""
        from calgen.files.save import save  # what reads alone loads no locks

        return save.lock_workbook(self.location)

    def replace(self, before: bytes | None, after: bytes, *, timestamp: str, is_own: bool = False) -> None:
        """Its new bytes in place of the old ones, which are kept as a backup."""
        from calgen.files.save import save, written_files

        save.replace_workbook(self.location, before, after, timestamp=timestamp)
        if is_own:
            written_files.remember(self.location, after)

    def is_own(self) -> bool:
        """Whether the list of what calgen wrote has its digest."""
        from calgen.files.save import written_files

        return written_files.is_own(self.location)

    def has_way_back(self) -> bool:
        """Always: there are backups."""
        return True

    def earlier_versions(self) -> tuple[EarlierVersion, ...]:
        """Its backups."""
        from calgen.files.save import save

        return save.earlier_versions(self.location)

    def undo(self, number: int = 1, *, timestamp: str) -> Restored:
        """A backup in its place."""
        from calgen.files.save import save

        return save.undo(self.location, number, timestamp=timestamp)


def store_of(location: Location) -> Store:
    """The store of a file. What a store of the other kind needs is loaded only there."""
    if isinstance(location, S3Address):
        from calgen.files.stores.s3_store import S3Store

        return S3Store(location)
    return LocalStore(location)


def same_place(first: Location, second: Location) -> bool:
    """Whether two addresses mean one file; paths are followed through links."""
    if isinstance(first, Path) and isinstance(second, Path):
        both_exist = first.exists() and second.exists()
        return first.resolve() == second.resolve() or (both_exist and first.samefile(second))
    return first == second


def own_names(folder: Location, matches: Callable[[str], object]) -> tuple[str, ...]:
    """The names of the files in a folder that match and are as calgen wrote them; none where it may not be listed."""
    from calgen.book.problems import Refused
    from calgen.files.save.written_files import own_files

    if isinstance(folder, Path):
        return tuple(filter(matches, own_files(folder)))
    with suppress(Refused):
        return tuple(file.name for file in listed(folder) if matches(file.name) and store_of(file).is_own())
    return ()


def listed(pattern: S3Address) -> tuple[S3Address, ...]:
    """The objects of a folder (`s3://bucket/folder/`), or those whose names a pattern has (`s3://bucket/*.xlsx`).

    In the order of their names; what lies in folders below is not among them. Which of them are workbooks is for the
    caller to say. Raises Refused.
    """
    from calgen.files.stores.s3_store import objects_in

    wanted = pattern.name or "*"
    return tuple(found for found in objects_in(pattern.parent) if fnmatchcase(found.name, wanted))
