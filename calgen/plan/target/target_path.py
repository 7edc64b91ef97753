"""The target path: the share of each slot that belongs to each category and theme, from the mix and the campaigns.

See docs/planner.md, "The target path".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache, reduce
from operator import add

from calgen.plan.asked_before import NOTHING_BEFORE, AskedBefore
from calgen.plan.days.key_dates import OnlyCategory
from calgen.plan.target.campaigns import CampaignShare, PlatformCampaigns, stage_on, stage_starts
from calgen.plan.target.content_mix import platform_mix
from calgen.plan.target.mission import shares_objective
from calgen.plan.target.raking import rake_weights
from calgen.plan.target.share import Share
from calgen.plan.target.spacing_room import Days, PostDays, SpacingRoom
from calgen.plan.target.theme_places import can_carry, is_in_season, may_promote
from calgen.plan.target.water_filling import fill
from calgen.strategy import Strategy
from calgen.strategy.themes import Theme

_NO_POSTS: PostDays = {}
STAGE_WEIGHT = 3.0  # factor of a theme's weight while its campaign is at the stage of the theme


@dataclass(frozen=True, slots=True)
class _CampaignWeights:
    """The part of a campaign on a platform; the weight of each of its themes there, and the largest part of each."""

    campaign: str
    part: Fraction
    weights: tuple[tuple[str, float], ...]
    rooms: tuple[float, ...]

    def fill(self, taken: Mapping[str, float]) -> dict[str, float]:
        """The parts of its themes, none beyond its room with what other campaigns have `taken` of it already."""
        total, part = _total(weight for _, weight in self.weights), float(self.part)
        parts = {name: part * weight / total for name, weight in self.weights}
        caps = {name: max(0.0, cap - taken.get(name, 0.0)) for name, cap in zip(parts, self.rooms, strict=True)}
        return fill(parts, caps, part)


class TargetPath:
    """The target path of a strategy: `at(platform, day)` is the share of a slot.

    The weights of themes inside a category come from `raking.py`, so that platforms serve their missions. A category
    without a theme for that platform and day (by platforms, formats or season) leaves its part to the others. On the
    days of a campaign, the part of the campaign belongs to its themes, and the rest to the other themes. A theme that
    has less because of a season or a campaign does not get more later. Where a key date is quiet except for one
    category, the whole slot belongs to the themes of that category, and campaigns yield. On days of which it is known
    what was asked `before`, the path is the one of that time, whatever the strategy asks now.

    With the days of the posts, a campaign is asked for as many posts as its themes have room for on these days; without
    them, on days that are modelled.
    """

    def __init__(
        self, strategy: Strategy, before: AskedBefore | None = None, post_days: PostDays = _NO_POSTS
    ) -> None:
        self._themes = tuple(theme for theme in strategy.themes if theme.weight > 0)
        self._by_name = {theme.theme: theme for theme in strategy.themes}
        self._strategy = strategy
        self._platforms = {platform.platform: platform for platform in strategy.platforms}
        self._campaigns = {name: PlatformCampaigns(strategy, row) for name, row in self._platforms.items()}
        self._mix = {name: platform_mix(strategy, name) for name in self._platforms}
        self._carried = {
            name: tuple(
                theme
                for theme in self._themes
                if can_carry(strategy, theme, platform) and may_promote(strategy, theme, platform)
            )
            for name, platform in self._platforms.items()
        }
        self._weights = rake_weights(strategy, self._carried, self._mix, shares_objective)
        self._only_category = OnlyCategory(strategy)
        self._post_days, self._room = post_days, SpacingRoom(strategy, post_days)
        self._changes = _days_of_change(strategy, self._themes)
        self._season = cache(self._in_season)
        self._share = cache(self._share_of)
        self._at = cache(self._share_on)
        self._before = before or NOTHING_BEFORE
        self._share_then = cache(self._share_of_span)

    def with_posts(self, post_days: PostDays) -> TargetPath:
        """The path of the same strategy for posts on these days; what does not depend on them is computed once."""
        if not self._strategy.campaigns or post_days == self._post_days:
            return self
        found = copy(self)
        found._post_days, found._room = post_days, self._room.with_posts(post_days)
        found._at = cache(found._share_on)
        return found

    def at(self, platform: str, day: date, theme_outside_mix: str = "") -> Share:
        """The share of a slot of a platform on a day; with `theme_outside_mix`, all of it belongs to that theme."""
        if theme_outside_mix:
            return Share({self._by_name[theme_outside_mix].category: 1.0}, {theme_outside_mix: 1.0})
        if self._before and (span := self._before.on(platform, day)):
            then: Share = self._share_then(platform, span.first)
            return then
        place = bisect_right(self._changes, day.toordinal())
        since = date.fromordinal(self._changes[place - 1]) if place else date.min
        only = self._only_category.on(platform, day) if self._only_category else ""
        found: Share = self._at(platform, since, only)
        return found

    def _share_of_span(self, platform: str, first: date) -> Share:
        """The share of the days of a span; names that nothing bears any more are left out."""
        span = self._before.on(platform, first)
        assert span
        themes = {name: part for name, part in span.themes.items() if name in self._by_name}
        return Share(dict(span.categories), themes, dict(span.campaigns))

    def _share_on(self, platform: str, day: date, only_category: str = "") -> Share:
        """The share from a day on, until a day of change; of the themes of one category, where one is named."""
        names = self._season(platform, day)
        if only_category:
            names = tuple(name for name in names if self._by_name[name].category == only_category)
        active = self._campaigns[platform].active(day, names)
        extra = sum((found.campaign.extra for found in active), Fraction(0))
        campaigns = tuple(self._campaign_part(platform, found, extra, names, day) for found in active)
        share: Share = self._share(platform, names, extra, campaigns)
        return share

    def _campaign_part(
        self, platform: str, active: CampaignShare, extra: Fraction, names: Iterable[str], day: date
    ) -> _CampaignWeights:
        """The part of a campaign on a day, with the weight and the room of each of its themes."""
        campaign, row, stage = active.campaign, self._platforms[platform], stage_on(active.campaign, day)
        weights, rooms = list[tuple[str, float]](), list[float]()
        for theme in (self._by_name[name] for name in names if name in campaign.themes):
            days = Days.between((campaign.start, theme.start, row.start), (campaign.end, theme.end, row.end))
            weights.append((theme.theme, float(theme.weight) * (STAGE_WEIGHT if theme.stage == stage else 1.0)))
            rooms.append(self._room.part_of_campaign(row, theme, extra, days))
        return _CampaignWeights(campaign.campaign, active.part, tuple(weights), tuple(rooms))

    def _in_season(self, platform: str, day: date) -> tuple[str, ...]:
        """The themes that a platform may carry on a day.

        A campaign none of whose themes may promote there is asked for all the same: with those that can stand there.
        """
        row, strategy = self._platforms[platform], self._strategy
        carried = {theme.theme for theme in self._carried[platform] if is_in_season(theme, day)}
        running = [found.campaign for found in self._campaigns[platform].active(day)]
        asked = {name for campaign in running if carried.isdisjoint(campaign.themes) for name in campaign.themes}
        return tuple(
            theme.theme
            for theme in self._themes
            if theme.theme in carried
            or (theme.theme in asked and can_carry(strategy, theme, row) and is_in_season(theme, day))
        )

    def _share_of(
        self, platform: str, names: tuple[str, ...], extra: Fraction, campaigns: tuple[_CampaignWeights, ...]
    ) -> Share:
        pushed = {name for push in campaigns for name, _ in push.weights}
        rooms = {name: self._room_in_season(platform, name, extra) for name in names if name not in pushed}
        asked = sum(push.part for push in campaigns)
        if not self._base(platform, rooms) and not asked:  # the campaigns ask for nothing, and have all themes
            campaigns, rooms = (), {name: self._room_in_season(platform, name, extra) for name in names}
        themes, parts = dict[str, float](), dict[str, float]()
        for push in campaigns:
            for name, cap in zip((name for name, _ in push.weights), push.rooms, strict=True):
                rooms[name] = max(rooms.get(name, 0.0), cap)
            own = push.fill(themes)
            parts[push.campaign] = _total(own.values())
            for name, part in own.items():
                themes[name] = themes.get(name, 0.0) + part
        rest = max(0.0, 1 - _total(parts.values()))
        base = {
            name: room / rest if rest else 1.0 for name, room in rooms.items() if name not in pushed or not campaigns
        }
        themes |= {name: rest * part for name, part in self._base(platform, base).items()}
        return self._share_with(_filled_up(themes, rooms), parts)

    def _share_with(self, themes: Mapping[str, float], campaigns: Mapping[str, float]) -> Share:
        """The share of a slot with these parts of themes and campaigns."""
        categories: dict[str, float] = {}
        for name, part in themes.items():
            category = self._by_name[name].category
            categories[category] = categories.get(category, 0.0) + part
        return Share(dict(sorted(categories.items())), dict(sorted(themes.items())), dict(campaigns))

    def _room_in_season(self, platform: str, name: str, extra: Fraction) -> float:
        """The largest part that a theme may have of the posts of a platform in its season."""
        theme = self._by_name[name]
        return self._room.part(self._platforms[platform], theme, extra, Days.between((theme.start,), (theme.end,)))

    def _base(self, platform: str, rooms: Mapping[str, float]) -> dict[str, float]:
        """The parts of these themes by the mix and the raked weights, none beyond its room.

        What a theme has no room for goes to the others of its category, then to the other categories; where all of them
        have none left, the parts sum to less than 1.
        """
        weights: dict[str, dict[str, float]] = {}
        for theme in self._carried[platform]:
            if theme.theme in rooms:
                weights.setdefault(theme.category, {})[theme.theme] = self._weights[platform, theme.theme]
        shares = {category: part for category, part in self._mix[platform].items() if part and category in weights}
        total = sum(shares.values())
        if not total:
            return {}
        parts = {category: float(part / total) for category, part in sorted(shares.items())}
        category_rooms = {category: min(1.0, _total(rooms[name] for name in weights[category])) for category in parts}
        found: dict[str, float] = {}
        for category, part in fill(parts, category_rooms, 1.0).items():
            of_all = _total(weights[category].values())
            own = {name: part * weight / of_all for name, weight in sorted(weights[category].items())}
            found |= fill(own, rooms, part)
        return found


def _filled_up(themes: dict[str, float], rooms: Mapping[str, float]) -> dict[str, float]:
    """The parts of a slot, so that they sum to 1: first where there is room, else in proportion."""
    total = _total(themes.values())
    if not total or total > 1 - 1e-9:
        return themes
    found = fill({name: part / total for name, part in themes.items()}, rooms, 1.0)
    total = _total(found.values())
    return found if total > 1 - 1e-9 else {name: part / total for name, part in found.items()}


def _days_of_change(strategy: Strategy, themes: Iterable[Theme]) -> tuple[int, ...]:
    """The ordinals of the days on which a share may change: bounds of seasons and campaigns, stages of campaigns."""
    found = {theme.start.toordinal() for theme in themes if theme.start}
    found |= {theme.end.toordinal() + 1 for theme in themes if theme.end}
    for campaign in strategy.campaigns:
        found |= {*stage_starts(campaign), campaign.end.toordinal() + 1}
    return tuple(sorted(found))


def _total(values: Iterable[float]) -> float:
    """The sum, added from left to right: the same with every version of Python.

    `sum` is compensated since Python 3.12. `fsum` would change the last digit of some parts, and with it equal choices
    of the plans that users have.
    """
    return reduce(add, values, 0.0)
