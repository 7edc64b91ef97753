"""The figures of a review, as the tab, the command and the tests read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from calgen.book.problems import Place
from calgen.learn.pairs import PairTest
from calgen.learn.progress import Forecast, PaceState
from calgen.learn.result_costs import ResultCost
from calgen.learn.shrinkage import LevelEffect


@dataclass(frozen=True, slots=True)
class ReviewedPost:
    """A published post with its figures; None is a figure that nobody knows, never zero."""

    id: str
    place: Place  # of its row, in the calendar or the archive
    subject: str
    platform: str
    day: date
    title: str
    theme: str
    impressions: int | None = None
    engagements: int | None = None
    clicks: int | None = None
    conversions: int | None = None


@dataclass(frozen=True, slots=True)
class IndicatorReading:
    """A value of an indicator on a day; `is_counted` where it is the sum of the conversions of the calendar."""

    day: date
    value: Fraction
    source: str = ""
    is_counted: bool = False


@dataclass(frozen=True, slots=True)
class PacePoint:
    """Where an objective stood at the end of a week, as parts of the way from baseline to goal."""

    day: date
    reached: float | None  # None after the last reading
    planned: float | None
    linear: float


@dataclass(frozen=True, slots=True)
class ObjectiveReview:
    """An objective against its goal. `progress` and the paces are parts of the way, from 0 to 1."""

    objective: str
    kpi: str
    kind: str  # total · level
    baseline: Fraction | None
    goal: Fraction | None
    deadline: date | None
    readings: tuple[IndicatorReading, ...]  # by day
    progress: float | None
    planned_pace: float | None
    linear_pace: float | None
    state: PaceState
    forecast: Forecast | None  # None: too early, see `periods_missing`
    periods_missing: int  # readings or weeks that a forecast still needs
    pace: tuple[PacePoint, ...]  # week by week, for the chart
    spent: Fraction | None  # hours at their cost, and budgets, up to today
    cost: ResultCost | None
    break_even: int | None
    return_on_cost: float | None

    @property
    def last(self) -> IndicatorReading | None:
        """The last reading."""
        return self.readings[-1] if self.readings else None


@dataclass(frozen=True, slots=True)
class PlatformReview:
    """What a platform gave: sums over its published posts of the period, and its followers in the audit."""

    platform: str
    measure: str  # conversions · clicks · engagements · impressions: what its objectives need
    published: int
    with_figures: int
    ripe: int
    posts_missing: int  # ripe posts that learning still needs; 0 where it learns
    impressions: int
    engagements: int
    clicks: int
    conversions: int
    followers: tuple[tuple[date, Fraction], ...]  # by day
    growth: Fraction | None  # of followers, from the first to the last row, as a part


@dataclass(frozen=True, slots=True)
class FollowerGrowth:
    """The followers of a platform before a campaign and after it; None where the audit has no row of that side."""

    campaign: str
    platform: str
    before: Fraction | None
    after: Fraction | None


@dataclass(frozen=True, slots=True)
class EffectReview:
    """The effect of a level of a factor on the measure of posts, compared within its group."""

    factor: str  # theme · format · moment
    group: str  # the category of a theme, the platform of a format or moment
    effect: LevelEffect
    inseparable: tuple[str, str] | None = None  # factor and level with which its posts go together
    clipped: tuple[str, ...] = ()  # ids of posts that were kept from owning the level


@dataclass(frozen=True, slots=True)
class PairReview:
    """The A/B pairs of one thing tested; `test` is None before the first pair with both figures."""

    theme: str
    platform: str
    tested: str  # title · picture · hour
    pairs: int  # with figures of both posts
    planned: int  # in the calendar
    needed: int  # for a verdict
    measure: str
    test: PairTest | None
    p_value: float | None  # adjusted for the tests made at once
    winner: str  # A, B or empty: nothing allows a choice
    posts: tuple[tuple[str, str], ...] = ()  # ids of A and B

    @property
    def is_judged(self) -> bool:
        """Whether there are enough pairs for a verdict."""
        return self.pairs >= self.needed


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change of one cell of the strategy that the user may accept.

    `key` names it for as long as the same change is proposed: its kind, row and both values.
    """

    kind: str  # theme_weight · hours · share
    tab: str  # key of the input tab
    name: str  # of the row
    column: str  # key of the column
    place: Place
    before: str  # as texts that a cell of the column understands
    after: str
    effect: LevelEffect | None
    group: str = ""

    @property
    def key(self) -> str:
        """The same for as long as the same change is proposed."""
        return "|".join((self.kind, self.name, self.group, self.before, self.after))


@dataclass(frozen=True, slots=True)
class CostReview:
    """What was spent up to a day, and what would be cut first: the names of themes or formats by cost per result."""

    hours: Fraction
    hours_cost: Fraction
    budget: Fraction
    by_theme: tuple[tuple[str, Fraction, int, ResultCost], ...]  # theme, spent, results, cost per result


@dataclass(frozen=True, slots=True)
class Review:
    """All that the tab Review shows, as of `today`."""

    today: date
    published: int
    with_figures: int
    objectives: tuple[ObjectiveReview, ...]
    platforms: tuple[PlatformReview, ...]
    growth: tuple[FollowerGrowth, ...]
    effects: tuple[EffectReview, ...]
    worked: tuple[ReviewedPost, ...]
    disappointed: tuple[ReviewedPost, ...]
    clipped: tuple[ReviewedPost, ...]
    pairs: tuple[PairReview, ...]
    costs: CostReview | None
    proposals: tuple[Proposal, ...]
