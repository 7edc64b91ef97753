"""The columns that a table of theirs may have, by the tab that it becomes; those of the calendars included."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from calgen.book.columns import Column, Kind
from calgen.strategy import TABS, tab

CALENDARS = ("social", "editorial")
ITEMS = ("social", "content")  # the tabs whose rows are posts, subjects or ideas
SOCIAL = (
    Column("date", Kind.DAY, required=True),
    Column("time", Kind.HOURS),
    Column("platform", Kind.TEXT, required=True),
    Column("title", Kind.TEXT),
    Column("text", Kind.TEXT),
    *(Column(key, Kind.TEXT) for key in ("theme", "category", "format", "status", "owner", "hashtags", "account")),
    *(Column(key, Kind.TEXT) for key in ("objective", "audience", "stage", "campaign", "key_date", "link", "image")),
    *(Column(key, Kind.TEXT) for key in ("alt_text", "url")),
    *(Column(key, Kind.WHOLE, least=0) for key in ("impressions", "engagements", "clicks", "conversions")),
)
# what a subject of the editorial calendar has of a post: column of the social calendar → of the editorial one
SUBJECT_COLUMNS: Mapping[str, str] = {
    **{key: key for key in ("title", "theme", "category", "format", "status", "owner", "objective", "stage")},
    **{key: key for key in ("campaign", "key_date", "link", "date")},
    "platform": "platforms",
    "text": "notes",
}
# what a piece of content has of a post
PIECE_COLUMNS: Mapping[str, str] = {
    **{key: key for key in ("title", "theme", "format", "link", "campaign")},
    "platform": "platforms",
    "owner": "author",
    "text": "notes",
    "date": "publish",
}


@cache
def columns_of(key: str) -> tuple[Column, ...]:
    """The columns of a tab that a table of theirs may have."""
    return SOCIAL if key == "social" else tab(key).columns


@cache
def column_of(key: str, column: str) -> Column:
    """A column by the keys of its tab and its own."""
    return next(each for each in columns_of(key) if each.key == column)


@cache
def table_keys(*, with_settings: bool = False) -> tuple[str, ...]:
    """The keys of the tabs that a table of theirs may become; settings are a list of labels, each with its value."""
    kept = (each.key for each in TABS if not each.on_demand)
    return ("social", *(key for key in kept if with_settings or key != "settings"))
