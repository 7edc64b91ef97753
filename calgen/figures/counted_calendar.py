"""A social calendar with all that its figures are made of: its posts, what was asked, and the hours of its content.

All figures are of the period, from the first day of the horizon to its last. Posts of other days stay in the calendar,
and are counted as `outside` alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from calgen.book import dates
from calgen.book.cells import ReadOptions, as_text
from calgen.book.grid import EMPTY, Workbook
from calgen.book.headings import find_headings
from calgen.book.vocabulary import column_titles, understood_code
from calgen.calendar import CalendarTab
from calgen.figures.asked import asked_of_categories, asked_periods
from calgen.figures.counted_posts import CANCELLED, NO_SUBJECT, CountedPost, calendar_posts, known_names, plan_posts
from calgen.figures.post_counts import PostCounts
from calgen.figures.target_shares import TargetShares, target_shares
from calgen.figures.theme_intervals import ThemeIntervals
from calgen.plan.asked_before import NOTHING_BEFORE, AskedBefore
from calgen.plan.draft import PlanDraft
from calgen.plan.makers.work_steps import Production, productions
from calgen.plan.model import Horizon, Period, Plan, monday_of
from calgen.plan.slots import cadence
from calgen.plan.slots.plan_days import plan_days
from calgen.plan.target.target_path import TargetPath
from calgen.strategy import Strategy

HoursByPersonAndWeek = Mapping[tuple[str, date], Fraction]  # (person, Monday of the week) → hours of content
_TASK_KEYS = ("person", "week", "production_hours", "status")


@dataclass(frozen=True)
class CountedCalendar:
    """What every figure is counted from. The strategy's start is settled."""

    strategy: Strategy
    horizon: Horizon
    periods: tuple[Period, ...]  # what is asked of each platform, week by week or month by month
    posts: tuple[CountedPost, ...]  # of the period
    hours: HoursByPersonAndWeek  # of the weeks of the period, and of those before in which its first posts are made
    productions: tuple[Production, ...] = ()  # of a plan alone: what is made for its posts,
    period_productions: tuple[Production, ...] = ()  # and for those of the period
    outside: tuple[CountedPost, ...] = ()  # posts before and after the period
    archived: frozenset[str] = frozenset()  # ids of posts that stand in the archive: none of them is of the period
    asked_before: AskedBefore = NOTHING_BEFORE  # what was asked of the days that are over
    planned_path: TargetPath | None = field(default=None, repr=False, compare=False)  # of a plan of this strategy alone

    @property
    def posts_before(self) -> int:
        """The number of posts before the period that stand in the calendar."""
        return sum(post.day < self.horizon.first and post.row not in self.archived for post in self.outside)

    @property
    def posts_after(self) -> int:
        """The number of posts after the period."""
        return sum(post.day > self.horizon.last for post in self.outside)

    @property
    def subjects(self) -> int:
        """The number of subjects with a post in the period."""
        return len({post.subject for post in self.posts if not post.subject.startswith(NO_SUBJECT)})

    @property
    def total(self) -> int:
        """The number of posts."""
        return len(self.posts)

    @cached_property
    def counts(self) -> PostCounts:
        """How many posts have which traits."""
        return PostCounts(self.posts)

    @property
    def has_open_slots(self) -> bool:
        """Whether slots are kept free for the news of the day."""
        return self.strategy.settings.open_slots > 0 or any(post.is_open for post in (*self.posts, *self.outside))

    @cached_property
    def mix_posts(self) -> tuple[CountedPost, ...]:
        """The posts that are part of the mix: those with a category, which an open slot and an unknown theme lack."""
        return tuple(post for post in self.posts if post.category)

    @cached_property
    def mix_counts(self) -> PostCounts:
        """How many posts of the mix have which traits."""
        return PostCounts(self.mix_posts)

    @cached_property
    def intervals(self) -> ThemeIntervals:
        """The days between the posts of each theme."""
        return ThemeIntervals(self.posts, self.horizon.first, self.horizon.last, self.theme_seasons)

    @cached_property
    def theme_seasons(self) -> Mapping[str, tuple[date, date]]:
        """The first and last day within the period of each theme that has a season, by its name."""
        first, last = self.horizon.first, self.horizon.last
        themes = self.strategy.themes
        spans = {row.theme: (max(row.start or first, first), min(row.end or last, last)) for row in themes}
        return {theme: span for theme, span in spans.items() if span != (first, last)}

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """For each kind the strategy's names in their order, then those that only posts have; none is empty."""
        found = {}
        for kind, known in known_names(self.strategy).items():
            typed = {str(getattr(post, kind)) for post in self.posts} - {"", *known}
            found[kind] = (*filter(None, known), *sorted(typed))
        return found

    @property
    def platforms(self) -> tuple[str, ...]:
        """The names of its platforms."""
        return self.names["platform"]

    @property
    def categories(self) -> tuple[str, ...]:
        """The codes of its categories."""
        return self.names["category"]

    @cached_property
    def theme_categories(self) -> Mapping[str, str]:
        """The category of each theme: the strategy's, else that of the theme's first post."""
        found = {theme.theme: theme.category for theme in self.strategy.themes}
        for post in self.posts:
            found.setdefault(post.theme, post.category)
        return found

    @cached_property
    def path(self) -> TargetPath:
        """The target path of the strategy, for the days of the plan's posts where the calendar is that of a plan."""
        return self.planned_path or TargetPath(self.strategy, self.asked_before)

    @cached_property
    def target(self) -> TargetShares:
        """What the target path has for its posts."""
        first, before = self.horizon.first, self.asked_before
        return target_shares(self.strategy, first, self.mix_posts, self.theme_categories, before, self.path)

    @cached_property
    def asked_of_categories(self) -> Mapping[str, Mapping[str, Fraction]]:
        """The posts asked of each category on each platform."""
        return asked_of_categories(self.strategy, self.periods, self.asked_before)

    def share(self, count: int) -> float:
        """A number of posts as a part of all that are part of the mix."""
        return count / len(self.mix_posts) if self.mix_posts else 0.0


