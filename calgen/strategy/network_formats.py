"""The formats that each network has, by codes of `choices.format`; a format of the user's own is known to none.

Read from what the networks' own composers and the schedulers' forms offer (October 2026): Metricool and Buffer name the
post types of Facebook, Instagram, LinkedIn, TikTok, YouTube and Google Business Profile.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from calgen.book.folding import fold
from calgen.book.vocabulary import choice_codes
from calgen.strategy.networks import network

# network → codes of formats; a network that is not here takes any format
NETWORK_FORMATS: Mapping[str, frozenset[str]] = {
    "stories": frozenset({"story", "photo", "short_video", "poll"}),
    "shorts": frozenset({"short_video"}),
    "facebook": frozenset({"post", "photo", "carousel", "short_video", "video", "story", "live", "poll", "event"}),
    "instagram": frozenset({"photo", "carousel", "short_video", "video", "story", "live"}),
    "linkedin": frozenset(
        {"post", "photo", "carousel", "pdf", "article", "poll", "short_video", "video", "live", "event", "newsletter"}
    ),
    "x": frozenset({"post", "photo", "poll", "short_video", "video", "live"}),
    "tiktok": frozenset({"short_video", "video", "photo", "carousel", "story", "live"}),
    "pinterest": frozenset({"photo", "carousel", "short_video", "video"}),
    "threads": frozenset({"post", "photo", "carousel", "short_video", "video", "poll"}),
    "bluesky": frozenset({"post", "photo", "short_video", "video"}),
    "mastodon": frozenset({"post", "photo", "poll", "short_video", "video"}),
    "youtube": frozenset({"video", "short_video", "live", "post", "photo", "poll"}),
    "google": frozenset({"post", "photo", "event"}),
    "newsletter": frozenset({"newsletter", "article"}),
    "blog": frozenset({"article", "post", "photo", "video", "pdf"}),
}


@cache
def has_format(platform: str, format_: str) -> bool:
    """Whether the network of a platform has a format; true where the network or the format is not known."""
    formats = NETWORK_FORMATS.get(network(platform).key)
    code = choice_codes("format").get(fold(format_))
    return formats is None or code is None or code in formats


@cache
def is_video(format_: str) -> bool:
    """Whether a format is one of moving pictures; true for a format of the user's own, of which nothing is known."""
    code = choice_codes("format").get(fold(format_))
    return code is None or code in {"video", "short_video", "live", "story"}
