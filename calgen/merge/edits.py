"""The record of the user's edits: the calendars as they stand, matched with what the last run wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from calgen.book.folding import fold, tidy, without_invisible
from calgen.book.grid import Cell
from calgen.book.lists import split
from calgen.book.owned_tabs import ARCHIVE
from calgen.book.problems import Problem
from calgen.book.vocabulary import understood_code
from calgen.calendar import CalendarRow, CalendarTab
from calgen.last_run import LastRun, WrittenRow
from calgen.merge.renames import Renames
from calgen.plan.pin import Pin

# Columns of names and words, which formulas compare letter by letter.
_CHOICES = frozenset({"category", "status", "stage", "format"})
COMPARED_COLUMNS = _CHOICES | {"platform", "theme", "owner", "objective", "audience", "campaign"}
_NO_ROWS: Mapping[str, CalendarRow] = {}


@dataclass(frozen=True, slots=True)
class Edits:
    """What the user did to the calendars since the last run; mappings are by calendar, then by id."""

    last_run: LastRun = field(default_factory=LastRun)
    calendars: Mapping[str, CalendarTab] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, CalendarRow]] = field(default_factory=dict)
    new_ids: Mapping[str, frozenset[str]] = field(default_factory=dict)  # ids that the user's own rows get now
    unplanned: frozenset[str] = frozenset()  # posts that stay and are no part of the plan: cancelled, or without a day
    apart: Mapping[str, str] = field(default_factory=dict)  # post → subject that it leaves, for another theme
    links: Mapping[str, str] = field(default_factory=dict)  # post → link that stays as the last run wrote it
    suggested: frozenset[str] = frozenset()  # subjects whose title is a suggestion that the user has not taken over
    over: frozenset[str] = frozenset()  # posts that are past or published, and subjects of which all posts are
    statuses: Mapping[str, str] = field(default_factory=dict)  # post → status that it takes over from its subject
    kept: tuple[Pin, ...] = ()  # posts that the new plan keeps where they are
    earlier: tuple[Pin, ...] = ()  # posts of the last plan that may move; each move adds to the score
    removed: Mapping[str, Mapping[str, WrittenRow]] = field(default_factory=dict)  # rows that the user deleted
    archived: Mapping[str, CalendarRow] = field(default_factory=dict)  # the rows of the archive by id
    leaving: frozenset[int] = frozenset()  # rows of the social calendar that stand in the archive by now
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
        archived = self.last_run.rows_of(ARCHIVE) if calendar == "social" else {}
        return self.last_run.rows_of(calendar).get(id_) or removed.get(id_) or archived.get(id_, {})

    def renamed(self, column: str, text: str, id_: str = "") -> str:
        """What a cell says under new names, in any letter case, where one of its names was renamed since the last run.

        Empty where none was, and on a row with an id that keeps the name of a person who was replaced.
        """
        names = {fold(old): new for old, new in self.renames.of(column).items()}
        if not names:
            return ""
        if column == "owner" and id_ in self.over:
            names = {old: new for old, new in names.items() if old not in self.renames.replaced_people}
        if fold(text) in names:
            return names[fold(text)]
        pieces = split(text, (*names, *self.names.get(column, {})))
        new = text
        for piece in pieces if len(pieces) > 1 else ():
            new = new.replace(piece, names.get(fold(piece), piece))
        return new if new != text else ""

    def spelled_name(self, column: str, cell: Cell, id_: str = "") -> str:
        """The spelling of a name or word that live formulas find, if a cell has another one; empty where it has not.

        The new name of what the user renamed, else the name as the strategy has it; of other names and words, the
        typed one without spaces and invisible signs around it.
        """
        if not isinstance(cell.value, str) or cell.formula:
            return ""
        if new := self.renamed(column, cell.value, id_):
            return new if new != cell.value else ""
        if column not in COMPARED_COLUMNS:
            return ""
        name = self.names.get(column, {}).get(fold(cell.value), "") if column != "category" else ""
        if fold(name) != fold(cell.value):  # a word, which may be of any language, or a name that is not known
            is_word = column in _CHOICES and understood_code(column, cell.value)
            name = without_invisible(cell.value) if is_word else tidy(cell.value)
        return name if name != cell.value else ""