def count_plan(
    strategy: Strategy,
    plan: Plan,
    rows: Sequence[str] = (),
    subjects: Sequence[str] = (),
    titles: Mapping[str, str] | None = None,
) -> CountedCalendar:
    """The calendar that a plan makes; see `plan_posts` for `rows`, `subjects` and `titles`."""
    every = productions(strategy, plan.posts, plan.subjects)
    made = tuple(
        production
        for production in every
        if _is_within(min(plan.posts[index].day for index in production.posts), plan.horizon)
    )
    own = {id(production) for production in made}
    work = [
        _Work(production.owner, production.week, production.hours, id(production) in own) for production in every
    ]
    posts = plan_posts(strategy, plan, rows, subjects, titles)
    found = _counted_calendar(strategy, plan.horizon, plan.periods, posts, work, (every, made))
    found = replace(found, planned_path=plan.path_of(strategy))
    return _with_asked_before(found, plan.asked_before or NOTHING_BEFORE)


def count_calendar(
    strategy: Strategy,
    tab: CalendarTab | None,
    workbook: Workbook,
    options: ReadOptions,
    before: AskedBefore = NOTHING_BEFORE,
    suggested: Mapping[str, str] | None = None,
) -> CountedCalendar:
    """The calendar as it stands in a workbook, with the user's edits; without posts where there is none yet.

    `suggested` are the titles of subjects that are suggestions, by id. The days that are over are judged by what was
    asked of them `before`, where that is known.
    """
    start = strategy.settings.start
    assert start is not None
    days = plan_days(strategy, start)
    periods = cadence.count_posts(PlanDraft(strategy, days.first, (), days)).periods
    posts = calendar_posts(strategy, tab.rows if tab else (), suggested)
    within = {post.row for post in posts if _is_within(post.day, days)}
    found = _counted_calendar(strategy, days, periods, posts, _work_on_tasks(workbook, options, within))
    return _with_asked_before(found, before)


def _with_asked_before(calendar: CountedCalendar, before: AskedBefore) -> CountedCalendar:
    periods = asked_periods(calendar.periods, calendar.horizon, before)
    return replace(calendar, periods=periods, asked_before=before)


def _counted_calendar(
    strategy: Strategy,
    days: Horizon,
    periods: tuple[Period, ...],
    posts: Iterable[CountedPost],
    work: Iterable[_Work],
    made: tuple[tuple[Production, ...], tuple[Production, ...]] = ((), ()),
) -> CountedCalendar:
    """The record of posts within and outside the period, and of the hours of its weeks; `made`: all, of the period."""
    within, outside = list[CountedPost](), list[CountedPost]()
    for post in posts:
        (within if _is_within(post.day, days) else outside).append(post)
    return CountedCalendar(strategy, days, periods, tuple(within), _hours(work, days), *made, tuple(outside))


def _is_within(day: date, days: Horizon) -> bool:
    """Whether a day is one of the period."""
    return days.first <= day <= days.last


@dataclass(frozen=True, slots=True)
class _Work:
    """Hours of content of a person in a week (its Monday), and whether they are for a post of the period."""

    person: str
    week: date
    hours: Fraction
    is_for_period: bool


def _hours(work: Iterable[_Work], days: Horizon) -> HoursByPersonAndWeek:
    """All hours of the weeks of the period, and of each week around it in which a post of the period is made."""
    found: defaultdict[tuple[str, date], Fraction] = defaultdict(Fraction)
    work = list(work)
    weeks = {item.week for item in work if item.is_for_period}
    first, last = min({monday_of(days.first), *weeks}), max({days.last, *weeks})
    for item in work:
        if first <= item.week <= last:
            found[item.person, item.week] += item.hours
    return dict(found)


def _work_on_tasks(workbook: Workbook, options: ReadOptions, within: Collection[str]) -> Iterator[_Work]:
    """The hours of content on the tab of tasks; cancelled tasks are left out.

    `within` are the ids of the posts of the period.
    """
    grid = workbook.calgen_tab("tasks")
    headings = find_headings(grid, column_titles("tasks")) if grid else None
    if grid is None or headings is None or not all(key in headings.where for key in _TASK_KEYS):
        return
    for number, cells in grid.by_row().items():
        if number > headings.row:
            person, week, making, status = (cells.get(headings.where[key], EMPTY).value for key in _TASK_KEYS)
            monday = dates.day(week, options.day_first, options.epoch_1904)
            cancelled = understood_code("status", as_text(status)) == CANCELLED
            if isinstance(making, int | float) and isinstance(monday, date) and not cancelled:
                post = as_text(cells.get(headings.where["post"], EMPTY).value) if "post" in headings.where else ""
                # Hours are stored as decimals: this gives an eighth or a third of an hour back exactly.
                hours = Fraction(making).limit_denominator(10_000)
                yield _Work(as_text(person), monday, hours, post in within)
