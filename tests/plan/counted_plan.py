"""A plan with its input, and what follows from the strategy alone: what the oracles count from."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from functools import cached_property
from typing import Any

import holidays
from dateutil.easter import easter

from calgen.book.problems import Problem
from calgen.book.values import Span
from calgen.plan.model import Plan, Post, Subject
from calgen.plan.pin import Pin
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.content import Piece
from calgen.strategy.key_dates import KeyDate
from calgen.strategy.network_formats import has_format
from calgen.strategy.platforms import Platform
from calgen.strategy.team import Person
from calgen.strategy.themes import Theme


@dataclass(frozen=True)
class CountedPlan:
    """A plan with its input."""

    strategy: Strategy
    today: date
    kept: tuple[Pin, ...]
    plan: Plan
    problems: tuple[Problem, ...]
    memory: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)  # what oracles compute once

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

    @cached_property
    def quiet(self) -> frozenset[tuple[str, date]]:
        """(platform, day) without a post by the user's wish: the quiet key dates."""
        found = set[tuple[str, date]]()
        for row in self.strategy.key_dates:
            if row.treatment == "quiet":
                days = occasions(row, self.strategy.settings.country, self.first, self.last)
                found |= {(name, day) for name in row.platforms or self.platforms for day in days}
        empty = {place for place, admitted in self.only.items() if len(admitted) > 1 or self._empty(place)}
        return frozenset(found | empty)

    @cached_property
    def only(self) -> dict[tuple[str, date], frozenset[str]]:
        """(platform, day) → the categories of the key dates that are quiet except for one; several admit nothing."""
        found: dict[tuple[str, date], frozenset[str]] = {}
        for row in self.strategy.key_dates:
            admitted = row.treatment.removeprefix("quiet except ")
            for day in occasions(row, self.strategy.settings.country, self.first, self.last):
                for name in (row.platforms or self.platforms) if admitted != row.treatment else ():
                    found[name, day] = found.get((name, day), frozenset()) | {admitted}
        return found

    def _empty(self, place: tuple[str, date]) -> bool:
        """Whether nothing of the only category can stand there."""
        from mix_oracles import target

        return not target(self, *place)

    def is_barred(self, platform: str, day: date, category: str) -> bool:
        """Whether a key date keeps posts of a category away; an empty category is still to be chosen."""
        admitted = self.only.get((platform, day))
        return (platform, day) in self.quiet or bool(admitted and category and category not in admitted)

    @cached_property
    def absent(self) -> frozenset[tuple[str, date]]:
        """(platform, day) on which all who can publish there are away: those with hours, if any has some."""
        found = set[tuple[str, date]]()
        for name in self.platforms:
            able = [one for one in self.strategy.team if self.can_publish(one, name)]
            able = [one for one in able if one.weekly_hours] or able
            for day in span(self.first, self.last) if able else ():
                if all(any(first <= day <= last for first, last in one.days_off) for one in able):
                    found.add((name, day))
        return frozenset(found)

    def can_publish(self, person: Person, platform: str) -> bool:
        """Whether a person makes a format for a platform that some theme may have there."""
        formats = {one.format for one in self.strategy.formats}
        possible = {name for theme in self.strategy.themes for name in formats if self.eligible(theme, platform, name)}
        here = not person.platforms or platform in person.platforms
        return here and (not person.formats or bool(possible & set(person.formats)))

    def shut(self, platform: str, day: date) -> bool:
        """Whether a platform posts on a day only if the user names it."""
        return day in self.closed or (platform, day) in self.quiet | self.absent

    def active(self, platform: str) -> tuple[date, date]:
        """The days between which a platform may post."""
        row = self.platforms[platform]
        return max(self.first, row.start or self.first), min(self.last, row.end or self.last)

    def eligible(self, theme: Theme, platform: str, format_: str = "") -> bool:
        """Whether a theme may stand on a platform, by platforms and by formats."""
        row = self.platforms[platform]
        if theme.platforms and platform not in theme.platforms:
            return False
        formats = self.formats_of(theme, row) or self.words_of(theme, row)
        if formats and not self.formats_of(theme, row) and platform not in theme.platforms:
            # no format of its own there: only where the theme or the platform would have no other place
            homes = [own for own in self.platforms.values() if self.may_name(theme, own)]
            named = [own for own in self.themes.values() if own.weight and self.may_name(own, row)]
            has_home = any(self.formats_of(theme, own) for own in homes)
            has_theme = any(self.formats_of(own, row) for own in named)
            formats = set() if has_home and has_theme else formats
        return format_ in formats if format_ else bool(formats)

    def may_name(self, theme: Theme, row: Platform) -> bool:
        return not theme.platforms or row.platform in theme.platforms

    def words_of(self, theme: Theme, row: Platform) -> set[str]:
        """The formats that the cells of theme, platform and formats have in common."""
        own = [one.format for one in self.strategy.formats if not one.platforms or row.platform in one.platforms]
        return {name for name in own if name in (theme.formats or own) and name in (row.formats or own)}

    def formats_of(self, theme: Theme, row: Platform) -> set[str]:
        """Those of them that the network has, or that the user typed for the platform."""
        named = {one.format for one in self.strategy.formats if row.platform in one.platforms}
        words = self.words_of(theme, row)
        return {name for name in words if row.formats or name in named or has_format(row.platform, name)}

    def homes(self, piece: Piece) -> list[str]:
        """The platforms on which a piece may stand; its own format is the user's word where it names the platform."""
        theme, named = self.themes[piece.theme], piece.platforms or tuple(self.platforms)
        homes = [name for name in named if self.eligible(theme, name)]
        if not piece.format:
            return homes
        free = replace(theme, formats=())  # its own format need not be among those of its theme
        known = [
            name
            for name in homes
            if self.eligible(theme, name, piece.format) or piece.format in self.formats_of(free, self.platforms[name])
        ]
        if known and not piece.platforms:
            return known
        rows = [self.platforms[name] for name in named if self.may_name(theme, self.platforms[name])]
        return [row.platform for row in rows if piece.format in self.words_of(free, row)]

    def on_its_day(self, piece: Piece) -> list[str]:
        """The platforms on which a piece with a fixed day may stand that day."""
        if piece.publish is None or not max(self.first, self.today) <= piece.publish <= self.last:
            return []
        day = piece.publish
        category = self.themes[piece.theme].category
        open_ = [name for name in self.homes(piece) if not self.is_barred(name, day, category)]
        return [name for name in open_ if inside(day, *self.active(name))]

    def subject(self, post: Post) -> Subject:
        return self.plan.subjects[post.subject]

    @cached_property
    def pins(self) -> dict[str, Pin]:
        """The kept posts by their ids."""
        return {pin.id: pin for pin in self.kept}

    def word(self, post: Post, name: str) -> str:
        """What the user settled of a kept post (`owner`, `format`...); empty if nothing."""
        pin = self.pins.get(post.kept_id) if post.kept_id else None
        return str(getattr(pin, name)) if pin else ""

    def by_user(self, post: Post) -> bool:
        """Whether the user settled this post: kept, a piece on its fixed day, a campaign's set day, a hook."""
        return bool(post.kept_id) or self.is_published(post) or self.is_offset(post) or self.is_hook(post)

    def is_published(self, post: Post) -> bool:
        """Whether it is a piece on its fixed day."""
        piece = next((one for one in self.strategy.content if one.title == self.subject(post).piece), None)
        fixed = any(reason.code == "fixed_day" for reason in post.reasons)
        return piece is not None and piece.publish == post.day and fixed

    def is_offset(self, post: Post) -> bool:
        """Whether it stands on a set day of its campaign."""
        one = next((one for one in self.strategy.campaigns if one.campaign == post.campaign), None)
        days = [one.start + timedelta(days=offset) for offset in one.offsets] if one else []
        return post.day in days and any(reason.code == "offset" for reason in post.reasons)

    def is_hook(self, post: Post) -> bool:
        """Whether it takes its key date as a hook."""
        row = next((row for row in self.strategy.key_dates if row.name == post.key_date), None)
        if row is None or row.treatment != "hook":
            return False
        day = post.day + timedelta(days=row.ahead)
        if row.ahead and isinstance(row.date, Span):
            return day == row.date.first
        return day in occasions(row, self.strategy.settings.country, day, day)

    def beside(self, post: Post) -> bool:
        """Whether the user set a post outside the mix: a hook with a theme, a set day outside the campaign's days.

        A kept post that the path does not ask for is beside it, too: a theme without weight or of another platform, or
        a day before or after the period.
        """
        if not self.first <= post.day <= self.last:
            return True
        theme, own = self.themes[post.theme], self.platforms[post.platform]
        asked = theme.weight and self.eligible(theme, post.platform) and not (own.end and own.end < self.first)
        if post.kept_id and not asked:
            return True
        row = next((row for row in self.strategy.key_dates if row.name == post.key_date), None)
        one = next((one for one in self.strategy.campaigns if one.campaign == post.campaign), None)
        hooked = row is not None and row.theme == post.theme
        return hooked or (one is not None and _is_before_or_after(one, post.day))

    def told(self, code: str, **values: object) -> bool:
        """Whether there is a problem with this code and at least these values."""
        return any(one.code == code and values.items() <= one.values.items() for one in self.problems)

    def of(self, platform: str) -> list[Post]:
        return [post for post in self.posts if post.platform == platform]


