"""Reading: a workbook's bytes as grids with addresses. openpyxl reads here, and never saves a user's file."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from calgen.book.grid import EMPTY, Cell, Grid, State, Value, Workbook
from calgen.book.problems import Refused
from calgen.files import guard, splice


def read_bytes(path: Path) -> bytes:
    """A file's bytes; a file that is not there, or may not be read, is refused."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused("file_absent", file=path.name) from None
    except OSError as error:
        raise Refused("file_unread", detail=error.strerror or type(error).__name__) from error


def load(data: bytes, name: str) -> Workbook:
    """The workbook in these bytes; `name` is the file's. Whatever the parsers raise becomes one refusal."""
    guard.check(data, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            formulas = openpyxl.load_workbook(BytesIO(data))
            values = openpyxl.load_workbook(BytesIO(data), data_only=True)
        owned = {one.key: one.title for one in splice.owned(data)}
        grids = tuple(_grid(values[sheet.title], sheet) for sheet in formulas.worksheets)
    except Refused:
        raise
    except Exception as error:
        raise Refused("file_unread", detail=type(error).__name__) from error
    return Workbook(Path(name).stem, grids, formulas.epoch == CALENDAR_MAC_1904, owned)


def _grid(values: Any, formulas: Any) -> Grid:
    cells: dict[tuple[int, int], Cell] = {}
    for at, stored in values._cells.items():
        cell = _cell(stored, formulas._cells.get(at))
        if cell is not EMPTY:
            cells[at] = cell
    hidden = frozenset(row for row, one in values.row_dimensions.items() if one.hidden)
    return Grid(values.title, cells, hidden)


def _cell(stored: Any, written: Any) -> Cell:
    if isinstance(stored, MergedCell):
        return Cell(state=State.COVERED)
    formula = _formula(written)
    value: Value = stored.value
    if value is None and not formula:
        return EMPTY
    state = State.PLAIN
    if stored.data_type == "e":
        state = State.ERROR
    elif formula and value is None:
        state = State.UNCALCULATED
    return Cell(value, formula, "%" in (stored.number_format or "") and not isinstance(value, str), state)


def _formula(written: Any) -> str:
    if written is None or written.data_type != "f":
        return ""
    value = written.value
    return str(getattr(value, "text", value) or "=")
