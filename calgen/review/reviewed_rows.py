"""The rows of the social calendar and of its archive with their results, as a review reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time

from calgen.book.problems import Place
from calgen.calendar import CalendarRow, CalendarTab
from calgen.figures.counted_posts import CANCELLED, CountedPost

FIGURES = ("impressions", "engagements", "clicks", "conversions")  # columns of results
PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """A row that counts: it has a day and a platform, and is not cancelled. Figures are None where nobody knows them.

    `read` is the day on which its figures were read from files, if they were.
    """

    id: str
    place: Place
    day: date
    platform: str
    hour: time | None = None
    subject: str = ""
    title: str = ""
    theme: str = ""
    category: str = ""
    format: str = ""
    objective: str = ""
    campaign: str = ""
    owner: str = ""
    status: str = ""
    variant: str = ""
    has_address: bool = False
    impressions: int | None = None
    engagements: int | None = None
    clicks: int | None = None
    conversions: int | None = None
    read: date | None = None

    @property
    def has_figures(self) -> bool:
        """Whether anything is known of its results."""
        return any(self.figure(key) is not None for key in FIGURES)

    @property
    def is_published(self) -> bool:
        """Whether it is out: its status says so, it has an address, or results."""
        return self.status == PUBLISHED or self.has_address or self.has_figures

    def figure(self, measure: str) -> int | None:
        """The figure of a column of results."""
        found: int | None = getattr(self, measure)
        return found


def has_results(tab: CalendarTab | None) -> bool:
    """Whether a cell of the results of a calendar holds a figure."""
    rows = tab.rows if tab else ()
    keys = [key for key in FIGURES if tab and key in tab.columns]
    return any(row.cell(key).value is not None and row.figure(key) is not None for row in rows for key in keys)


def reviewed_rows(
    tab: CalendarTab,
    posts: Iterable[CountedPost] = (),
    read_days: Mapping[str, date] | None = None,
) -> tuple[ReviewedRow, ...]:
    """The rows of a calendar or an archive that count, in their order.

    `posts` are the same posts as all figures count them, with the names of the strategy; `read_days` are the days on
    which the results of posts were read from files, by id.
    """
    counted = {post.row: post for post in posts if post.row}
    days = read_days or {}
    found = (_reviewed_row(tab, row, counted.get(row.id), days.get(row.id)) for row in tab.rows)
    return tuple(row for row in found if row is not None)


def _reviewed_row(
    tab: CalendarTab, row: CalendarRow, counted: CountedPost | None, read: date | None
) -> ReviewedRow | None:
    day, platform, status = row.day(), row.text("platform"), row.code("status")
    if day is None or not platform or status == CANCELLED:
        return None
    return ReviewedRow(
        id=row.id,
        place=tab.place(row, "title"),
        day=day,
        hour=row.hour(),
        platform=counted.platform if counted else platform,
        subject=row.subject,
        title=row.text("title"),
        theme=counted.theme if counted else row.text("theme"),
        category=counted.category if counted else row.code("category"),
        format=row.text("format"),
        objective=counted.objective if counted else row.text("objective"),
        campaign=counted.campaign if counted else row.text("campaign"),
        owner=row.text("owner"),
        status=status,
        variant=row.text("variant").upper(),
        has_address=bool(row.text("url")),
        read=read,
        **{key: _whole(row, key) for key in FIGURES},
    )


def _whole(row: CalendarRow, key: str) -> int | None:
    found = row.figure(key)
    return None if found is None else int(found)


def read_days(results: Mapping[str, Mapping[str, str]]) -> dict[str, date]:
    """The day on which the results of each post were last read from files, by id, as the hidden tab remembers it."""
    found = {}
    for id_, memory in results.items():
        try:
            found[id_] = date.fromisoformat(memory.get("day", ""))
        except ValueError:
            continue
    return found
