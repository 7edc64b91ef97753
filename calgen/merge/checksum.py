"""A checksum over the cells of the calendars: while it is that of the last run, nobody has changed a cell since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

from calgen.book.grid import Cell
from calgen.book.owned_tabs import ARCHIVE
from calgen.book.sheet import StyledCell
from calgen.calendar import CalendarRow, CalendarTab, canonical_text
from calgen.last_run import FORMULA
from calgen.merge.cell_ownership import KEYS_WITHOUT_COLUMN
from calgen.merge.edits import COMPARED_COLUMNS
from calgen.merge.merged_rows import MergedCalendar
from calgen.merge.rows_below import near_posts

_LEFT_OUT = KEYS_WITHOUT_COLUMN | {"id"}
_Row = tuple[str, list[tuple[str, str]]]  # id, and the column key and text of each cell that is not empty


def checksum_of_tabs(calendars: Mapping[str, CalendarTab], archive: CalendarTab | None = None) -> str:
    """The checksum of the calendars and the archive as they stand."""
    found = {key: (tab.title, [_row(row.id, _texts(row)) for row in (*tab.rows, *near_posts(tab))])
             for key, tab in calendars.items()}  # fmt: skip
    return _checksum(found | _archived(archive))


def _archived(archive: CalendarTab | None) -> dict[str, tuple[str, list[_Row]]]:
    rows = [_row(row.id, _texts(row)) for row in archive.rows] if archive else []
    return {ARCHIVE: (archive.title, rows)} if archive else {}


def checksum_after_run(
    calendars: Mapping[str, CalendarTab],
    merged: Mapping[str, MergedCalendar],
    titles: Mapping[str, str],
    archive: CalendarTab | None = None,
) -> str:
    """The checksum of the calendars as they will stand; `titles` are those of the tabs."""
    rows = {key: list(_rows_after(calendars.get(key), calendar)) for key, calendar in merged.items()}
    return _checksum({key: (titles[key], rows[key]) for key in merged} | _archived(archive))


def _rows_after(tab: CalendarTab | None, merged: MergedCalendar) -> Iterable[_Row]:
    rows = {row.number: row for row in tab.rows} if tab else {}
    columns = set(tab.columns) if tab else None
    shown = None if columns is None else columns | merged.restored_columns
    for new in merged.rows:
        old = rows.pop(new.old_number, None)
        if old is None:
            texts = merged.written[new.id]
            yield _row(new.id, texts if shown is None else {key: texts[key] for key in texts.keys() & shown})
        else:
            texts = {key: _text(key, cell) for key, cell in new.cells.items() if key in new.rewritten}
            kept = (old.cells.keys() - new.rewritten) & (columns or set())
            yield _row(new.id, texts | {key: _text(key, old.cells[key]) for key in kept})
    yield from (_row(row.id, _texts(row)) for number, row in rows.items() if number not in merged.deleted)
    yield from (_row(row.id, _texts(row)) for row in near_posts(tab))


def _texts(row: CalendarRow) -> dict[str, str]:
    return {key: _text(key, cell) for key, cell in row.cells.items()}


def _text(key: str, cell: Cell | StyledCell) -> str:
    """The text of a cell; of a name or word as it stands, for formulas compare each letter and space of it."""
    if key in COMPARED_COLUMNS and isinstance(cell.value, str) and not cell.formula:
        return cell.value
    return FORMULA if cell.formula else canonical_text(cell.value)


def _row(id_: str, texts: Mapping[str, str]) -> _Row:
    return id_, sorted([(key, text) for key, text in texts.items() if text and key not in _LEFT_OUT])


def _checksum(calendars: Mapping[str, tuple[str, list[_Row]]]) -> str:
    filled = {key: (title, sorted(row for row in rows if any(row))) for key, (title, rows) in calendars.items()}
    text = json.dumps(dict(sorted(filled.items())), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
