"""Spacings: two posts of a theme nearer to each other than its spacing, as only the user or the strategy sets them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from calgen.book.problems import Problem, Severity
from calgen.book.values import Labelled, Phrase, Span, first_items
from calgen.figures.counted_calendar import CountedCalendar
from calgen.plan.model import Plan, Post
from calgen.strategy.themes import Theme

SHOWN = 4  # pairs of posts in a message


def themes_keep_their_spacing(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """Two posts of a theme on a platform are its spacing apart, the later one to come; else one finding a theme."""
    posts: dict[tuple[str, str], list[Post]] = {}
    for post in sorted(plan.posts, key=lambda post: post.sort_key):
        posts.setdefault((post.theme, post.platform), []).append(post)
    for theme in calendar.strategy.themes:
        places = sorted(platform for name, platform in posts if name == theme.theme and theme.spacing > 1)
        found = [pair for name in places for pair in _near(theme, posts[theme.theme, name], today)]
        if found:
            yield _problem(theme, found)


def _near(theme: Theme, posts: Sequence[Post], today: date) -> list[tuple[Post, Post]]:
    """The posts that follow each other within the spacing, but for the two of an A/B pair."""
    return [
        (first, second)
        for first, second in pairwise(posts)
        if (second.day - first.day).days < theme.spacing and second.day >= today and not second.variant
    ]


def _problem(theme: Theme, pairs: Sequence[tuple[Post, Post]]) -> Problem:
    least = min((second.day - first.day).days for first, second in pairs)
    shown = (Labelled(first.platform, Span(first.day, second.day)) for first, second in pairs)
    is_users = any(post.is_users for pair in pairs for post in pair)
    values = {
        "theme": theme.theme,
        "spacing": theme.spacing,
        "least": least,
        "pairs": first_items(shown, SHOWN),
        "cause": Phrase(("phrases", "spacing_by_rows" if is_users else "spacing_by_dates")),
    }
    return Problem("spacing_broken", theme.source.place("spacing"), Severity.NOTE, values)