def _is_before_or_after(one: Campaign, day: date) -> bool:
    """Whether a day is a set day of a campaign outside its days."""
    return not one.start <= day <= one.end and (day - one.start).days in one.offsets


def occasions(row: KeyDate, country: str, first: date, last: date) -> list[date]:
    """The days of a key date: as typed, once; else by these few rules, taken from a calendar."""
    if isinstance(row.date, Span):
        return [day for day in span(row.date.first, row.date.last) if inside(day, first, last)]
    if row.date:
        return [row.date] if first <= row.date <= last else []
    found = []
    for year in range(first.year, last.year + 1):
        thursdays = [week[3] for week in calendar.monthcalendar(year, 11) if week[3]]
        sundays = [date(year, 5, week[6]) for week in calendar.monthcalendar(year, 5) if week[6]]
        mothers = {"FR": sundays[-1], "US": sundays[1]}.get(country)
        if country == "FR" and mothers == easter(year) + timedelta(days=49):
            mothers = sundays[-1] + timedelta(days=7)
        found.append(
            {
                "Noël": date(year, 12, 25),
                "Pâques": easter(year),
                "Black Friday": date(year, 11, thursdays[3] + 1),
                "Fête des mères": mothers,
                "Saint-Valentin": date(year, 2, 14),
                "14 juillet": date(year, 7, 14),
            }[row.name]
        )
    return [day for day in found if day and first <= day <= last]


def span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def inside(day: date, first: date, last: date) -> bool:
    return first <= day <= last


def minutes(value: time) -> int:
    return value.hour * 60 + value.minute
