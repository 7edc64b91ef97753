"""One cell, three ways: what calgen wrote, what stands there now, and whose it is."""

from __future__ import annotations

from datetime import date

from calgen.book.cells import as_text
from calgen.book.folding import fold
from calgen.book.vocabulary import choice_codes
from calgen.calendar import Line, Row, as_written

# columns whose cells are computed: a formula there is calgen's, whatever became of its text
LIVE_KEYS = {
    "social": frozenset({"day", "title", "editorial", "characters"}),
    "editorial": frozenset({"week", "posts", "first_post", "last_post"}),
}
# columns without which the tabs that count the calendar would be wrong: they come back where they were taken out
NEEDED = {
    "social": ("id", "date", "time", "platform", "theme", "title", "category", "status", "owner", "editorial",
               "objective", "audience", "stage", "campaign"),
    "editorial": ("id", "date", "title", "theme", "category", "status"),
}
UNSEEN = frozenset({"subject", "made"})  # what is remembered of a post and has no column of its own
LOCKED = frozenset({"approved", "scheduled", "published"})
BEGUN = frozenset({"in_progress", "to_review", *LOCKED, "cancelled"})


def users(calendar: str, line: Line, row: Row, key: str) -> bool:
    """Whether a cell holds what the user wrote, or cleared; `row` is what calgen wrote."""
    cell = line.cell(key)
    if key in LIVE_KEYS[calendar] and cell.formula:
        return False
    return key != "id" and not as_written(row.get(key, ""), cell)


def touched(calendar: str, line: Line, row: Row) -> bool:
    """Whether anything on a line is the user's: a cell of ours, one of the user's own columns, a comment, a colour."""
    ours = any(users(calendar, line, row, key) for key in {*line.cells, *row} - UNSEEN if _there(line, key))
    return ours or line.marked or any(as_text(cell.value) and not cell.formula for cell in line.own.values())


def _there(line: Line, key: str) -> bool:
    """Whether a column still stands: one that was taken out as a whole is no edit of each line."""
    return key in line.columns


def locked(line: Line, today: date) -> bool:
    """Whether a post does not move: past, approved, scheduled, published, or to be kept."""
    day = line.day()
    return (day is not None and day < today) or line.code("status") in LOCKED or keeps(line)


def keeps(line: Line) -> bool:
    """Whether the line is marked to be kept."""
    value = line.cell("keep").value
    text = fold(line.text("keep"))
    return bool(text) and value is not False and choice_codes("yes_no").get(text) != "no"
