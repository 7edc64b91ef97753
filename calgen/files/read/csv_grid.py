"""Reads a file of values separated by commas, semicolons or tabs as the one tab of a workbook."""

from __future__ import annotations

import csv
import io
import re
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
        rows = csv.reader(io.StringIO(text, newline=""), separator(text))
        for row, values in enumerate(rows, 1):
            if row == 1 and _told_separator(values, text):
                continue
            cells |= {(row, column): Cell(value) for column, value in enumerate(values, 1) if tidy(value)}
            if len(cells) > MOST_CELLS:
                raise Refused("too_big_cells", file=name, found=len(cells), limit=MOST_CELLS)
    except csv.Error as error:
        raise Refused("file_unread", detail=str(error)) from error
    return Workbook(title, (Grid(title, cells),), titles=(title,))


def decoded(data: bytes) -> str:
    """The text of the file: UTF-16 by its first bytes, UTF-8 where it is that, else as Excel on Windows or Mac has it.

    Which of these two is told by the letters that come out: a library for encodings takes texts as short as these for
    the wrong one.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")
    texts = [data.decode(encoding, errors="replace") for encoding in ("cp1252", "mac_roman")]
    return max(texts, key=lambda text: sum(map(text.count, _USUAL)))


_USUAL = "éèêëàâçîïôöûùüœæ’“”…«»"  # signs of French and English texts beyond ASCII


def separator(text: str) -> type[csv.Dialect]:
    """How the values are separated and quoted."""

    class Separated(csv.excel):
        delimiter = _told_separator([], text) or _commonest_separator(text)

    return Separated


def _told_separator(first: list[str], text: str) -> str:
    """The separator that the first line tells, as Excel understands it (`sep=;`); empty where it tells none."""
    found = _TELLS.match(text)
    return found[1] if found and not "".join(first[1:]).strip() else ""


_TELLS = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)


def _commonest_separator(text: str) -> str:
    """The sign that stands most often between the values of the first line; of several the first of the list."""
    line = _QUOTED.sub("", _first_line(text))
    return max(_SEPARATORS, key=lambda sign: (line.count(sign), -_SEPARATORS.index(sign)))


_QUOTED = re.compile(r'"[^"]*"')


def _first_line(text: str) -> str:
    """The first line that holds something, quoted line breaks left alone."""
    return next((line for line in text[:_SAMPLE].splitlines() if line.strip()), "")
