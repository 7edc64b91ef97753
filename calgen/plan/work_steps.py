"""When each piece of work is due: one rule for the editorial calendar and for the tasks.

A making is one format of one subject by one person. Its brief is due the format's lead before the first post; its draft
halfway, within the week in which the person's hours were found (`capacity`); its review shortly before the post. All of
them fall on working days of the person, before the day of the post unless the format takes no day at all, and in this
order: brief ≤ draft ≤ review ≤ first post.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from calgen.plan.holiday_dates import public_holidays
from calgen.plan.model import Post, Subject, monday_of
from calgen.strategy import Strategy

LEAD = 5  # days from brief to publication, for a format that the strategy does not know
_DAY = timedelta(days=1)
_LONGEST = 120  # days off in a row beyond which a person's weekdays count as working days


@dataclass(frozen=True, slots=True)
class DueDates:
    """The days on which the steps of a making are due."""

    brief: date
    draft: date
    review: date


@dataclass(frozen=True, slots=True)
class Making:
    """One format of one subject by one person: its posts (numbers in the plan), when it is due, its hours.

    `week` is the Monday of the week whose hours it takes: the one that was found for it, else that of its draft.
    """

    subject: int
    format: str
    owner: str
    posts: tuple[int, ...]
    hours: Fraction
    due: DueDates
    week: date


def makings(strategy: Strategy, posts: Sequence[Post], subjects: Sequence[Subject]) -> tuple[Making, ...]:
    """Every making of a plan, in the order of the first posts; cancelled posts ask for none."""
    groups: dict[tuple[int, str, str], list[int]] = {}
    for at, post in enumerate(posts):
        if post.status != "cancelled":
            groups.setdefault((post.subject, post.format, post.owner), []).append(at)
    pieces = {subject.number: subject.piece for subject in subjects}
    found = []
    for (subject, format_, owner), ats in groups.items():
        first = min((posts[at] for at in ats), key=lambda post: post.sort_key)
        due = due_dates(strategy, first.day, format_, owner, first.work_week)
        hours = making_hours(strategy, format_, pieces.get(subject, ""))
        week = first.work_week or monday_of(due.draft)
        found.append(Making(subject, format_, owner, tuple(ats), hours, due, week))
    return tuple(found)


def subject_due_dates(strategy: Strategy, subject: Subject, posts: Iterable[Post]) -> DueDates:
    """The first day of each step among the makings of a subject, from its posts: what its row says."""
    firsts: dict[tuple[str, str], Post] = {}
    for post in sorted((post for post in posts if post.status != "cancelled"), key=lambda post: post.sort_key):
        firsts.setdefault((post.format, post.owner), post)
    dues = [due_dates(strategy, post.day, post.format, post.owner, post.work_week) for post in firsts.values()]
    if not dues:
        return due_dates(strategy, subject.first, subject.format, subject.owner)
    return DueDates(min(one.brief for one in dues), min(one.draft for one in dues), min(one.review for one in dues))


def due_dates(strategy: Strategy, first: date, format_: str, owner: str, made: date | None = None) -> DueDates:
    """When the steps are due for a first post on a day; `made` is the Monday of the week that has the hours."""
    lead = next((one.lead for one in strategy.formats if one.format == format_), LEAD)
    last = last_working_day(strategy, owner, first - timedelta(days=1 if lead else 0))
    draft = first - timedelta(days=(lead + 1) // 2)
    if made is not None:  # no sooner than that week begins, no later than it ends
        draft = min(max(draft, made), made + timedelta(days=4))
    draft = min(last_working_day(strategy, owner, draft), last)
    if made is not None and draft < made:
        draft = min(next_working_day(strategy, owner, made), last)
    brief = last_working_day(strategy, owner, first - timedelta(days=lead))
    review = last_working_day(strategy, owner, first - timedelta(days=max(1, lead // 4)))
    return DueDates(min(brief, draft), draft, min(max(draft, review), last))


def making_hours(strategy: Strategy, format_: str, piece: str = "") -> Fraction:
    """The hours that a making takes: the piece's own where it tells them for this format, else the format's."""
    own = next((one for one in strategy.content if one.title == piece), None) if piece else None
    if own and own.effort is not None and own.format in ("", format_):
        return own.effort
    return next((one.effort for one in strategy.formats if one.format == format_), Fraction(1))


def last_working_day(strategy: Strategy, person: str, day: date) -> date:
    """A day, or the last working day of a person before it."""
    return _step(strategy, person, day, -_DAY)


def next_working_day(strategy: Strategy, person: str, day: date) -> date:
    """A day, or the first working day of a person after it."""
    return _step(strategy, person, day, _DAY)


def is_working_day(strategy: Strategy, person: str, day: date) -> bool:
    """Whether a person works on a day: no weekend, no public holiday, no day off."""
    return day.weekday() < 5 and is_available(strategy, person, day)


def is_available(strategy: Strategy, person: str, day: date) -> bool:
    """The same, weekends left aside."""
    of = strategy.settings
    off = next((one.days_off for one in strategy.team if one.person == person), ())
    holiday = day in public_holidays(of.country, of.region, of.language, (day.year,))
    return not holiday and not any(first <= day <= last for first, last in off)


def _step(strategy: Strategy, person: str, day: date, step: timedelta) -> date:
    at = day
    for _ in range(_LONGEST):
        if is_working_day(strategy, person, at):
            return at
        at += step
    return day if day.weekday() < 5 else _step(strategy, "", day, step)
