"""A plan with all that it was made from, and what the strategy alone says of it: the ground of the oracles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property

import holidays

from calgen.book.problems import Problem
from calgen.plan.model import Pin, Plan, Post, Subject
from calgen.strategy import Strategy
from calgen.strategy.content import Piece
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme


@dataclass(frozen=True)
class Made:
    """A plan with all that it was made from."""

    strategy: Strategy
    today: date
    kept: tuple[Pin, ...]
    plan: Plan
    problems: tuple[Problem, ...]

    @cached_property
    def first(self) -> date:
        assert self.strategy.settings.start is not None
        return self.strategy.settings.start

    @cached_property
    def last(self) -> date:
        return self.first + timedelta(days=7 * self.strategy.settings.weeks - 1)

    @cached_property
    def closed(self) -> frozenset[date]:
        """Closed weekdays, and public holidays where they are avoided."""
        settings = self.strategy.settings
        known: dict[date, str] = {}
        if settings.country and settings.public_holidays == "avoid":
            region = {"57": "57"}.get(settings.region)
            years = range(self.first.year, self.last.year + 1)
            known = dict(holidays.country_holidays(settings.country, subdiv=region, years=years))
        days = span(self.first, self.last)
        return frozenset(day for day in days if day.weekday() in settings.closed_days or day in known)

    @cached_property
    def platforms(self) -> dict[str, Platform]:
        return {one.platform: one for one in self.strategy.platforms}

    @cached_property
    def themes(self) -> dict[str, Theme]:
        return {one.theme: one for one in self.strategy.themes}

    @cached_property
    def posts(self) -> list[Post]:
        return sorted(self.plan.posts, key=lambda post: (post.day, post.time, post.platform))

    def active(self, platform: str) -> tuple[date, date]:
        """The days between which a platform may post."""
        row = self.platforms[platform]
        return max(self.first, row.start or self.first), min(self.last, row.end or self.last)

    def eligible(self, theme: Theme, platform: str, format_: str = "") -> bool:
        """Whether a theme may stand on a platform, by platforms and by formats."""
        row = self.platforms[platform]
        if theme.platforms and platform not in theme.platforms:
            return False
        formats = {one.format for one in self.strategy.formats if not one.platforms or platform in one.platforms}
        for names in (theme.formats, row.formats):
            if names:
                formats &= set(names)
        return format_ in formats if format_ else bool(formats)

    def homes(self, piece: Piece) -> list[str]:
        """Where a piece may stand."""
        named = piece.platforms or tuple(self.platforms)
        return [name for name in named if self.eligible(self.themes[piece.theme], name, piece.format)]

    def on_its_day(self, piece: Piece) -> list[str]:
        """The platforms on which a piece with a fixed day may stand that day."""
        if piece.publish is None or not max(self.first, self.today) <= piece.publish <= self.last:
            return []
        return [name for name in self.homes(piece) if inside(piece.publish, *self.active(name))]

    def subject(self, post: Post) -> Subject:
        return self.plan.subjects[post.subject]

    def by_user(self, post: Post) -> bool:
        """Whether the user settled this post: kept, or a piece on its fixed day where it was asked."""
        if post.kept:
            return True
        piece = next((one for one in self.strategy.content if one.title == self.subject(post).piece), None)
        if piece is None or piece.publish != post.day:
            return False
        return any(reason.code == "fixed_day" for reason in post.why)

    def of(self, platform: str) -> list[Post]:
        return [post for post in self.posts if post.platform == platform]


def span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def inside(day: date, first: date, last: date) -> bool:
    return first <= day <= last


def minutes(value: time) -> int:
    return value.hour * 60 + value.minute
