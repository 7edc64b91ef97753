"""A seal over the calendars as a run leaves them: while it holds, nobody has touched a cell of them since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

from calgen.book import grid, sheet
from calgen.calendar import LIVE, Line, Standing, canonical
from calgen.merge.cell_ownership import UNSEEN
from calgen.merge.merged_rows import Arranged

_Rows = list[tuple[str, list[tuple[str, str]]]]


def found(standing: Mapping[str, Standing]) -> str:
    """The seal of the calendars as they stand."""
    return _seal({key: (one.title, [_line(line.id, line) for line in one.lines]) for key, one in standing.items()})


def left(standing: Mapping[str, Standing], arranged: Mapping[str, Arranged], titles: Mapping[str, str]) -> str:
    """The seal of the calendars as they will stand."""
    return _seal({key: (titles[key], list(_after(standing.get(key), one))) for key, one in arranged.items()})


def _after(standing: Standing | None, arranged: Arranged) -> Iterable[tuple[str, list[tuple[str, str]]]]:
    lines = {line.row: line for line in standing.lines} if standing else {}
    there = set(standing.where) if standing else None
    for row in arranged.rows:
        line = lines.pop(row.old, None)
        cells = {key: _said(cell) for key, cell in row.cells.items() if line is None or key in row.take}
        if line is not None:
            now = {key: _said(cell) for key, cell in line.cells.items() if key not in row.take}
            cells |= {key: text for key, text in now.items() if key in (there or ())}
        if line is None and there is not None:
            cells = {key: text for key, text in cells.items() if key in there or key in arranged.back}
        yield row.id, _full(cells)
    yield from (_line(line.id, line) for number, line in lines.items() if number not in arranged.deleted)


def _line(id_: str, line: Line) -> tuple[str, list[tuple[str, str]]]:
    return id_, _full({key: _said(cell) for key, cell in line.cells.items()})


def _said(cell: grid.Cell | sheet.StyledCell) -> str:
    return LIVE if cell.formula else canonical(cell.value)


def _full(cells: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted((key, text) for key, text in cells.items() if text and key != "id" and key not in UNSEEN)


def _seal(calendars: Mapping[str, tuple[str, _Rows]]) -> str:
    full = {key: (title, [row for row in rows if any(row)]) for key, (title, rows) in calendars.items()}
    said = {key: (title, sorted(rows)) for key, (title, rows) in sorted(full.items())}
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()[:32]
