"""The stamp of a run: a digest of every part of the file that it wrote, by which the next run knows the file again.

It stands in a cell of the hidden tab, after a text that identifies the run. A spreadsheet program that saves the
file writes other bytes, and the stamp is no longer valid, whether anything was changed or not.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from calgen.files.read.package import CONTENT_TYPES

if TYPE_CHECKING:
    from calgen.files.read.package import Package

_BLANK = "0" * 64  # hexadecimal digits of SHA-256
_STAMP = re.compile(rb">([^<>]*) ([0-9a-f]{64})<")


def blank_stamp(text: str) -> str:
    """The text of the cell while the other parts are not known yet."""
    return f"{text} {_BLANK}"


def write_stamp(package: Package, part: str) -> None:
    """Fills in the blank stamp in a part of a package that is complete."""
    data = package.read(part)
    package.write(part, data.replace(_BLANK.encode(), _digest(package, part, data).encode(), 1))


def read_stamp(package: Package, part: str) -> str:
    """The text of the stamp in a part; empty where there is none, or where it is not valid."""
    data = package.read(part)
    found = _STAMP.search(data)
    if not found:
        return ""
    blank = data[: found.start(2)] + _BLANK.encode() + data[found.end(2) :]
    return found[1].decode() if found[2].decode() == _digest(package, part, blank) else ""


def _digest(package: Package, stamped: str, blank: bytes) -> str:
    """The digest of all parts but the list of their types, which is written last.

    `blank` are the bytes of the part `stamped` while its stamp is blank.
    """
    digest = hashlib.sha256()
    for part in sorted(set(package.parts()) - {CONTENT_TYPES}):
        pieces = (blank,) if part == stamped else package.pieces(part)
        digest.update(f"{part}\0{sum(map(len, pieces))}\0".encode("utf-8", "replace"))
        for piece in pieces:
            digest.update(piece)
    return digest.hexdigest()
