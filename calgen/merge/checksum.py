"""A checksum over the cells of the calendars: while it is that of the last run, nobody has changed a cell since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

from calgen.book.grid import Cell
from calgen.book.sheet import StyledCell
from calgen.calendar import CalendarRow, CalendarTab, canonical_text
from calgen.last_run import FORMULA
from calgen.merge.cell_ownership import KEYS_WITHOUT_COLUMN
from calgen.merge.merged_rows import MergedCalendar

_Row = tuple[str, list[tuple[str, str]]]  # id, and the column key and text of each cell that is not empty


def checksum_of_tabs(calendars: Mapping[str, CalendarTab]) -> str:
    """The checksum of the calendars as they stand."""
    return _checksum({key: (tab.title, [_row(row.id, _texts(row)) for row in tab.rows])
                      for key, tab in calendars.items()})  # fmt: skip


def checksum_after_run(
    calendars: Mapping[str, CalendarTab], merged: Mapping[str, MergedCalendar], titles: Mapping[str, str]
) -> str:
    """The checksum of the calendars as they will stand; `titles` are those of the tabs."""
    rows = {key: list(_rows_after(calendars.get(key), calendar)) for key, calendar in merged.items()}
    return _checksum({key: (titles[key], rows[key]) for key in merged})


def _rows_after(tab: CalendarTab | None, merged: MergedCalendar) -> Iterable[_Row]:
    rows = {row.number: row for row in tab.rows} if tab else {}
    columns = set(tab.columns) if tab else None
    for new in merged.rows:
        old = rows.pop(new.old_number, None)
        cells = {key: _text(cell) for key, cell in new.cells.items() if old is None or key in new.rewritten}
        if old is not None:
            left = {key: _text(cell) for key, cell in old.cells.items() if key not in new.rewritten}
            cells |= {key: text for key, text in left.items() if key in (columns or ())}
        if old is None and columns is not None:
            cells = {key: text for key, text in cells.items() if key in columns or key in merged.restored_columns}
        yield _row(new.id, cells)
    yield from (_row(row.id, _texts(row)) for number, row in rows.items() if number not in merged.deleted)


def _texts(row: CalendarRow) -> dict[str, str]:
    return {key: _text(cell) for key, cell in row.cells.items()}


def _text(cell: Cell | StyledCell) -> str:
    return FORMULA if cell.formula else canonical_text(cell.value)


def _row(id_: str, texts: Mapping[str, str]) -> _Row:
    keys = (key for key, text in texts.items() if text and key != "id" and key not in KEYS_WITHOUT_COLUMN)
    return id_, sorted((key, texts[key]) for key in keys)


def _checksum(calendars: Mapping[str, tuple[str, list[_Row]]]) -> str:
    filled = {key: (title, sorted(row for row in rows if any(row))) for key, (title, rows) in calendars.items()}
    text = json.dumps(dict(sorted(filled.items())), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
