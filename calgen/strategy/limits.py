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


@dataclass(frozen=True, slots=True)
class Limits:
    """The longest text, counted as the network does (`url`: the length that any link counts for), and hashtags."""

    characters: int
    reliability: str
    source: str
    read: date
    count: LengthUnit = LengthUnit.CHARACTERS
    url: int | None = None
    hashtags: int | None = None
    links: bool = True  # whether a web address in the text can be clicked


_AUTUMN = date(2026, 10, 1)
_QUOTED = "Postiz, maxLength of each provider (August 2026); coreyhaines31/marketingskills, platform-limits (July 2026)"
_MARKETING_SKILLS = "coreyhaines31/marketingskills, platform-limits (July 2026)"
_INSTAGRAM = "socialmediatoday.com/news/instagrams-implementing-new-limits-on-hashtag-use/808309/"

# network → limits; a network that is not here takes any text
LIMITS: Mapping[str, Limits] = {
    "x": Limits(280, "quoted", _QUOTED, _AUTUMN, LengthUnit.WEIGHTED, url=23),
    "linkedin": Limits(3000, "quoted", _QUOTED, _AUTUMN, hashtags=5),
    "instagram": Limits(2200, "vendor", _INSTAGRAM, _AUTUMN, hashtags=5, links=False),
    "facebook": Limits(63206, "quoted", _QUOTED, _AUTUMN),
    "tiktok": Limits(2200, "single", "netinfluencer.com/?p=37510", _AUTUMN, hashtags=5),
    "pinterest": Limits(500, "quoted", _QUOTED, _AUTUMN, hashtags=20),
    "threads": Limits(500, "quoted", _QUOTED, _AUTUMN, hashtags=1),
    "bluesky": Limits(300, "quoted", _QUOTED, _AUTUMN, LengthUnit.GRAPHEMES),
    "mastodon": Limits(500, "quoted", _QUOTED, _AUTUMN, url=23),
    "youtube": Limits(5000, "single", _MARKETING_SKILLS, _AUTUMN, hashtags=15),
    "shorts": Limits(100, "quoted", _QUOTED, _AUTUMN),
    "google": Limits(1500, "quoted", _QUOTED, _AUTUMN),
}
