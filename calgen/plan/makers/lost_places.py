"""Places that posts of the earlier plan have left for others, for which nobody has the hours then."""

from __future__ import annotations

from collections import Counter
from datetime import date

from calgen.plan.draft import PlanDraft

Place = tuple[str, date, str]  # platform, day, theme


def lost_places(themed: PlanDraft, made: PlanDraft) -> frozenset[Place]:
    """The places of posts of the earlier plan that the draft with themes gives to others, where a post is left out of
    the draft with makers, or tells its piece of content no more.
    """
    themes = {theme.theme for theme in themed.strategy.themes if theme.weight}
    standing = Counter((post.platform, post.day, post.theme) for post in themed.posts)
    planned, remaining = _posts_of_days(themed), _posts_of_days(made)
    lacking = {place[:2] for place in planned if remaining[place] < planned[place]}
    places = [(pin.platform, pin.day, pin.theme) for pin in themed.earlier if pin.day >= themed.today]
    return frozenset(
        (platform, day, theme)
        for platform, day, theme in places
        if theme in themes and not standing[platform, day, theme] and (platform, day) in lacking
    )


def _posts_of_days(draft: PlanDraft) -> Counter[tuple[str, date, bool]]:
    """The number of posts by platform and day: all of them, and those that tell a piece of content."""
    every = Counter((post.platform, post.day, False) for post in draft.posts)
    pieces = (post for post in draft.posts if draft.subjects[post.subject].piece)
    return every + Counter((post.platform, post.day, True) for post in pieces)
