"""What was spent on the posts that are out: hours at their cost and budgets of campaigns, by objective and by theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from calgen.learn.result_costs import ResultCost, cost_per_result, dispersion_of_posts
from calgen.plan.makers.work_steps import production_hours
from calgen.review.model import CostReview
from calgen.review.reviewed_rows import ReviewedRow
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign

_ZERO = Fraction(0)
_RESULTS = ("conversions", "clicks")  # what a theme may be judged by, for its cost


@dataclass(frozen=True, slots=True)
class Spending:
    """What was spent up to a day, since the day of the first post or campaign that took anything."""

    hours: Fraction = _ZERO
    hours_cost: Fraction = _ZERO
    budget: Fraction = _ZERO
    by_objective: Mapping[str, Fraction] = field(default_factory=dict)
    by_theme: Mapping[str, Fraction] = field(default_factory=dict)
    since: date | None = None


def spending(strategy: Strategy, rows: Sequence[ReviewedRow], today: date) -> Spending:
    """What the posts that are out took, up to today; those that are due and not out have taken nothing.

    One format of one subject by one person is made once: its hours are shared by the posts of it that are out. Of the
    budget of a campaign the part of its days that are over is spent; its posts that are out share it, or its objective
    bears it alone.
    """
    out = [row for row in rows if row.is_published and row.day <= today]
    first_days = [row.day for row in out]
    costs = {person.person: person.cost for person in strategy.team if person.cost}
    by_objective, by_theme = defaultdict[str, Fraction](Fraction), defaultdict[str, Fraction](Fraction)
    hours = hours_cost = budget = _ZERO
    for made in _productions(row for row in out if row.owner):
        took = _hours_of(strategy, made[0])
        hours += took
        price = took * costs.get(made[0].owner, _ZERO)
        hours_cost += price
        for row in made:
            by_objective[row.objective] += price / len(made)
            by_theme[row.theme] += price / len(made)
    for campaign in strategy.campaigns:
        spent = spent_budget(campaign, today)
        budget += spent
        first_days += [campaign.start] if spent else []
        own = [row for row in out if row.campaign == campaign.campaign]
        for row in own:
            by_theme[row.theme] += spent / len(own)
            by_objective[campaign.objective or row.objective] += spent / len(own)
        if not own and campaign.objective:
            by_objective[campaign.objective] += spent
    since = min(first_days, default=None)
    return Spending(hours, hours_cost, budget, _positive(by_objective), _positive(by_theme), since)


def _positive(found: Mapping[str, Fraction]) -> dict[str, Fraction]:
    return {name: spent for name, spent in found.items() if spent}


def _productions(rows: Iterable[ReviewedRow]) -> list[list[ReviewedRow]]:
    """The posts of each format of each subject by one person; a post without a subject is alone."""
    found: dict[tuple[str, str, str], list[ReviewedRow]] = {}
    for row in rows:
        found.setdefault((row.subject or str(row.place), row.format, row.owner), []).append(row)
    return list(found.values())


def _hours_of(strategy: Strategy, row: ReviewedRow) -> Fraction:
    piece = next((piece for piece in strategy.content if piece.title == row.title), None)
    return production_hours(strategy, row.format, piece)


def spent_budget(campaign: Campaign, today: date) -> Fraction:
    """The part of a campaign's budget for those of its days that have begun."""
    days = (campaign.end - campaign.start).days + 1
    over = min(days, max(0, (today - campaign.start).days + 1))
    return (campaign.budget or _ZERO) * over / max(1, days)


def review_costs(spent: Spending, rows: Sequence[ReviewedRow], above: Collection[str] = ()) -> CostReview | None:
    """The costs of the calendar, and of each theme by result; None where nothing has a cost.

    Themes whose posts are `above` the average by what their objective needs are never named to be cut.
    """
    if not spent.hours_cost and not spent.budget:
        return None
    measure = next((name for name in _RESULTS if any(row.figure(name) for row in rows)), "")
    results = _results_by_theme(rows, measure)
    dispersion = dispersion_of_posts(results.values())
    themes = [_theme_cost(name, cost, sum(results[name]), dispersion) for name, cost in spent.by_theme.items()
              if name in results and cost]  # fmt: skip
    ordered = sorted(themes, key=lambda theme: (-_dearness(theme.cost), theme.name))
    by_theme = tuple((theme.name, theme.spent, theme.results, theme.cost) for theme in ordered)
    return CostReview(
        spent.hours,
        spent.hours_cost,
        spent.budget,
        measure,
        by_theme,
        _cut_first(ordered, dispersion, above),
        spent.since,
    )


def _results_by_theme(rows: Sequence[ReviewedRow], measure: str) -> dict[str, list[int]]:
    """The figures of the posts of each theme that has any."""
    found: dict[str, list[int]] = {}
    for row in rows if measure else ():
        if row.theme and (figure := row.figure(measure)) is not None:
            found.setdefault(row.theme, []).append(figure)
    return dict(sorted(found.items()))


@dataclass(frozen=True, slots=True)
class _ThemeCost:
    name: str
    spent: Fraction
    results: int
    cost: ResultCost


def _theme_cost(name: str, spent: Fraction, results: int, dispersion: float) -> _ThemeCost:
    return _ThemeCost(name, spent, results, cost_per_result(float(spent), results, dispersion))


def _dearness(cost: ResultCost) -> float:
    """What orders themes: the cost of a result; of a theme without one, the least that it may be."""
    return cost.each if cost.each is not None else cost.low


def _cut_first(ordered: Sequence[_ThemeCost], dispersion: float, above: Collection[str]) -> str:
    """The dearest theme, if even the least that its results may cost is more than the most for the others together."""
    if len(ordered) < 2 or ordered[0].name in above:
        return ""
    first, others = ordered[0], ordered[1:]
    spent, results = sum(theme.spent for theme in others), sum(theme.results for theme in others)
    rest = cost_per_result(float(spent), results, dispersion)
    return first.name if rest.high is not None and first.cost.low > rest.high else ""
