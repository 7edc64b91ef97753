"""What each platform gave: sums over its published posts, and its followers by the audit, between campaigns too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from calgen.book.folding import fold
from calgen.learn.factors import LEAST_POSTS
from calgen.learn.measures import Measured
from calgen.review.column_choice import platform_measure
from calgen.review.model import FollowerGrowth, PlatformReview
from calgen.review.reviewed_rows import ReviewedRow
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.networks import OTHER, network

Followers = tuple[tuple[date, Fraction], ...]  # by day


def review_platforms(
    strategy: Strategy, names: Sequence[str], rows: Sequence[ReviewedRow], learned: Sequence[Measured], today: date
) -> tuple[PlatformReview, ...]:
    """The platforms in the order of their names; `rows` are those of the period that are out."""
    return tuple(_review_platform(strategy, name, rows, learned, today) for name in names)


def _review_platform(
    strategy: Strategy, name: str, rows: Sequence[ReviewedRow], learned: Sequence[Measured], today: date
) -> PlatformReview:
    own = [row for row in rows if row.platform == name]
    known = [row for row in own if row.has_figures]
    ripe = sum(post.post.platform == name for post in learned)
    followers = followers_of(strategy, name, today)
    return PlatformReview(
        platform=name,
        measure=platform_measure(strategy, name, known),
        published=len(own),
        with_figures=len(known),
        ripe=ripe,
        posts_missing=max(0, LEAST_POSTS - ripe),
        impressions=_sum_of(own, "impressions"),
        engagements=_sum_of(own, "engagements"),
        clicks=_sum_of(own, "clicks"),
        conversions=_sum_of(own, "conversions"),
        followers=followers,
        growth=_growth(followers),
    )


def _sum_of(rows: Sequence[ReviewedRow], measure: str) -> int:
    return sum(row.figure(measure) or 0 for row in rows)


def _growth(followers: Followers) -> Fraction | None:
    if len(followers) < 2 or not followers[0][1]:
        return None
    return followers[-1][1] / followers[0][1] - 1


def followers_of(strategy: Strategy, platform: str, today: date) -> Followers:
    """The followers of a platform by the rows of the audit, by day.

    A row is of the platform that it names, or of the only one on the network that it names.
    """
    names = {fold(row.platform) for row in strategy.platforms}
    same = [row.platform for row in strategy.platforms if network(row.platform) is network(platform)]
    found: dict[date, Fraction] = {}
    for row in sorted(strategy.audit, key=lambda row: row.source.row):
        is_own = fold(row.platform) == fold(platform)
        is_other = fold(row.platform) in names or network(row.platform) is OTHER or same != [platform]
        is_own = is_own or (not is_other and network(row.platform) is network(platform))
        if is_own and row.date and row.date <= today and row.followers is not None:
            found[row.date] = Fraction(row.followers)
    return tuple(sorted(found.items()))


def growth_between_campaigns(strategy: Strategy, today: date) -> tuple[FollowerGrowth, ...]:
    """The followers before and after each campaign that has begun, on each of its platforms that the audit knows."""
    followers = {row.platform: followers_of(strategy, row.platform, today) for row in strategy.platforms}
    begun = sorted((row for row in strategy.campaigns if row.start <= today), key=lambda row: (row.start, row.campaign))
    found = [_growth_of(campaign, name, known) for campaign in begun for name, known in followers.items()
             if name in campaign.platforms or not campaign.platforms]  # fmt: skip
    return tuple(growth for growth in found if growth.before is not None or growth.after is not None)


def _growth_of(campaign: Campaign, platform: str, followers: Followers) -> FollowerGrowth:
    before = [value for day, value in followers if day <= campaign.start]
    after = [value for day, value in followers if day >= campaign.end]
    return FollowerGrowth(campaign.campaign, platform, before[-1] if before else None, after[0] if after else None)
