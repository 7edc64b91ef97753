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
from calgen.merge.typed_cell_conflicts import is_address
from calgen.plan.pin import Pin

SHARED = ("theme", "objective", "stage", "campaign", "key_date", "format", "owner")  # columns of both calendars

_OF_ALL_POSTS = ("theme", "title")  # what a subject takes over, where it was typed on all its posts

SubjectValues = Mapping[str, Mapping[str, CalendarRow]]  # subject → column → the row on which the user typed it


def typed_values(edits: Edits) -> SubjectValues:
    """What was typed on the row of each subject; else the theme and title that were typed on all its posts alike."""
    found: dict[str, dict[str, CalendarRow]] = {}
    for id_, row in edits.rows_of("editorial").items():
        written = edits.written_row("editorial", id_)
        typed = {key: row for key in SHARED if written and row.text(key) and _is_typed("editorial", row, written, key)}
        if typed:
            found[id_] = typed
    for subject, posts in _posts_by_subject(edits).items():
        for key in _OF_ALL_POSTS if subject in edits.rows_of("editorial") else ():
            texts = {fold(post.text(key)) for id_, post in posts.items() if _is_typed_on_post(edits, id_, post, key)}
            is_typed = all(_is_typed_on_post(edits, id_, post, key) for id_, post in posts.items())
            if is_typed and len(texts) == 1 and not (key == "title" and _is_retitled(edits, subject)):
                found.setdefault(subject, {}).setdefault(key, next(iter(posts.values())))
    return found


def typed_links(edits: Edits) -> Mapping[str, str]:
    """The links that the user typed on the rows of subjects, by their ids: those of their posts too."""
    rows = edits.rows_of("editorial").items()
    return {
        id_: row.text("link")
        for id_, row in rows
        if is_address(row.text("link")) and _is_typed("editorial", row, edits.written_row("editorial", id_), "link")
    }


def _posts_by_subject(edits: Edits) -> Mapping[str, Mapping[str, CalendarRow]]:
    """The rows of the posts of each subject by their ids, without cancelled ones."""
    found: dict[str, dict[str, CalendarRow]] = {}
    for id_, row in edits.rows_of("social").items():
        if row.subject and (edits.statuses.get(id_) or row.code("status")) != "cancelled":
            found.setdefault(row.subject, {})[id_] = row
    return found


def _is_typed_on_post(edits: Edits, id_: str, row: CalendarRow, key: str) -> bool:
    """Whether the user typed a value over that of calgen on the row of a post."""
    written = edits.written_row("social", id_)
    return bool(written.get("theme") and row.text(key)) and _is_typed("social", row, written, key)


def _is_retitled(edits: Edits, subject: str) -> bool:
    row, written = edits.rows_of("editorial")[subject], edits.written_row("editorial", subject)
    return not written or _is_typed("editorial", row, written, "title")


def _is_typed(calendar: str, row: CalendarRow, written: WrittenRow, key: str) -> bool:
    return key in row.columns and is_users_cell(calendar, row, written, key)


def with_subject_values(
    edits: Edits, names: StrategyNames, pin: Pin, row: CalendarRow, values: SubjectValues, today: date
) -> Pin:
    """The pin of a post with what was typed about its subject, unless the post is settled or has a cell of its own.

    A post that had another value than its subject keeps it.
    """
    typed, written = dict(values.get(row.subject, {})), edits.written_row("social", pin.id)
    if source := typed.pop("title", None):
        pin = replace(pin, title=names.title(source.text("title")))
    if not typed or pin.is_open or not written or is_fixed(row, today):
        return pin
    before = edits.written_row("editorial", row.subject)
    changes: dict[str, Any] = {}
    for key, source in typed.items():
        is_shared = key == "theme" or written.get(key, "") == before.get(key, "")
        if is_shared and not _is_typed("social", row, written, key):
            changes[key] = _value(names, key, source)
    if "theme" in typed and pin.title and fold(pin.title) in placeholders([written.get("theme", "")]):
        pin = replace(pin, title="", is_sought_by_theme=True)  # it said that a title of the former theme is to find
    return replace(pin, **{key: value for key, value in changes.items() if value})


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
