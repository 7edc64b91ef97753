"""The rows of the tab of tasks: the steps of each production, publications and routines.

Late tasks come first; what is done, cancelled or no longer due comes last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from calgen.book.words import Words
from calgen.merge import TaskEntry
from calgen.plan.makers.routines import occurrences
from calgen.plan.makers.work_steps import Production
from calgen.plan.model import monday_of
from calgen.strategy.routines import Routine
from calgen.view.social import OPEN_STATUS, initial_status
from calgen.view.tasks.daily_routines import fold_daily
from calgen.view.tasks.dated_tasks import dated_tasks
from calgen.view.text_formulas import shorten
from calgen.view.view_context import ViewContext

GRACE_DAYS = 28  # a post that nobody has marked as published stays on the list for so many days
_STATUSES = ("idea", "to_write", "in_progress", "to_review", "approved", "scheduled", "published")
# The status from which on a task is done, by the kind of the task.
_DONE_FROM = {
    "brief": "in_progress",
    "brief_draft": "to_review",
    "draft": "to_review",
    "draft_review": "approved",
    "prepare": "approved",
    "review": "approved",
    "publish": "published",
}
OWN, DROPPED = "own", "dropped"  # a task that the user wrote; one that is planned no more, with a tick or a note
USERS_KINDS = (OWN, DROPPED)
# in the order in which the tasks of a day and a person stand
KINDS = (*_DONE_FROM, "routine", *USERS_KINDS)
PRODUCTION_KINDS = ("brief_draft", "draft", "draft_review", "prepare")  # those that take hours
_DONE = {kind: frozenset(_STATUSES[_STATUSES.index(first) :]) for kind, first in _DONE_FROM.items()}
_CLOSED_STATES = ("done", "cancelled", "over", DROPPED)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task on a day: its kind (a code of `choices.task`), who does it, and the post or routine that it is for.

    `entry` is what the user wrote on its row. The kinds OWN and DROPPED are rows of the user's: `entry` holds all.
    """

    kind: str
    day: date  # date.max for a row of the user's without one
    person: str
    post: int | None = None  # index of the post in the plan; `None` for a routine
    status: str = ""  # the code of the post's status
    hours: Fraction | None = None
    routine: Routine | None = None
    last_day: date = date.max  # the last day on which it still matters
    hours_week: date | None = None  # the Monday of the week whose hours it takes, where that is not its own
    id: str = ""  # of the task: docs/decisions.md, "Ticks and notes"
    entry: TaskEntry | None = None
    routines: tuple[str, ...] = ()  # the names of the routines that it stands for

    @property
    def is_production(self) -> bool:
        """Whether its hours count against the person's week."""
        return self.routine is None and self.hours is not None

    @property
    def week(self) -> date:
        """The Monday of the week whose hours it takes."""
        return self.hours_week or monday_of(self.day)

    def state(self, today: date) -> str:
        """Its state on a day: a code of `choices.task_state`; the formula of the tab says the same."""
        if self.status == "cancelled":
            return "cancelled"
        is_done = self.status in _DONE.get(self.kind, ()) and not (self.entry and self.entry.is_denied)
        if is_done or (self.entry and self.entry.is_ticked):
            return "done"
        if self.kind == DROPPED:
            return DROPPED
        if self.last_day < today:
            return "over"
        if self.day < today:
            return "late"
        if self.day == today:
            return "today"
        return "week" if monday_of(self.day) == monday_of(today) else "later"


def done_statuses(kind: str) -> tuple[str, ...]:
    """The codes of the statuses with which a task of a kind is done, in their order."""
    return tuple(status for status in _STATUSES if status in _DONE.get(kind, ()))


def post_status(context: ViewContext, index: int) -> str:
    """The code of a post's status, as the social calendar says it."""
    post = context.plan.posts[index]
    return post.status or (OPEN_STATUS if post.is_open else initial_status(context.plan.subjects[post.subject]))


def planned_tasks(context: ViewContext, productions: Iterable[Production]) -> list[TaskRow]:
    """Every task that the calendars and the routines ask for."""
    return [*_production_steps(context, productions), *_publications(context), *_routines(context)]


def in_order(context: ViewContext, rows: Iterable[TaskRow]) -> list[TaskRow]:
    """Late tasks first, then by day, person and kind; what is done, cancelled or over comes last."""
    kinds = {kind: n for n, kind in enumerate(KINDS)}

    def sort_key(row: TaskRow) -> tuple[object, ...]:
        state = row.state(context.today)
        part = 0 if state == "late" else 2 if state in _CLOSED_STATES else 1
        task = row.routine.task if row.routine else row.id if row.entry else ""
        return (part, row.day, not row.person, row.person, kinds[row.kind], row.post or 0, task)

    return sorted(rows, key=sort_key)


def task_subject(context: ViewContext, row: TaskRow) -> str:
    """The title of the subject of a task, or the routine."""
    if row.routine:
        return routine_text(context.words, row.routine)
    assert row.post is not None
    return shorten(context.title_of(context.plan.posts[row.post]))


def routine_text(words: Words, routine: Routine) -> str:
    """A routine with its tool, how to judge what it finds, and from when on somebody steps in."""
    keys = ("tool", "criteria", "threshold")
    colon = words.text("phrases", "colon")
    parts = [words.title("routines", key) + colon + text for key in keys if (text := getattr(routine, key))]
    return shorten(" · ".join([routine.task, *parts]))


def _production_steps(context: ViewContext, productions: Iterable[Production]) -> Iterator[TaskRow]:
    posts = context.plan.posts
    for production in productions:
        if all(_is_archived(context, index) for index in production.posts):
            continue
        first = min(production.posts, key=lambda index: posts[index].sort_key)
        last_day, status = posts[first].day, post_status(context, first)
        for kind, day in _steps(production):
            if kind in PRODUCTION_KINDS:
                yield TaskRow(
                    kind, day, production.owner, first, status, production.hours, None, last_day, production.week
                )
            else:
                yield TaskRow(kind, day, production.owner, first, status, last_day=last_day)


def _is_archived(context: ViewContext, post: int) -> bool:
    return bool(context.archived) and context.ids.posts[post] in context.archived


def _steps(production: Production) -> list[tuple[str, date]]:
    """The steps with their days; those that fall on one day are one task."""
    due = production.due
    if due.brief == due.review:
        return [("prepare", due.review)]
    if due.brief == due.draft:
        return [("brief_draft", due.draft), ("review", due.review)]
    if due.draft == due.review:
        return [("brief", due.brief), ("draft_review", due.review)]
    return [("brief", due.brief), ("draft", due.draft), ("review", due.review)]


def _publications(context: ViewContext) -> Iterator[TaskRow]:
    grace = timedelta(days=GRACE_DAYS)
    for index, post in enumerate(context.plan.posts):
        if post.status != "cancelled" and not _is_archived(context, index):
            status = post_status(context, index)
            yield TaskRow("publish", post.day, post.owner, index, status, last_day=post.day + grace)


def _routines(context: ViewContext) -> Iterator[TaskRow]:
    horizon = context.plan.horizon
    first = max(horizon.first, context.today)
    due = [*occurrences(context.strategy, first, horizon.last), *dated_tasks(context, first, horizon.last)]
    for day, routine, names in fold_daily(due):
        hours = Fraction(routine.minutes) / 60 if routine.minutes else None
        yield TaskRow("routine", day, routine.owner, hours=hours, routine=routine, last_day=day, routines=names)
