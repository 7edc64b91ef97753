"""The record of the user's edits: the calendars as they stand, matched with what the last run wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from calgen.book.folding import fold
from calgen.book.grid import Cell
from calgen.book.problems import Problem
from calgen.calendar import CalendarRow, CalendarTab
from calgen.last_run import LastRun, WrittenRow
from calgen.merge.renames import Renames
from calgen.plan.pin import Pin

_NO_ROWS: Mapping[str, CalendarRow] = {}


@dataclass(frozen=True, slots=True)
class Edits:
    """What the user did to the calendars since the last run; mappings are by calendar, then by id."""

    last_run: LastRun = field(default_factory=LastRun)
    calendars: Mapping[str, CalendarTab] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, CalendarRow]] = field(default_factory=dict)
    new_ids: Mapping[str, frozenset[str]] = field(default_factory=dict)  # ids that the user's own rows get now
    unplanned: frozenset[str] = frozenset()  # posts that stay and are no part of the plan: cancelled, or without a day
    statuses: Mapping[str, str] = field(default_factory=dict)  # post → status that it takes over from its subject
    kept: tuple[Pin, ...] = ()  # posts that the new plan keeps where they are
    earlier: tuple[Pin, ...] = ()  # posts of the last plan that may move; each move adds to the score
    removed: Mapping[str, Mapping[str, WrittenRow]] = field(default_factory=dict)  # rows that the user deleted
    next_numbers: Mapping[str, int] = field(default_factory=dict)  # calendar → number of its next new id
    renames: Renames = field(default_factory=lambda: Renames({}))  # rows of the strategy with another name than before
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # column → folded name → the strategy's
    problems: tuple[Problem, ...] = ()

    def rows_of(self, calendar: str) -> Mapping[str, CalendarRow]:
        """The rows of a calendar by id."""
        return self.rows.get(calendar, _NO_ROWS)

    def written_row(self, calendar: str, id_: str) -> WrittenRow:
        """What calgen wrote on a row; empty for a row of the user's own."""
        removed = self.last_run.removed.get(calendar, {})
        return self.last_run.rows_of(calendar).get(id_) or removed.get(id_, {})

    def spelled_name(self, column: str, cell: Cell) -> str:
        """The strategy's spelling of a name that the user typed in another one; empty where it is the same, or none."""
        if column == "category" or not isinstance(cell.value, str) or cell.formula:
            return ""  # a category's word may be of any language
        name = self.names.get(column, {}).get(fold(cell.value), "")
        return name if name != cell.value and fold(name) == fold(cell.value) else ""
