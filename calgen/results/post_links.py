"""Addresses of posts: the key under which two links are the same post, and the moment that ids of networks contain.

Forms of the ids: X counts milliseconds since its own epoch above bit 22 (the "snowflake" of Twitter's announcement of
2010), LinkedIn milliseconds since 1970 above bit 22, TikTok seconds above bit 32, Instagram writes a number of which
the milliseconds since 2011 stand above bit 23 in base 64. docs/results.md names an example of each.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

_BASE_64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_YEARS = range(2006, 2100)  # in which a post may have been made
_KEPT_PARAMETERS = ("id", "story_fbid", "v")
_HOST_PREFIXES = ("www.", "m.", "mobile.")
_SAME_HOSTS = {"twitter.com": "x.com"}
_COUNTRY_HOSTS = (".linkedin.com", ".pinterest.com")


@dataclass(frozen=True, slots=True)
class PostLink:
    """The key of an address, and the moment in UTC at which its post was made, where the id contains it."""

    key: str
    created: datetime | None = None


def _x_moment(id_: str) -> float:
    return (int(id_) >> 22) / 1000 + 1288834974.657


def _tiktok_moment(id_: str) -> float:
    return int(id_) >> 32


def _linkedin_moment(id_: str) -> float:
    return (int(id_) >> 22) / 1000


def _instagram_moment(code: str) -> float:
    number = 0
    for letter in code:
        number = number * 64 + _BASE_64.index(letter)
    return (number >> 23) / 1000 + 1314220021.721


# network, the pattern of the id in a link, and its moment
_IDS: tuple[tuple[str, re.Pattern[str], Callable[[str], float] | None], ...] = (
    ("x", re.compile(r"^x\.com/.*/status(?:es)?/(\d{8,20})"), _x_moment),
    ("tiktok", re.compile(r"^tiktok\.com/.*/(?:video|photo)/(\d{15,20})"), _tiktok_moment),
    ("linkedin", re.compile(r"^linkedin\.com/.*urn:li:(?:activity|share|ugcpost):(\d{15,20})", re.I), _linkedin_moment),
    ("linkedin", re.compile(r"^linkedin\.com/.*-(?:activity|share|ugcpost)-(\d{15,20})", re.I), _linkedin_moment),
    (
        "instagram",
        re.compile(r"^instagram\.com/(?:[^/]+/)?(?:p|reel|tv)/([A-Za-z0-9_-]{5,14})(?:/|$)"),
        _instagram_moment,
    ),
    ("youtube", re.compile(r"^youtube\.com/watch\?.*v=([\w-]{11})"), None),
    ("youtube", re.compile(r"^youtube\.com/(?:shorts|live|embed)/([\w-]{11})"), None),
    ("youtube", re.compile(r"^youtu\.be/([\w-]{11})"), None),
    ("facebook", re.compile(r"^facebook\.com/.*[?&]story_fbid=(\w+)"), None),
    ("facebook", re.compile(r"^facebook\.com/.*/(?:posts|videos)/(?:[^/?]*/)?(\w+)"), None),
    ("facebook", re.compile(r"^facebook\.com/reel/(\d+)"), None),
)
ID_NETWORKS = frozenset(network for network, _, _ in _IDS)


def read_link(text: str) -> PostLink | None:
    """The key of an http or https address; None for any other text.

    The key is the network's id where the address has one; else host and path, without letter case in the host, `www.`,
    the fragment, and the parameters of tracking.
    """
    try:
        parts = urlsplit(text.strip())
        host = (parts.hostname or "").removesuffix(".")
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or "." not in host:
        return None
    for prefix in _HOST_PREFIXES:
        host = host.removeprefix(prefix)
    host = _SAME_HOSTS.get(host, host)
    host = next((ending[1:] for ending in _COUNTRY_HOSTS if host.endswith(ending)), host)
    query = "&".join(f"{k}={v}" for k, v in sorted(parse_qsl(parts.query)) if k in _KEPT_PARAMETERS)
    plain = host + parts.path.replace("%3A", ":").replace("%3a", ":").rstrip("/") + (f"?{query}" if query else "")
    for network, pattern, moment in _IDS:
        if match := pattern.search(plain):
            return PostLink(f"{network}:{match[1]}", _moment(match[1], moment))
    return PostLink(plain)


def _moment(id_: str, reader: Callable[[str], float] | None) -> datetime | None:
    if reader is None:
        return None
    seconds = reader(id_)
    made = _EPOCH + timedelta(seconds=round(seconds)) if seconds < 4e9 else _EPOCH
    return made if made.year in _YEARS else None


def content_tag(text: str) -> str:
    """The `utm_content` of an address; empty where it has none."""
    return _parameters(text).get("utm_content", "")


def campaign_of(text: str) -> tuple[str, str, str]:
    """The `utm_source` and `utm_campaign` of an address, and the key of where it leads; empty where it has none."""
    found, link = _parameters(text), read_link(text)
    return found.get("utm_source", ""), found.get("utm_campaign", ""), link.key if link else ""


def _parameters(text: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(urlsplit(text.strip()).query))
    except ValueError:
        return {}
