"""The workbooks of a batch: the files that are named, and those of the folders that are named."""

from __future__ import annotations

import glob
import os
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from calgen.files.stores.address import Location, S3Address
from calgen.files.stores.store import listed

ENDINGS = (".xlsx", ".xlsm")
# lock files of Excel and LibreOffice, and the shadows that macOS writes beside the files of others' disks
NO_WORKBOOKS = ("~$", ".~lock.", "._")


@dataclass(frozen=True, slots=True)
class FoundWorkbooks:
    """The files, each once, in the order of their names; `skipped` are files of the folders that are none."""

    files: tuple[Location, ...]
    skipped: int = 0
    is_many: bool = False  # several files, or a folder, were asked for


def find_workbooks(asked: Sequence[Location]) -> FoundWorkbooks:
    """The workbooks that are asked for: files, folders (not what is below them), patterns that no shell expanded.

    Of several, lock files are skipped however they are named, and so are exports, shared tables and reports that are
    as calgen wrote them. Raises Refused where a bucket cannot be listed.
    """
    found: dict[str, Location] = {}
    skipped, is_many = 0, len(asked) > 1
    for location in asked:
        if not isinstance(location, Path):
            objects, left, is_folder = _of_bucket(location)
            skipped, is_many = skipped + left, is_many or is_folder
            found.update((str(address), address) for address in objects)
            continue
        paths, left, is_folder = _of_path(location)
        skipped, is_many = skipped + left, is_many or is_folder
        for path in paths:
            found.setdefault(os.path.realpath(path), path)
    others = _no_workbooks(found.values()) if is_many else set[Location]()
    files = sorted((location for location in found.values() if location not in others), key=str)
    return FoundWorkbooks(tuple(files), skipped + len(others), is_many)


def _no_workbooks(files: Collection[Location]) -> set[Location]:
    """The lock files among some files, as a pattern that a shell expands names them too, and what calgen exported."""
    from calgen.files.save.written_files import own_among  # what reads alone loads nothing that saves

    paths = (path for path in files if isinstance(path, Path) and path.name.lower().endswith(ENDINGS))
    return {file for file in files if file.name.startswith(NO_WORKBOOKS)} | set(own_among(paths))


def files_in(folder: Location) -> list[Location]:
    """The files of a folder in the order of their names, without hidden ones, lock files and shadows of others.

    Raises OSError, or Refused for a bucket.
    """
    files = listed(folder) if isinstance(folder, S3Address) else filter(os.path.isfile, folder.iterdir())
    left_out = (".", *NO_WORKBOOKS)
    return sorted((file for file in files if not file.name.startswith(left_out)), key=str)


def _is_file(path: Path) -> bool:
    """Whether a path is a file, or a link that leads nowhere: it is told of, not lost."""
    return os.path.isfile(path) or (os.path.islink(path) and not os.path.exists(path))


def unclaimed_exports(folders: Iterable[Location], files: Iterable[Location]) -> tuple[str, ...]:
    """What is in the folders of exports under a name that no workbook has, without hidden files."""
    known = {same_name(file.stem) for file in files}
    inside = (path for folder in folders if isinstance(folder, Path) for path in folder.iterdir())
    found = (path.name for path in inside if os.path.isfile(path) or same_name(path.name) not in known)
    return tuple(sorted(name for name in found if not name.startswith(".")))


def same_name(name: str) -> str:
    """A name in the form in which those that look alike are equal: systems write accents in two ways."""
    return unicodedata.normalize("NFC", name)


def _of_path(path: Path) -> tuple[list[Path], int, bool]:
    """The workbooks of a path, how many other files are skipped, and whether it may name several."""
    if os.path.isdir(path):  # unlike those of `Path`, the functions of `os.path` raise nothing
        return *_sorted_out(filter(_is_file, path.iterdir())), True
    if not os.path.exists(path) and glob.has_magic(str(path)):
        return *_sorted_out(map(Path, glob.glob(str(path)))), True
    return [path], 0, False


def _of_bucket(address: S3Address) -> tuple[list[S3Address], int, bool]:
    """The workbooks of an address in a bucket, how many other objects are skipped, and whether it may name several."""
    if address.name and not glob.has_magic(address.name):
        return [address], 0, False
    every = listed(address)
    found = [other for other in every if is_workbook(other.name)]
    return found, len(every) - len(found), True


def _sorted_out(paths: Iterable[Path]) -> tuple[list[Path], int]:
    every = list(paths)
    found = [path for path in every if is_workbook(path.name)]
    return found, len(every) - len(found)


def is_workbook(name: str) -> bool:
    """Whether a file of a folder may be a workbook: by its name alone."""
    return name.lower().endswith(ENDINGS) and not name.startswith(NO_WORKBOOKS)


def part_of(files: Sequence[Location], number: int, parts: int) -> tuple[Location, ...]:
    """The files of one part of a run that is split, from 1 to `parts`; all parts together have each file once."""
    return tuple(files[number - 1 :: parts])


def doubled_names(files: Iterable[Location]) -> Iterator[Location]:
    """The files whose name another file before them has, as systems that do not tell capitals apart see it."""
    seen: set[str] = set()
    for file in files:
        name = same_name(file.name).casefold()
        if name in seen:
            yield file
        seen.add(name)
