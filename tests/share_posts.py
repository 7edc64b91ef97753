"""Posts as they are shown to a client, for tests."""

from __future__ import annotations

from datetime import date, time

from calgen.export.calendar_posts import ExportedCalendar, ExportedPost

HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "a & b < c > d ' e \" f",
    "\u202egnp.exe\u202c",
    "]]><!--<script>",
    "{{7*7}} ${7*7} `x`",
    "javascript:alert(1)",
)


def post(number: int, text: str = "Bonjour", day: date = date(2027, 1, 4), **values: str) -> ExportedPost:
    values = {"platform": "Facebook", "status": "to_review", "text": text, "title": f"Titre {number}", **values}
    return ExportedPost(f"P{number:04}", "", day, time(9), {key: value for key, value in values.items() if value})


def calendar(*posts: ExportedPost) -> ExportedCalendar:
    return ExportedCalendar("Mèche", "fr", "Europe/Paris", posts, key="0123456789ab")
