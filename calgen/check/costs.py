"""What it costs, in-house or outside, against the budget and against what is to be gained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from calgen.book.problems import Problem, Severity
from calgen.book.values import Amount, Labelled
from calgen.plan.model import Plan
from calgen.plan.work_steps import productions
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign

FINE = 10  # below so much a unit a decimal says something


def _whole(amount: Fraction) -> Amount:
    return Amount(Fraction(round(amount)))


def _campaigns(strategy: Strategy, plan: Plan) -> list[Campaign]:
    """The campaigns with a budget that run within the calendar."""
    first, last = plan.horizon.first, plan.horizon.last
    return [one for one in strategy.campaigns if one.budget and one.start <= last and one.end >= first]


def _spent(strategy: Strategy, plan: Plan) -> Fraction:
    return sum((one.budget or Fraction(0) for one in _campaigns(strategy, plan)), Fraction(0))


def the_cost_keeps_to_the_budget(strategy: Strategy, plan: Plan, today: date) -> Iterable[Problem]:
    """Campaigns and what is given out of the house, by the hours that the plan asks of subcontractors."""
    budget = strategy.settings.budget
    prices = {one.person: one.cost for one in strategy.team if one.kind == "subcontracted" and one.cost}
    made = productions(strategy, plan.posts, plan.subjects)
    people = sum((one.hours * prices[one.owner] for one in made if one.owner in prices), Fraction(0))
    campaigns = _spent(strategy, plan)
    if budget is not None and people + campaigns > budget:
        values = {"cost": _whole(people + campaigns), "campaigns": _whole(campaigns), "people": _whole(people)}
        place = strategy.settings.source.place("budget")
        yield Problem("cost_over_budget", place, Severity.WARNING, {**values, "budget": Amount(budget)})


def each_result_has_its_price(strategy: Strategy, plan: Plan, today: date) -> Iterable[Problem]:
    """The cost of what is made and of campaigns, shared as the posts serve the objectives, by unit to be gained."""
    costs = _by_objective(strategy, plan)
    prices = []
    for one in sorted(strategy.objectives, key=lambda one: one.source.row):
        gain = abs(one.goal - one.baseline) if one.goal is not None and one.baseline is not None else 0
        if gain and costs.get(one.objective):
            unit = costs[one.objective] / gain
            prices.append(Labelled(one.kpi, _whole(unit) if unit >= FINE else Amount(round(unit, 1))))
    if prices:
        place = min(strategy.objectives, key=lambda one: one.source.row).source.place("goal")
        total = _whole(sum(costs.values(), Fraction(0)))
        yield Problem("cost_per_result", place, Severity.NOTE, {"cost": total, "costs": tuple(prices)})


def _by_objective(strategy: Strategy, plan: Plan) -> Mapping[str, Fraction]:
    """What each objective costs: a making is shared among the posts that it serves, a campaign goes to its own."""
    found: dict[str, Fraction] = defaultdict(Fraction)
    prices = {one.person: one.cost for one in strategy.team if one.cost}
    for one in productions(strategy, plan.posts, plan.subjects):
        for at in one.posts if one.owner in prices else ():
            found[plan.posts[at].objective] += one.hours * prices[one.owner] / len(one.posts)
    for campaign in _campaigns(strategy, plan):
        own = [post.objective for post in plan.posts if post.campaign == campaign.campaign]
        served = [campaign.objective] if campaign.objective else own
        for objective in served:
            found[objective] += (campaign.budget or 0) / Fraction(len(served))
    return found
