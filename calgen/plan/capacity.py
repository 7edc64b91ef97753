"""Who makes what, within their hours: nobody's week is exceeded in silence.

A task is one format of one subject: made once, however many posts use it. It is made in the week of its first post, or
in the week before. Named people come first, then whoever can and has the most room; a cheaper format is tried before
anyone is overloaded. What does not fit is told (`over_capacity` = warn) or left out, least important first (thin).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby

from calgen.book.problems import Problem, Severity
from calgen.book.values import Span
from calgen.plan.missions import with_first_post
from calgen.plan.model import PlanDraft, Post, Retention, Subject, monday_of
from calgen.plan.target_path import common_formats
from calgen.plan.thinning import MixBacklog, gaps_left, outings_after_window, pieces_left_out, without_posts
from calgen.strategy import Strategy
from calgen.strategy.team import Person

WEEK = timedelta(days=7)
# How many times a routine comes back in a week.
TIMES = {"day": Fraction(5), "week": Fraction(1), "month": Fraction(12, 52), "quarter": Fraction(4, 52)}


@dataclass(frozen=True, slots=True)
class ProductionTask:
    """One format of one subject: the posts that use it, the week of the first, and how much it matters."""

    subject: int
    format: str
    posts: tuple[int, ...]
    monday: date
    hours: Fraction
    importance: tuple[int, ...]
    wide: tuple[int, int]  # of equals, more platforms come first, then a heavier theme
    named: str  # the person who is to make it, if any is named
    platforms: frozenset[str]
    settled: bool = False  # the user said who makes it, able or not
    known: bool = False  # the last plan had the hours for it, and all of that plan is to stay


@dataclass(slots=True)
class HoursLedger:
    """Hours left per person and week; what was taken beyond them; who makes each format of each subject, and when."""

    left: dict[tuple[str, date], Fraction] = field(default_factory=dict)
    over: dict[tuple[str, date], Fraction] = field(default_factory=dict)
    made: dict[tuple[int, str], tuple[str, date]] = field(default_factory=dict)


def available_hours(strategy: Strategy, person: Person, monday: date) -> Fraction:
    """A person's hours for content in a week: days off in proportion of five working days, routines deducted first."""
    days = [monday + timedelta(days=n) for n in range(5)]
    off = sum(any(first <= day <= last for first, last in person.days_off) for day in days)
    routines = sum(
        (one.minutes or 0) * TIMES[one.every] / 60 for one in strategy.routines if one.owner == person.person
    )
    return max(Fraction(0), person.weekly_hours * (5 - off) / 5 - Fraction(routines))


def assign_makers(draft: PlanDraft) -> PlanDraft:
    """The posts with their owners and, where hours are short, cheaper formats; the rest told, or left out (thin)."""
    if not draft.strategy.team:
        return draft
    books, posts, dropped, unable = HoursLedger(), list(draft.posts), set[int](), dict[str, int]()
    thin = draft.strategy.settings.over_capacity == "thin"
    mix = MixBacklog(draft) if thin else None
    for task in _ordered_tasks(draft, mix):
        able = _able_people(draft.strategy, task, task.format)
        if task.settled and not able:  # somebody who is not of the team
            for at in task.posts:
                posts[at] = replace(posts[at], owner=task.named)
            continue
        if not able:
            unable[task.format] = unable.get(task.format, 0) + 1
            continue
        placed = _find_hours(draft, books, task, able)
        if placed is None and thin and _may_be_left_out(draft, task):
            dropped |= set(task.posts)
            continue
        person, format_, monday = placed or _overloaded(draft, books, task, able)
        books.made.setdefault((task.subject, format_), (person, monday))
        if mix:
            mix.take(task.posts)
        for at in task.posts:
            posts[at] = replace(posts[at], owner=person, format=format_, work_week=monday)
    dropped |= outings_after_window(draft, dropped)
    found = (
        *_hours_short_problems(draft, books),
        *_nobody_makes_problems(draft, unable),
        *pieces_left_out(draft, dropped),
    )
    done = replace(
        draft,
        posts=tuple(posts),
        subjects=with_first_post(draft.subjects, posts),
        problems=draft.problems + found,
        gaps=(*draft.gaps, *gaps_left(draft, dropped)),
    )
    return without_posts(done, dropped)


