"""What the user typed about a subject, on its own row or on that of a post: it holds for all its posts to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from calgen.book.folding import fold
from calgen.calendar import CalendarRow
from calgen.last_run import WrittenRow
from calgen.merge.cell_ownership import is_fixed, is_users_cell
from calgen.merge.edits import Edits
from calgen.merge.pins import StrategyNames
from calgen.merge.restore_names import placeholders
from calgen.plan.pin import Pin

SHARED = ("theme", "objective", "stage", "campaign", "key_date", "format", "owner")  # columns of both calendars

SubjectValues = Mapping[str, Mapping[str, CalendarRow]]  # subject → column → the row on which the user typed it


def typed_values(edits: Edits) -> SubjectValues:
    """What was typed on the row of each subject; else the theme that was typed on its posts, where it is one theme."""
    found: dict[str, dict[str, CalendarRow]] = {}
    for id_, row in edits.rows_of("editorial").items():
        written = edits.written_row("editorial", id_)
        typed = {key: row for key in SHARED if written and row.text(key) and _is_typed("editorial", row, written, key)}
        if typed:
            found[id_] = typed
    of_posts: dict[str, list[CalendarRow]] = {}
    for id_, row in edits.rows_of("social").items():
        written = edits.written_row("social", id_)
        if row.subject and written.get("theme") and row.text("theme") and _is_typed("social", row, written, "theme"):
            of_posts.setdefault(row.subject, []).append(row)
    for subject, rows in of_posts.items():
        if len({fold(row.text("theme")) for row in rows}) == 1 and subject in edits.rows_of("editorial"):
            found.setdefault(subject, {}).setdefault("theme", rows[0])
    return found


def _is_typed(calendar: str, row: CalendarRow, written: WrittenRow, key: str) -> bool:
    return key in row.columns and is_users_cell(calendar, row, written, key)


def with_subject_values(
    edits: Edits, names: StrategyNames, pin: Pin, row: CalendarRow, values: SubjectValues, today: date
) -> Pin:
    """The pin of a post with what was typed about its subject, unless the post is settled or has a cell of its own.

    A post that had another value than its subject keeps it.
    """
    typed, written = values.get(row.subject, {}), edits.written_row("social", pin.id)
    if not typed or pin.is_open or not written or is_fixed(row, today):
        return pin
    before = edits.written_row("editorial", row.subject)
    changes: dict[str, Any] = {}
    for key, source in typed.items():
        is_shared = key == "theme" or written.get(key, "") == before.get(key, "")
        if is_shared and not _is_typed("social", row, written, key):
            changes[key] = _value(names, key, source)
    if "theme" in typed and fold(pin.title) in placeholders([written.get("theme", "")]):
        pin = replace(pin, title="", is_sought_by_theme=True)  # it said that a title of the former theme is to find
    if changes.get("theme") and "objective" not in changes and not _is_typed("social", row, written, "objective"):
        changes["objective"] = ""  # it was chosen for another theme
    return replace(pin, **{key: value for key, value in changes.items() if value or key == "objective"})


def _value(names: StrategyNames, key: str, row: CalendarRow) -> str:
    """A typed value as a pin holds it; empty for a name that the strategy does not know where it must."""
    match key:
        case "theme":
            return names.theme(row.text(key))
        case "stage":
            return row.code(key)
        case "campaign" | "key_date":
            return names.renames.new_name(key, row.text(key))
    return names.choice(key, row.text(key))
