"""Campaigns, key dates and ideas: what asks for posts that the plan cannot have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from calgen.book.problems import Problem, Severity
from calgen.plan.key_dates import has_day
from calgen.plan.model import Plan
from calgen.plan.target_path import can_carry
from calgen.strategy import Strategy


def campaigns_lie_in_the_plan(strategy: Strategy, plan: Plan, today: date) -> Iterable[Problem]:
    """A campaign outside the plan is for later, or a slip of the pen."""
    first, last = plan.horizon.first, plan.horizon.last
    for one in strategy.campaigns:
        if one.end < first or one.start > last:
            values = {"name": one.campaign, "start": one.start, "end": one.end, "first": first, "last": last}
            yield Problem("campaign_outside", one.source.place("start"), Severity.NOTE, values)


def campaigns_have_themes(strategy: Strategy) -> Iterable[Problem]:
    """On each platform it names, a campaign has a theme that can stand there."""
    for one in strategy.campaigns:
        for platform in strategy.platforms:
            own = [theme for theme in strategy.themes if theme.theme in one.themes and theme.weight > 0]
            if platform.platform in one.platforms and not any(can_carry(strategy, theme, platform) for theme in own):
                values = {"name": one.campaign, "platform": platform.platform}
                yield Problem("campaign_no_home", one.source.place("platforms"), Severity.WARNING, values)


def key_dates_have_days(strategy: Strategy) -> Iterable[Problem]:
    """A key date without a typed day is computed from its name, where the country's rule is known."""
    for one in strategy.key_dates:
        if not has_day(strategy, one):
            yield Problem("key_date_unknown", one.source.place("name"), Severity.WARNING, {"name": one.name})


def subjects_to_find(strategy: Strategy, plan: Plan, today: date) -> Iterable[Problem]:
    """Where a theme has no idea left, a row is still to be found."""
    open_ = Counter(one.theme for one in plan.subjects if not one.title)
    if open_:
        most = tuple(sorted(open_, key=lambda name: (-open_[name], name)))[:3]
        themes = next((one.source.place("ideas") for one in strategy.themes if one.theme == most[0]), None)
        yield Problem("subjects_to_find", themes, Severity.NOTE, {"n": sum(open_.values()), "themes": most})
