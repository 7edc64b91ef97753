"""The edit of a calendar tab that is in the workbook already: which rows, headings and lines become which."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from calgen.book.folding import tidy
from calgen.book.sheet import MovedRow, Sheet, SheetEdit, forms
from calgen.calendar import Standing, canonical
from calgen.merge import NEEDED, Arranged
from calgen.view.calendar_sheet import SheetColumn
from calgen.view.view_context import TOP, ViewContext


def facts(sheet: Sheet) -> dict[str, str]:
    """What the next run must know of a calendar: the lines above its table, its conditional formats and drop-downs."""
    above = [canonical(sheet.cells[row, 1].value) for row in range(1, TOP) if (row, 1) in sheet.cells]
    return {
        f"above_{sheet.key}": json.dumps(above, ensure_ascii=False),
        f"rules_{sheet.key}": json.dumps(forms(sheet), ensure_ascii=False),
    }


def sheet_edit(
    context: ViewContext, sheet: Sheet, columns: Sequence[SheetColumn], arranged: Arranged, before: Mapping[str, str]
) -> SheetEdit | None:
    """The edit of a calendar; `None` where the workbook has none yet. `before` are the facts of the last run."""
    standing = context.standing.get(sheet.key)
    if standing is None:
        return None
    drawn = {column.key: n for n, column in enumerate(columns, 1)}
    standing_columns = {drawn[key]: column for key, column in standing.where.items() if key in drawn}
    back = {drawn[key]: context.heading(sheet.key, key) for key in NEEDED[sheet.key] if key not in standing.where}
    rows = tuple(
        MovedRow(row.old, TOP + n, frozenset(drawn[key] for key in row.take if key in drawn))
        for n, row in enumerate(arranged.rows, 1)
    )
    headings = {column: context.heading(sheet.key, key) for key, column in standing.where.items()}
    changed = {column: title for column, title in headings.items() if tidy(title) != standing.headings[column]}
    former = frozenset(json.loads(before.get(f"rules_{sheet.key}", "[]")))
    return SheetEdit(
        top=standing.top,
        rows=rows,
        deleted=arranged.deleted,
        fresh=sum(row.fresh for row in arranged.rows),
        columns=standing_columns,
        back=back,
        headings=changed,
        standing=standing.headings,
        above=_above(standing, before, sheet),
        former=former,
    )


def _above(standing: Standing, before: Mapping[str, str], sheet: Sheet) -> dict[tuple[int, int], tuple[int, int]]:
    """The cells above the table that are as calgen wrote them, each with the drawn cell that replaces it."""
    wrote = json.loads(before.get(f"above_{sheet.key}", "[]"))
    found = {}
    for drawn_row, text in enumerate(wrote, 1):
        here = [place for place, said in standing.above.items() if said == text]
        new = sheet.cells.get((drawn_row, 1))
        if here and new is not None and canonical(new.value) != text:
            found[here[0]] = (drawn_row, 1)
    return found
