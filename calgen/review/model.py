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
    measure: str  # the figure by which it is compared
    times: float  # as good as the others of its platform and category at that time
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
    """An objective against its goal. `progress` and the paces are parts of the way, from 0 to 1.

    They are those of `as_of`: the day of the last reading, today where there is none.
    """

    objective: str
    kpi: str
    kind: str  # total · level
    baseline: Fraction | None
    goal: Fraction | None
    deadline: date | None
    readings: tuple[IndicatorReading, ...]  # by day; counted ones only where nobody typed any
    as_of: date
    progress: float | None
    planned_pace: float | None
    linear_pace: float | None
    state: PaceState
    forecast: Forecast | None  # None: too early, see `periods_missing`
    periods_missing: int  # readings of a level, weeks of a total, that a forecast still needs; 0 where none can be made
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
    measures: tuple[str, ...] = ()  # the figures by which the posts of the group are compared
    inseparable: tuple[str, str] | None = None  # factor and level with which its posts go together
    clipped: tuple[str, ...] = ()  # ids of posts that were kept from owning the level


@dataclass(frozen=True, slots=True)
class PairReview:
    """The A/B pairs of a theme, over all platforms; `test` is None before the first pair with both figures.

    Where the hour is tested, A is the earlier hour of the day, and B the later one.
    """

    theme: str
    platforms: tuple[str, ...]
    tested: str  # title · picture · hour
    pairs: int  # with figures of both posts
    planned: int  # in the calendar
    needed: int  # for a verdict
    measure: str
    test: PairTest | None
    p_value: float | None  # adjusted for the tests made at once
    winner: str  # A, B or empty: nothing allows a choice
    posts: tuple[tuple[str, str], ...] = ()  # ids of A and B, of the pairs with figures

    @property
    def is_judged(self) -> bool:
        """Whether there are enough pairs for a verdict."""
        return self.pairs >= self.needed


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of the strategy that changes with another one; the values are texts as those of `Proposal`."""

    tab: str  # key of the input tab
    name: str  # of the row
    column: str  # key of the column
    place: Place
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change of one cell of the strategy that the user may accept, with the cells that then change `also`.

    `key` names it for as long as the same change is proposed: its kind, row and both values. These are texts that are
    read alike in every language: `1.25`, `09:00-11:00, 18:00-20:00`, `40 %`; `before` is empty where the cell is.
    """

    kind: str  # theme_weight · hours · share
    tab: str  # key of the input tab
    name: str  # of the row
    column: str  # key of the column
    place: Place
    before: str
    after: str
    effect: LevelEffect | None
    group: str = ""
    also: tuple[CellChange, ...] = ()

    @property
    def key(self) -> str:
        """The same for as long as the same change is proposed."""
        return "|".join((self.kind, self.name, self.group, self.before, self.after))


@dataclass(frozen=True, slots=True)
class CostReview:
    """What was spent up to today on posts that are out: hours at their cost, and budgets of campaigns by their days.

    `since` is the day of the first of these posts and campaigns, whatever their period.

    `by_theme` has theme, spent, results and cost per result, the dearest first. `cut_first` is the theme that costs
    more per result than the others together beyond doubt; it is empty where nothing allows a choice.
    """

    hours: Fraction
    hours_cost: Fraction
    budget: Fraction
    measure: str  # the figure that counts as a result: conversions or clicks; empty where neither is known
    by_theme: tuple[tuple[str, Fraction, int, ResultCost], ...]
    cut_first: str = ""
    since: date | None = None


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
