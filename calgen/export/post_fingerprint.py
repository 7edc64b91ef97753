"""The fingerprint of a post: a digest of what is published of it, by which answers and programs know its version."""

from __future__ import annotations

import hashlib
import json
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from calgen.export.calendar_posts import ExportedPost

_TRACKING = "utm_"  # the beginning of what a tracked address carries
_DIGITS = 32  # hexadecimal, of a fingerprint
_COLUMNS = ("platform", "title", "text", "hashtags", "image", "alt_text")


def fingerprint(post: ExportedPost) -> str:
    """A digest of what is published of a post: an answer counts for this alone (SHA-256, its first 32 digits)."""
    shown = [str(post.values.get(key, "")) for key in _COLUMNS]
    hour = f"{post.time:%H:%M}" if post.time else ""
    found = [post.day.isoformat(), hour, *shown, untracked(str(post.values.get("link", "")))]
    return hashlib.sha256(json.dumps(found, ensure_ascii=False).encode()).hexdigest()[:_DIGITS]


def untracked(address: str) -> str:
    """An address without what measures its visits; a text that is no address stays as it is."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not name.lower().startswith(_TRACKING)]
    return address if kept == pairs else urlunsplit(parts._replace(query=urlencode(kept)))
