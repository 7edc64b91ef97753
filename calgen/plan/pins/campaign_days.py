"""Set days of campaigns: a pin for each offset such as `J-7, J, J+1`, and a problem where no post can stand there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from calgen.book.problems import Problem, Severity
from calgen.plan.days.key_dates import is_quiet
from calgen.plan.draft import PlanDraft
from calgen.plan.pin import Pin, PinKind
from calgen.plan.reason import Reason
from calgen.plan.target.campaigns import set_days_of, stage_on, uses_platform
from calgen.plan.target.target_path import can_carry, is_in_season
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.platforms import Platform


def pin_set_days(draft: PlanDraft) -> PlanDraft:
    """A pin for each set day of a campaign on each of its platforms; its themes take turns, those of the stage first.

    A post in the calendar, of the campaign or of one of its themes, takes the place of a pin on its platform and day.
    """
    pins, problems = list[Pin](), list[Problem]()
    themes_there = {(pin.platform, day, pin.theme) for pin in draft.pins for day in pin.settled_days}
    campaigns_there = {(pin.platform, day, pin.campaign) for pin in draft.pins for day in pin.settled_days}
    for campaign in draft.strategy.campaigns:
        for index, day in enumerate(set_days_of(campaign, draft.horizon.first, draft.horizon.last)):
            if day < draft.today:
                continue
            platforms = _platforms_on(draft.strategy, campaign, day)
            problems += _day_problems(draft, campaign, day, platforms)
            for platform in platforms:
                name = platform.platform
                is_there = (name, day, campaign.campaign) in campaigns_there or any(
                    (name, day, theme) in themes_there for theme in campaign.themes
                )
                if not is_there and not is_quiet(draft.horizon, name, day):
                    pin = _set_day_pin(draft.strategy, campaign, platform, day, index)
                    themes_there.add((name, day, pin.theme))
                    pins.append(pin)
    return replace(draft, pins=draft.pins + tuple(pins), problems=draft.problems + tuple(problems))


def _day_problems(draft: PlanDraft, campaign: Campaign, day: date, platforms: list[Platform]) -> Iterator[Problem]:
    """A set day that is quiet on some platforms, and one that is closed where it is posted all the same."""
    place = campaign.source.place("offsets")
    quiet = tuple(platform.platform for platform in platforms if is_quiet(draft.horizon, platform.platform, day))
    if quiet:
        values = {"name": campaign.campaign, "day": day, "platforms": quiet}
        yield Problem("offset_quiet", place, Severity.WARNING, values)
    if len(quiet) < len(platforms) and day in draft.horizon.closed_days:
        yield Problem("named_on_closed", place, Severity.NOTE, {"name": campaign.campaign, "day": day})


def _platforms_on(strategy: Strategy, campaign: Campaign, day: date) -> list[Platform]:
    """The platforms of a campaign that can carry one of its themes on a day."""
    return [
        platform
        for platform in strategy.platforms
        if uses_platform(campaign, platform)
        and is_in_season(platform, day)
        and _themes_on(strategy, campaign, platform, day)
    ]


def _themes_on(strategy: Strategy, campaign: Campaign, platform: Platform, day: date) -> list[str]:
    """The themes of a campaign that a platform can carry on a day: those of its stage first, then by weight."""
    stage = stage_on(campaign, day)
    found = [
        theme
        for theme in strategy.themes
        if theme.theme in campaign.themes
        and theme.weight > 0
        and is_in_season(theme, day)
        and can_carry(strategy, theme, platform)
    ]
    return [
        theme.theme for theme in sorted(found, key=lambda theme: (theme.stage != stage, -theme.weight, theme.theme))
    ]


def _set_day_pin(strategy: Strategy, campaign: Campaign, platform: Platform, day: date, index: int) -> Pin:
    """The pin of the set day with this index among those of the campaign."""
    themes = _themes_on(strategy, campaign, platform, day)
    offset = (day - campaign.start).days
    return Pin(
        platform.platform,
        day,
        themes[index % len(themes)],
        kind=PinKind.NAMED,
        reasons=(Reason("offset", {"name": campaign.campaign, "offset": offset}),),
        campaign=campaign.campaign,
        # Within its days a set day counts towards the campaign's part; outside them it stands outside the mix.
        outside_mix=not campaign.start <= day <= campaign.end,
    )
