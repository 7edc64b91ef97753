"""Set days of campaigns: a pin for each offset such as `J-7, J, J+1`, and a problem where no post can stand there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from math import ceil

from calgen.book.problems import Problem, Severity
from calgen.plan.days.key_dates import is_quiet
from calgen.plan.draft import PlanDraft
from calgen.plan.pin import Pin, PinKind
from calgen.plan.reason import Reason
from calgen.plan.target.campaigns import set_days_of, stage_on, uses_platform
from calgen.plan.target.theme_places import can_carry, is_in_season
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.platforms import Platform


def pin_set_days(draft: PlanDraft) -> PlanDraft:
    """A pin for each set day of a campaign on its platforms; its themes take turns, those of the stage first.

    Platforms that the campaign names have all of its set days. Where it names none, a set day takes half of its
    platforms (rounded up), and the platforms take turns. A post in the calendar, of the campaign or of one of its
    themes, takes the place of a pin on its platform and day.
    """
    pins, problems = list[Pin](), list[Problem]()
    settled = _SettledPosts(draft.pins)
    for campaign in draft.strategy.campaigns:
        turns = Counter[str]()  # platform → set days so far
        for index, day in enumerate(set_days_of(campaign, draft.horizon.first, draft.horizon.last)):
            platforms, found = _platforms_of_day(draft, campaign, day, settled, turns)
            problems += found
            for platform in platforms:
                pins.append(_set_day_pin(draft, campaign, platform, day, index))
                settled.add_theme(pins[-1])
    return replace(draft, pins=draft.pins + tuple(pins), problems=draft.problems + tuple(problems))


def _platforms_of_day(
    draft: PlanDraft, campaign: Campaign, day: date, settled: _SettledPosts, turns: Counter[str]
) -> tuple[list[Platform], list[Problem]]:
    """The platforms that need a pin on a set day, and what is to be told of that day; counts the turns of platforms."""
    able = _platforms_on(draft.strategy, campaign, day)
    most = len(able) if campaign.platforms else ceil(len(able) / 2)
    quiet = [platform for platform in able if not _themes_on(draft, campaign, platform, day)]
    there = [platform for platform in able if settled.has_post(campaign, platform.platform, day)]
    turns.update(platform.platform for platform in there)
    if day < draft.today:
        return [], []
    free = [platform for platform in able if platform not in quiet and platform not in there]
    chosen = _by_turns(draft, campaign, day, free, turns)[: max(0, most - len(there))]
    turns.update(platform.platform for platform in chosen)
    is_posted = bool(chosen) or len(there) > sum(platform in quiet for platform in there)
    lacks = len(chosen) + len(there) < most
    return chosen, list(_day_problems(draft, campaign, day, quiet if lacks else [], is_posted=is_posted))


def _day_problems(
    draft: PlanDraft, campaign: Campaign, day: date, quiet: Sequence[Platform], *, is_posted: bool
) -> Iterator[Problem]:
    """A set day with too few platforms since it is quiet on some, and one that is closed and posted all the same."""
    place = campaign.source.place("offsets")
    if quiet:
        values = {"name": campaign.campaign, "day": day, "platforms": tuple(row.platform for row in quiet)}
        yield Problem("offset_quiet", place, Severity.WARNING, values)
    if is_posted and day in draft.horizon.closed_days:
        yield Problem("named_on_closed", place, Severity.NOTE, {"name": campaign.campaign, "day": day})


class _SettledPosts:
    """The campaigns and themes of the posts that are settled, by platform and day."""

    def __init__(self, pins: Iterable[Pin]) -> None:
        self._themes: set[tuple[str, date, str]] = set()
        self._campaigns: set[tuple[str, date, str]] = set()
        for pin in pins:
            self.add_theme(pin)
            self._campaigns |= {(pin.platform, day, pin.campaign) for day in pin.settled_days}

    def add_theme(self, pin: Pin) -> None:
        """Count a pin for its theme alone, so that another campaign may have the same set day."""
        self._themes |= {(pin.platform, day, pin.theme) for day in pin.settled_days}

    def has_post(self, campaign: Campaign, platform: str, day: date) -> bool:
        """Whether a settled post is of the campaign, or of one of its themes."""
        is_there = (platform, day, campaign.campaign) in self._campaigns
        return is_there or any((platform, day, theme) in self._themes for theme in campaign.themes)


def _by_turns(
    draft: PlanDraft, campaign: Campaign, day: date, platforms: Iterable[Platform], turns: Counter[str]
) -> list[Platform]:
    """Platforms with the fewest set days first; of equals, those on which the earlier plan had this one."""
    earlier = {pin.platform for pin in draft.earlier if pin.day == day and pin.campaign == campaign.campaign}

    def rank(platform: Platform) -> tuple[int, bool, str]:
        return (turns[platform.platform], platform.platform not in earlier, platform.platform)

    return sorted(platforms, key=rank)


def _platforms_on(strategy: Strategy, campaign: Campaign, day: date) -> list[Platform]:
    """The platforms of a campaign that can carry one of its themes on a day."""
    return [
        platform
        for platform in strategy.platforms
        if uses_platform(campaign, platform)
        and is_in_season(platform, day)
        and _themes_carried(strategy, campaign, platform, day)
    ]


def _themes_on(draft: PlanDraft, campaign: Campaign, platform: Platform, day: date) -> list[str]:
    """The themes of a campaign that may stand on a platform and day, none where it is quiet; in their order."""
    categories = {theme.theme: theme.category for theme in draft.strategy.themes}
    return [
        name
        for name in _themes_carried(draft.strategy, campaign, platform, day)
        if not is_quiet(draft.horizon, platform.platform, day, categories[name])
    ]


def _themes_carried(strategy: Strategy, campaign: Campaign, platform: Platform, day: date) -> list[str]:
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


def _set_day_pin(draft: PlanDraft, campaign: Campaign, platform: Platform, day: date, index: int) -> Pin:
    """The pin of the set day with this index among those of the campaign."""
    themes = _themes_on(draft, campaign, platform, day)
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
