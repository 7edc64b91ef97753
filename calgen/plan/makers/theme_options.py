"""What a post of a theme on a platform may serve and be made of: objectives, audiences and formats, with weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from calgen.book.folding import fold
from calgen.book.vocabulary import choice_codes
from calgen.plan.days.audiences import ranked_audiences
from calgen.plan.target.theme_formats import common_formats, piece_formats
from calgen.strategy import Strategy
from calgen.strategy.networks import network
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme, interests_in

PRIMARY_WEIGHT, SECONDARY_WEIGHT = 2.0, 1.0  # of audiences, for their part of the posts of a platform
INTEREST_FACTOR = 2.0  # for an audience that is interested in the theme


@dataclass(frozen=True, slots=True)
class ThemeOptions:
    """The options of a theme on a platform; objectives, audiences and formats to choose from have weights."""

    objectives: Mapping[str, float]
    serves_mission: bool  # the theme has an objective of the platform, or names none
    audiences: Mapping[str, float]
    possible_formats: tuple[str, ...]
    piece_formats: tuple[str, ...]  # whatever theme and network have: a piece of content may name one of them
    formats: Mapping[str, float]


def theme_options(strategy: Strategy, platform: Platform, theme: Theme) -> ThemeOptions:
    """The options of a theme on a platform.

    A kept post may stand where its theme has no possible format: it may then have any format.
    """
    objectives, serves_mission = _objectives(strategy, platform, theme)
    possible = common_formats(strategy, theme, platform)
    names = possible or tuple(format_.format for format_ in strategy.formats)
    return ThemeOptions(
        objectives=objectives,
        serves_mission=serves_mission,
        audiences=_audiences(strategy, platform, theme),
        possible_formats=possible,
        piece_formats=piece_formats(strategy, platform),
        formats=_preferred_formats(theme, platform, names),
    )


def objective_weights(strategy: Strategy, names: Sequence[str]) -> dict[str, float]:
    """Objectives by name with their weights; 1 for one that the strategy does not know."""
    weights = {objective.objective: float(objective.weight) for objective in strategy.objectives}
    return {name: weights.get(name, 1.0) for name in names}


def objective_beginnings(strategy: Strategy) -> dict[str, date]:
    """The day on which each objective begins that serves only secondary missions of the wheel that begin on a day."""
    starts = {row.approach: row.start for row in strategy.wheel if row.priority == "secondary" and row.start}
    found = {}
    for objective in strategy.objectives:
        days = [starts.get(name) for name in objective.approaches]
        if days and None not in days:
            found[objective.objective] = min(day for day in days if day)
    return found


def begun_objectives(objectives: Mapping[str, float], begins: Mapping[str, date], day: date) -> Mapping[str, float]:
    """The objectives that have begun on a day, with their weights; all of them where none has."""
    if not begins:
        return objectives
    return {name: weight for name, weight in objectives.items() if begins.get(name, day) <= day} or objectives


def _objectives(strategy: Strategy, platform: Platform, theme: Theme) -> tuple[dict[str, float], bool]:
    """The objectives that the platform shares with the theme, else those of the theme; whether any is shared.

    See "Mission" in docs/decisions.md.
    """
    shared = [name for name in platform.objectives if not theme.objectives or name in theme.objectives]
    return objective_weights(strategy, shared or theme.objectives or platform.objectives), bool(shared)


def _audiences(strategy: Strategy, platform: Platform, theme: Theme) -> dict[str, float]:
    names = {other.theme for other in strategy.themes}
    return {
        audience.audience: weight * (INTEREST_FACTOR if interests_in(theme, audience.interests, names) else 1.0)
        for audiences, weight in zip(
            ranked_audiences(strategy, platform), (PRIMARY_WEIGHT, SECONDARY_WEIGHT), strict=True
        )
        for audience in audiences
    }


def _preferred_formats(theme: Theme, platform: Platform, names: Sequence[str]) -> dict[str, float]:
    """The formats to choose from: where neither theme nor platform names any, the usual ones of the network."""
    if theme.formats or platform.formats:
        return dict.fromkeys(names, 1.0)
    usual = network(platform.platform).formats
    codes = choice_codes("format")
    return {name: 1.0 for name in names if codes.get(fold(name)) in usual} or dict.fromkeys(names, 1.0)
