"""The limits of a post on each network; every line has its source and the day on which it was read, since they change.

`reliability`: "vendor" is the vendor's own page; "quoted", two or more independent sources that quote the vendor and
agree; "single", one secondary source. The table changed twice in 2025: read it again before a release.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class LengthUnit(StrEnum):
    """How a network counts a text."""

    CHARACTERS = "characters"
    WEIGHTED = "weighted"  # X: letters of the Latin, Greek and Cyrillic scripts count 1, other signs and emoji 2
    GRAPHEMES = "graphemes"  # what a reader sees as one sign, however it is coded
    UTF16 = "utf16"  # as many units as UTF-16 takes: 2 for most emoji
    BYTES = "bytes"  # as many bytes as UTF-8 takes
    EMOJI_BYTES = "emoji_bytes"  # characters, but an emoji counts the bytes that UTF-8 takes for it


@dataclass(frozen=True, slots=True)
class Limits:
    """The longest text, counted as the network does, and the most hashtags.

    `url`: the length that any link counts for; `bare_links`: so does an address without `https://`; `short_links`: a
    link counts as the app shows it, cut; `local_mentions`: of `@user@server`, the server does not count.
    """

    characters: int
    reliability: str
    source: str
    read: date
    count: LengthUnit = LengthUnit.CHARACTERS
    url: int | None = None
    hashtags: int | None = None
    links: bool = True  # whether a web address in the text can be clicked
    bare_links: bool = False
    short_links: bool = False
    local_mentions: bool = False


_AUTUMN, _NOVEMBER = date(2026, 10, 1), date(2026, 11, 30)
_QUOTED = "Postiz, maxLength of each provider (August 2026); coreyhaines31/marketingskills, platform-limits (July 2026)"
_INSTAGRAM = "socialmediatoday.com/news/instagrams-implementing-new-limits-on-hashtag-use/808309/"
_X = "docs.x.com/fundamentals/counting-characters; twitter-text, configuration 3"
_BLUESKY = "atproto, lexicons/app/bsky/feed/post.json; bluesky-social/social-app, src/lib/strings/url-helpers.ts"
_MASTODON = "docs.joinmastodon.org/user/posting; mastodon/mastodon, app/validators/status_length_validator.rb"
_THREADS = "developers.facebook.com/documentation/threads/posts"
_TIKTOK = "developers.tiktok.com/doc/content-posting-api-reference-direct-post; hashtags: netinfluencer.com/?p=37510"
_YOUTUBE = "developers.google.com/youtube/v3/docs/videos: snippet.description; hashtags: a single source"

# network → limits; a network that is not here takes any text
LIMITS: Mapping[str, Limits] = {
    "x": Limits(280, "vendor", _X, _NOVEMBER, LengthUnit.WEIGHTED, url=23, bare_links=True),
    "linkedin": Limits(3000, "quoted", _QUOTED, _AUTUMN, hashtags=5),
    "instagram": Limits(2200, "vendor", _INSTAGRAM, _AUTUMN, hashtags=5, links=False),
    "facebook": Limits(63206, "quoted", _QUOTED, _AUTUMN),
    "tiktok": Limits(2200, "vendor", _TIKTOK, _NOVEMBER, LengthUnit.UTF16, hashtags=5),
    "pinterest": Limits(500, "quoted", _QUOTED, _AUTUMN, hashtags=20),
    "threads": Limits(500, "vendor", _THREADS, _NOVEMBER, LengthUnit.EMOJI_BYTES, hashtags=1),
    "bluesky": Limits(300, "vendor", _BLUESKY, _NOVEMBER, LengthUnit.GRAPHEMES, short_links=True),
    "mastodon": Limits(500, "vendor", _MASTODON, _NOVEMBER, LengthUnit.GRAPHEMES, url=23, local_mentions=True),
    "youtube": Limits(5000, "vendor", _YOUTUBE, _NOVEMBER, LengthUnit.BYTES, hashtags=15),
    "shorts": Limits(100, "quoted", _QUOTED, _AUTUMN),
    "google": Limits(1500, "quoted", _QUOTED, _AUTUMN),
}
