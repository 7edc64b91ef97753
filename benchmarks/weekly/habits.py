"""What a user does in a week: edits of both calendars, and texts beside, below and on the tabs that are drawn anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import year_edits
from openpyxl.comments import Comment
from year_edits import Week

from benchmarks.weekly.contents import titles_of
from calgen.book.folding import fold

Habit = Callable[[Week], None]
OWN_COLUMNS = ("Photographe", "Lieu", "Budget")
MOST_NOTES = 12  # notes below and beside a calendar


def own_column(week: Week) -> None:
    """Texts in a column of the user's own, which is made at the first time."""
    tab = week.draft.social
    title = week.rng.choice(OWN_COLUMNS)
    if title not in tab.columns:
        week.draft.column(title, before=week.rng.choice(("", "format", "hashtags")))
    for _ in range(3):
        week.draft.put("social", week.draft.post(), title, week.draft.token("mien"))


def note_below(week: Week) -> None:
    """A text some rows below the table."""
    tab = week.draft.tabs[week.rng.choice(("social", "editorial"))]
    row = max(tab.last, tab.sheet.max_row) + 2
    tab.sheet.cell(row, tab.columns["id"] + week.rng.randrange(4)).value = week.draft.token("dessous")


def note_beside(week: Week) -> None:
    """A text beside the table, after an empty column."""
    tab = week.draft.social
    tab.sheet.cell(tab.last, max(tab.columns.values()) + 3).value = week.draft.token("à côté")


def comment(week: Week) -> None:
    """A comment on a cell of a post."""
    cell = week.draft.social.cell(week.draft.post(), "theme")
    cell.comment = Comment(week.draft.token("note"), "Léa")


def task_note(week: Week) -> None:
    """A tick and a note on tasks to come."""
    sheet, head, columns = _tasks(week)
    rows = [row for row in range(head + 1, sheet.max_row + 1) if sheet.cell(row, columns["task"]).value]
    row = week.rng.choice(rows)
    sheet.cell(row, columns["note"]).value = week.draft.token("tâche")
    sheet.cell(week.rng.choice(rows), columns["done"]).value = week.draft.words.choice("yes_no", "yes")


def _tasks(week: Week) -> tuple[Any, int, dict[str, int]]:
    sheet = next(sheet for sheet in week.draft.book if fold(sheet.title) in titles_of("tasks"))
    for cells in sheet.iter_rows(max_row=12):
        texts = {cell.column: fold(str(cell.value or "")) for cell in cells}
        if set(texts.values()) & titles_of("tasks", "note"):
            keys = ("task", "note", "done")
            return sheet, cells[0].row, {
                key: column for column, text in texts.items() for key in keys if text in titles_of("tasks", key)
            }
    raise StopIteration


OWN: tuple[Habit, ...] = (own_column, note_below, note_beside, comment, task_note)


def play(week: Week) -> list[str]:
    """Some edits of a week, those of the last days among them; their names."""
    chosen = [*week.rng.sample(year_edits.EDITS, week.rng.randint(2, 6)), year_edits.published, year_edits.results]
    if week.rng.random() < 0.4:
        chosen.append(week.rng.choice(OWN))
    return [edit.__name__ for edit in chosen if _done(edit, week)]


def _done(edit: Habit, week: Week) -> bool:
    try:
        edit(week)
    except (KeyError, IndexError, StopIteration):
        return False  # no row or column is left that it may be done to
    return True
