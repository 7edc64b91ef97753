"""Open slots: the share that is kept free for the news of the day, by the same rules as all posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
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


def open_slots_apart(made: AskedPlan) -> Iterator[str]:
    """Open slots are spread over days: where two platforms share a day, the last of them by name has no other one near:
    its posts before and after it are settled, or stand on days with open slots, too.

    Left alone: a plan over an earlier one, whose open slots stay; platforms of which posts are left out; and a share
    that opens every second post.
    """
    if made.earlier or made.strategy.settings.open_slots >= Fraction(1, 2):
        return
    opened = Counter(post.day for post in made.slots if post.is_open)
    for day in (day for day, count in opened.items() if count > 1):
        last = max((post for post in made.slots if post.day == day and post.is_open), key=lambda post: post.platform)
        names = {post.platform for post in made.slots if post.day == day and post.is_open}
        if len(names) > 1 and _has_others_near(made, last, opened):
            yield f"{day}: {sorted(names)}"


def _has_others_near(made: AskedPlan, post: Post, opened: Counter[date]) -> bool:
    """Whether both posts of its platform beside an open slot could be open instead, alone on their days."""
    posts, name = made.slots_on(post.platform), post.platform
    at = posts.index(post)
    left_out = made.count_told("thinned", name) + made.count_told("no_theme_left", name)
    if left_out or post.kept_id or not 0 < at < len(posts) - 1:
        return False
    near = (posts[at - 1], posts[at + 1])
    return all(
        made.is_free(other) and other.day >= made.today and not _is_bound(made, name, other) and not opened[other.day]
        for other in near
    )
