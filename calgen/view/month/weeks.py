"""The weeks of a month: what each of their rows holds, and how high they are, before any cell is made."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import fsum
from typing import NamedTuple

from calgen.view.month.bands import BandKind, BandRow, band_rows
from calgen.view.month.posts import LEAST_LINES, row_height

DAYS_HEIGHT, GAP_HEIGHT, FREE_HEIGHT = 15.75, 7.5, 13.5  # points: days of a week, gap after it, platform without posts

PostsByDay = Mapping[tuple[str, date], Sequence[int]]  # platform and day → the indexes of its posts


class Letters(NamedTuple):
    """How posts are written: the size of the letters, in points, and the most lines of text."""

    size: float
    most_lines: int


LETTERS = (Letters(10.0, 3), Letters(9.0, 3), Letters(9.0, 2))  # from the most readable to the smallest


@dataclass(frozen=True, slots=True)
class PostRow:
    """A row of a platform in a week: the index of a post, or None, for each of the seven days."""

    platform: str
    is_first: bool  # of the rows of its platform
    posts: tuple[int | None, ...]
    lines: int  # of text; 0 where the platform has no post
    size: float  # of its letters, in points

    @property
    def height(self) -> float:
        """The points of the row."""
        return row_height(self.lines, self.size) if self.lines else FREE_HEIGHT


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
    needed_lines: Callable[[int, float], int],
    letters: Letters,
) -> Week:
    """A week with the posts of its platforms; `needed_lines` says how many lines a post takes in letters of a size.

    A week that the month has only in part leaves out the platforms that have no post in it; without any post it has
    the free row of the first platform.
    """
    rows: list[PostRow] = []
    for platform in platforms:
        found = {day: posts.get((platform, day), ()) for day in days}
        count = max(map(len, found.values()))
        if not count and len(days) == 7:
            rows.append(PostRow(platform, True, (None,) * 7, 0, letters.size))
        for n in range(count):
            own = {day.weekday(): indexes[n] for day, indexes in found.items() if n < len(indexes)}
            needed = max(needed_lines(index, letters.size) for index in own.values())
            lines = min(letters.most_lines, max(LEAST_LINES, needed))
            rows.append(PostRow(platform, not n, tuple(own.get(day) for day in range(7)), lines, letters.size))
    rows = rows or [PostRow(platform, True, (None,) * 7, 0, letters.size) for platform in platforms[:1]]
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
