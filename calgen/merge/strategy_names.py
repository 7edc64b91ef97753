"""The names that stand in columns of the calendars, as the strategy spells them."""

from __future__ import annotations

from collections.abc import Mapping

from calgen.book.folding import fold
from calgen.plan.target.content_mix import ordered_categories
from calgen.strategy import Strategy


def names_by_column(strategy: Strategy) -> Mapping[str, Mapping[str, str]]:
    """Column key → folded name → the strategy's name; categories as codes, or the user's own words."""
    found = {
        "platform": [platform.platform for platform in strategy.platforms],
        "theme": [theme.theme for theme in strategy.themes],
        "category": list(ordered_categories(strategy)),
        "format": [format_.format for format_ in strategy.formats],
        "objective": [objective.objective for objective in strategy.objectives],
        "audience": [audience.audience for audience in strategy.audiences],
        "owner": [person.person for person in strategy.team],
        "campaign": [campaign.campaign for campaign in strategy.campaigns],
        "key_date": [key_date.name for key_date in strategy.key_dates],
    }
    return {key: {fold(name): name for name in reversed(names)} for key, names in found.items()}
