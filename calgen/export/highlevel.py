"""HighLevel's import file for the Social Planner, in its basic form: one kind of media a row."""

from __future__ import annotations

from datetime import date

from calgen.export.scheduler_files import (
    Drafts,
    FileColumn,
    SchedulerFormat,
    has_content,
    has_whole_link,
    picture_address,
)

FORMAT = SchedulerFormat(
    "highlevel",
    "HighLevel",
    date(2026, 11, 30),
    "https://help.gohighlevel.com/support/solutions/articles/48001232741",
    (
        FileColumn(
            "postAtSpecificTime (YYYY-MM-DD HH:mm:ss)",
            lambda post: "" if post.is_draft else f"{post.moment:%Y-%m-%d %H:%M:%S}",
        ),
        FileColumn("content", lambda post: post.text_with_link if picture_address(post) else post.text),
        FileColumn("link (OGmetaUrl)", lambda post: "" if picture_address(post) else post.link_beside),
        FileColumn("imageUrls", picture_address),
        FileColumn("gifUrl"),
        FileColumn("videoUrls"),
    ),
    rows=90,
    is_by_platform=True,
    minutes_ahead=10,
    drafts=Drafts.BLANK_DATE,
    rules=(has_content, has_whole_link),
)
