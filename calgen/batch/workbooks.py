"""The workbooks of a batch: the files that are named, and those of the folders that are named."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
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

    Raises Refused where a bucket cannot be listed.
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
    return FoundWorkbooks(tuple(sorted(found.values(), key=str)), skipped, is_many)


def files_in(folder: Path) -> list[Path]:
    """The files of a folder in the order of their names, without hidden ones, lock files and shadows of others."""
    left_out = (".", *NO_WORKBOOKS)
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith(left_out))


def _of_path(path: Path) -> tuple[list[Path], int, bool]:
    """The workbooks of a path, how many other files are skipped, and whether it may name several."""
    if path.is_dir():
        return *_sorted_out(child for child in path.iterdir() if child.is_file()), True
    if not path.exists() and glob.has_magic(str(path)):
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
        if file.name.casefold() in seen:
            yield file
        seen.add(file.name.casefold())
