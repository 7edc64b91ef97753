"""Reads a file of somebody's own, a workbook or separated values, as a workbook all of whose tabs are grids."""

from __future__ import annotations

import json
from contextlib import suppress

from calgen.book.grid import Workbook
from calgen.book.problems import Refused
from calgen.files.read import guard, load
from calgen.files.read.csv_grid import decoded, is_csv, load_csv


def load_foreign(data: bytes, name: str) -> Workbook:
    """The cells of the file. Raises Refused, also for a workbook of calgen's own (`adopt_own`) and for JSON."""
    if data.lstrip(b" \t\r\n\xef\xbb\xbf")[:1] in (b"{", b"[") and _is_json(data):
        raise Refused("adopt_json", file=name)
    if is_csv(data, name):
        return load_csv(data, name)
    opened = guard.open_workbook(data, name)
    if opened.calgen_sheets():
        raise Refused("adopt_own", file=name, path=name)
    return load.read_grids(opened, every=True)


def _is_json(data: bytes) -> bool:
    with suppress(ValueError):
        json.loads(decoded(data))
        return True
    return False
