"""Links with tracking parameters that name the platform and the campaign of a post."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from calgen.book.folding import fold

_BARE = re.compile(r"(?:[\w-]+\.)+([^\W\d_]{2,})(?::\d+)?(?:[/?#]|$)")  # a host, and the end of its name
_FILES = frozenset({
    *("pdf", "doc", "docx", "odt", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "txt", "htm", "zip"),
    *("jpg", "jpeg", "png", "gif", "webp", "svg", "mp4", "mov"),
})  # fmt: skip


def slug(name: str) -> str:
    """A name as a tracking value: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def is_link(link: str) -> bool:
    """Whether a text is a web address that may be followed."""
    parts = urlsplit(link) if not re.search(r"[\s\\]", link) else None
    return parts is not None and parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


def with_scheme(link: str) -> str:
    """The link with `https://` where it is a bare address as people type it, such as `www.example.org/shop`."""
    bare = _BARE.match(link)
    is_bare = bare is not None and bare[1].casefold() not in _FILES
    return f"https://{link}" if is_bare and is_link(f"https://{link}") else link


@lru_cache(maxsize=4096)
def tracked_link(link: str, source: str, campaign: str) -> str:
    """A link with `utm_source`, `utm_medium` and `utm_campaign`, unless it has a source; its order and anchor stay.

    A bare address gets its `https://`.
    """
    link = with_scheme(link)
    if not is_link(link):
        return link
    parts = urlsplit(link)
    query = parse_qsl(parts.query, keep_blank_values=True)
    if any(key == "utm_source" for key, _ in query):
        return link
    query += [("utm_source", slug(source)), ("utm_medium", "social"), ("utm_campaign", slug(campaign))]
    return urlunsplit(parts._replace(query=urlencode(query)))
