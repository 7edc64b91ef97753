"""Metricool's import file, as its template stood on the day it was read; the user's own template is the surer way.

The template gains columns every few months and refuses a file that lacks one: `calgen export --template` fills the one
that the user has just downloaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from calgen.export.scheduler_files import Drafts, FileColumn, SchedulerFormat, has_content, picture_address
from calgen.export.scheduler_posts import SchedulerPost

_HEADINGS = (
    "Text,Date,Time,Draft,Facebook,Twitter/X,LinkedIn,GBP,Instagram,Pinterest,TikTok,Youtube,Threads,Bluesky,"
    + "".join(f"Picture Url {n}," for n in range(1, 11))
    + "".join(f"Alt text picture {n}," for n in range(1, 11))
    + "Document title,Shortener,Video Thumbnail Url,Video Cover Frame,Twitter/X Can reply,Twitter/X Type,"
    "Twitter/X Poll Duration minutes,Twitter/X Poll Option 1,Twitter/X Poll Option 2,Twitter/X Poll Option 3,"
    "Twitter/X Poll Option 4,Pinterest Board,Pinterest Pin Title,Pinterest Pin Link,Pinterest Pin New Format,"
    "Instagram Post Type,Instagram Show Reel On Feed,Instagram Trial Reel Share Automatically,Youtube Video Title,"
    "Youtube Video Type,Youtube Video Privacy,Youtube video for kids,Youtube AI generated content,"
    "Youtube notify subscribers,Youtube Video Category,Youtube Video Tags,Youtube playlist,GBP Post Type,"
    "Facebook Post Type,Facebook Title,First Comment Text,TikTok Title,TikTok disable comments,TikTok disable duet,"
    "TikTok disable stitch,TikTok Post Privacy,TikTok Branded Content,TikTok Your Brand,TikTok Auto Add Music,"
    "TikTok Photo Cover Index,TikTok musicId,TikTok music title,TikTok music author,TikTok music previewUrl,"
    "TikTok music thumbnailUrl,TikTok music soundVolume,TikTok music originalVolume,TikTok music startMillis,"
    "TikTok music endMillis,TikTok Ai generated content,LinkedIn Type,LinkedIn Poll Question,LinkedIn Poll Option 1,"
    "LinkedIn Poll Option 2,LinkedIn Poll Option 3,LinkedIn Poll Option 4,LinkedIn Poll Duration,"
    "LinkedIn Show link preview,LinkedIn Images as Carousel,Threads Reply Control,Threads Is Spoiler,"
    "Threads Post Type,Brand name"
)
# network → the heading of its column
NETWORKS: Mapping[str, str] = {
    "facebook": "Facebook",
    "x": "Twitter/X",
    "linkedin": "LinkedIn",
    "google": "GBP",
    "instagram": "Instagram",
    "pinterest": "Pinterest",
    "tiktok": "TikTok",
    "youtube": "Youtube",
    "shorts": "Youtube",
    "threads": "Threads",
    "bluesky": "Bluesky",
}
VALUES: Mapping[str, Callable[[SchedulerPost], str]] = {
    "Text": lambda post: post.text_with_link,
    "Date": lambda post: f"{post.moment:%Y-%m-%d}",
    "Time": lambda post: f"{post.moment:%H:%M:%S}",
    "Draft": lambda post: _yes(post.is_draft),
    "Picture Url 1": picture_address,
    "Alt text picture 1": lambda post: post.alt_text if picture_address(post) else "",
    "Pinterest Board": lambda post: post.board,
    "Pinterest Pin Title": lambda post: post.title if post.network == "pinterest" else "",
    "Pinterest Pin Link": lambda post: post.link if post.network == "pinterest" else "",
    "Youtube Video Title": lambda post: post.title if NETWORKS[post.network] == "Youtube" else "",
}


def _yes(holds: bool) -> str:
    return "TRUE" if holds else "FALSE"


def _columns() -> Iterator[FileColumn]:
    for heading in _HEADINGS.split(","):
        if heading in NETWORKS.values():
            yield FileColumn(heading, lambda post, heading=heading: _yes(NETWORKS[post.network] == heading))  # type: ignore[misc]
        else:
            yield FileColumn(heading, VALUES.get(heading, lambda post: ""))


FORMAT = SchedulerFormat(
    "metricool",
    "Metricool",
    date(2026, 11, 30),
    "https://help.metricool.com/en/article/how-to-schedule-posts-in-batch-with-a-csv-file-in-metricool-3wihqx/",
    tuple(_columns()),
    rows=50,
    networks=frozenset(NETWORKS),
    drafts=Drafts.COLUMN,
    has_boards=True,
    rules=(has_content,),
)
