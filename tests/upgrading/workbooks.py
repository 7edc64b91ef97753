"""The workbooks of an earlier version, unpacked, and what was typed there (`write_workbooks.py` says how they came)."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from calgen import run_steps
from calgen.book.cells import ReadOptions
from calgen.calendar import CalendarRow, CalendarTab, read_calendar_tab
from calgen.files.read import load
from calgen.last_run import CALENDARS, read_last_run

HERE = Path(__file__).parent
Spot = tuple[str, str, str]  # calendar, id, column key


@dataclass(frozen=True, slots=True)
class Typed:
    """What a user typed since the last run, values as text: cells, deleted rows, own rows, own columns, marks."""

    cells: dict[Spot, str]
    gone: frozenset[tuple[str, str]]
    own_rows: tuple[tuple[str, dict[str, str]], ...]
    own_columns: tuple[tuple[str, str, dict[str, str]], ...]  # calendar, heading, id → value
    marked: frozenset[str]  # ids of posts with a comment or a colour


@cache
def names(version: str) -> tuple[str, ...]:
    """The names of all workbooks of a version: sample.language.state."""
    with tarfile.open(HERE / version / "workbooks.tar.xz") as archive:
        return tuple(sorted(name.removesuffix(".xlsx") for name in archive.getnames()))


@cache
def data(version: str, name: str) -> bytes:
    """The bytes of a workbook."""
    with tarfile.open(HERE / version / "workbooks.tar.xz") as archive:
        file = archive.extractfile(f"{name}.xlsx")
        assert file
        return file.read()


def typed(version: str, name: str) -> Typed:
    """What was typed into a workbook since it was generated; nothing where it was only generated."""
    records: dict[str, Any] = json.loads((HERE / version / "typed.json").read_text(encoding="utf-8"))
    record = records.get(name) or {key: [] for key in ("says", "gone", "own", "columns", "comments", "colours")}
    return Typed(
        {(calendar, id_, key): value for calendar, id_, key, value in record["says"]},
        frozenset((calendar, id_) for calendar, id_ in record["gone"]),
        tuple((calendar, cells) for calendar, cells in record["own"]),
        tuple((calendar, heading, dict(cells)) for calendar, heading, cells in record["columns"]),
        frozenset([id_ for id_, _ in record["comments"]] + record["colours"]),
    )


@cache
def calendars(data: bytes) -> dict[str, CalendarTab]:
    """The two calendars of a workbook as they stand."""
    workbook = load.load(data, "salon.xlsx", without=run_steps.DRAWN)
    last_run, options = read_last_run(workbook), ReadOptions(True, decimal_comma=True)
    found = {key: read_calendar_tab(workbook, key, last_run, options) for key in CALENDARS}
    return {key: calendar for key, calendar in found.items() if calendar}


def with_part(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A workbook in one part of which some bytes are others."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            assert name != part or content.count(old) == 1
            target.writestr(name, content.replace(old, new) if name == part else content)
    return out.getvalue()


def by_id(calendar: CalendarTab) -> dict[str, CalendarRow]:
    """The rows of a calendar that have an id."""
    return {row.id: row for row in calendar.rows if row.id}
