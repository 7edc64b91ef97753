"""What the last run wrote without what followed from the user's cells: what `--force` draws the calendars anew from.

The hidden tab keeps what calgen had planned in a cell that the user typed over. Other cells that a run wrote because of
it (a theme typed on a post, its new subject and its title) would bring back what she typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from calgen.book.folding import fold
from calgen.book.vocabulary import understood_code
from calgen.last_run import LastRun, WrittenRow
from calgen.merge.cell_ownership import is_users_cell
from calgen.merge.edits import Edits
from calgen.merge.subject_values import SHARED, typed_values

_OF_THEME = ("format", "objective", "audience", "owner", "campaign", "stage", "made")  # planned anew with it


def without_typed(edits: Edits) -> LastRun:
    """The last run as if the user had typed nothing into the calendars; deleted rows are as they were planned."""
    values = typed_values(edits)
    own_columns = {id_: _typed_subject_columns(edits, id_) for id_ in values}
    posts = {
        id_: _untyped_post(edits, id_, written, own_columns)
        for id_, written in edits.last_run.rows_of("social").items()
    }
    retitled = {id_: typed["title"].text("title") for id_, typed in values.items() if "title" in typed}
    subjects = {
        id_: {**written, "title": _planned_title(written, retitled[id_])} if id_ in retitled else written
        for id_, written in edits.last_run.rows_of("editorial").items()
    }
    rows = {**edits.last_run.rows, "social": posts, "editorial": subjects}
    return replace(edits.last_run, rows={key: row for key, row in rows.items() if key in edits.last_run.rows})


def _planned_title(written: WrittenRow, typed: str) -> str:
    """The title that a subject had before it followed the one typed on its posts; none where that is not known."""
    title = written.get("title", "")
    return written.get("planned_title") or ("" if fold(title) == fold(typed) else title)


def _typed_subject_columns(edits: Edits, id_: str) -> frozenset[str]:
    """The shared columns that the user typed on the row of a subject itself."""
    row, written = edits.rows_of("editorial")[id_], edits.written_row("editorial", id_)
    return frozenset(key for key in SHARED if key in row.columns and is_users_cell("editorial", row, written, key))


def _untyped_post(
    edits: Edits, id_: str, written: WrittenRow, own_columns: Mapping[str, frozenset[str]]
) -> WrittenRow:
    """What was written on a post, with what its subject had before the user typed there."""
    row, subject = edits.rows_of("social").get(id_), written.get("subject", "")
    typed = {key for key in row.columns if is_users_cell("social", row, written, key)} if row else set[str]()
    before = edits.written_row("editorial", subject)
    columns = own_columns.get(subject, frozenset()) - typed
    taken_over = {key: before.get(key, "") for key in columns if key in written and _is_taken_over(edits, id_, key)}
    written = {**written, **taken_over}
    given = {key for key in typed if row and row.text(key)}
    if written.get("left"):
        written = {**written, "subject": written["left"], "left": ""}
    elif "editorial" in given or (given & {"theme", "title"} and not written.get("theme")):
        written = {**written, "subject": ""}
    if "theme" in given or "theme" in taken_over:
        return {key: "" if key in _OF_THEME else text for key, text in written.items()}
    return written


def _is_taken_over(edits: Edits, id_: str, key: str) -> bool:
    """Whether a post has what the user typed in a column of its subject."""
    written = edits.written_row("social", id_)
    subject = edits.rows_of("editorial").get(written.get("subject", ""))
    if subject is None:
        return False
    shown = written.get(key, "")
    return key == "theme" or fold(shown) == fold(subject.text(key)) or understood_code(key, shown) == subject.code(key)
