"""Why posts are missing from a frozen plan, which adds none: it does not meet again what a plan in the making meets.

What the last run told, or did not tell, stays true while a period has as many posts as then. Where the user has taken
posts away since, or nothing is known, the cause is looked for from today on: a day with room, on such a day a theme
that may stand there, and somebody who has the hours. Where nothing is in the way, a change of the user's left the place
empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from calgen.book.problems import Problem, Severity
from calgen.plan.draft import PlanDraft
from calgen.plan.known_gaps import KnownGap, KnownGaps
from calgen.plan.makers.person_hours import HoursLedger
from calgen.plan.makers.work_steps import format_hours, productions
from calgen.plan.model import GapCause, Period, PostGap, monday_of
from calgen.plan.slots.period_capacity import PeriodCapacity, period_capacity
from calgen.plan.target.theme_formats import common_formats
from calgen.plan.target.theme_places import can_carry, is_in_season
from calgen.strategy.platforms import Platform
from calgen.strategy.team import Person
from calgen.strategy.themes import Theme

_WEEK = timedelta(days=7)
_OF_DAYS = (GapCause.NO_THEME, GapCause.NO_HOURS)  # the causes whose posts have a day; the others have a period
# What a post that the user adds makes up for first; posts too many are counted again where she adds some.
_FILLED_FIRST = (GapCause.SETTLED, GapCause.LEFT_EMPTY, GapCause.NO_HOURS, GapCause.NO_THEME, GapCause.NO_DAY)


def with_true_causes(draft: PlanDraft) -> PlanDraft:
    """The draft with the cause of each gap; one that is not frozen has it already."""
    if not draft.is_frozen:
        return draft
    gaps = _CauseSearch(draft).gaps()
    return replace(draft, gaps=tuple(gaps), problems=tuple(_with_thinned_pieces(draft)))


def gaps_to_remember(draft: PlanDraft) -> KnownGaps:
    """What is told of missing posts in a draft that has its causes, and where nothing is, for the next run."""
    gaps: dict[str, tuple[KnownGap, ...]] = {period.platform: () for period in draft.periods}
    for gap in draft.gaps:
        found = (KnownGap(gap.cause, day, posts) for day, posts in zip(gap.days, gap.posts_of_days, strict=True))
        gaps[gap.platform] = (*gaps.get(gap.platform, ()), *found)
    thinned = (str(problem.values["piece"]) for problem in draft.problems if problem.code == "piece_thinned")
    return KnownGaps(gaps, {name: posts_of_periods(draft, name) for name in gaps}, tuple(thinned))


def posts_of_periods(draft: PlanDraft, platform: str) -> dict[date, int]:
    """How many posts each period of a platform has, those that the user removed included, by first day."""
    slots = (*draft.slots, *draft.open_slots)
    days = [slot.day for slot in slots if slot.platform == platform]
    counts = Counter([*days, *(pin.day for pin in draft.removed if pin.platform == platform)])
    periods = (period for period in draft.periods if period.platform == platform)
    return {
        period.first: sum(count for day, count in counts.items() if period.first <= day <= period.last)
        for period in periods
    }


def _with_thinned_pieces(draft: PlanDraft) -> Iterator[Problem]:
    """The problems, with each piece that still has no post told as in the run that had no hours for it."""
    told = {subject.piece for subject in draft.subjects}
    pieces = {piece.title: piece for piece in draft.strategy.content if piece.title not in told}
    thinned = [pieces[title] for title in draft.known_gaps.pieces if title in pieces]
    names = {piece.title for piece in thinned}
    for problem in draft.problems:
        if problem.code != "piece_unplaced" or problem.values["piece"] not in names:
            yield problem
    for piece in thinned:
        yield Problem("piece_thinned", piece.source.place("title"), Severity.WARNING, {"piece": piece.title})


class _CauseSearch:
    """What stands in the way of one more post, in a frozen draft with all its posts and makers."""

    def __init__(self, draft: PlanDraft) -> None:
        self._draft = draft
        self._platforms = {platform.platform: platform for platform in draft.strategy.platforms}
        self._periods: dict[str, dict[date, Period]] = {}
        for period in draft.periods:
            self._periods.setdefault(period.platform, {})[period.first] = period

    def gaps(self) -> Iterator[PostGap]:
        """The gaps of all platforms, each with its cause."""
        for name in self._periods:
            counted = [gap for gap in self._draft.gaps if gap.platform == name]
            is_known = name in self._draft.known_gaps.posts
            yield from _joined(name, self._since_last_run(name, counted) if is_known else self._found(name, counted))

    def _found(self, name: str, counted: Iterable[PostGap]) -> Iterator[KnownGap]:
        """The causes of the gaps as they are counted, where nothing is known."""
        for gap in counted:
            for day, posts in zip(gap.days, gap.posts_of_days, strict=True):
                if gap.cause is GapCause.NO_DAY:
                    yield from self._causes(name, self._periods[name][day], posts)
                else:
                    yield KnownGap(gap.cause, day, posts)

    def _since_last_run(self, name: str, counted: Iterable[PostGap]) -> Iterator[KnownGap]:
        """The gaps that the last run told, less what the user filled since, and with the places that she emptied."""
        before, now = self._draft.known_gaps.posts[name], posts_of_periods(self._draft, name)
        added = {first: posts - before[first] for first, posts in now.items() if first in before}
        known = [gap for gap in self._draft.known_gaps.gaps[name] if self._is_to_come(name, gap)]
        filled = {first: posts for first, posts in added.items() if posts > 0}
        for gap in sorted(known, key=lambda gap: _FILLED_FIRST.index(gap.cause)):
            if gap.cause is GapCause.SETTLED:
                yield from () if filled else (gap,)
                continue
            first = self._first_of(name, gap.day)
            posts = max(0, gap.posts - filled.get(first, 0))
            filled[first] = max(0, filled.get(first, 0) - gap.posts)
            yield replace(gap, posts=posts)
        for first, posts in added.items():
            if posts < 0 and self._periods[name][first].last >= self._draft.today:
                yield from self._causes(name, self._periods[name][first], -posts)
        if any(posts > 0 for posts in added.values()):
            yield from self._found(name, [gap for gap in counted if gap.cause is GapCause.SETTLED])

    def _first_of(self, name: str, day: date) -> date:
        """The first day of the period of a day; the day itself outside of all periods."""
        periods = self._periods[name].values()
        return next((period.first for period in periods if period.first <= day <= period.last), day)

    def _is_to_come(self, name: str, gap: KnownGap) -> bool:
        """Whether a gap can still be mended: its day, or the end of its period, is not over."""
        if gap.cause in _OF_DAYS:
            return gap.day >= self._draft.today
        period = self._periods[name].get(gap.day)
        return period is not None and period.last >= self._draft.today

    def _causes(self, name: str, period: Period, posts: int) -> Iterator[KnownGap]:
        """The causes of the posts that are missing from a period of a platform."""
        platform = self._platforms[name]
        settled = [pin.day for pin in self._draft.pins if pin.platform == name]
        capacity = period_capacity(self._draft, platform, period.first, period.last, settled)
        with_day = min(posts, max(0, capacity.most_posts - capacity.settled_posts))
        if posts > with_day:
            yield KnownGap(GapCause.NO_DAY, period.first, posts - with_day)
        if not with_day:
            return
        every = _days_with_room(capacity)
        themes = {day: self._themes_on(platform, day) for day in every}
        days = [day for day in every if themes[day]]
        if not days:
            yield KnownGap(GapCause.NO_THEME, every[0], with_day)
            return
        names = {theme.theme: theme for day in days for theme in themes[day]}
        made = min(with_day, self._posts_with_hours(platform, tuple(names.values()), days))
        if made < with_day:
            yield KnownGap(GapCause.NO_HOURS, days[0], with_day - made)
        if made:
            yield KnownGap(GapCause.LEFT_EMPTY, period.first, made)

    def _themes_on(self, platform: Platform, day: date) -> list[Theme]:
        """The themes that may have one more post on a day of a platform: by season, place and spacing."""
        strategy = self._draft.strategy
        days: dict[str, list[date]] = {}
        for post in self._draft.posts:
            if post.platform == platform.platform:
                days.setdefault(post.theme, []).append(post.day)
        return [
            theme
            for theme in strategy.themes
            if theme.weight > 0
            and is_in_season(theme, day)
            and can_carry(strategy, theme, platform)
            and not any(abs((day - other).days) < max(1, theme.spacing) for other in days.get(theme.theme, ()))
        ]

    def _posts_with_hours(self, platform: Platform, themes: Sequence[Theme], days: Sequence[date]) -> int:
        """How many posts more somebody has the hours for, in the weeks of some days and those before.

        As many as there are days where no post is left out for want of hours.
        """
        strategy, today = self._draft.strategy, monday_of(self._draft.today)
        if strategy.settings.over_capacity != "thin" or not strategy.team:
            return len(days) + len(themes)
        weeks = {week for day in days for week in (monday_of(day) - _WEEK, monday_of(day)) if week >= today}
        names = {name for theme in themes for name in common_formats(strategy, theme, platform)}
        count = 0
        for person in strategy.team:
            able = [name for name in names if not person.formats or name in person.formats]
            if able and (not person.platforms or platform.platform in person.platforms):
                least = min(format_hours(strategy, name) for name in able)
                count += sum(self._posts_in(person, week, least, len(days)) for week in sorted(weeks))
        return count

    def _posts_in(self, person: Person, monday: date, hours: Fraction, most: int) -> int:
        left = self._hours.hours_left(person, monday)
        return min(most, int(left // hours)) if hours else most

    @cached_property
    def _hours(self) -> HoursLedger:
        """The hours that are left beside all posts."""
        draft, found = self._draft, HoursLedger(self._draft.strategy)
        people = {person.person: person for person in draft.strategy.team}
        for work in productions(draft.strategy, draft.posts, draft.subjects):
            if work.owner in people:
                found.book(people[work.owner], work.week, work.hours)
        return found


def _joined(platform: str, found: Iterable[KnownGap]) -> Iterator[PostGap]:
    """One gap of a platform for each cause."""
    by_cause: dict[GapCause, Counter[date]] = {}
    for gap in found:
        by_cause.setdefault(gap.cause, Counter())[gap.day] += gap.posts
    for cause in GapCause:
        days: Mapping[date, int] = +by_cause.get(cause, Counter[date]())
        if days:
            yield PostGap.of_days(platform, cause, days)


def _days_with_room(capacity: PeriodCapacity) -> list[date]:
    """The days of a period that may have one more post: usual days that are open, else other ones."""
    usual = [day for day in capacity.usual if capacity.settled.get(day, 0) < capacity.per_day]
    return usual or sorted([*capacity.other, *capacity.usual])