def _ordered_tasks(draft: PlanDraft, mix: MixBacklog | None) -> Iterator[ProductionTask]:
    """All tasks, week by week, the most important first; where some are left out, of equals what is most due."""
    tasks = sorted(_tasks(draft), key=_priority)
    if mix is None:
        yield from tasks
        return
    for _, group in groupby(tasks, key=lambda task: _priority(task)[:3]):
        left = list(group)
        while left:
            task = max(left, key=lambda one: mix.due(one.posts))
            left.remove(task)
            yield task


def _priority(task: ProductionTask) -> tuple[object, ...]:
    return (not task.known, task.monday, task.importance, task.wide, task.subject, task.format)


def _tasks(draft: PlanDraft) -> Iterable[ProductionTask]:
    pieces = {one.title: one for one in draft.strategy.content}
    weights = {one.theme: one.weight for one in draft.strategy.themes}
    for number, format_, word, ats in _posts_by_maker(draft):
        subject, first = draft.subjects[number], draft.posts[ats[0]]
        piece = pieces.get(subject.piece)
        hours = _hours_of_format(draft.strategy, format_)
        if piece and piece.effort is not None and piece.format in ("", format_):
            hours = piece.effort
        yield ProductionTask(
            number,
            format_,
            tuple(ats),
            monday_of(first.day),
            hours,
            _importance(subject, [draft.posts[at] for at in ats]),
            (-len(ats), -int(weights[subject.theme] * 100)),
            word or first.owner,
            frozenset(draft.posts[at].platform for at in ats),
            bool(word),
            draft.retention.retains_posts and first.work_week is not None,
        )


def _posts_by_maker(draft: PlanDraft) -> Iterable[tuple[int, str, str, list[int]]]:
    """Each format of each subject, who makes it by the user's word (if she said so), and its posts.

    Two people by her word are two makings; a post of which she said nothing goes with the first.
    """
    words = [slot.pin.owner if slot.pin and slot.pin.is_kept else "" for slot in draft.slots]
    found: dict[tuple[int, str], dict[str, list[int]]] = {}
    for at, post in enumerate(draft.posts):
        found.setdefault((post.subject, post.format), {}).setdefault(words[at], []).append(at)
    for (number, format_), by_word in found.items():
        free = by_word.pop("", [])
        if not by_word:
            yield number, format_, "", free
        for n, (word, ats) in enumerate(by_word.items()):
            yield number, format_, word, sorted([*ats, *free]) if n == 0 else ats


def _hours_of_format(strategy: Strategy, format_: str) -> Fraction:
    return next((one.effort for one in strategy.formats if one.format == format_), Fraction(1))


def _importance(subject: Subject, posts: Sequence[Post]) -> tuple[int, ...]:
    """Smaller comes first: kept, then named days, then campaigns, then pieces."""
    return (
        0 if any(post.kept_id for post in posts) else 1,
        0 if any(post.has_named_day for post in posts) else 1,
        0 if any(post.campaign for post in posts) else 1,
        0 if subject.piece else 1,
    )


def _may_be_left_out(draft: PlanDraft, task: ProductionTask) -> bool:
    """Kept posts and days that the user named are never left out."""
    return not any(draft.posts[at].kept_id or draft.posts[at].has_named_day for at in task.posts)


def _able_people(strategy: Strategy, task: ProductionTask, format_: str) -> list[Person]:
    if task.settled:
        return [one for one in strategy.team if one.person == task.named]
    found = [
        one
        for one in strategy.team
        if (not one.formats or format_ in one.formats) and (not one.platforms or task.platforms & set(one.platforms))
    ]
    # Specialists first: who can make few things is free for little else.
    return sorted(found, key=lambda one: (one.person != task.named, len(one.formats) or 999, one.person))


