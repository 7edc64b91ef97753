"""The posts that campaigns are due on a platform, as the search for themes counts them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil

from calgen.strategy.campaigns import Campaign


@dataclass(frozen=True, slots=True)
class CampaignTarget:
    """The posts that campaigns are due on a platform; those that share a theme and days are counted together."""

    platform: str
    campaigns: tuple[Campaign, ...]
    themes: frozenset[str]
    slots: tuple[int, ...]  # the slots of their days, from today on
    asked: float  # posts: `share` of the usual posts of these days, and all extra ones
    margin: int  # posts: how far the number of posts may be from it
    most_a_day: tuple[int, ...] = ()  # by campaign: the posts of a day without which its own part cannot be met

    @property
    def name(self) -> str:
        return ", ".join(campaign.campaign for campaign in self.campaigns)

    def runs_on(self, day: date, theme: str) -> bool:
        """Whether a campaign with a theme runs on a day."""
        return any(row.start <= day <= row.end and theme in row.themes for row in self.campaigns)

    def posts_off(self, posts: int) -> int:
        """The whole posts by which a number of posts is farther from what is asked than the margin."""
        return max(0, ceil(abs(posts - self.asked) - self.margin - 1e-9))
