"""A social calendar with all that its figures are made of: its posts, what was asked, and the hours of its content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from calgen.book import dates
from calgen.book.cells import ReadOptions, as_text
from calgen.book.folding import fold
from calgen.book.grid import EMPTY, Workbook
from calgen.book.headings import find_headings
from calgen.book.vocabulary import choice_codes, column_titles
from calgen.calendar import CalendarRow, CalendarTab
from calgen.figures.counted_posts import CANCELLED, CountedPost, calendar_posts, known_names, plan_posts
from calgen.figures.post_counts import PostCounts
from calgen.figures.target_shares import TargetShares, target_shares
from calgen.figures.theme_intervals import ThemeIntervals
from calgen.plan.draft import PlanDraft
from calgen.plan.makers.work_steps import Production, productions
from calgen.plan.model import Horizon, Period, Plan
from calgen.plan.slots import cadence
from calgen.plan.slots.plan_days import plan_days
from calgen.strategy import Strategy

HoursByPersonAndWeek = Mapping[tuple[str, date], Fraction]  # (person, Monday of the week) → hours of content
_TASK_KEYS = ("person", "week", "production_hours", "status")


@dataclass(frozen=True)
class CountedCalendar:
    """What every figure is counted from. The strategy's start is settled."""

    strategy: Strategy
    horizon: Horizon
    periods: tuple[Period, ...]  # what is asked of each platform, week by week or month by month
    posts: tuple[CountedPost, ...]
    hours: HoursByPersonAndWeek
    productions: tuple[Production, ...] = ()  # of a plan alone: what is made for its posts

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
        """Whether slots are kept free for the news of the day: then posts without a category are no part of the mix."""
        return self.strategy.settings.open_slots > 0 or any(post.is_open for post in self.posts)

    @cached_property
    def mix_posts(self) -> tuple[CountedPost, ...]:
        """The posts that are part of the mix."""
        return tuple(post for post in self.posts if post.category) if self.has_open_slots else self.posts

    @cached_property
    def mix_counts(self) -> PostCounts:
        """How many posts of the mix have which traits."""
        return PostCounts(self.mix_posts)

    @cached_property
    def intervals(self) -> ThemeIntervals:
        """The days between the posts of each theme."""
        return ThemeIntervals(self.posts, self.horizon.first, self.horizon.last)

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """For each kind the strategy's names in their order, then those that only posts have; none is empty."""
        found = {}
        for kind, known in known_names(self.strategy).items():
            typed = {str(getattr(post, kind)) for post in self.posts} - {"", *known}
            found[kind] = (*known, *sorted(typed))
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
    def target(self) -> TargetShares:
        """What the target path has for its posts."""
        return target_shares(self.strategy, self.horizon.first, self.mix_posts, self.theme_categories)

    def share(self, count: int) -> float:
        """A number of posts as a part of all that are part of the mix."""
        return count / len(self.mix_posts) if self.mix_posts else 0.0


def count_plan(
    strategy: Strategy,
    plan: Plan,
    rows: Sequence[str] = (),
    subjects: Sequence[str] = (),
    undated: Iterable[CalendarRow] = (),
) -> CountedCalendar:
    """The calendar that a plan makes; see `plan_posts` for `rows`, `subjects` and `undated`."""
    hours: defaultdict[tuple[str, date], Fraction] = defaultdict(Fraction)
    made = productions(strategy, plan.posts, plan.subjects)
    for production in made:
        hours[production.owner, production.week] += production.hours
    posts = plan_posts(strategy, plan, rows, subjects, undated)
    return CountedCalendar(strategy, plan.horizon, plan.periods, posts, dict(hours), made)


def count_calendar(
    strategy: Strategy, tab: CalendarTab | None, workbook: Workbook, options: ReadOptions
) -> CountedCalendar:
    """The calendar as it stands in a workbook, with the user's edits; without posts where there is none yet."""
    start = strategy.settings.start
    assert start is not None
    days = plan_days(strategy, start)
    periods = cadence.count_posts(PlanDraft(strategy, days.first, (), days)).periods
    posts = calendar_posts(strategy, tab.rows if tab else ())
    return CountedCalendar(strategy, days, periods, posts, _task_hours(workbook, options))


def _task_hours(workbook: Workbook, options: ReadOptions) -> HoursByPersonAndWeek:
    """The hours of content on the tab of tasks; cancelled tasks are left out."""
    found: defaultdict[tuple[str, date], Fraction] = defaultdict(Fraction)
    grid = workbook.calgen_tab("tasks")
    headings = find_headings(grid, column_titles("tasks")) if grid else None
    if grid is None or headings is None or not all(key in headings.where for key in _TASK_KEYS):
        return found
    for number, cells in grid.by_row().items():
        if number > headings.row:
            person, week, making, status = (cells.get(headings.where[key], EMPTY).value for key in _TASK_KEYS)
            monday = dates.day(week, options.day_first, options.epoch_1904)
            cancelled = choice_codes("status").get(fold(as_text(status))) == CANCELLED
            if isinstance(making, int | float) and isinstance(monday, date) and not cancelled:
                # Hours are stored as decimals: this gives an eighth or a third of an hour back exactly.
                found[as_text(person), monday] += Fraction(making).limit_denominator(10_000)
    return found
