"""Counts the subjects by their titles: the user's, those that are only suggested, and those still to be found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from calgen.figures.counted_calendar import CountedCalendar
from calgen.figures.counted_posts import NO_SUBJECT
from calgen.plan.model import Subject


def untitled_subjects(subjects: Iterable[Subject], since: date) -> Counter[str]:
    """The number of subjects without a title and with a post from the day `since` on, by theme."""
    return Counter(subject.theme for subject in subjects if not subject.title and subject.last >= since)


def count_subjects(calendar: CountedCalendar, since: date) -> tuple[int, int, int]:
    """The subjects with a post from a day on: those that have their title, those that have none, and how many of these
    have suggestions.
    """
    posts = [post for post in calendar.posts if post.day >= since and not post.subject.startswith(NO_SUBJECT)]
    to_find = {post.subject for post in posts if post.is_to_find}
    suggested = {post.subject for post in posts if post.is_suggested}
    return len({post.subject for post in posts} - to_find), len(to_find), len(suggested)
