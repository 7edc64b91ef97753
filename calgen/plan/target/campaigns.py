"""Campaigns: on which platforms and days they run, their share of the posts there, their extra posts and their stage.

On each platform of a campaign and on each of its days, `share` of the usual posts and all `extra` posts belong to the
themes of the campaign; the rest belongs to the other themes. See "Campaign" in docs/decisions.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.platforms import Platform

STAGES = ("attention", "interest", "desire", "action")
LOYALTY = "loyalty"  # after the purchase: a stage of themes, and of campaigns that name it


@dataclass(frozen=True, slots=True)
class CampaignShare:
    """The part of a platform's posts, between 0 and 1, that belongs to a campaign on one day."""

    campaign: Campaign
    part: Fraction


class PlatformCampaigns:
    """The campaigns of a platform, to be asked day by day: the parts of those that run together are computed once."""

    def __init__(self, strategy: Strategy, platform: Platform) -> None:
        self._platform = platform
        own = [campaign for campaign in strategy.campaigns if uses_platform(campaign, platform)]
        self._campaigns = [(n, campaign, frozenset(campaign.themes)) for n, campaign in enumerate(own)]
        self._shares: dict[tuple[int, ...], tuple[CampaignShare, ...]] = {}  # by the indexes of those that run

    def active(self, day: date, themes: Collection[str] | None = None) -> tuple[CampaignShare, ...]:
        """The campaigns that run on a day, with their parts; those without one of the `themes` are left out.

        Without `themes` none is left out. Campaigns that together ask for more than all posts have their parts scaled
        down in proportion.
        """
        running = [
            (n, campaign)
            for n, campaign, own in self._campaigns
            if campaign.start <= day <= campaign.end and (themes is None or not own.isdisjoint(themes))
        ]
        key = tuple(n for n, _ in running)
        if key not in self._shares:
            self._shares[key] = _scaled_shares(self._platform, [campaign for _, campaign in running])
        return self._shares[key]


def _scaled_shares(platform: Platform, campaigns: Collection[Campaign]) -> tuple[CampaignShare, ...]:
    """The parts of campaigns that run together, in proportion where they ask for more than all posts."""
    parts = _typed_parts(platform, campaigns)
    scale = max(Fraction(1), sum(parts, Fraction(0)))
    return tuple(CampaignShare(campaign, part / scale) for campaign, part in zip(campaigns, parts, strict=True))


def asked_of_all(strategy: Strategy, platform: Platform, day: date) -> tuple[tuple[Campaign, ...], Fraction]:
    """The campaigns that run on a platform on a day, and which part of all posts they ask together, perhaps above 1."""
    running = _running_campaigns(strategy, platform, day)
    return running, sum(_typed_parts(platform, running), Fraction(0))


def _typed_parts(platform: Platform, campaigns: Collection[Campaign]) -> list[Fraction]:
    """Which part of the posts of a platform each of the campaigns that run there asks by its cells."""
    usual = platform.cadence.weekly(len(platform.days) or 7)
    total = usual + sum((campaign.extra for campaign in campaigns), Fraction(0))
    return [(campaign.share * usual + campaign.extra) / total if total else Fraction(0) for campaign in campaigns]


def _running_campaigns(strategy: Strategy, platform: Platform, day: date, theme: str = "") -> tuple[Campaign, ...]:
    """The campaigns that run on a platform on a day; with `theme` those of that theme."""
    return tuple(
        campaign
        for campaign in strategy.campaigns
        if campaign.start <= day <= campaign.end
        and uses_platform(campaign, platform)
        and (not theme or theme in campaign.themes)
    )


def uses_platform(campaign: Campaign, platform: Platform) -> bool:
    """Whether a campaign runs on a platform: it names the platform, or none."""
    return not campaign.platforms or platform.platform in campaign.platforms


def stage_on(campaign: Campaign, day: date) -> str:
    """The stage of a campaign's posts on a day: its own, or AIDA by quarters of its days (attention before them)."""
    if campaign.stage:
        return campaign.stage
    days = (campaign.end - campaign.start).days + 1
    quarter = (day - campaign.start).days * 4 // days
    return STAGES[min(3, max(0, quarter))]


def extra_posts(strategy: Strategy, platform: Platform, first: date, last: date) -> Fraction:
    """The number of posts that campaigns add to a platform between two days, both included."""
    total = Fraction(0)
    for campaign in strategy.campaigns:
        days = (min(last, campaign.end) - max(first, campaign.start)).days + 1
        if campaign.extra and days > 0 and uses_platform(campaign, platform):
            total += campaign.extra * days / 7
    return total


def stage_starts(campaign: Campaign) -> Iterator[int]:
    """The ordinal of the first day of each quarter of a campaign, at which `stage_on` may change."""
    days = (campaign.end - campaign.start).days + 1
    yield from (campaign.start.toordinal() - (-days * quarter // 4) for quarter in range(len(STAGES)))


def set_days_of(campaign: Campaign, first: date, last: date) -> Iterator[date]:
    """The set days of a campaign between two days: those that its offsets count from its start."""
    for offset in campaign.offsets:
        day = campaign.start + timedelta(days=offset)
        if first <= day <= last:
            yield day


def is_announcement(strategy: Strategy, name: str, day: date) -> bool:
    """Whether a day is a set day of a campaign outside its days: its post there stands outside the mix."""
    own = next((campaign for campaign in strategy.campaigns if campaign.campaign == name), None)
    return own is not None and not own.start <= day <= own.end and day in set_days_of(own, day, day)


def campaign_of(strategy: Strategy, platform: Platform, day: date, theme: str) -> str:
    """The name of the campaign that a post of a theme belongs to (of several, the first to end); empty for none."""
    found = _running_campaigns(strategy, platform, day, theme)
    return min(found, key=lambda campaign: (campaign.end, campaign.campaign)).campaign if found else ""


def joined_campaigns(campaigns: Iterable[Campaign], platform: Platform) -> list[tuple[Campaign, ...]]:
    """The campaigns of a platform, those that share a theme and days together: their posts cannot be told apart."""
    groups: list[tuple[Campaign, ...]] = []
    for campaign in campaigns:
        if uses_platform(campaign, platform):
            near = [group for group in groups if any(_share_posts(campaign, other) for other in group)]
            groups = [group for group in groups if group not in near]
            groups.append((*(other for group in near for other in group), campaign))
    return groups


def _share_posts(campaign: Campaign, other: Campaign) -> bool:
    overlaps = campaign.start <= other.end and other.start <= campaign.end
    return overlaps and not set(campaign.themes).isdisjoint(other.themes)
