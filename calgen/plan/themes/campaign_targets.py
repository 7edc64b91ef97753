"""What campaigns are due of the slots: on each platform of a campaign, how many posts, and how many of them a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import ceil, fsum

from calgen.plan.model import Slot
from calgen.plan.target.campaigns import PlatformCampaigns, campaign_of, joined_campaigns
from calgen.plan.target.share import ShareOf
from calgen.plan.themes.campaign_target import CampaignTarget
from calgen.plan.themes.limits import THEME_PLATFORM_LIMIT
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.platforms import Platform


def campaign_targets(
    strategy: Strategy, slots: Sequence[Slot], share_of: ShareOf, today: date
) -> tuple[CampaignTarget, ...]:
    """The targets of all platforms, in the order of platforms and of the campaigns' names."""
    by_platform: dict[str, list[int]] = {}
    for n, slot in enumerate(slots):
        by_platform.setdefault(slot.platform, []).append(n)
    found = []
    for platform in strategy.platforms:
        numbers = by_platform.get(platform.platform, [])
        for campaigns in joined_campaigns(strategy.campaigns, platform) if numbers else ():
            target = _target(strategy, platform, campaigns, [slots[n] for n in numbers], share_of, today)
            target = replace(target, slots=tuple(numbers[n] for n in target.slots))
            if target.slots:
                found.append(target)
    return tuple(found)


def _target(
    strategy: Strategy,
    platform: Platform,
    campaigns: tuple[Campaign, ...],
    slots: Sequence[Slot],
    share_of: ShareOf,
    today: date,
) -> CampaignTarget:
    """The target of some campaigns on a platform with these slots; its slots are the indexes of some of them.

    It is what the campaigns ask of these posts by their cells, where their themes can stand in so many of them; else
    what the target path gives, or as many as can be. What they had too few or too many before today is made up for, as
    far as a theme may be from its path at any time.
    """
    own, parts, past = list[int](), list[float](), 0.0
    on_platform = PlatformCampaigns(strategy, platform)
    typed: dict[str, list[float]] = {row.campaign: [] for row in campaigns}
    for n, slot in enumerate(slots):
        names = _running_themes(campaigns, slot.day)
        if not names:
            continue
        share = share_of(slot.platform, slot.day, "").themes
        part = fsum(share.get(theme, 0.0) for theme in names)
        if slot.day < today:
            past += part - (slot.settled_theme in names)
        else:
            own.append(n)
            parts.append(part)
            for found in on_platform.active(slot.day, share):
                if found.campaign in campaigns:
                    typed[found.campaign.campaign].append(float(found.part))
    most = tuple(_most_a_day(row, fsum(typed[row.campaign]), [slots[n].day for n in own]) for row in campaigns)
    asked, path = fsum(map(fsum, typed.values())), fsum(parts)
    reach = _reachable_posts(strategy, campaigns, slots, share_of, today)
    if reach < asked - len(campaigns):
        asked = min(asked, max(path, reach))
    asked += max(-THEME_PLATFORM_LIMIT, min(THEME_PLATFORM_LIMIT, past))
    themes = frozenset(theme for row in campaigns for theme in row.themes)
    return CampaignTarget(platform.platform, campaigns, themes, tuple(own), asked, len(campaigns), most)


def _most_a_day(campaign: Campaign, asked: float, days: Iterable[date]) -> int:
    """The posts of a day without which the part of a campaign cannot be met, within one; at least one."""
    own = {day for day in days if campaign.start <= day <= campaign.end}
    return max(1, ceil((asked - 1) / max(1, len(own)) - 1e-9))


def _running_themes(campaigns: Iterable[Campaign], day: date) -> list[str]:
    """The themes of those of some campaigns that run on a day, by name."""
    return sorted({theme for row in campaigns if row.start <= day <= row.end for theme in row.themes})


def _reachable_posts(
    strategy: Strategy, campaigns: Sequence[Campaign], slots: Sequence[Slot], share_of: ShareOf, today: date
) -> int:
    """In how many slots of a platform, from today on, the themes of campaigns could stand: a spacing apart, one a day.

    Posts whose theme is settled count as they are; in each other slot the theme with the longest spacing that fits.
    """
    spacing = {theme.theme: max(1, theme.spacing) for theme in strategy.themes}
    settled: dict[str, list[date]] = {}
    for slot in slots:
        if slot.settled_theme:
            settled.setdefault(slot.settled_theme, []).append(slot.day)
    count, last = 0, dict[str, date]()
    for slot in slots:
        names = _running_themes(campaigns, slot.day)
        if not names or slot.day < today:
            continue
        if slot.settled_theme:
            count += slot.settled_theme in names
            continue
        open_themes = share_of(slot.platform, slot.day, "").themes
        for name in sorted(names, key=lambda name: (-spacing[name], name)):
            near = [*settled.get(name, ()), *([last[name]] if name in last else [])]
            if open_themes.get(name) and all(abs((slot.day - day).days) >= spacing[name] for day in near):
                count, last[name] = count + 1, slot.day
                break
    return count


def campaigns_by_theme(strategy: Strategy, slots: Sequence[Slot]) -> list[Mapping[str, str]]:
    """By slot: the campaign that a post of each theme there would be of, if it is of one."""
    platforms = {platform.platform: platform for platform in strategy.platforms}
    themes = sorted({theme for campaign in strategy.campaigns for theme in campaign.themes})
    known: dict[tuple[str, date], Mapping[str, str]] = {}
    for slot in slots if themes else ():
        key, platform = (slot.platform, slot.day), platforms.get(slot.platform)
        if platform and key not in known:
            found = {theme: campaign_of(strategy, platform, slot.day, theme) for theme in themes}
            known[key] = {theme: campaign for theme, campaign in found.items() if campaign}
    return [known.get((slot.platform, slot.day), {}) for slot in slots]
