"""The month view: a block per month in two strips of days, one line per platform; each post leads to its row.

A post stands in a cell of its own, in its category's colour. A month fills a page of A4: its lines share the height
that is left, so that few platforms are shown at ease, and many still hold.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from calgen.book.grid import address
from calgen.book.sheet import ConditionalFormat, PrintSetup, Sheet, Style, StyledCell
from calgen.figures.counted_calendar import CountedCalendar
from calgen.view import styles
from calgen.view.month import bands
from calgen.view.month.posts import Lines, cell
from calgen.view.view_context import ViewContext

DAYS = 16  # the days of a strip: half a month, so that a day stays wide enough to be read on paper
FIRST, EACH = 18.0, 9.6  # the widths of the columns
PAGE = 640.0  # the points of a page at the scale of these widths
TITLE, HEAD, GAP = 26.0, 16.0, 8.0
_DAY = Style(size=9, bold=True, color=styles.SOFT, align="center", bottom=styles.LINE, number="day_of_month")
_REST = replace(_DAY, fill="#E9EDF1", color="#829AB1")
_EMPTY = Style(size=9, border=styles.LINE)
_FREE, _CLOSED, _OUTSIDE = "", "#F3F5F7", "#E9EDF1"
_NAME = Style(size=10, bold=True, color=styles.NAVY, border=styles.LINE, wrap=True)
_TODAY = Style(fill=styles.NOW, color="#8D6708", bold=True)
_WEEK = "#829AB1"

Numbers = Mapping[tuple[str, date], Sequence[int]]  # platform and day → the numbers of its posts


@dataclass(slots=True)
class Page:
    """The sheet on its way."""

    context: ViewContext
    platforms: tuple[str, ...]
    categories: tuple[str, ...]
    posts: Numbers
    cells: dict[tuple[int, int], StyledCell]
    heights: dict[int, float] = field(default_factory=dict)
    breaks: list[int] = field(default_factory=list)
    rules: list[ConditionalFormat] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    row: int = 4


def sheet(context: ViewContext, calendar: CountedCalendar) -> Sheet:
    """The tab, with the names under which the posts of the calendar are counted."""
    page = Page(
        context,
        calendar.platforms,
        calendar.categories,
        _by_day(context, calendar),
        styles.heading(context.titles["month"], context.words.help("month")),
    )
    _legend(page)
    for first in _months(calendar):
        page.breaks.append(page.row)
        _month(page, first)
    return Sheet(
        "month",
        context.titles["month"],
        page.cells,
        widths={1: FIRST} | dict.fromkeys(range(2, DAYS + 2), EACH),
        heights={1: 28.0, 2: 18.0, 3: 15.0} | page.heights,
        merges=tuple(page.merges),
        freeze=(0, 1),
        rules=tuple(page.rules),
        print=PrintSetup(
            breaks=tuple(page.breaks[1:]),
            area=f"A1:{address(max(page.row, 4), DAYS + 1)}",
            columns=DAYS + 1,
            footer=context.titles["month"],
        ),
        formats=context.words.formats(),
        tab_color=styles.MADE,
    )


def _by_day(context: ViewContext, calendar: CountedCalendar) -> Numbers:
    """The posts that stand, by platform and day, in the order of their hours."""
    known = {name.casefold(): name for name in calendar.platforms}
    found: dict[tuple[str, date], list[int]] = {}
    for at, post in enumerate(context.plan.posts):
        if post.status != "cancelled" and post.platform:
            found.setdefault((known[post.platform.casefold()], post.day), []).append(at)
    return {key: sorted(own, key=lambda at: context.plan.posts[at].sort_key) for key, own in found.items()}


def _months(calendar: CountedCalendar) -> Iterator[date]:
    """The first days of the months, from the first day or post to the last."""
    days = [calendar.horizon.first, calendar.horizon.last, *(post.day for post in calendar.posts if post.day)]
    first = min(days).replace(day=1)
    while first <= max(days):
        yield first
        first = (first + timedelta(days=31)).replace(day=1)


def _legend(page: Page) -> None:
    page.cells[3, 1] = StyledCell(page.context.words.text("labels", "legend"), Style(size=9, color=styles.SOFT))
    for n, name in enumerate(page.categories[:DAYS]):
        fill = styles.category_color(page.categories, name)
        page.cells[3, 2 + n] = StyledCell(page.context.category_name(name), Style(size=9, fill=fill, align="center"))


def _month(page: Page, first: date) -> None:
    """A month: its title, then its strips that hold a day of the calendar or a post."""
    room = PAGE - TITLE - (61.0 if len(page.breaks) == 1 else 0.0)
    title = f"{page.context.words.month(first.month)} {first.year}"
    page.cells[page.row, 1] = StyledCell(title, Style(size=16, bold=True, color=styles.NAVY))
    page.heights[page.row] = TITLE
    page.row += 1
    days = [first.replace(day=n) for n in range(1, months.monthrange(first.year, first.month)[1] + 1)]
    strips = [strip for strip in (days[:DAYS], days[DAYS:]) if _is_shown(page, strip)]
    for strip in strips:
        room -= HEAD + GAP + bands.height(page.context, strip)
    lines = Lines.sharing(room, sum(_depth(page, name, strip) for strip in strips for name in page.platforms))
    for strip in strips:
        _strip(page, strip, lines)


def _is_shown(page: Page, strip: Sequence[date]) -> bool:
    horizon = page.context.plan.horizon
    within = horizon.first <= strip[-1] and strip[0] <= horizon.last
    return within or any((name, day) in page.posts for name in page.platforms for day in strip)


def _depth(page: Page, platform: str, strip: Sequence[date]) -> int:
    """The most posts of a platform on one of some days: the lines that it takes."""
    return max(1, *(len(page.posts.get((platform, day), ())) for day in strip))


def _strip(page: Page, days: Sequence[date], lines: Lines) -> None:
    for column, day in enumerate(days, 2):
        rest = day in page.context.plan.horizon.holidays or day.weekday() > 4
        page.cells[page.row, column] = StyledCell(day, _monday(_REST if rest else _DAY, day))
    page.heights[page.row] = HEAD
    today = f"{address(page.row, 2)}:{address(page.row, len(days) + 1)}"
    page.rules.append(ConditionalFormat(today, f"={address(page.row, 2)}=TODAY()", _TODAY))
    page.row = bands.draw(page.context, page.cells, page.heights, page.row + 1, days)
    for platform in page.platforms:
        _platform(page, platform, days, lines)
    page.heights[page.row] = GAP
    page.row += 1


def _monday(style: Style, day: date) -> Style:
    """A line on the left of each week."""
    return replace(style, left=_WEEK) if day.weekday() == 0 else style


def _platform(page: Page, platform: str, days: Sequence[date], lines: Lines) -> None:
    """As many lines as the platform has posts on its fullest day, under one name."""
    depth, top = _depth(page, platform, days), page.row
    small = replace(_NAME, size=9) if depth * lines.height < 26 else _NAME
    page.cells[top, 1] = StyledCell(platform, small)
    if depth > 1:
        page.merges.append((top, 1, top + depth - 1, 1))
    for n in range(depth):
        for column, day in enumerate(days, 2):
            own = page.posts.get((platform, day), ())
            found = cell(page.context, own[n], page.categories, lines) if n < len(own) else _blank(page, day)
            page.cells[page.row, column] = replace(found, style=_monday(found.style, day))
        page.heights[page.row] = lines.height
        page.row += 1


def _blank(page: Page, day: date) -> StyledCell:
    """A day without a post: outside of the calendar, of rest, or free."""
    horizon = page.context.plan.horizon
    within = horizon.first <= day <= horizon.last
    rest = day in horizon.closed_days or day in horizon.holidays or day.weekday() > 4
    return StyledCell(None, replace(_EMPTY, fill=(_CLOSED if rest else _FREE) if within else _OUTSIDE))
