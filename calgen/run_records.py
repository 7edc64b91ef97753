"""The records that the steps of a run hand on: what was read, what a run starts from, its plan, its calendars.

Those that the functions of the api return stand below.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from calgen import merge
from calgen.book.grid import Workbook
from calgen.book.languages import FALLBACK
from calgen.book.problems import Problem, Severity
from calgen.book.tab_readings import TabReading
from calgen.book.words import Words, load_words
from calgen.calendar import CalendarTab
from calgen.figures.counted_calendar import CountedCalendar
from calgen.files.read.opened_workbook import OpenedWorkbook
from calgen.last_run import LastRun
from calgen.plan.model import Plan
from calgen.read import Read
from calgen.strategy import Strategy
from calgen.view.placed_comments import Comments
from calgen.view.typed_cells import TypedOnTabs
from calgen.view.view_context import ViewContext

if TYPE_CHECKING:
    from calgen.adopt.records import Adoption
    from calgen.review.model import Review


@dataclass(frozen=True, slots=True)
class Checked:
    """What was read from a workbook, and every problem in it."""

    file: OpenedWorkbook
    workbook: Workbook
    read: Read
    problems: tuple[Problem, ...]
    last_run: LastRun = field(default_factory=LastRun)  # what the last run wrote
    typed: TypedOnTabs = field(default_factory=dict)  # the user's cells on the tabs that are drawn anew
    comments: Comments = field(default_factory=dict)  # the cells there that have a comment of hers

    @property
    def stopped(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass(frozen=True, slots=True)
class RunInput:
    """What a run starts from: what the last run wrote, the calendars as they stand, the strategy with its start."""

    last_run: LastRun
    calendars: Mapping[str, CalendarTab]
    strategy: Strategy
    task_entries: merge.TaskEntries = field(default_factory=merge.TaskEntries)  # ticks and notes
    words: Words = field(default_factory=lambda: load_words(FALLBACK))
    archive: CalendarTab | None = None  # the posts of former periods
    archiving: frozenset[str] = frozenset()  # posts whose rows stand in the archive by now, and leave the calendar

    @property
    def social(self) -> CalendarTab | None:
        return self.calendars.get("social")


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan that keeps the user's edits, with its ids; the strategy has also the names that only kept posts have."""

    strategy: Strategy
    edits: merge.Edits
    plan: Plan
    ids: merge.PlanIds


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged calendars, and what the tabs are drawn from, with all problems."""

    context: ViewContext
    calendars: Mapping[str, merge.MergedCalendar]
    counted: CountedCalendar
    removed: Mapping[str, Mapping[str, Mapping[str, str]]]
    merge_problems: tuple[Problem, ...] = ()  # of `context.problems` those that only the merge finds

    @property
    def changes(self) -> tuple[merge.RowChange, ...]:
        return tuple(change for key in ("social", "editorial") for change in self.calendars[key].changes)


@dataclass(frozen=True, slots=True)
class Generated:
    """A run: the file's bytes before and after, the plan (none where it stopped), and all there is to tell."""

    before: bytes
    after: bytes
    words: Words
    problems: tuple[Problem, ...]
    plan: Plan | None = None
    strategy: Strategy = field(default_factory=Strategy)
    titles: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[merge.RowChange, ...] = ()
    calendar: CountedCalendar | None = None  # the calendar as it will stand, for its figures
    today: date = date.min
    tabs: tuple[TabReading, ...] = ()  # what was read of each tab of the workbook, or left alone
    review: Review | None = None  # what the results are worth; None where there are none

    @property
    def stopped(self) -> bool:
        errors = any(problem.severity is Severity.ERROR for problem in self.problems)
        return errors and self.plan is None and not self.changed

    @property
    def changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Balanced:
    """A calendar as it stands, with the user's edits, ready for `calgen.figures`; none where errors stop."""

    words: Words
    problems: tuple[Problem, ...]
    calendar: CountedCalendar | None = None
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class Adopted:
    """A workbook made from somebody's own: its bytes (none where something is unclear), and the account of it."""

    data: bytes
    words: Words
    adoption: Adoption
