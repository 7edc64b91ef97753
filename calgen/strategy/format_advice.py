"""What suits each format and each network: the keys of the advice in a brief, with the day on which it was checked.

The sentences stand in `words/`, under `[format_advice]` and `[network_advice]`. Sources: the help pages of Meta
(business.facebook.com/help: vertical 9:16, captions, safe zones of stories, engagement bait), LinkedIn
(linkedin.com/help/linkedin: text before "see more"), TikTok (ads.tiktok.com/help: vertical, sound, captions), Pinterest
(help.pinterest.com: a link and keywords), Google (support.google.com/business: no phone number in a post) and YouTube
(support.google.com/youtube: titles, thumbnails, captions). Networks change: read them again before a release.
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
# keys of networks with something to avoid there, whatever the format
NETWORKS = frozenset({"facebook", "instagram", "linkedin", "tiktok", "pinterest", "google"})

_FORMS = {"picture": ("photo", "carousel", "story", "pdf"), "video": ("short_video", "video", "live")}


def proof_form(format_code: str) -> str:
    """How a proof can be shown in a format: as a `picture`, a `video`, or in the `text`."""
    return next((form for form, codes in _FORMS.items() if format_code in codes), "text")
