"""What campaigns are due of the slots: on each platform of a campaign, how many posts, and how many of them a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import fsum

from calgen.plan.model import Slot
from calgen.plan.target.campaigns import campaign_of, joined_campaigns
from calgen.plan.target.share import ShareOf
from calgen.plan.themes.campaign_target import CampaignTarget
from calgen.plan.themes.limits import THEME_PLATFORM_LIMIT
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign


def campaign_targets(
    strategy: Strategy, slots: Sequence[Slot], share_of: ShareOf, today: date
) -> tuple[CampaignTarget, ...]:
    """The targets of all platforms, in the order of platforms and of the campaigns' names."""
    by_platform: dict[str, list[int]] = {}
    for n, slot in enumerate(slots):
        by_platform.setdefault(slot.platform, []).append(n)
    found = []
    for platform in strategy.platforms:
        for campaigns in joined_campaigns(strategy.campaigns, platform) if platform.platform in by_platform else ():
            target = _target(campaigns, by_platform[platform.platform], slots, share_of, today)
            if target.slots:
                found.append(target)
    return tuple(found)


def _target(
    campaigns: tuple[Campaign, ...], numbers: Sequence[int], slots: Sequence[Slot], share_of: ShareOf, today: date
) -> CampaignTarget:
    """The target of some campaigns on a platform with the slots `numbers`.

    What they had too few or too many before today is made up for, as far as a theme may be from its path at any time.
    """
    own, parts, past = [], [], 0.0
    for n in numbers:
        running = [row for row in campaigns if row.start <= slots[n].day <= row.end]
        names = sorted({theme for row in running for theme in row.themes})
        if not names:
            continue
        share = share_of(slots[n].platform, slots[n].day, "").themes
        part = fsum(share.get(theme, 0.0) for theme in names)
        if slots[n].day < today:
            past += part - (slots[n].settled_theme in names)
        else:
            own.append(n)
            parts.append(part)
    asked = fsum(parts) + max(-THEME_PLATFORM_LIMIT, min(THEME_PLATFORM_LIMIT, past))
    themes = frozenset(theme for row in campaigns for theme in row.themes)
    return CampaignTarget(slots[numbers[0]].platform, campaigns, themes, tuple(own), asked, len(campaigns))


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
