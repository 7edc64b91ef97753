"""What keeps a file from being saved in the end, as far as it can be known without writing anything."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from calgen.book.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def write_problems(path: Path) -> Iterator[Problem]:
    """An error for each thing in the way of saving a workbook that is, or will be, at a path.

    Codes: `file_open`, `not_a_file`, `file_read_only`, `file_linked_twice`, `folder_missing`, `folder_read_only`.
    """
    real = path.resolve()
    for place in sorted({path.absolute(), real}):
        for name in (f"~${place.name}", f".~lock.{place.name}#"):  # made by Excel, by LibreOffice
            if os.path.lexists(place.parent / name):
                yield Problem("file_open", values={"file": real.name, "sign": name})
    if real.exists():
        yield from _file_problems(real)
    if not real.parent.is_dir():
        yield Problem("folder_missing", values={"folder": str(real.parent)})
    elif not os.access(real.parent, os.W_OK | os.X_OK):
        yield Problem("folder_read_only", values={"file": real.name, "folder": str(real.parent)})


def _file_problems(real: Path) -> Iterator[Problem]:
    found = real.stat()
    if not stat.S_ISREG(found.st_mode):
        yield Problem("not_a_file", values={"file": real.name})
        return
    # the mode counts for root too: whoever made the file read-only meant it
    if not found.st_mode & 0o222 or not os.access(real, os.W_OK):
        yield Problem("file_read_only", values={"file": real.name})
    if found.st_nlink > 1:
        yield Problem("file_linked_twice", values={"file": real.name})
