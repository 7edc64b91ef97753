"""The same for what the user names: hooks, quiet days, the format and the author of a piece."""

from __future__ import annotations

from collections.abc import Iterator

import named_rules
from asked_plan import AskedPlan
from plants import changed, free, with_posts

from calgen.book.values import Span
from calgen.plan.model import Post


def hook_lost(made: AskedPlan) -> AskedPlan | None:
    """The post of a hook of several days, or else of any hook, does not name its key date."""
    hooks = [post for post in made.posts if made.is_hook(post) and post.day >= made.today]
    long = {row.name for row in made.strategy.key_dates if isinstance(row.date, Span)}
    found = next(iter([*(post for post in hooks if post.key_date in long), *hooks]), None)
    return changed(made, found, key_date="") if found else None


def on_a_quiet_day(made: AskedPlan) -> AskedPlan | None:
    """A post on the last quiet day of its platform, of a category that is not admitted."""
    for name, day in sorted(made.quiet, reverse=True):
        posts = (post for post in free(made) if post.platform == name and made.is_silent(name, day, post.category))
        found = next(posts, None)
        if found and day >= made.today:
            return changed(made, found, day=day)
    return None


def quiet_week_lost(made: AskedPlan) -> AskedPlan | None:
    """No post on the days that are quiet but for a category."""
    admitted = {place for place, categories in made.quiet.items() if categories}
    posts = [post for post in made.plan.posts if (post.platform, post.day) not in admitted]
    lost = with_posts(made, posts)
    return lost if any(named_rules.quiet_weeks(made)) else None


def other_format(made: AskedPlan) -> AskedPlan | None:
    post = next((post for post in _of_pieces(made) if made.pieces[made.subject(post).piece].format), None)
    other = next((name for name in made.efforts if post and name != post.format), "")
    return changed(made, post, format=other) if post else None


def other_author(made: AskedPlan) -> AskedPlan | None:
    post = next((post for post in _of_pieces(made) if made.pieces[made.subject(post).piece].author), None)
    return changed(made, post, owner="somebody else") if post else None


def _of_pieces(made: AskedPlan) -> Iterator[Post]:
    return (post for post in made.posts if made.piece(post) and not post.kept_id)
