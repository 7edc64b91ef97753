"""The cells of a task's row: what it says, and its link to the post, the subject or the routine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from calgen.book.cells import as_text
from calgen.book.grid import Value
from calgen.book.sheet import SheetValue, Style, StyledCell, quote_title
from calgen.merge.task_entries import sealed_id
from calgen.plan.model import Post
from calgen.strategy.routines import Routine
from calgen.view import styles
from calgen.view.calendar_sheet import RowMaker
from calgen.view.tasks.columns import COLUMNS
from calgen.view.tasks.formulas import TaskFormulas
from calgen.view.tasks.rows import OWN, USERS_KINDS, TaskRow, task_subject
from calgen.view.tasks.workload import Workload
from calgen.view.view_context import TOP, ViewContext, quoted_text

_SUBJECT_WIDTH, _NOTE_WIDTH = 57, 34  # characters of these columns, for the heights of rows
_MOST_NOTE_LINES = 6


class TaskCells:
    """Makes the cells of the tab's table, row by row."""

    def __init__(
        self, context: ViewContext, rows: Sequence[TaskRow], states: Sequence[str], workload: Workload
    ) -> None:
        self._context, self._rows, self._states, self._workload = context, rows, states, workload
        self._formulas, self._maker = TaskFormulas(context, workload), RowMaker(COLUMNS)
        self._styles_of_minutes: dict[tuple[int, Style], Style] = {}

    def heights(self) -> dict[int, float]:
        """The height of each row in points, for up to three lines of its subject and six of its note."""
        return {number: 4 + 13.0 * self._lines(row) for number, row in enumerate(self._rows, TOP + 1)}

    def _lines(self, row: TaskRow) -> int:
        lines = min(3, styles.line_count(self._subject(row), _SUBJECT_WIDTH))
        note = as_text(row.entry.note) if row.entry else ""
        return max(lines, min(_MOST_NOTE_LINES, styles.line_count(note, _NOTE_WIDTH))) if note else lines

    def row(self, number: int) -> Sequence[StyledCell]:
        """The cells of a row of the sheet, from the first column on."""
        if number == TOP:
            return self._headings()
        row, words = self._rows[number - TOP - 1], self._context.words
        formulas = self._formulas.of_row(row.kind, number)
        values = _values_of_users_row(row) if row.kind in USERS_KINDS else self._values(row)
        if row.kind not in USERS_KINDS and (link := self._link(row)):
            formulas["subject"] = link
        values |= {"id": row.id, "state": words.choice("task_state", self._states[number - TOP - 1])}
        if row.entry:
            values |= {"done": _written(row.entry.done), "note": _written(row.entry.note)}
        found = self._maker.row(values, formulas)
        if row.hours is not None and 0 < row.hours < 1 and "hours" in found:
            found["hours"] = self._in_minutes(found["hours"], float(row.hours))
        if row.kind not in USERS_KINDS:
            found["id"] = StyledCell(sealed_id(row.id, found), found["id"].style)
        return [found.get(key, blank) for key, blank in self._maker.blanks.items()]

    def _in_minutes(self, cell: StyledCell, hours: float) -> StyledCell:
        """Less than an hour, shown in minutes; the cell still holds hours, to be added to the others."""
        minutes, style = round(hours * 60), cell.style or styles.BODY
        known = self._styles_of_minutes.get((minutes, style))
        if known is None:
            shown = self._context.words.text("labels", "minutes", n=minutes)
            known = self._styles_of_minutes[minutes, style] = replace(style, number=quoted_text(shown))
        return replace(cell, style=known)

    def _headings(self) -> Sequence[StyledCell]:
        centred = replace(styles.HEADING, align="center")
        return [
            StyledCell(
                self._context.heading("tasks", column.key),
                centred if column.style.align == "center" else styles.HEADING,
            )
            for column in COLUMNS
        ]

    def _values(self, row: TaskRow) -> dict[str, SheetValue]:
        """The values of a row by column key, its state aside."""
        found: dict[str, SheetValue] = {
            "date": row.day,
            "day": row.day,
            "person": row.person or None,
            "task": self._task(row),
            "subject": self._subject(row),
            "hours": None if row.hours is None else float(row.hours),
            "week": row.week,
            "until": row.last_day,
        }
        return found if row.post is None else found | self._post_values(row, row.post)

    def _post_values(self, row: TaskRow, index: int) -> dict[str, SheetValue]:
        """The values of a row that its post adds."""
        post, id_ = self._context.plan.posts[index], self._context.ids.posts[index]
        found: dict[str, SheetValue] = {
            "person": post.owner,
            "status": self._context.statuses.get(id_) or self._context.words.choice("status", row.status),
            "format": post.format or None,
            "post": id_,
            "row": self._context.post_rows.get(id_, 0),
        }
        if row.kind == "publish":
            found |= {"platform": post.platform, "time": post.time}
        if row.is_production:
            found |= {"production_hours": float(row.hours or 0)} | self._workload.row_values(row)
        return found

    def _task(self, row: TaskRow) -> str:
        """The word for the kind of a task; of a routine also what it is for."""
        words = self._context.words
        word = words.choice("task", row.kind)
        if row.routine is None or not row.routine.kind:
            return word
        return word + words.text("phrases", "colon") + words.choice("routine_kind", row.routine.kind).lower()

    def _subject(self, row: TaskRow) -> str:
        """The title of the subject, or the routine."""
        if row.kind in USERS_KINDS:
            return as_text(row.entry.values.get("subject")) if row.entry else ""
        return task_subject(self._context, row)

    def _link(self, row: TaskRow) -> str:
        """The formula that leads to the post, the subject or the routine; empty for a routine that nobody typed."""
        if row.routine:
            return _routine_link(row.routine, self._subject(row))
        context, post = self._context, self._post(row)
        subject_id = "" if post.is_open else context.ids.subjects[post.subject]
        if row.kind == "publish" or subject_id in context.removed_subjects:
            return context.row_link("social", context.ids.posts[_index(row)], self._subject(row))
        return context.row_link("editorial", subject_id, self._subject(row))

    def _post(self, row: TaskRow) -> Post:
        return self._context.plan.posts[_index(row)]


def _index(row: TaskRow) -> int:
    assert row.post is not None  # of a routine nobody asks for it
    return row.post


def _routine_link(routine: Routine, shown: str) -> str:
    place = routine.source.place("task")
    target = quoted_text(f"#{quote_title(place.tab)}!{place.cell}")
    return f"=HYPERLINK({target},{quoted_text(shown)})" if place.cell else ""


def _values_of_users_row(row: TaskRow) -> dict[str, SheetValue]:
    """The values of a task that the user wrote, or that is planned no more: as the row says them."""
    values = row.entry.values if row.entry else {}
    found = {key: _written(value) for key, value in values.items() if row.kind == OWN or key != "status"}
    return found | {"day": found.get("date")} if isinstance(found.get("date"), date) else found


def _written(value: Value) -> SheetValue:
    """A value as typed; a duration as the number that the cell stores."""
    return value / timedelta(days=1) if isinstance(value, timedelta) else value
