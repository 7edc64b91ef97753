"""A strategy, its plan and what was told of it: what the oracles count from. Nothing here asks calgen to reckon."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

import holidays
from dateutil.easter import easter
from formats_asked import formats_of
from row_facts import days_between, in_season, is_away, set_days, takes_part

from calgen.book.folding import fold
from calgen.book.problems import Problem
from calgen.book.values import EXCEPT, Span
from calgen.plan.model import Plan, Post, Subject
from calgen.plan.pin import Pin
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.content import Piece
from calgen.strategy.key_dates import KeyDate
from calgen.strategy.platforms import Platform
from calgen.strategy.team import Person
from calgen.strategy.themes import Theme

# Findings that name a row for another cause: none of them says that something asked is not given.
UNRELATED = frozenset(
    (
        *("subjects_to_find", "leads_short", "mission_short", "mission_pushed", "campaign_no_base", "mix_held"),
        *("named_on_closed", "campaign_outside", "campaigns_clash", "stages_missing", "cost_per_result"),
    )
)


@dataclass(frozen=True)
class AskedPlan:
    """A plan with its strategy, the day on which it was made, and all problems that were told of it.

    `kept` are the posts of an earlier plan that are past, `earlier` those that could move.
    """

    strategy: Strategy
    today: date
    plan: Plan
    problems: tuple[Problem, ...]
    kept: tuple[Pin, ...] = ()
    earlier: tuple[Pin, ...] = ()

    # ---- rows by their names -----------------------------------------------------------------------------------------

    @cached_property
    def platforms(self) -> Mapping[str, Platform]:
        return {row.platform: row for row in self.strategy.platforms}

    @cached_property
    def themes(self) -> Mapping[str, Theme]:
        return {row.theme: row for row in self.strategy.themes}

    @cached_property
    def pieces(self) -> Mapping[str, Piece]:
        return {row.title: row for row in self.strategy.content}

    @cached_property
    def people(self) -> Mapping[str, Person]:
        return {row.person: row for row in self.strategy.team}

    @cached_property
    def efforts(self) -> Mapping[str, Fraction]:
        """Hours to make one of each format."""
        return {row.format: row.effort for row in self.strategy.formats}

    # ---- days --------------------------------------------------------------------------------------------------------

    @cached_property
    def first(self) -> date:
        assert self.strategy.settings.start is not None
        return self.strategy.settings.start

    @cached_property
    def last(self) -> date:
        return self.first + timedelta(days=7 * self.strategy.settings.weeks - 1)

    @cached_property
    def days_to_come(self) -> tuple[date, ...]:
        """The days of the plan from today on."""
        return days_between(max(self.first, self.today), self.last)

    @cached_property
    def closed(self) -> frozenset[date]:
        """Closed weekdays, and public holidays where they are avoided."""
        settings = self.strategy.settings
        known: Iterable[date] = ()
        if settings.country and settings.public_holidays == "avoid":
            years = range(self.first.year, self.last.year + 1)
            known = holidays.country_holidays(settings.country, years=years)
        days = days_between(self.first, self.last)
        return frozenset(day for day in days if day.weekday() in settings.closed_days or day in known)

    @cached_property
    def quiet(self) -> Mapping[tuple[str, date], frozenset[str]]:
        """The days on which a quiet key date forbids a platform to post, with the categories that all of them admit."""
        found: dict[tuple[str, date], frozenset[str]] = {}
        for row in self.strategy.key_dates:
            silence, _, admitted = row.treatment.partition(EXCEPT)
            if silence == "quiet":
                own = frozenset({admitted}) if admitted else frozenset()
                for name in row.platforms or self.platforms:
                    for day in self.occasions(row, self.first, self.last):
                        found[name, day] = found.get((name, day), own) & own
        return found

    def is_silent(self, platform: str, day: date, category: str) -> bool:
        """Whether a quiet key date forbids a post of a category on a platform."""
        return category not in self.quiet.get((platform, day), {category})

    def is_shut(self, platform: str, day: date) -> bool:
        """Whether a platform posts on a day only where the user names it, or only on one category."""
        return day in self.closed or (platform, day) in self.quiet

    def is_nobody_there(self, platform: str, day: date) -> bool:
        """Whether all people of the team who may serve a platform are away on a day."""
        able = [row for row in self.strategy.team if not row.platforms or platform in row.platforms]
        return bool(able) and all(is_away(row, day) for row in able)

    def is_active(self, platform: str, day: date) -> bool:
        """Whether a day lies between the start and the end of a platform, and in the plan."""
        row = self.platforms[platform]
        return max(self.first, row.start or self.first) <= day <= min(self.last, row.end or self.last)

    def is_open(self, platform: str, day: date) -> bool:
        """Whether a platform may have a new post on a day, whatever its weekdays."""
        shut = self.is_shut(platform, day) or self.is_nobody_there(platform, day)
        return day >= self.today and self.is_active(platform, day) and not shut

    def occasions(self, row: KeyDate, first: date, last: date) -> list[date]:
        """The days of a key date: as typed, once; else computed for each year."""
        if isinstance(row.date, Span):
            typed = range(row.date.first.toordinal(), row.date.last.toordinal() + 1)
            return [day for day in map(date.fromordinal, typed) if first <= day <= last]
        if row.date:
            return [row.date] if first <= row.date <= last else []
        found = []
        for year in range(first.year, last.year + 1):
            thursdays = [week[3] for week in calendar.monthcalendar(year, 11) if week[3]]
            found.append(
                {
                    "Noël": date(year, 12, 25),
                    "Pâques": easter(year),
                    "Black Friday": date(year, 11, thursdays[3] + 1),
                    "Saint-Valentin": date(year, 2, 14),
                }[row.name]
            )
        return [day for day in found if first <= day <= last]

    # ---- posts -------------------------------------------------------------------------------------------------------

    @cached_property
    def slots(self) -> tuple[Post, ...]:
        """All posts with the open slots, by day, hour and platform."""
        return tuple(sorted(self.plan.posts, key=lambda post: (post.day, post.time, post.platform)))

    @cached_property
    def posts(self) -> tuple[Post, ...]:
        """The posts with a theme, in this order."""
        return tuple(post for post in self.slots if not post.is_open)

    def slots_on(self, platform: str) -> tuple[Post, ...]:
        """The posts and open slots of a platform."""
        return tuple(post for post in self.slots if post.platform == platform)

    @cached_property
    def by_platform(self) -> Mapping[str, tuple[Post, ...]]:
        return {name: tuple(post for post in self.posts if post.platform == name) for name in self.platforms}

    def subject(self, post: Post) -> Subject:
        return self.plan.subjects[post.subject]

    def piece(self, post: Post) -> Piece | None:
        """The piece of content that a post tells; none for an open slot."""
        return None if post.is_open else self.pieces.get(self.subject(post).piece)

    def is_free(self, post: Post) -> bool:
        """Whether the planner chose the day of a post: it is not kept, and no cell names its day."""
        if post.kept_id:
            return False
        piece = self.piece(post)
        if piece and piece.publish == post.day:
            return False
        return not self.is_set_day(post) and not self.is_hook(post)

    def is_set_day(self, post: Post) -> bool:
        """Whether a post of a campaign stands on one of the campaign's set days."""
        return any(row.campaign == post.campaign and post.day in set_days(row) for row in self.strategy.campaigns)

    def is_hook(self, post: Post) -> bool:
        """Whether a post stands where a key date asks for one."""
        for row in self.strategy.key_dates:
            if row.name == post.key_date and row.treatment == "hook":
                day = post.day + timedelta(days=row.ahead)
                return bool(self.occasions(row, day, day))
        return False

    # ---- what may stand where ----------------------------------------------------------------------------------------

    def formats_of(self, theme: Theme, platform: str) -> frozenset[str]:
        """The formats that a theme may have on a platform."""
        return self._formats[theme.theme, platform]

    @cached_property
    def _formats(self) -> Mapping[tuple[str, str], frozenset[str]]:
        rows = self.strategy.platforms
        return {
            (t.theme, row.platform): formats_of(self.strategy, t, row) for t in self.strategy.themes for row in rows
        }

    def may_carry(self, platform: str, theme: Theme) -> bool:
        """Whether a theme may stand on a platform: by the platforms it names, and by formats."""
        return (not theme.platforms or platform in theme.platforms) and bool(self.formats_of(theme, platform))

    def is_asked(self, platform: str, theme: Theme, day: date) -> bool:
        """Whether a theme with a weight and a share, or of a campaign, may stand on a platform on a day, in its season.

        A theme that promotes stands on a platform with one objective only if it serves it, where another one can; for
        a campaign only where none of the campaign's themes can stand there otherwise (docs/decisions.md, "Mission").
        """
        if self.is_silent(platform, day, theme.category) or not in_season(theme, day):
            return False
        if theme.weight <= 0 or not self.may_carry(platform, theme):
            return False
        if self._is_passed_over(platform, theme):
            running = [row for row in self.running(platform, day) if theme.theme in row.themes]
            return any(not self._has_serving_theme(row, platform, day) for row in running)
        return self.shares(platform).get(theme.category, 0) > 0 or self.pushes(platform, theme, day)

    def _has_serving_theme(self, row: Campaign, platform: str, day: date) -> bool:
        """Whether a campaign has a theme that may stand on a platform on a day, and is not passed over there."""
        own = [self.themes[name] for name in row.themes]
        able = [row for row in own if row.weight > 0 and in_season(row, day) and self.may_carry(platform, row)]
        return any(not self._is_passed_over(platform, theme) for theme in able)

    def _is_passed_over(self, platform: str, theme: Theme) -> bool:
        aims = set(self.platforms[platform].objectives)
        serving = [row for row in self.strategy.themes if not row.objectives or aims & set(row.objectives)]
        if len(aims) != 1 or theme.category != "promote" or theme in serving:
            return False
        return any(row.category == "promote" and row.weight > 0 and self.may_carry(platform, row) for row in serving)

    def pushes(self, platform: str, theme: Theme, day: date) -> bool:
        """Whether a campaign asks for a theme on a platform on a day."""
        return any(theme.theme in row.themes for row in self.running(platform, day))

    def running(self, platform: str, day: date) -> list[Campaign]:
        """The campaigns that run on a platform on a day."""
        rows = self.strategy.campaigns
        return [row for row in rows if row.start <= day <= row.end and takes_part(row, platform)]

    def shares(self, platform: str) -> Mapping[str, Fraction]:
        """The content mix of a platform: its own rows, and the others scaled to the rest."""
        own = {row.category: row.share for row in self.strategy.mix if row.platform == platform}
        base = {row.category: row.share for row in self.strategy.mix if not row.platform and row.category not in own}
        left, total = max(Fraction(0), 1 - sum(own.values())), sum(base.values())
        return own | ({name: share * left / total for name, share in base.items()} if total else {})

    # ---- what was told -----------------------------------------------------------------------------------------------

    def is_told(self, *names: object, codes: Iterable[str] = ()) -> bool:
        """Whether a finding names all of these rows, days or figures; with `codes`, one of these findings."""
        wanted = {fold(str(name)) for name in names}
        allowed = set(codes)
        return any(
            wanted <= self._said[index]
            for index, problem in enumerate(self.problems)
            if (problem.code in allowed if allowed else problem.code not in UNRELATED)
        )

    @cached_property
    def _said(self) -> list[set[str]]:
        """The values of each problem as texts, those of lists and records one by one."""
        return [{text for value in problem.values.values() for text in _texts(value)} for problem in self.problems]

    def count_told(self, code: str, platform: str) -> int:
        """The posts that the findings of a code tell of a platform."""
        found = [problem for problem in self.problems if problem.code == code]
        return sum(int(str(problem.values["n"])) for problem in found if problem.values.get("platform") == platform)


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, tuple | list | frozenset):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    else:
        fields = getattr(value, "__dataclass_fields__", {})
        yield fold(str(value))
        for name in fields:
            yield from _texts(getattr(value, name))
