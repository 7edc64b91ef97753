"""What suits each network: what to do there, what to avoid, and how much of a text is seen before it is cut.

The sentences stand in `words/`, under `[network_advice]`. Every line has its source and the day on which it was read;
`reliability` means what it means in `limits.py`. Networks change: read them again before a release.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NetworkAdvice:
    """Where the sentences on a network come from; `visible`: characters of a text before “more”, where it is known."""

    reliability: str
    source: str
    read: date = date(2026, 11, 30)
    visible: int | None = None


_OCTOBER = date(2026, 10, 15)
_CUTS = "posttruncate.com/en/platform-limits; toolsop.com/blog/character-limit-twitter-linkedin"
_BAIT = "lexology.com 7465bc8c and trajectsocial.com 115005857946, which quote Meta on engagement bait"
_INSTAGRAM = "help.instagram.com/1643471055915254 (125 characters); links and hashtags: limits.py"
_X = "docs.x.com/fundamentals/counting-characters; one or two hashtags: hyperhash.app, and several schedulers"
_TIKTOK = "tiktok.com/business/en-US/blog/creative-best-practices-top-performing-ads; the cut: toolshake.xyz"
_THREADS = "visualistan.com/2023/12 and bayleighroutt.com, which quote Instagram; the cut: posttruncate.com"
_BLUESKY = "atproto, lexicons/app/bsky/feed/post.json and lexicons/app/bsky/embed/images.json"
_MASTODON = "fedi.tips/tag/fediverse-accessibility; community.hachyderm.io/docs/hachyderm/accessible-posts"
_YOUTUBE = "instavar.com, which quotes the policy on misleading titles and thumbnails (support.google.com/youtube)"
_SHORTS = "9to5google.com/2023/08/10/youtube-shorts-links-spam; tubefilter.com/2023/08/10: both quote YouTube"
_STORIES = "business.facebook.com/help: stickers that people touch, one idea a screen"
_NEWSLETTER = "help.batch.com/en/articles/10034012; helpdesk.e-goi.com/473337: both on Gmail"

# network → source of its sentences; a network that is not here has none
NETWORK_ADVICE: Mapping[str, NetworkAdvice] = {
    "facebook": NetworkAdvice("quoted", _BAIT),
    "instagram": NetworkAdvice("vendor", _INSTAGRAM, visible=125),
    "linkedin": NetworkAdvice("quoted", _CUTS, visible=210),
    "x": NetworkAdvice("quoted", _X),
    "tiktok": NetworkAdvice("vendor", _TIKTOK, visible=150),
    "pinterest": NetworkAdvice("vendor", "business.pinterest.com/en/creative-best-practices"),
    "threads": NetworkAdvice("quoted", _THREADS, visible=250),
    "bluesky": NetworkAdvice("vendor", _BLUESKY),
    "mastodon": NetworkAdvice("quoted", _MASTODON),
    "youtube": NetworkAdvice("quoted", _YOUTUBE),
    "shorts": NetworkAdvice("quoted", _SHORTS),
    "stories": NetworkAdvice("single", _STORIES, _OCTOBER),
    "google": NetworkAdvice("vendor", "support.google.com/business/answer/7213077 (content of posts)"),
    "newsletter": NetworkAdvice("quoted", _NEWSLETTER),
    "blog": NetworkAdvice("vendor", "developers.google.com/search/docs/appearance/title-link"),
}
