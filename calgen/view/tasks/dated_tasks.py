"""Tasks of one day beside the posts: the accounts on the deadline of an objective, the mechanic of a campaign."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.routines import Routine
from calgen.view.briefs import mechanic_text
from calgen.view.view_context import ViewContext

PREPARED_DAYS = 14  # before a campaign, what makes people take part is settled: rules, prize, page


def dated_tasks(context: ViewContext, first: date, last: date) -> Iterator[tuple[date, Routine]]:
    """Each task with its day, from the first day to the last."""
    found = [*_accounts(context), *_mechanics(context, first)]
    yield from ((day, task) for day, task in found if first <= day <= last)


def _accounts(context: ViewContext) -> Iterator[tuple[date, Routine]]:
    """On the deadline of an objective, its owner reads the indicator."""
    for objective in context.strategy.objectives:
        if objective.deadline and objective.goal is not None:
            values = {"objective": objective.objective, "kpi": objective.kpi, "goal": objective.goal}
            task = context.words.text("phrases", "accounts", **values)
            routine = Routine(task=task, kind="measure", owner=objective.owner, source=objective.source)
            yield objective.deadline, routine


def _mechanics(context: ViewContext, first: date) -> Iterator[tuple[date, Routine]]:
    """Two weeks before a campaign, or as soon as there is time, its mechanic is settled."""
    for campaign in context.strategy.campaigns:
        if campaign.mechanic and campaign.start >= first:
            values = {"name": campaign.campaign, "mechanic": mechanic_text(context, campaign)}
            task = context.words.text("phrases", "settle_mechanic", **values)
            day = max(first, campaign.start - timedelta(days=PREPARED_DAYS))
            owner = _owner(context.strategy, campaign)
            yield day, Routine(task=task, kind="participate", owner=owner, source=campaign.source)


def _owner(strategy: Strategy, campaign: Campaign) -> str:
    """Who owns all platforms of a campaign; nobody where they have several owners."""
    names = campaign.platforms
    owners = {row.owner for row in strategy.platforms if not names or row.platform in names}
    return next(iter(owners)) if len(owners) == 1 else ""
