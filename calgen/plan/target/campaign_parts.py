"""What campaigns ask of a platform, in posts, and what of it is due to them on the target path.

See docs/decisions.md, "Campaign".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import fsum

from calgen.plan.days.usual_weekdays import usual_weekdays
from calgen.plan.target.campaigns import CampaignShare, PlatformCampaigns
from calgen.plan.target.target_path import TargetPath
from calgen.plan.target.theme_places import is_in_season
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.platforms import Platform


@dataclass(frozen=True, slots=True)
class CampaignDue:
    """The posts of some campaigns on a platform, on the days of a plan; each figure is at most the one before it.

    `asked`: `share` of the usual posts of their days and all extra ones, scaled where all campaigns together ask for
    more than all posts. `on_posts`: their part of the posts that there are on these days. `due`: as far as the spacing
    and the season of their themes leave room for it.
    """

    asked: float
    on_posts: float
    due: float


def campaign_posts(
    strategy: Strategy,
    path: TargetPath,
    platform: Platform,
    campaigns: Sequence[Campaign],
    days: tuple[date, date],
    posts: Iterable[date],
) -> CampaignDue:
    """What campaigns ask and are due on a platform from a first to a last day, with posts on these days."""
    names = {campaign.campaign for campaign in campaigns}
    own = {theme for campaign in campaigns for theme in campaign.themes}
    on_platform = PlatformCampaigns(strategy, platform)

    def running(day: date) -> tuple[CampaignShare, ...]:
        """These campaigns on a day, and those that have a theme there."""
        return on_platform.active(day, own | path.at(platform.platform, day).themes.keys())

    weekly = platform.cadence.weekly(len(usual_weekdays(strategy, platform)))
    asked = Fraction(0)
    for day in _days_of(campaigns, *days):
        if is_in_season(platform, day):
            shares = running(day)
            total = weekly + sum((found.campaign.extra for found in shares), Fraction(0))
            parts = (found.part for found in shares if found.campaign.campaign in names)
            asked += sum(parts, Fraction(0)) * total / 7
    on_posts, due = list[float](), list[float]()
    for day in posts:
        on_posts += [float(found.part) for found in running(day) if found.campaign.campaign in names]
        due += [part for name, part in path.at(platform.platform, day).campaigns.items() if name in names]
    return CampaignDue(float(asked), fsum(on_posts), fsum(due))


def _days_of(campaigns: Iterable[Campaign], first: date, last: date) -> Iterator[date]:
    """The days between two days on which one of some campaigns runs."""
    ordinals = {
        n
        for campaign in campaigns
        for n in range(max(first, campaign.start).toordinal(), min(last, campaign.end).toordinal() + 1)
    }
    return (date.fromordinal(n) for n in sorted(ordinals))
