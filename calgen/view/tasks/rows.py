"""The work as rows: steps of every making, publications, routines; what is late first, what is over last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from calgen.plan.model import monday_of
from calgen.plan.routines import occurrences
from calgen.plan.work_steps import Making, makings
from calgen.strategy.routines import Routine
from calgen.view.social import status_of
from calgen.view.view_context import ViewContext

PATIENCE = 28  # days for which a post that nobody has marked as published stays on the list
_STATUS = ("idea", "to_write", "in_progress", "to_review", "approved", "scheduled", "published")
# The status from which on a task is done.
_DONE = {
    "brief": "in_progress",
    "brief_draft": "to_review",
    "draft": "to_review",
    "draft_review": "approved",
    "prepare": "approved",
    "review": "approved",
    "publish": "published",
}
_ORDER = (*_DONE, "routine")


@dataclass(frozen=True, slots=True)
class Chore:
    """A thing to do on a day: its kind (a code of `choices.task`), who does it, and the post that it leads to."""

    kind: str
    day: date
    person: str
    post: int | None = None  # the post's number in the plan; none for a routine
    hours: Fraction | None = None
    routine: Routine | None = None
    until: date = date.max  # the last day on which it still matters
    hours_of: date | None = None  # the Monday of the week whose hours it takes, where that is not its own

    @property
    def making(self) -> bool:
        """Whether its hours are those of a making, which count against a person's week."""
        return self.routine is None and self.hours is not None

    @property
    def week(self) -> date:
        return self.hours_of or monday_of(self.day)


def done_from(kind: str) -> tuple[str, ...]:
    """The statuses with which a task is done."""
    return _STATUS[_STATUS.index(_DONE[kind]) :] if kind in _DONE else ()


def status(context: ViewContext, chore: Chore) -> str:
    """The status of the post that a task leads to, as the social calendar says it."""
    if chore.post is None:
        return ""
    post = context.plan.posts[chore.post]
    return post.status or status_of(context.plan.subjects[post.subject])


def state(context: ViewContext, chore: Chore, today: date) -> str:
    """Where a task stands on a day: a code of `choices.task_state`; the tab's formula says the same."""
    if (own := status(context, chore)) == "cancelled":
        return "cancelled"
    if own in done_from(chore.kind):
        return "done"
    if chore.until < today:
        return "over"
    if chore.day < today:
        return "late"
    if chore.day == today:
        return "today"
    return "week" if monday_of(chore.day) == monday_of(today) else "later"


def chores(context: ViewContext) -> list[Chore]:
    """Every task: late ones first, then by day, person and kind; what is done, cancelled or over stands last."""
    found = [*_steps(context), *_publications(context), *_routines(context)]
    late, gone = {"late"}, {"done", "cancelled", "over"}

    def order(chore: Chore) -> tuple[object, ...]:
        where = state(context, chore, context.today)
        place = 0 if where in late else 2 if where in gone else 1
        task = chore.routine.task if chore.routine else ""
        return (place, chore.day, not chore.person, chore.person, _ORDER.index(chore.kind), chore.post or 0, task)

    return sorted(found, key=order)


def _steps(context: ViewContext) -> Iterator[Chore]:
    for making in makings(context.strategy, context.plan.posts, context.plan.subjects):
        first = min(making.posts, key=lambda at: context.plan.posts[at].sort_key)
        until = context.plan.posts[first].day
        for kind, day in _kinds(making):
            if kind in ("brief", "review"):
                yield Chore(kind, day, making.owner, first, until=until)
            else:
                yield Chore(kind, day, making.owner, first, making.hours, until=until, hours_of=making.week)


def _kinds(making: Making) -> list[tuple[str, date]]:
    """The steps with their days; those that fall on one day are one task."""
    due = making.due
    if due.brief == due.review:
        return [("prepare", due.review)]
    if due.brief == due.draft:
        return [("brief_draft", due.draft), ("review", due.review)]
    if due.draft == due.review:
        return [("brief", due.brief), ("draft_review", due.review)]
    return [("brief", due.brief), ("draft", due.draft), ("review", due.review)]


def _publications(context: ViewContext) -> Iterator[Chore]:
    for at, post in enumerate(context.plan.posts):
        if post.status != "cancelled":
            yield Chore("publish", post.day, post.owner, at, until=post.day + timedelta(days=PATIENCE))


def _routines(context: ViewContext) -> Iterator[Chore]:
    horizon = context.plan.horizon
    for day, one in occurrences(context.strategy, max(horizon.first, context.today), horizon.last):
        hours = Fraction(one.minutes) / 60 if one.minutes else None
        yield Chore("routine", day, one.owner, hours=hours, routine=one, until=day)
