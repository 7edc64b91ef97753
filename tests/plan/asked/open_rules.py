"""Open slots: the share that is kept free for the news of the day, by the same rules as all posts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from asked_plan import AskedPlan

from calgen.plan.model import Post


def open_share(made: AskedPlan) -> Iterator[str]:
    """“Open slots are placed by the same rules”: their share of each platform's posts to come, within one post.

    Posts of named days, pieces and posts on days that are quiet but for a category are never open: a platform that
    has too few others has them all open. Where posts are left out for want of hours or a theme, each of them may count.
    """
    share = made.strategy.settings.open_slots
    for name in made.platforms:
        posts = [post for post in made.slots_on(name) if post.day >= made.today]
        left_out = made.count_told("thinned", name) + made.count_told("no_theme_left", name)
        opened = sum(post.is_open for post in posts)
        bound = [post for post in posts if not post.is_open and (not made.is_free(post) or _is_bound(made, name, post))]
        low = min(share * len(posts) - 1, Fraction(len(posts) - len(bound)))
        if not low <= opened <= share * (len(posts) + left_out) + 1:
            yield f"{name}: {opened} of {len(posts)} open, share {float(share)}"


def _is_bound(made: AskedPlan, platform: str, post: Post) -> bool:
    return made.piece(post) is not None or (platform, post.day) in made.quiet


def open_slots_are_bare(made: AskedPlan) -> Iterator[str]:
    """“Rows news of the day, without subject or hours”: an open slot has no theme, campaign, format or work."""
    for post in made.slots:
        named = (post.theme, post.category, post.campaign, post.key_date, post.format)
        if post.is_open and (any(named) or post.work_week):
            yield f"{post.platform} {post.day}: {named}, {post.work_week}"
        if not post.is_open and not post.theme:
            yield f"{post.platform} {post.day}: no theme, and not open"
