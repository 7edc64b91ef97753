"""What the calendar costs, in-house or outside: beside the budget, and for each result to be gained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from math import ceil

from calgen.book.problems import Problem, Severity
from calgen.book.terms import has_word_of
from calgen.book.values import Amount, Labelled, Phrase
from calgen.check.objectives import is_vanity
from calgen.check.resources import missing_hours_have_a_size
from calgen.figures.counted_calendar import CountedCalendar
from calgen.plan.model import Plan
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.objectives import Objective

WHOLE_FROM = 10  # from this price on it is told without decimals
_PARTS = ("cause", "remedy")


def _whole(amount: Fraction) -> Amount:
    """An amount in whole units."""
    return Amount(Fraction(round(amount)))


def _price(price: Fraction) -> Amount:
    """A price as it is told: without decimals, with one, or in cents rounded up, so that none is told as 0."""
    if price >= WHOLE_FROM:
        return _whole(price)
    return Amount(round(price, 1)) if price >= 1 else Amount(Fraction(ceil(price * 100), 100))


def _paid_campaigns(strategy: Strategy, plan: Plan) -> list[Campaign]:
    """The campaigns with a budget that run within the calendar."""
    first, last = plan.horizon.first, plan.horizon.last
    within = [campaign for campaign in strategy.campaigns if campaign.start <= last and campaign.end >= first]
    return [campaign for campaign in within if campaign.budget]


def the_cost_keeps_to_the_budget(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """The budgets of campaigns and the invoices of subcontractors, by the hours that the plan asks of them."""
    strategy = calendar.strategy
    budget = strategy.settings.budget
    prices = {person.person: person.cost for person in strategy.team if person.kind == "subcontracted" and person.cost}
    bought = [production for production in calendar.period_productions if production.owner in prices]
    people = sum((production.hours * prices[production.owner] for production in bought), Fraction(0))
    campaigns = sum((campaign.budget or Fraction(0) for campaign in _paid_campaigns(strategy, plan)), Fraction(0))
    if budget is not None and people + campaigns > budget:
        values = {"cost": _whole(people + campaigns), "campaigns": _whole(campaigns), "people": _whole(people)}
        place = strategy.settings.source.place("budget")
        yield Problem("cost_over_budget", place, Severity.WARNING, {**values, "budget": Amount(budget)})


def each_result_has_its_price(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """The cost of each objective divided by what its indicator is to gain, from its baseline to its goal."""
    strategy = calendar.strategy
    costs = _cost_by_objective(strategy, plan, calendar)
    prices = []
    for objective in sorted(strategy.objectives, key=lambda row: row.source.row):
        gain, unit = _gain(objective)
        if gain >= 1 and _is_counted_in_pieces(objective.kpi) and costs.get(objective.objective):
            values = {"price": _price(costs[objective.objective] / gain), "kpi": objective.kpi}
            prices.append(Phrase(("phrases", unit), values))
    if prices:
        place = min(strategy.objectives, key=lambda row: row.source.row).source.place("goal")
        total = _whole(sum(costs.values(), Fraction(0)))
        yield Problem("cost_per_result", place, Severity.NOTE, {"cost": total, "costs": tuple(prices)})


def _gain(objective: Objective) -> tuple[Fraction, str]:
    """How much an indicator is to rise or fall, and the phrase for the price of each; a percentage rises by points."""
    goal, baseline = objective.goal, objective.baseline
    if goal is None or baseline is None:
        return Fraction(0), "price_each"
    if min(goal, baseline) >= 0 and max(goal, baseline) <= 1 and not _are_whole(goal, baseline):
        return 100 * abs(goal - baseline), "price_each_point"
    return abs(goal - baseline), "price_each"


def _are_whole(*values: Fraction) -> bool:
    return all(value.denominator == 1 for value in values)


def _is_counted_in_pieces(kpi: str) -> bool:
    """Whether one more of it is something to pay for: no share, no rate, no money, no followers."""
    return not (is_vanity(kpi) or has_word_of(kpi, "rates_and_money") or any(sign in kpi for sign in "%€$£"))


def _cost_by_objective(strategy: Strategy, plan: Plan, calendar: CountedCalendar) -> Mapping[str, Fraction]:
    """What each objective costs: the posts of a production share its cost, and so do those of a campaign.

    A campaign with an objective of its own costs that objective alone.
    """
    found: dict[str, Fraction] = defaultdict(Fraction)
    prices = {person.person: person.cost for person in strategy.team if person.cost}
    for production in calendar.period_productions:
        for index in production.posts if production.owner in prices else ():
            part = production.hours * prices[production.owner] / len(production.posts)
            found[plan.posts[index].objective] += part
    for campaign in _paid_campaigns(strategy, plan):
        of_posts = [post.objective for post in calendar.posts if post.campaign == campaign.campaign]
        served = [campaign.objective] if campaign.objective else of_posts
        for name in served:
            found[name] += (campaign.budget or 0) / Fraction(len(served))
    return found


def each_cost_has_its_threshold(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """From how many results on an objective pays, where it is said what one is worth; or why that cannot be told."""
    costs = _cost_by_objective(calendar.strategy, plan, calendar)
    rows = sorted((row for row in calendar.strategy.objectives if row.unit_value), key=lambda row: row.source.row)
    needed = [(row, ceil(costs[row.objective] / (row.unit_value or 1))) for row in rows if costs.get(row.objective)]
    if needed:
        told = tuple(Labelled(row.kpi, count) for row, count in needed)
        yield Problem("break_even", needed[0][0].source.place("unit_value"), Severity.NOTE, {"needed": told})
    if without := [row for row in rows if not costs.get(row.objective)]:
        code = "unserved" if any(costs.values()) else "free"
        parts = {part: Phrase(("phrases", f"break_even_{part}_{code}"), {"n": len(without)}) for part in _PARTS}
        values = {"n": len(without), "names": tuple(row.objective for row in without), **parts}
        yield Problem("break_even_unknown", without[0].source.place("unit_value"), Severity.NOTE, values)


def what_costs_most_is_known(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """Where hours or the budget are short: the format, platform and theme with the most hours a post that serves."""
    short = [*missing_hours_have_a_size(plan, calendar, today), *the_cost_keeps_to_the_budget(plan, calendar, today)]
    parts = [_costliest(plan, calendar, kind) for kind in ("format", "platform", "theme")] if short else []
    if found := tuple(part for part in parts if part):
        yield Problem("costliest_parts", short[0].place, Severity.NOTE, {"parts": found})


def _costliest(plan: Plan, calendar: CountedCalendar, kind: str) -> Labelled | None:
    """Of the names of a kind, the one whose posts take the most hours each; none where there is only one."""
    hours: dict[str, Fraction] = defaultdict(Fraction)
    posts: dict[str, int] = defaultdict(int)
    for production in calendar.period_productions:
        for index in production.posts:
            post = plan.posts[index]
            hours[getattr(post, kind)] += production.hours / len(production.posts)
            posts[getattr(post, kind)] += bool(post.serves_mission)
    each = {name: hours[name] / posts[name] for name in sorted(hours) if name and posts[name]}
    if len(each) < 2 or len(set(each.values())) < 2:
        return None
    name = max(each, key=lambda name: each[name])
    hours_each = Phrase(("phrases", "hours_each"), {"n": each[name]})
    return Labelled(Phrase(("phrases", f"part_{kind}"), {"name": name}), hours_each)
