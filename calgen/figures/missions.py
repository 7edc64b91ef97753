"""Missions: the posts that serve their platform's objectives, and those of each objective, audience and campaign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from calgen.figures.counted_calendar import CountedCalendar
from calgen.strategy.wheel import Approach


@dataclass(frozen=True, slots=True)
class PlatformMission:
    """A platform's posts, and those whose objective is one of its own."""

    platform: str
    posts: int
    served: int

    @property
    def share(self) -> float:
        """The part that serves, between 0 and 1; 0 without posts."""
        return self.served / self.posts if self.posts else 0.0


@dataclass(frozen=True, slots=True)
class NamedPosts:
    """The posts of an objective, an audience or a mission of the wheel, and their part of all posts."""

    name: str
    posts: int
    share: float


@dataclass(frozen=True, slots=True)
class CampaignPosts:
    """A campaign's days and posts; one that only posts name has no days."""

    campaign: str
    start: date | None
    end: date | None
    posts: int
    posts_then: int  # of all, on its days
    own_then: int  # its own, on its days

    @property
    def share(self) -> float:
        """Its part of the posts on its days, between 0 and 1."""
        return self.own_then / self.posts_then if self.posts_then else 0.0


def by_platform(calendar: CountedCalendar) -> tuple[PlatformMission, ...]:
    """Every platform, in the order of their names."""
    own = {platform.platform: platform.objectives for platform in calendar.strategy.platforms}
    count = calendar.mix_counts.count
    return tuple(
        PlatformMission(
            name,
            count(platform=name),
            sum(count(platform=name, objective=objective) for objective in own.get(name, ())),
        )
        for name in calendar.platforms
    )


def by_name(calendar: CountedCalendar, kind: str) -> tuple[NamedPosts, ...]:
    """The posts of each name of a kind: `objective` or `audience`."""
    counted = ((name, calendar.counts.count(**{kind: name})) for name in calendar.names[kind])
    return tuple(NamedPosts(name, count, calendar.share(count)) for name, count in counted)


def by_campaign(calendar: CountedCalendar) -> tuple[CampaignPosts, ...]:
    """Every campaign, in the order of the strategy."""
    known = {campaign.campaign: campaign for campaign in calendar.strategy.campaigns}
    counts, found = calendar.mix_counts, []
    for name in calendar.names["campaign"]:
        posts, campaign = counts.count(campaign=name), known.get(name)
        if campaign is None:
            found.append(CampaignPosts(name, None, None, posts, 0, 0))
            continue
        then = counts.between(campaign.start, campaign.end)
        own = counts.between(campaign.start, campaign.end, campaign=name)
        found.append(CampaignPosts(name, campaign.start, campaign.end, posts, then, own))
    return tuple(found)


def by_approach(calendar: CountedCalendar) -> tuple[tuple[Approach, NamedPosts], ...]:
    """Every mission of the wheel in the order of its rows, with the posts whose objective serves it."""
    found = []
    for approach in calendar.strategy.wheel:
        names = serving_objectives(calendar, approach)
        posts = sum(calendar.counts.count(objective=name) for name in names)
        found.append((approach, NamedPosts(approach.approach, posts, calendar.share(posts))))
    return tuple(found)


def serving_objectives(calendar: CountedCalendar, approach: Approach) -> tuple[str, ...]:
    """The objectives that serve a mission of the wheel."""
    objectives = calendar.strategy.objectives
    return tuple(row.objective for row in objectives if approach.approach in row.approaches)


def budget_by_mechanic(calendar: CountedCalendar) -> dict[str, Fraction]:
    """The budgets of campaigns by their mechanic (a code of `choices.mechanic`, or the user's word), in order."""
    found: dict[str, Fraction] = {}
    for campaign in calendar.strategy.campaigns:
        if campaign.mechanic and campaign.budget:
            found[campaign.mechanic] = found.get(campaign.mechanic, Fraction(0)) + campaign.budget
    return dict(sorted(found.items()))
