"""The weeks of a month: what each of their rows holds, and how high they are, before any cell is made."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import fsum

from calgen.view.month.bands import BandKind, BandRow, band_rows
from calgen.view.month.posts import LEAST_LINES, row_height

DAYS_HEIGHT, GAP_HEIGHT, FREE_HEIGHT = 15.75, 7.5, 13.5  # points: days of a week, gap after it, platform without posts

PostsByDay = Mapping[tuple[str, date], Sequence[int]]  # platform and day → the indexes of its posts


@dataclass(frozen=True, slots=True)
class PostRow:
    """A row of a platform in a week: the index of a post, or None, for each of the seven days."""

    platform: str
    is_first: bool  # of the rows of its platform
    posts: tuple[int | None, ...]
    lines: int  # of text; 0 where the platform has no post

    @property
    def height(self) -> float:
        """The points of the row."""
        return row_height(self.lines) if self.lines else FREE_HEIGHT


@dataclass(frozen=True, slots=True)
class Week:
    """A week of a month: those of its days that the month has, its bands and its rows of posts."""

    monday: date
    days: tuple[date, ...]
    bands: tuple[BandRow, ...]
    rows: tuple[PostRow, ...]

    @property
    def head_height(self) -> float:
        """The points of its days and bands."""
        return DAYS_HEIGHT + fsum(row.height() for row in self.bands)

    @property
    def height(self) -> float:
        """The points of the week with the gap after it."""
        return self.head_height + fsum(row.height for row in self.rows) + GAP_HEIGHT


def weeks_of(first: date) -> Iterator[tuple[date, ...]]:
    """The days of a month, by its first day, week by week from Monday to Sunday."""
    days = [first.replace(day=n) for n in range(1, monthrange(first.year, first.month)[1] + 1)]
    while days:
        count = 7 - days[0].weekday()
        yield tuple(days[:count])
        days = days[count:]


def week(
    days: tuple[date, ...],
    platforms: Sequence[str],
    posts: PostsByDay,
    kinds: Sequence[BandKind],
    needed_lines: Callable[[int], int],
    most_lines: int,
) -> Week:
    """A week with the posts of its platforms, each in at most so many lines of text.

    A week that the month has only in part leaves out the platforms that have no post in it.
    """
    rows: list[PostRow] = []
    for platform in platforms:
        found = {day: posts.get((platform, day), ()) for day in days}
        count = max(map(len, found.values()))
        if not count and len(days) == 7:
            rows.append(PostRow(platform, True, (None,) * 7, 0))
        for n in range(count):
            own = {day.weekday(): indexes[n] for day, indexes in found.items() if n < len(indexes)}
            lines = min(most_lines, max(LEAST_LINES, *map(needed_lines, own.values())))
            rows.append(PostRow(platform, not n, tuple(own.get(day) for day in range(7)), lines))
    return Week(days[0] - timedelta(days=days[0].weekday()), days, band_rows(kinds, days), tuple(rows))


def page_starts(weeks: Sequence[Week], room: float, page: float) -> dict[int, tuple[int, ...]]:
    """Where pages begin within a month: by the number of a week, the numbers of its rows before which they do.

    Row 0 is the beginning of the week. `room` is the height that is left on the page of the month's title, in points,
    `page` that of a whole one. Only a week that is higher than a page is split, between rows.
    """
    found: dict[int, tuple[int, ...]] = {}
    left = room
    for number, item in enumerate(weeks):
        starts: list[int] = []
        if item.height - GAP_HEIGHT > left and number:
            starts.append(0)
            left = page
        left -= item.head_height
        for n, row in enumerate(item.rows):
            if row.height > left and n:
                starts.append(n)
                left = page - DAYS_HEIGHT
            left -= row.height
        left -= GAP_HEIGHT
        if starts:
            found[number] = tuple(starts)
    return found
