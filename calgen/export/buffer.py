"""Buffer's import file: one channel a file; the moment is in the zone of the channel."""

from __future__ import annotations

from datetime import date

from calgen.export.scheduler_files import Drafts, FileColumn, SchedulerFormat, has_content, picture_address
from calgen.export.scheduler_posts import PINTEREST, SchedulerPost

_ENDINGS = (".jpg", ".jpeg", ".png")


def has_known_picture(post: SchedulerPost) -> str:
    """Buffer tells a picture by the end of its address."""
    address = picture_address(post)
    return "picture_ending" if address and not address.lower().endswith(_ENDINGS) else ""


FORMAT = SchedulerFormat(
    "buffer",
    "Buffer",
    date(2026, 11, 30),
    "https://support.buffer.com/article/926-how-to-upload-posts-in-bulk-to-buffer",
    (
        FileColumn("Text", lambda post: post.text_with_link),
        FileColumn("Image URL", picture_address),
        FileColumn("Tags"),
        FileColumn("Posting Time", lambda post: f"{post.moment:%Y-%m-%d %H:%M}"),
    ),
    rows=100,
    is_by_platform=True,
    drafts=Drafts.DIALOG,
    has_boards=True,
    rules=(has_content, has_known_picture),
    more_columns={PINTEREST: (FileColumn("Board Name", lambda post: post.board),)},
)
