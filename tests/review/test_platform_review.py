"""What each platform gave, and its followers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from review_rows import TODAY, campaign, platform, row, strategy

from calgen.review.effect_review import learned_posts
from calgen.review.model import FollowerGrowth, PlatformReview
from calgen.review.platform_review import followers_of, growth_between_campaigns, review_platforms
from calgen.review.reviewed_rows import ReviewedRow
from calgen.strategy import Strategy
from calgen.strategy.audit import AuditReading

PLATFORMS = (platform(), platform("Instagram", 3), platform("Instagram salon", 4))


def audit(*rows: tuple[str, date, int | None]) -> Strategy:
    readings = (AuditReading(platform=name, date=day, followers=count) for name, day, count in rows)
    return strategy(platforms=PLATFORMS, audit=tuple(readings))


def reviewed(own: Strategy, rows: list[ReviewedRow]) -> dict[str, PlatformReview]:
    learned = learned_posts(own, rows, TODAY)
    names = [row.platform for row in own.platforms]
    return {found.platform: found for found in review_platforms(own, names, rows, learned.measured, TODAY)}


def test_sums_over_published_posts() -> None:
    rows = [row(n, engagements=n) for n in range(80, 92)]
    rows.append(row(70, engagements=None, clicks=None, conversions=None, impressions=None))
    rows += [row(n, platform="Instagram", campaign="Spring" if n > 42 else "") for n in range(40, 45)]
    found = reviewed(audit(), rows)
    facebook = found["Facebook"]
    assert (facebook.published, facebook.with_figures, facebook.ripe, facebook.posts_missing) == (13, 12, 5, 3)
    assert facebook.impressions == 12 * 999
    assert facebook.engagements == sum(range(80, 92))
    assert (facebook.clicks, facebook.conversions, facebook.measure) == (240, 24, "conversions")
    assert (found["Instagram"].ripe, found["Instagram"].posts_missing) == (3, 5)
    assert replace(found["Instagram salon"], platform="") == PlatformReview(
        "", "", 0, 0, 0, 8, 0, 0, 0, 0, followers=(), growth=None
    )


def test_followers_by_day() -> None:
    own = audit(("facebook", date(2027, 3, 1), 1200), ("Fb", date(2027, 1, 4), 1000), ("Facebook", TODAY, None),
                ("Facebook", date(2027, 9, 1), 1), ("Instagram", date(2027, 1, 4), 300),
                ("insta", TODAY, 1))  # fmt: skip
    assert dict(followers_of(own, "Facebook", TODAY)) == {date(2027, 1, 4): 1000, date(2027, 3, 1): 1200}
    assert dict(followers_of(own, "Instagram", TODAY)) == {date(2027, 1, 4): 300}  # `insta` may be either account
    assert followers_of(own, "Instagram salon", TODAY) == ()
    found = reviewed(own, [])
    assert (found["Facebook"].growth, found["Instagram"].growth) == (Fraction(1, 5), None)


def test_growth_between_campaigns() -> None:
    own = audit(("Facebook", date(2027, 1, 4), 1000), ("Facebook", date(2027, 2, 25), 1100),
                ("Facebook", date(2027, 3, 30), 1300), ("Facebook", date(2027, 4, 4), 1500),
                ("Instagram", date(2027, 1, 4), 300))  # fmt: skip
    later = campaign(campaign="Summer", start=date(2027, 6, 1), end=date(2027, 6, 30))
    own = replace(own, campaigns=(later, campaign(), campaign(campaign="Talk", platforms=("Instagram salon",))))
    assert growth_between_campaigns(own, TODAY) == (
        FollowerGrowth("Spring", "Facebook", Fraction(1100), Fraction(1300)),
        FollowerGrowth("Spring", "Instagram", Fraction(300), None),
    )
