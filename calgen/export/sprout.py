"""Sprout Social's import file: days are chosen as dd/mm/yyyy in its dialog, posts stand ten minutes apart."""

from __future__ import annotations

from datetime import date

from calgen.export.scheduler_files import Drafts, FileColumn, SchedulerFormat, has_text

FORMAT = SchedulerFormat(
    "sprout",
    "Sprout Social",
    date(2026, 11, 30),
    "https://support.sproutsocial.com/hc/en-us/articles/115005864203",
    (
        FileColumn("date", lambda post: f"{post.moment:%d/%m/%Y}"),
        FileColumn("time_24hr", lambda post: f"{post.moment:%H:%M}"),
        FileColumn("message_text", lambda post: post.text_with_link),
    ),
    rows=350,
    is_by_platform=True,
    minutes_ahead=10,
    minutes_apart=10,
    drafts=Drafts.DIALOG,
    has_byte_order_mark=True,
    has_pictures=False,
    rules=(has_text,),
)
