"""Cells that the user emptied: calgen fills those again that follow from the rest of the row or that it chooses itself.

The others say something by being empty (no link, no campaign): they stay so, and are told. docs/decisions.md, "What is
typed in a calendar".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, time

from calgen.book.cells import as_text
from calgen.book.grid import Cell, CellState, Value
from calgen.calendar import CalendarRow
from calgen.last_run import FORMULA, LastRun, WrittenRow

# Cells with a formula of calgen's are filled again, too: `cell_ownership.FORMULA_COLUMNS`.
FILLED_AGAIN = {
    "social": ("time", "title", "format", "status", "owner", "objective", "reason", "account", "mission"),
    "editorial": ("date", "title", "category", "format", "status", "owner", "brief", "draft_due", "review_due",
                  "advice", "platforms", "objective", "suggestions"),
}  # fmt: skip
# Cells that stay empty though calgen had filled them: each has its words under [emptied_cells.effect].
STAY_EMPTY = {
    "social": ("audience", "stage", "campaign", "key_date", "hashtags", "link", "variant"),
    "editorial": ("stage", "campaign", "key_date", "link", "notes", "consent"),
}


def fill_again(
    calendar: str, rows: Mapping[str, CalendarRow], last_run: LastRun, new_ids: Iterable[str]
) -> dict[str, CalendarRow]:
    """The rows by id, with what the last run wrote in the emptied cells that calgen fills again; `emptied` names them.

    A subject with another theme is filled with no former title: an emptied title asks for one of its theme.
    """
    written, new = last_run.rows_of(calendar), set(new_ids)
    return {
        id_: row if id_ in new else _filled(calendar, row, written.get(id_, {})) for id_, row in rows.items()
    }


def _filled(calendar: str, row: CalendarRow, written: WrittenRow) -> CalendarRow:
    keys = {key for key in FILLED_AGAIN[calendar] if is_emptied(row, written, key)}
    if not keys or not _is_filled_in(calendar, row):
        return row
    is_of_theme = row.text("theme") == written.get("theme")
    cells = {key: Cell(_value(key, written[key])) for key in keys if key != "title" or is_of_theme}
    return replace(row, cells={**row.cells, **cells}, emptied=frozenset(keys))


def _is_filled_in(calendar: str, row: CalendarRow) -> bool:
    """Whether a row still says which post or subject it is: a user who clears it all wants nothing filled in."""
    return row.is_item(calendar) if calendar == "social" else bool(row.text("title") or row.text("theme"))


def is_emptied(row: CalendarRow, written: WrittenRow, key: str) -> bool:
    """Whether a cell holds nothing though the last run filled it."""
    cell = row.cell(key)
    is_blank = cell.state is CellState.PLAIN and not cell.formula and not as_text(cell.value)
    return is_blank and key in row.columns and written.get(key, "") not in ("", FORMULA)


def _value(key: str, text: str) -> Value:
    """What the last run wrote, as a cell holds it."""
    if key in ("date", "draft_due", "review_due"):
        return date.fromisoformat(text)
    return time.fromisoformat(text) if key == "time" else text
