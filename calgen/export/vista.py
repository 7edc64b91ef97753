"""Vista Social's import file: four columns whose order is fixed; profiles are chosen in its dialog."""

from __future__ import annotations

from datetime import date

from calgen.export.scheduler_files import FileColumn, SchedulerFormat, has_text, has_whole_link, picture_address
from calgen.export.scheduler_posts import SchedulerPost


def _kind(post: SchedulerPost) -> str:
    if picture_address(post):
        return "image"
    return "article" if post.link_beside else "message"


def _address(post: SchedulerPost) -> str:
    return picture_address(post) or post.link_beside


FORMAT = SchedulerFormat(
    "vista",
    "Vista Social",
    date(2026, 11, 30),
    "https://support.vistasocial.com/hc/en-us/articles/10295276622875",
    (
        FileColumn("message", lambda post: post.text_with_link if _kind(post) == "image" else post.text),
        FileColumn("type", _kind),
        FileColumn("link", _address),
        FileColumn("time", lambda post: f"{post.moment:%Y-%m-%d %H:%M}"),
    ),
    is_by_platform=True,
    rules=(has_text, has_whole_link),
)
