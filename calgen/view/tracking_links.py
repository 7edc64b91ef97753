"""Links with tracking parameters that name the platform and the campaign of a post."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from calgen.book.folding import fold

_BARE = re.compile(r"(?:[\w-]+\.)+([^\W\d_]{2,})(?::\d+)?(?:[/?#]|$)")  # a host, and the end of its name
_FILES = frozenset({
    *("pdf", "doc", "docx", "odt", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "txt", "htm", "zip"),
    *("jpg", "jpeg", "png", "gif", "webp", "svg", "mp4", "mov"),
})  # fmt: skip
_ALWAYS_ADDED = {"utm_medium", "utm_campaign"}  # by version 0.1.0, beside those that a link had


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


def tracked_link(link: str, source: str, campaign: str, content: str = "") -> str:
    """A link with `utm_source`, `utm_medium`, `utm_campaign` and, with a `content`, `utm_content`.

    One that has a source stays as it is. Parameters that stand there stay as they are written, as does the anchor. A
    bare address gets its `https://`. The parameters are those of Google Analytics' custom campaigns.
    """
    address, anchor, names = _tracked_parts(link, source, campaign)
    number = f"&utm_content={content}" if content and names and "utm_content" not in names else ""
    return f"{address}{number}{anchor}"


@lru_cache(maxsize=4096)
def _tracked_parts(link: str, source: str, campaign: str) -> tuple[str, str, frozenset[str]]:
    """The tracked address, its anchor, the names of its own parameters and `""`; no name where nothing is added."""
    link = with_scheme(link)
    if not is_link(link):
        return link, "", frozenset()
    address, sign, anchor = link.partition("#")
    names = {key for key, _ in parse_qsl(urlsplit(address).query, keep_blank_values=True)}
    if "utm_source" in names:
        return link, "", frozenset()
    values = {"utm_source": slug(source), "utm_medium": "social", "utm_campaign": slug(campaign)}
    added = urlencode({key: value for key, value in values.items() if key not in names})
    between = "" if address.endswith(("?", "&")) else "&" if "?" in address else "?"
    return f"{address}{between}{added}", f"{sign}{anchor}", frozenset({"", *names})


def is_former_form(former: str, link: str) -> bool:
    """Whether `former` is the tracked `link` as calgen wrote it before links had the number of their post."""
    try:
        before, after = urlsplit(former), urlsplit(link)
    except ValueError:
        return False
    if former == link or before[:3] != after[:3] or before.fragment != after.fragment:
        return False
    had, has = (set(parse_qsl(parts.query, keep_blank_values=True)) for parts in (before, after))
    is_numbered = {key for key, _ in has - had} <= {"utm_content"}
    return is_numbered and {key for key, _ in had - has} <= _ALWAYS_ADDED and any(key == "utm_source" for key, _ in has)
