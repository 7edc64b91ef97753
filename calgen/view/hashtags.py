"""The hashtags of a post: those of its theme, then those of its platform."""

from __future__ import annotations

from calgen.plan.model import Post
from calgen.strategy.networks import network
from calgen.view.view_context import ViewContext

_BEFORE_TAG = "#\u200e\u200f\u202a\u202b\u202d\u202e\u2066\u2067\u2068"  # a hashtag may follow a mark of direction


def hashtags_of(context: ViewContext, post: Post) -> list[str]:
    """The hashtags of a post, each once, no more than its network takes."""
    tags = [*context.themes[post.theme].hashtags, *context.platforms[post.platform].hashtags]
    limit = network(post.platform).hashtags
    shown = list(dict.fromkeys("#" + tag.lstrip(_BEFORE_TAG) for tag in tags))
    return shown[:limit] if limit else shown
