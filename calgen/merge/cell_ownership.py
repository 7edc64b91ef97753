"""Whether the user changed a cell or a row of a calendar, or it is still as calgen wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from calgen.book.cells import as_text
from calgen.book.folding import fold
from calgen.book.sheet import StyledCell
from calgen.book.vocabulary import choice_codes
from calgen.calendar import CalendarRow, is_as_written
from calgen.last_run import FORMULA, WrittenRow

# Columns with formulas of calgen's: whatever formula stands there is calgen's, however a program has rewritten it.
FORMULA_COLUMNS = {
    "social": frozenset({"day", "title", "editorial", "characters"}),
    "editorial": frozenset({"week", "posts", "first_post", "last_post"}),
}
# Columns that the tabs with figures need: they are added again where the user deleted them.
REQUIRED_COLUMNS = {
    "social": ("id", "date", "time", "platform", "theme", "title", "category", "status", "owner", "editorial",
               "objective", "audience", "stage", "campaign"),
    "editorial": ("id", "date", "title", "theme", "category", "status"),
}  # fmt: skip
# of written rows alone
KEYS_WITHOUT_COLUMN = frozenset({"subject", "made", "left", "planned_title", "suggested", "why"})
FIXED_STATUSES = frozenset({"approved", "scheduled", "published"})
BEGUN_STATUSES = frozenset({"in_progress", "to_review", *FIXED_STATUSES, "cancelled"})


def needed_columns(calendar: str, planned: Iterable[Mapping[str, StyledCell]]) -> frozenset[str]:
    """The columns that a calendar must have: those of figures, and that of suggestions where it has some."""
    has_suggestions = any(row["suggestions"].value for row in planned if "suggestions" in row)
    return frozenset(REQUIRED_COLUMNS[calendar]) | (frozenset({"suggestions"}) if has_suggestions else frozenset())


def is_users_cell(calendar: str, row: CalendarRow, written: WrittenRow, key: str) -> bool:
    """Whether the user typed what a cell holds, or emptied it."""
    cell = row.cell(key)
    if key in row.emptied:
        return False
    if key in FORMULA_COLUMNS[calendar] and cell.formula:
        return False
    if key in FORMULA_COLUMNS[calendar] and written.get(key) == FORMULA and not as_text(cell.value):
        return False  # an emptied calculation comes back
    return key != "id" and not is_as_written(written.get(key, ""), cell)


def has_user_edits(calendar: str, row: CalendarRow, written: WrittenRow) -> bool:
    """Whether the user edited a row: a cell of calgen's columns, a cell of an added column, or a mark on it.

    A column that the user deleted as a whole is no edit of each row.
    """
    if row.is_marked or any(as_text(cell.value) and not cell.formula for cell in row.own_cells.values()):
        return True
    keys = ({*row.cells, *written} - KEYS_WITHOUT_COLUMN) & row.columns
    return any(is_users_cell(calendar, row, written, key) for key in keys)


def is_fixed(row: CalendarRow, today: date) -> bool:
    """Whether a post does not move: its day is past, it is approved, scheduled or published, or marked to be kept."""
    day = row.day()
    return (day is not None and day < today) or row.code("status") in FIXED_STATUSES or is_marked_to_keep(row)


def is_over(row: CalendarRow, today: date) -> bool:
    """Whether the day of a post is past, or the post is published."""
    day = row.day()
    return (day is not None and day < today) or row.code("status") == "published"


def is_marked_to_keep(row: CalendarRow) -> bool:
    """Whether the column "keep" says yes."""
    value = row.cell("keep").value
    text = fold(row.text("keep"))
    return bool(text) and value is not False and choice_codes("yes_no").get(text) != "no"
