"""What suits each format: the keys of the advice in a calendar, with the day on which it was checked.

The sentences stand in `words/`, under `[format_advice]`; `network_advice.py` has those of networks. Sources: the help
pages of Meta (business.facebook.com/help: vertical 9:16, captions, safe zones of stories), LinkedIn
(linkedin.com/help/linkedin: text before "see more"), TikTok (ads.tiktok.com/help: vertical, sound, captions) and
YouTube (support.google.com/youtube: titles, thumbnails, captions). Networks change: read them again before a release.
"""

from __future__ import annotations

from datetime import date

CHECKED = date(2026, 10, 15)

# codes of `choices.format` with something to do and something to avoid
FORMATS = frozenset(
    {
        *("post", "photo", "carousel", "short_video", "video", "story"),
        *("article", "newsletter", "live", "poll", "event", "pdf"),
    }
)
_FORMS = {"picture": ("photo", "carousel", "story", "pdf"), "video": ("short_video", "video", "live")}


def proof_form(format_code: str) -> str:
    """How a proof can be shown in a format: as a `picture`, a `video`, or in the `text`."""
    return next((form for form, codes in _FORMS.items() if format_code in codes), "text")
