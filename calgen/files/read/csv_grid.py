"""Reads a file of values separated by commas, semicolons or tabs as the one tab of a workbook."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from pathlib import Path

from calgen.book.folding import tidy
from calgen.book.grid import Cell, Grid, Workbook
from calgen.book.problems import Refused
from calgen.files.read.guard import MOST_BYTES, MOST_CELLS

_SEPARATORS = ",;\t|"
_SAMPLE = 1 << 16  # characters by which the separator is told


def is_csv(data: bytes, name: str) -> bool:
    """Whether a file is read as separated values: by its ending, where it is no workbook."""
    return not data.startswith(b"PK") and Path(name).suffix.lower() in (".csv", ".tsv", ".txt")


def load_csv(data: bytes, name: str) -> Workbook:
    """The cells of the file, all of them texts; the tab has the name of the file. Raises Refused."""
    if len(data) > MOST_BYTES:
        raise Refused("too_big_file", file=name, found=len(data) >> 20, limit=MOST_BYTES >> 20)
    text = decoded(data)
    if "\0" in text:
        raise Refused("file_unknown", file=name)
    title, cells = Path(name).stem, dict[tuple[int, int], Cell]()
    try:
        for row, values in enumerate(csv.reader(io.StringIO(text, newline=""), separator(text)), 1):
            cells |= {(row, column): Cell(value) for column, value in enumerate(values, 1) if tidy(value)}
            if len(cells) > MOST_CELLS:
                raise Refused("too_big_cells", file=name, found=len(cells), limit=MOST_CELLS)
    except csv.Error as error:
        raise Refused("file_unread", detail=str(error)) from error
    return Workbook(title, (Grid(title, cells),), titles=(title,))


def decoded(data: bytes) -> str:
    """The text of the file: UTF-16 by its first bytes, UTF-8 where it is that, else as Excel on Windows writes it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")
    return data.decode("cp1252", errors="replace")


def separator(text: str) -> type[csv.Dialect]:
    """How the values are separated and quoted."""
    class Separated(csv.excel):
        delimiter = max(_SEPARATORS, key=lambda sign: (_first_line(text).count(sign), -_SEPARATORS.index(sign)))

    return Separated


def _first_line(text: str) -> str:
    """The first line that holds something, quoted line breaks left alone."""
    return next((line for line in text[:_SAMPLE].splitlines() if line.strip()), "")
