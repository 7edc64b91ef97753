"""Posts of all kinds for the property tests of the exports: texts with every sign that a file may trip over."""

from __future__ import annotations

import string
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from calgen.export.calendar_posts import ExportedPost

NOW = datetime.combine(date(2027, 1, 4), time(8))
PIECES = (
    ",", '"', "\n", "\r\n", "\r", "\x85", ";", "\t", "=", "+", "-", "@", "'", "\\", "\\n", "||", "|", "#a", "🎄", "é",
    "e\u0301", "\U0001f469\u200d\U0001f467", "\u05d0", "\u00a0", "\u2028", "\ufeff", "https://a.example/?a=1&b=2",
    "BEGIN:VEVENT", "END:VCALENDAR", "</script>", "%", "{x}",
)  # fmt: skip
_SIGNS = st.sampled_from((*string.ascii_letters, *string.digits, " ", *PIECES))
TEXT = st.lists(_SIGNS, min_size=1, max_size=40).map("".join).filter(lambda text: bool(text.strip(" \ufeff")))
MOMENT = st.integers(11, 13 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))


@st.composite
def exported_posts(draw: Any, platform: str = "Facebook") -> list[ExportedPost]:
    """Approved posts to come, each at its own moment, eleven minutes apart at least, with titles of their own."""
    moments = sorted(draw(st.sets(MOMENT, min_size=1, max_size=5)))
    apart = [at for n, at in enumerate(moments) if n == 0 or at - moments[n - 1] > timedelta(minutes=10)]
    found = []
    for number, at in enumerate(apart, 1):
        values = {"platform": platform, "status": "approved", "text": draw(TEXT), "title": f"{number} {draw(TEXT)}"}
        values |= {"image": "https://example.org/a.png", "alt_text": draw(TEXT)} if draw(st.booleans()) else {}
        values |= {"link": f"https://example.org/{number}?utm_source=x"} if draw(st.booleans()) else {}
        found.append(ExportedPost(f"P{number:04}", "", at.date(), at.time(), values))
    return found
