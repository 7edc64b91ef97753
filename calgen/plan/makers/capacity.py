"""The pass that says who makes each post and in which week, within the hours of each person.

A task (see `production_tasks`) is made in the week of its first post or in the week before. The named person comes
first, then whoever can make it and has the hours; a cheaper format is tried before anybody is overloaded. A task for
which nobody has the hours is booked beyond them, with a problem (`over_capacity` = warn), or its posts are left out,
the least important first (thin). See "Capacity" in docs/decisions.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from calgen.book.problems import Problem, Severity
from calgen.book.values import Span
from calgen.plan.draft import PlanDraft
from calgen.plan.makers.missions import with_first_post
from calgen.plan.makers.person_hours import HoursLedger
from calgen.plan.makers.production_tasks import ProductionTask, ordered_tasks
from calgen.plan.makers.thinning import MixBacklog, gaps_left, pieces_left_out, posts_after_window, without_posts
from calgen.plan.makers.work_steps import format_hours
from calgen.plan.model import monday_of
from calgen.plan.target.theme_formats import common_formats
from calgen.strategy import Strategy
from calgen.strategy.team import Person

_WEEK = timedelta(days=7)
_NO_FORMAT_LIMIT = 999  # a person who names no formats can make them all


def assign_makers(draft: PlanDraft) -> PlanDraft:
    """The posts with their owners, the weeks in which they are made and, where hours are short, cheaper formats."""
    if not draft.strategy.team:
        return draft
    assignment = _MakerAssignment(draft)
    left_out = assignment.left_out | posts_after_window(draft, assignment.left_out)
    problems = (
        *_hours_short_problems(draft, assignment.ledger),
        *_nobody_makes_problems(draft.strategy, assignment.tasks_without_maker),
        *pieces_left_out(draft, left_out),
    )
    assigned = replace(
        draft,
        posts=tuple(assignment.posts),
        subjects=with_first_post(draft.subjects, assignment.posts),
        problems=draft.problems + problems,
        gaps=(*draft.gaps, *gaps_left(draft, left_out)),
    )
    return without_posts(assigned, left_out)


class _MakerAssignment:
    """The makers of all tasks: `posts` are those of the draft with their makers, `left_out` indexes of some of them."""

    def __init__(self, draft: PlanDraft) -> None:
        self.ledger = HoursLedger(draft.strategy)
        self.posts = list(draft.posts)
        self.left_out = set[int]()
        self.tasks_without_maker = Counter[str]()  # by format
        self._draft = draft
        self._makers: dict[tuple[int, str], tuple[str, date]] = {}  # person and week of each subject's format
        leaves_out = draft.strategy.settings.over_capacity == "thin"
        self._backlog = MixBacklog(draft) if leaves_out else None
        for task in ordered_tasks(draft, self._backlog):
            self._assign(task)

    def _assign(self, task: ProductionTask) -> None:
        able = _able_people(self._draft.strategy, task, task.format)
        if task.is_settled and not able:  # somebody who is not in the team
            self._set(task, owner=task.named)
        elif not able:
            self.tasks_without_maker[task.format] += 1
        elif found := self._find_hours(task, able):
            self._make(task, *found)
        elif self._backlog and _may_be_left_out(self._draft, task):
            self.left_out |= set(task.posts)
        else:
            self._make(task, *self._book_beyond(task, able))

    def _make(self, task: ProductionTask, person: str, format_: str, monday: date) -> None:
        self._makers.setdefault((task.subject, format_), (person, monday))
        if self._backlog:
            self._backlog.count(task.posts)
        self._set(task, owner=person, format=format_, work_week=monday)

    def _set(self, task: ProductionTask, **fields: str | date) -> None:
        for index in task.posts:
            self.posts[index] = replace(self.posts[index], **fields)  # type: ignore[arg-type]

    def _find_hours(self, task: ProductionTask, able: Sequence[Person]) -> tuple[str, str, date] | None:
        """A person with the hours for a task in one of its weeks, the format and the week; none if nobody has them.

        A format of a subject that is made already is not made again.
        """
        for format_, hours in _format_choices(self._draft, task):
            people = able if format_ == task.format else _able_people(self._draft.strategy, task, format_)
            maker, week = self._makers.get((task.subject, format_), ("", task.monday))
            if any(person.person == maker for person in people):
                return maker, format_, week
            for monday in _candidate_weeks(self._draft, task):
                for person in people:
                    if self.ledger.hours_left(person, monday) >= hours:
                        self.ledger.book(person, monday, hours)
                        return person.person, format_, monday
        return None

    def _book_beyond(self, task: ProductionTask, able: Sequence[Person]) -> tuple[str, str, date]:
        """Book a task for which nobody has the hours: for the named person, else for who is least overloaded."""
        monday = _frozen_week(self._draft, task) or task.monday
        named = [person for person in able if person.person == task.named]
        candidates = named or able
        person = min(candidates, key=lambda one: (self.ledger.hours_beyond(one, monday), one.person))
        self.ledger.book(person, monday, task.hours)
        return person.person, task.format, monday


def _may_be_left_out(draft: PlanDraft, task: ProductionTask) -> bool:
    """Whether none of its posts is kept or stands on a day that the strategy names."""
    return not any(draft.posts[index].kept_id or draft.posts[index].has_named_day for index in task.posts)


def _able_people(strategy: Strategy, task: ProductionTask, format_: str) -> list[Person]:
    """The people who can make a task in a format: the named one first, then those who can make the fewest formats,
    since they are free for little else.
    """
    if task.is_settled:
        return [person for person in strategy.team if person.person == task.named]
    found = [
        person
        for person in strategy.team
        if (not person.formats or format_ in person.formats)
        and (not person.platforms or task.platforms & set(person.platforms))
    ]
    return sorted(
        found, key=lambda person: (person.person != task.named, len(person.formats) or _NO_FORMAT_LIMIT, person.person)
    )


def _candidate_weeks(draft: PlanDraft, task: ProductionTask) -> tuple[date, ...]:
    """The Mondays of the weeks in which a task may be made, best first: that of the earlier plan, the week before its
    first post unless it is over (hours that are left then serve the next week), and its own.
    """
    if frozen := _frozen_week(draft, task):
        return (frozen,)
    before, earlier = task.monday - _WEEK, task.earlier_week
    weeks = (before, task.monday) if before >= monday_of(draft.today) else (task.monday,)
    return (earlier, *weeks) if earlier and earlier <= task.monday else weeks


def _frozen_week(draft: PlanDraft, task: ProductionTask) -> date | None:
    """The week of the earlier plan, if that plan is frozen: the days on which work is due do not change then."""
    week = task.earlier_week
    return week if draft.is_frozen and week and week <= task.monday else None


def _format_choices(draft: PlanDraft, task: ProductionTask) -> Iterator[tuple[str, Fraction]]:
    """The format of a task, then the cheaper ones that all of its platforms can carry, dearest first; with hours."""
    yield task.format, task.hours
    subject = draft.subjects[task.subject]
    if subject.piece or any(draft.posts[index].kept_id for index in task.posts):
        return
    theme = next(theme for theme in draft.strategy.themes if theme.theme == subject.theme)
    platforms = [platform for platform in draft.strategy.platforms if platform.platform in task.platforms]
    common = set.intersection(*(set(common_formats(draft.strategy, theme, platform)) for platform in platforms))
    hours = {name: format_hours(draft.strategy, name) for name in common}
    cheaper = [name for name in common if hours[name] < task.hours]
    yield from ((name, hours[name]) for name in sorted(cheaper, key=lambda name: (-hours[name], name)))


def _hours_short_problems(draft: PlanDraft, ledger: HoursLedger) -> Iterator[Problem]:
    """A problem for each person with weeks booked beyond their hours, from this week on."""
    for person in draft.strategy.team:
        found = ledger.weeks_beyond(person)
        weeks = {monday: hours for monday, hours in found.items() if monday >= monday_of(draft.today)}
        if weeks:
            values = {
                "person": person.person,
                "n": len(weeks),
                "hours": sum(weeks.values(), Fraction(0)),
                "weeks": _week_spans(weeks),
                "worst": max(weeks.values()),
            }
            yield Problem("hours_short", person.source.place("weekly_hours"), Severity.WARNING, values)


def _week_spans(mondays: Iterable[date]) -> tuple[Span, ...]:
    """Successive weeks as one span, from the Monday of the first to that of the last."""
    found: list[Span] = []
    for monday in mondays:
        if found and found[-1].last + _WEEK == monday:
            found[-1] = Span(found[-1].first, monday)
        else:
            found.append(Span(monday, monday))
    return tuple(found)


def _nobody_makes_problems(strategy: Strategy, tasks_without_maker: Mapping[str, int]) -> Iterator[Problem]:
    """A problem for each format that nobody can make, with its number of tasks."""
    for format_, count in sorted(tasks_without_maker.items()):
        row = next((row for row in strategy.formats if row.format == format_), None)
        place = row.source.place("format") if row else None
        yield Problem("nobody_makes", place, Severity.WARNING, {"format": format_, "n": count})
