"""All figures of the review, from the posts with their results, the strategy with its readings, and the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from calgen.figures.counted_calendar import CountedCalendar
from calgen.figures.kpi_kinds import kpi_kind
from calgen.learn.rounding import with_six_digits
from calgen.review.column_choice import with_missing_impressions
from calgen.review.cost_review import Spending, review_costs, spending
from calgen.review.effect_review import best_and_worst, clipped_posts, learned_posts, review_effects
from calgen.review.model import EffectReview, IndicatorReading, ObjectiveReview, Review
from calgen.review.objective_review import ObjectiveInput, readings_by_objective, review_objective
from calgen.review.pair_review import review_pairs
from calgen.review.platform_review import growth_between_campaigns, review_platforms
from calgen.review.reviewed_rows import ReviewedRow
from calgen.review.strategy_proposals import Adapted, strategy_proposals
from calgen.strategy import Strategy


def review(
    calendar: CountedCalendar, rows: Iterable[ReviewedRow], today: date, adapted: Adapted | None = None
) -> Review | None:
    """What the results of a calendar are worth; None where there is neither a figure of a post nor a reading.

    `rows` are those of the social calendar and of the archive; their order makes no difference. Sums are of the period
    of `calendar`; objectives, effects and pairs look back further. `adapted` says which cells were changed when.
    """
    strategy = calendar.strategy
    ordered = sorted(with_missing_impressions(rows), key=lambda row: (row.day, row.platform, row.id, row.place))
    typed = readings_by_objective(typed_readings(strategy), today)
    names = {row.objective for row in strategy.objectives}
    if not any(row.has_figures for row in ordered) and not names & set(typed):
        return None
    published = [row for row in ordered if row.is_published and row.day <= today]
    period = [row for row in published if calendar.horizon.first <= row.day <= calendar.horizon.last]
    spent = spending(strategy, ordered, today)
    learned = learned_posts(strategy, published, today)
    effects = with_six_digits(review_effects(learned))
    worked, disappointed = best_and_worst(learned)
    found = Review(
        today=today,
        published=len(period),
        with_figures=sum(row.has_figures for row in period),
        objectives=_objectives(calendar, ordered, typed, spent, today),
        platforms=review_platforms(strategy, _platforms(calendar, period), period, learned.measured, today),
        growth=growth_between_campaigns(strategy, today),
        effects=effects,
        worked=worked,
        disappointed=disappointed,
        clipped=clipped_posts(learned),
        pairs=review_pairs(strategy, ordered, today),
        costs=review_costs(spent, published, _themes_above(effects)),
        proposals=strategy_proposals(strategy, effects, learned, published, today, adapted),
    )
    return with_six_digits(found)


def _themes_above(effects: Sequence[EffectReview]) -> set[str]:
    """The themes that are rather above the average of their category."""
    return {found.effect.name for found in effects if found.factor == "theme" and found.effect.chance_above > 0.5}


def typed_readings(strategy: Strategy) -> list[tuple[str, IndicatorReading]]:
    """The readings that people typed, with their objectives, in the order of the tab."""
    rows = sorted(strategy.readings, key=lambda row: row.source.row)
    return [(row.objective, IndicatorReading(row.date, row.value, row.origin)) for row in rows]


def _platforms(calendar: CountedCalendar, rows: Sequence[ReviewedRow]) -> tuple[str, ...]:
    """The platforms of the strategy in their order, then others that have published posts."""
    known = tuple(row.platform for row in calendar.strategy.platforms)
    return (*known, *sorted({row.platform for row in rows} - set(known)))


def _objectives(
    calendar: CountedCalendar,
    rows: Sequence[ReviewedRow],
    typed: Mapping[str, tuple[IndicatorReading, ...]],
    spent: Spending,
    today: date,
) -> tuple[ObjectiveReview, ...]:
    """The objectives in the order of their rows."""
    days = _days_by_objective(calendar, rows)
    found = []
    for objective in sorted(calendar.strategy.objectives, key=lambda row: row.source.row):
        name = objective.objective
        own = tuple(row for row in rows if row.objective == name and row.is_published)
        given = ObjectiveInput(
            objective, kpi_kind(objective), typed.get(name, ()), own,
            tuple(sorted(days.get(name, ()))), spent.by_objective.get(name, Fraction(0)),
        )  # fmt: skip
        found.append(review_objective(given, calendar, today))
    return tuple(found)


def _days_by_objective(calendar: CountedCalendar, rows: Iterable[ReviewedRow]) -> Mapping[str, list[date]]:
    """The days of all posts that serve each objective: those of the calendar, and those of the archive."""
    found = defaultdict[str, list[date]](list)
    counted = (*calendar.posts, *calendar.outside)
    for post in counted:
        found[post.objective].append(post.day)
    known = {post.row for post in counted}
    for row in rows:
        if row.id not in known:
            found[row.objective].append(row.day)
    return found