def _find_hours(
    draft: PlanDraft, books: HoursLedger, task: ProductionTask, able: Sequence[Person]
) -> tuple[str, str, date] | None:
    """A person with room this week or the one before, and that week; else the same in a cheaper format."""
    for format_, hours in _format_choices(draft, task):
        people = able if format_ == task.format else _able_people(draft.strategy, task, format_)
        maker, made = books.made.get((task.subject, format_), ("", task.monday))
        if maker in [one.person for one in people]:
            return maker, format_, made
        for monday in _candidate_weeks(draft, task):
            for person in people:
                if _hours_left(draft.strategy, books, person, monday) >= hours:
                    books.left[person.person, monday] -= hours
                    return person.person, format_, monday
    return None


def _candidate_weeks(draft: PlanDraft, task: ProductionTask) -> tuple[date, ...]:
    """The week of the last plan; the one before, unless it is over; its own: hours left there serve the next week."""
    before, was = task.monday - WEEK, draft.posts[task.posts[0]].work_week
    if kept := _kept_week(draft, task):
        return (kept,)
    weeks = (before, task.monday) if before >= monday_of(draft.today) else (task.monday,)
    return (was, *weeks) if was and was <= task.monday else weeks


def _kept_week(draft: PlanDraft, task: ProductionTask) -> date | None:
    """The week of the last plan where all of that plan is frozen: the days on which work is due do not change then."""
    was = draft.posts[task.posts[0]].work_week
    return was if draft.retention is Retention.FROZEN and was and was <= task.monday else None


def _format_choices(draft: PlanDraft, task: ProductionTask) -> list[tuple[str, Fraction]]:
    """The task's format, then the cheaper ones that all of its platforms can carry, dearest first."""
    own = [(task.format, task.hours)]
    subject = draft.subjects[task.subject]
    if subject.piece or any(draft.posts[at].kept_id for at in task.posts):
        return own
    theme = next(one for one in draft.strategy.themes if one.theme == subject.theme)
    platforms = [one for one in draft.strategy.platforms if one.platform in task.platforms]
    common = set.intersection(*(set(common_formats(draft.strategy, theme, one)) for one in platforms))
    cheaper = [(name, _hours_of_format(draft.strategy, name)) for name in sorted(common)]
    return own + sorted((one for one in cheaper if one[1] < task.hours), key=lambda one: (-one[1], one[0]))


def _hours_left(strategy: Strategy, books: HoursLedger, person: Person, monday: date) -> Fraction:
    key = (person.person, monday)
    if key not in books.left:
        books.left[key] = available_hours(strategy, person, monday)
    return books.left[key]


def _overloaded(
    draft: PlanDraft, books: HoursLedger, task: ProductionTask, able: Sequence[Person]
) -> tuple[str, str, date]:
    """Person, format and week of a task for which nobody has room: the named person, else who is least overloaded."""
    monday = _kept_week(draft, task) or task.monday
    named = [one for one in able if one.person == task.named]
    zero = Fraction(0)
    person = min(named or able, key=lambda one: (books.over.get((one.person, monday), zero), one.person))
    room = max(zero, _hours_left(draft.strategy, books, person, monday))
    books.left[person.person, monday] = zero
    key = (person.person, monday)
    books.over[key] = books.over.get(key, zero) + task.hours - room
    return person.person, task.format, monday


def _hours_short_problems(draft: PlanDraft, books: HoursLedger) -> Iterable[Problem]:
    """Each person's weeks that are over, with the hours that are missing."""
    for person in draft.strategy.team:
        weeks = {
            monday: hours
            for (name, monday), hours in sorted(books.over.items())
            if name == person.person and hours and monday >= monday_of(draft.today)
        }
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
    """Weeks in a row as one span, from the Monday of the first to that of the last."""
    found: list[Span] = []
    for monday in mondays:
        if found and found[-1].last + WEEK == monday:
            found[-1] = Span(found[-1].first, monday)
        else:
            found.append(Span(monday, monday))
    return tuple(found)


def _nobody_makes_problems(draft: PlanDraft, unable: Mapping[str, int]) -> Iterable[Problem]:
    for format_, n in sorted(unable.items()):
        row = next((one for one in draft.strategy.formats if one.format == format_), None)
        place = row.source.place("format") if row else None
        yield Problem("nobody_makes", place, Severity.WARNING, {"format": format_, "n": n})
