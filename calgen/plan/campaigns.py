"""Campaigns: a push of some themes between two days, over the daily base.

On each platform of a campaign, on each of its days, `share` of the usual posts and all `extra` ones belong to its
themes; the rest to the other themes. Two at once that ask for too much share in proportion. Its posts walk through
attention, interest, desire and action by quarters of its days (AIDA).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.platforms import Platform

STAGES = ("attention", "interest", "desire", "action")


@dataclass(frozen=True, slots=True)
class CampaignShare:
    """A campaign at work on a platform: its part of the posts there, between 0 and 1."""

    campaign: Campaign
    part: Fraction


def active_campaigns(
    strategy: Strategy, platform: Platform, day: date, themes: Collection[str]
) -> tuple[CampaignShare, ...]:
    """The campaigns at work on a platform on a day, their parts scaled down where they ask for more than all posts.

    Only those of which one of these themes, which can stand there, is a theme.
    """
    if not strategy.campaigns:
        return ()
    usual = platform.cadence.weekly(len(platform.days) or 7)
    there = [
        one
        for one in strategy.campaigns
        if one.start <= day <= one.end and uses_platform(one, platform) and not set(one.themes).isdisjoint(themes)
    ]
    total = usual + sum((one.extra for one in there), Fraction(0))
    pushes = [CampaignShare(one, (one.share * usual + one.extra) / total if total else Fraction(0)) for one in there]
    asked = sum((push.part for push in pushes), Fraction(0))
    return tuple(pushes) if asked <= 1 else tuple(CampaignShare(push.campaign, push.part / asked) for push in pushes)


def uses_platform(campaign: Campaign, platform: Platform) -> bool:
    """Whether a campaign stands on a platform: named, or none is named."""
    return not campaign.platforms or platform.platform in campaign.platforms


def stage_on(campaign: Campaign, day: date) -> str:
    """The stage of a campaign's posts on a day: its own, or AIDA by quarters; before it starts, attention."""
    if campaign.stage:
        return campaign.stage
    days = (campaign.end - campaign.start).days + 1
    quarter = (day - campaign.start).days * 4 // days
    return STAGES[min(3, max(0, quarter))]


def extra_posts(strategy: Strategy, platform: Platform, first: date, last: date) -> Fraction:
    """The posts that campaigns add to a platform between two days."""
    total = Fraction(0)
    for one in strategy.campaigns:
        days = (min(last, one.end) - max(first, one.start)).days + 1
        if one.extra and days > 0 and uses_platform(one, platform):
            total += one.extra * days / 7
    return total


def set_days_of(campaign: Campaign, first: date, last: date) -> Iterable[date]:
    """The days on which a campaign is to post, counted from its start, within the plan."""
    for offset in campaign.offsets:
        day = campaign.start + timedelta(days=offset)
        if first <= day <= last:
            yield day


def campaign_of(strategy: Strategy, platform: Platform, day: date, theme: str) -> str:
    """The campaign that a post of a theme belongs to; of two, the one that ends first."""
    found = [push.campaign for push in active_campaigns(strategy, platform, day, (theme,))]
    return min(found, key=lambda one: (one.end, one.campaign)).campaign if found else ""
