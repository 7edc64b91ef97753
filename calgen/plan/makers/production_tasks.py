"""The work that a plan asks for, before it is known who does it: one task for each format of each subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby

from calgen.plan.draft import PlanDraft
from calgen.plan.makers.thinning import MixBacklog
from calgen.plan.makers.work_steps import production_hours
from calgen.plan.model import Post, Subject, monday_of


@dataclass(frozen=True, slots=True)
class ProductionTask:
    """One format of one subject, made once however many posts use it."""

    subject: int  # number of the subject
    format: str
    posts: tuple[int, ...]  # indexes of the posts that use it
    monday: date  # of the week of its first post
    hours: Fraction
    importance: tuple[int, ...]  # see `_importance`
    breadth: tuple[int, int]  # among equals, more posts come first, then a heavier theme
    named: str  # the person who is to make it; empty where anybody may
    platforms: frozenset[str]
    is_settled: bool = False  # the user said who makes it, able or not
    earlier_week: date | None = None  # in which the earlier plan had the hours for it

    @property
    def rank(self) -> tuple[object, ...]:
        """Tasks of a lower rank get their hours first; those of one rank differ in breadth alone."""
        return (self.earlier_week is None, self.monday, self.importance)

    @property
    def sort_key(self) -> tuple[object, ...]:
        return (*self.rank, self.breadth, self.subject, self.format)


def ordered_tasks(draft: PlanDraft, backlog: MixBacklog | None) -> Iterator[ProductionTask]:
    """All tasks week by week, the most important first.

    With a backlog of the mix, the tasks of one rank come in the order in which their posts are due, as it stands when
    the task is taken.
    """
    tasks = sorted(_tasks(draft), key=lambda task: task.sort_key)
    if backlog is None:
        yield from tasks
        return
    for _, group in groupby(tasks, key=lambda task: task.rank):
        waiting = list(group)
        while waiting:
            task = max(waiting, key=lambda task: backlog.due(task.posts))
            waiting.remove(task)
            yield task


def _tasks(draft: PlanDraft) -> Iterator[ProductionTask]:
    pieces = {piece.title: piece for piece in draft.strategy.content}
    weights = {theme.theme: theme.weight for theme in draft.strategy.themes}
    for number, format_, maker, indexes in _posts_by_maker(draft):
        subject, first = draft.subjects[number], draft.posts[indexes[0]]
        yield ProductionTask(
            subject=number,
            format=format_,
            posts=tuple(indexes),
            monday=monday_of(first.day),
            hours=production_hours(draft.strategy, format_, pieces.get(subject.piece)),
            importance=_importance(subject, [draft.posts[index] for index in indexes]),
            breadth=(-len(indexes), -int(weights[subject.theme] * 100)),
            named=maker or first.owner,
            platforms=frozenset(draft.posts[index].platform for index in indexes),
            is_settled=bool(maker),
            earlier_week=next(filter(None, (draft.posts[index].work_week for index in indexes)), None),
        )


def _posts_by_maker(draft: PlanDraft) -> Iterator[tuple[int, str, str, list[int]]]:
    """Each format of each subject with the person who makes it, if the user said who, and the indexes of its posts.

    Where the user names two people, there are two tasks; the posts without a named person belong to the first of them.
    """
    makers = [slot.pin.owner if slot.pin and slot.pin.is_kept else "" for slot in draft.slots]
    found: dict[tuple[int, str], dict[str, list[int]]] = {}
    for index, post in enumerate(draft.posts):
        found.setdefault((post.subject, post.format), {}).setdefault(makers[index], []).append(index)
    for (subject_number, format_), by_maker in found.items():
        unnamed = by_maker.pop("", [])
        if not by_maker:
            yield subject_number, format_, "", unnamed
        for n, (maker, indexes) in enumerate(by_maker.items()):
            yield subject_number, format_, maker, sorted([*indexes, *unnamed]) if n == 0 else indexes


def _importance(subject: Subject, posts: Sequence[Post]) -> tuple[int, ...]:
    """A smaller value comes first: kept posts, then named days, then campaigns, then pieces of content."""
    return (
        0 if any(post.kept_id for post in posts) else 1,
        0 if any(post.has_named_day for post in posts) else 1,
        0 if any(post.campaign for post in posts) else 1,
        0 if subject.piece else 1,
    )
