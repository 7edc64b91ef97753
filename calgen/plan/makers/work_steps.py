"""When the brief, draft and review of each piece of work are due, for the editorial calendar and for the tasks.

A production is one format of one subject by one person. Its brief is due the format's lead before the first post; its
draft halfway, within the week in which the person has the hours (see `capacity`); its review shortly before the post.
All of them fall on working days of the person, before the day of the post unless the lead of the format is 0 days, and
in this order: brief ≤ draft ≤ review ≤ first post.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from calgen.plan.days.holiday_dates import public_holidays
from calgen.plan.model import Post, Subject, monday_of
from calgen.strategy import Strategy
from calgen.strategy.content import Piece

DEFAULT_LEAD = 5  # days from brief to publication, for a format that the strategy does not know
_DAY = timedelta(days=1)
_Key = tuple[int, str, str]  # of a production: subject, format, owner
_LONGEST_ABSENCE = 120  # days off in a row; beyond them the weekdays of a person count as working days


@dataclass(frozen=True, slots=True)
class DueDates:
    """The days on which the steps of a production are due."""

    brief: date
    draft: date
    review: date


@dataclass(frozen=True, slots=True)
class Production:
    """One format of one subject by one person."""

    subject: int  # number of the subject
    format: str
    owner: str
    posts: tuple[int, ...]  # indexes of its posts in the plan
    hours: Fraction
    due: DueDates
    week: date  # Monday of the week that has the hours: the one found by the planner, else the week of the draft


def productions(strategy: Strategy, posts: Sequence[Post], subjects: Sequence[Subject]) -> tuple[Production, ...]:
    """Every production of a plan, in the order of first posts; cancelled posts and open slots need none."""
    posts_by_production: dict[_Key, list[int]] = {}
    for index, post in enumerate(posts):
        if post.status != "cancelled" and not post.is_open:
            posts_by_production.setdefault((post.subject, post.format, post.owner), []).append(index)
    pieces = {piece.title: piece for piece in strategy.content}
    piece_of = {subject.number: pieces.get(subject.piece) for subject in subjects}
    found = []
    for (subject_number, format_, owner), indexes in _joined(posts_by_production, posts).items():
        first = min((posts[index] for index in indexes), key=lambda post: post.sort_key)
        due = due_dates(strategy, first.day, format_, owner, first.work_week)
        hours = production_hours(strategy, format_, piece_of.get(subject_number))
        week = first.work_week or monday_of(due.draft)
        found.append(Production(subject_number, format_, owner, tuple(indexes), hours, due, week))
    return tuple(found)


def _joined(found: Mapping[_Key, list[int]], posts: Sequence[Post]) -> Mapping[_Key, list[int]]:
    """The posts of each production, with those that another person publishes of what was made for earlier ones.

    Work stands in the week of its first post or in the one before: a production whose week is long before its own
    first post is the one that was made in that week in the same format.
    """
    joined = {key: list(indexes) for key, indexes in found.items()}
    first = {
        key: min((posts[index] for index in indexes), key=lambda post: post.sort_key) for key, indexes in found.items()
    }
    for key, other in _made_for_others(first).items():
        joined[other] += joined.pop(key)
    return joined


def _made_for_others(first: Mapping[_Key, Post]) -> Mapping[_Key, _Key]:
    """The productions that are another one, with that one, by the first post of each."""
    later = {key for key, post in first.items() if is_long_before(post.work_week, post.day)}
    made = {(*key[:2], post.work_week): key for key, post in reversed(tuple(first.items())) if key not in later}
    found = {key: made.get((*key[:2], first[key].work_week)) for key in first if key in later}
    return {key: other for key, other in found.items() if other}


def is_long_before(work_week: date | None, day: date) -> bool:
    """Whether a week of work is neither that of a post's day nor the one before: it is that of an earlier post."""
    return work_week is not None and work_week < monday_of(day) - timedelta(days=7)


def subject_due_dates(strategy: Strategy, subject: Subject, posts: Iterable[Post]) -> DueDates:
    """The earliest due date of each step among the productions of a subject, from the posts of the subject."""
    first_posts: dict[_Key, Post] = {}
    for post in sorted((post for post in posts if post.status != "cancelled"), key=lambda post: post.sort_key):
        first_posts.setdefault((subject.number, post.format, post.owner), post)
    others = _made_for_others(first_posts)
    own = (post for key, post in first_posts.items() if key not in others)
    dues = [due_dates(strategy, post.day, post.format, post.owner, post.work_week) for post in own]
    if not dues:
        return due_dates(strategy, subject.first, subject.format, subject.owner)
    return DueDates(min(due.brief for due in dues), min(due.draft for due in dues), min(due.review for due in dues))


def due_dates(
    strategy: Strategy, first_post: date, format_: str, owner: str, work_week: date | None = None
) -> DueDates:
    """The due dates of a production from the day of its first post.

    `work_week` is the Monday of the week in which the owner has the hours, if it is known.
    """
    lead = next((row.lead for row in strategy.formats if row.format == format_), DEFAULT_LEAD)
    latest = last_working_day(strategy, owner, first_post - timedelta(days=1 if lead else 0))
    draft = first_post - timedelta(days=(lead + 1) // 2)
    if work_week is not None:
        friday = work_week + timedelta(days=4)
        draft = min(max(draft, work_week), friday)
    draft = min(last_working_day(strategy, owner, draft), latest)
    if work_week is not None and draft < work_week:
        draft = min(next_working_day(strategy, owner, work_week), latest)
    brief = last_working_day(strategy, owner, first_post - timedelta(days=lead))
    review = last_working_day(strategy, owner, first_post - timedelta(days=max(1, lead // 4)))
    return DueDates(min(brief, draft), draft, min(max(draft, review), latest))


def production_hours(strategy: Strategy, format_: str, piece: Piece | None) -> Fraction:
    """The hours that a production takes: the piece's own, where it has some for this format; else the format's."""
    if piece and piece.effort is not None and piece.format in ("", format_):
        return piece.effort
    return format_hours(strategy, format_)


def format_hours(strategy: Strategy, format_: str) -> Fraction:
    """The hours that a format takes; 1 for a format that the strategy does not know."""
    return next((row.effort for row in strategy.formats if row.format == format_), Fraction(1))


def last_working_day(strategy: Strategy, person: str, day: date) -> date:
    """The day itself, or the last working day of the person before it."""
    return _nearest_working_day(strategy, person, day, -_DAY)


def next_working_day(strategy: Strategy, person: str, day: date) -> date:
    """The day itself, or the first working day of the person after it."""
    return _nearest_working_day(strategy, person, day, _DAY)


def is_working_day(strategy: Strategy, person: str, day: date) -> bool:
    """Whether a person works on a day: no weekend, no public holiday, no day off."""
    return day.weekday() < 5 and is_available(strategy, person, day)


def is_available(strategy: Strategy, person: str, day: date) -> bool:
    """Whether a day is neither a public holiday nor a day off of the person; weekends count as available."""
    settings = strategy.settings
    if day in public_holidays(settings.country, settings.region, settings.language, (day.year,)):
        return False
    for member in strategy.team:
        if member.person == person:
            return not any(first <= day <= last for first, last in member.days_off)
    return True


def _nearest_working_day(strategy: Strategy, person: str, day: date, step: timedelta) -> date:
    found = day
    for _ in range(_LONGEST_ABSENCE):
        if is_working_day(strategy, person, found):
            return found
        found += step
    return day if day.weekday() < 5 else _nearest_working_day(strategy, "", day, step)
