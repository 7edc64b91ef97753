"""Publer's import file: twelve columns in their order; its dialog chooses the accounts, so one platform a file."""

from __future__ import annotations

from datetime import date

from calgen.export.scheduler_files import Drafts, FileColumn, SchedulerFormat, has_content, picture_address
from calgen.export.scheduler_posts import SchedulerPost

_SEPARATOR = "||"  # of several values in one cell
_TITLED = frozenset({"pinterest", "youtube", "shorts"})  # networks whose posts have a title
_TEMPORARY = "/uploads/tmp/"  # in addresses of pictures that Publer itself forgets after some hours


def has_no_separator(post: SchedulerPost) -> str:
    """The sign between two values of a cell would part a text."""
    return "separator" if any(_SEPARATOR in text for text in (post.text, post.alt_text)) else ""


def has_lasting_picture(post: SchedulerPost) -> str:
    return "temporary_picture" if _TEMPORARY in picture_address(post) else ""


FORMAT = SchedulerFormat(
    "publer",
    "Publer",
    date(2026, 11, 30),
    "https://publer.com/help/en/article/how-to-use-a-csv-file-18qhxcq",
    (
        FileColumn("Date - Intl. format or prompt", lambda post: f"{post.moment:%Y/%m/%d %H:%M}"),
        FileColumn("Text", lambda post: post.text_with_link),
        FileColumn("Link(s) - Separated by comma for FB carousels"),
        FileColumn("Media URL(s) - Separated by comma", picture_address),
        FileColumn("Title - For the video, pin, PDF ..", lambda post: post.title if post.network in _TITLED else ""),
        FileColumn("Label(s) - Separated by comma"),
        FileColumn("Alt text(s) - Separated by ||", lambda post: post.alt_text if picture_address(post) else ""),
        FileColumn("Comment(s) - Separated by ||"),
        FileColumn("Pin board, FB album, or Google category", lambda post: post.board),
        FileColumn("Post subtype - I.e. story, reel, PDF .."),
        FileColumn("CTA - For Facebook links or Google"),
        FileColumn("Reminder - For stories, reels, shorts, and TikToks"),
    ),
    is_by_platform=True,
    drafts=Drafts.DIALOG,
    has_byte_order_mark=True,
    has_boards=True,
    rules=(has_content, has_no_separator, has_lasting_picture),
)
