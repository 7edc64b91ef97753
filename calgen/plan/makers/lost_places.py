"""Places that posts of the earlier plan have left for others, for which nobody has the hours then."""

from __future__ import annotations

from collections import Counter
from datetime import date

from calgen.plan.draft import PlanDraft
from calgen.plan.model import Post

Place = tuple[str, date, str]  # platform, day, theme


def lost_places(themed: PlanDraft, made: PlanDraft) -> frozenset[Place]:
    """The places of posts of the earlier plan that the draft with themes gives to others, where a post is left out of
    the draft with makers.
    """
    themes = {theme.theme for theme in themed.strategy.themes if theme.weight}
    standing = Counter((post.platform, post.day, post.theme) for post in themed.posts)
    posts, remaining = Counter(map(_day_of, themed.posts)), Counter(map(_day_of, made.posts))
    places = [(pin.platform, pin.day, pin.theme) for pin in themed.earlier if pin.day >= themed.today]
    return frozenset(
        (platform, day, theme)
        for platform, day, theme in places
        if theme in themes and not standing[platform, day, theme] and remaining[platform, day] < posts[platform, day]
    )


def _day_of(post: Post) -> tuple[str, date]:
    return post.platform, post.day
