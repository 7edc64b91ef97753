"""The month view: each month in two strips of days, with one line per platform; each post leads to its row.

A post stands in a cell of its own, in the colour of its category. A month fills a page of A4: its lines of posts share
the height that is left, so that few platforms are shown with room to spare, and many still fit.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import fsum

from calgen.book.grid import address
from calgen.book.sheet import ConditionalFormat, PrintSetup, Sheet, Style, StyledCell
from calgen.figures.counted_calendar import CountedCalendar
from calgen.view import styles
from calgen.view.month.bands import Bands
from calgen.view.month.posts import PostFormat, category_colors, post_cell
from calgen.view.view_context import ViewContext

STRIP_DAYS = 16  # the days of a strip: half a month, so that a day stays wide enough to be read on paper
NAME_WIDTH, DAY_WIDTH = 18.0, 9.6  # the widths of the columns, in characters
PAGE_HEIGHT = 640.0  # the points of a page at the scale of these widths
TITLE_HEIGHT, DAYS_HEIGHT, GAP_HEIGHT = 26.0, 16.0, 8.0
_ABOVE_FIRST = 61.0  # the points above the first month: title, purpose and legend of the tab
_DAY = Style(size=9, bold=True, color=styles.GREY_TEXT, align="center", bottom=styles.LINE_COLOR, number="day_of_month")
_REST = replace(_DAY, fill="#E9EDF1", color="#829AB1")
_BLANK = Style(size=9, border=styles.LINE_COLOR)
_FREE, _CLOSED, _OUTSIDE = "", "#F3F5F7", "#E9EDF1"
_NAME = Style(size=10, bold=True, color=styles.NAVY, border=styles.LINE_COLOR, wrap=True)
_SMALL_NAME = replace(_NAME, size=9)
_TODAY = Style(fill=styles.PRESENT, color="#8D6708", bold=True)
_WEEK_LINE = "#829AB1"  # on the left of each Monday

PostsByDay = Mapping[tuple[str, date], Sequence[int]]  # platform and day → the indexes of its posts


@dataclass(slots=True)
class MonthSheet:
    """The sheet as it is built, from the top down; `row` is the next free row."""

    context: ViewContext
    platforms: tuple[str, ...]
    categories: tuple[str, ...]
    posts: PostsByDay
    cells: dict[tuple[int, int], StyledCell]
    colors: Mapping[str, str]  # of categories, by any spelling of them
    heights: dict[int, float] = field(default_factory=dict)
    breaks: list[int] = field(default_factory=list)  # the first rows of the months
    formats: list[ConditionalFormat] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    row: int = 4


def sheet(context: ViewContext, calendar: CountedCalendar) -> Sheet:
    """The tab, with the names under which the posts of the calendar are counted."""
    title = context.titles["month"]
    platforms = _platforms(context, calendar)
    month = MonthSheet(
        context,
        platforms,
        calendar.categories,
        _posts_by_day(context, platforms),
        styles.tab_heading(title, context.words.help("month")),
        category_colors(context, calendar.categories),
    )
    _add_legend(month)
    for first in _months(calendar):
        month.breaks.append(month.row)
        _add_month(month, first)
    return Sheet(
        "month",
        title,
        month.cells,
        widths={1: NAME_WIDTH} | dict.fromkeys(range(2, STRIP_DAYS + 2), DAY_WIDTH),
        heights={1: 28.0, 2: 18.0, 3: 15.0} | month.heights,
        merges=tuple(month.merges),
        freeze=(0, 1),
        rules=tuple(month.formats),
        print=PrintSetup(
            breaks=tuple(month.breaks[1:]),
            area=f"A1:{address(max(month.row, 4), STRIP_DAYS + 1)}",
            columns=STRIP_DAYS + 1,
            footer=title,
        ),
        formats=context.words.formats(),
        tab_color=styles.OUTPUT_COLOR,
    )


def _platforms(context: ViewContext, calendar: CountedCalendar) -> tuple[str, ...]:
    """The platforms of the calendar, then those on which posts before or after its period stand alone."""
    names = {name.casefold(): name for name in calendar.platforms}
    for post in context.plan.posts:
        if post.platform and post.status != "cancelled":
            names.setdefault(post.platform.casefold(), post.platform)
    return tuple(names.values())


def _posts_by_day(context: ViewContext, platforms: Sequence[str]) -> PostsByDay:
    """The posts that are not cancelled, by platform and day, in the order of their hours."""
    spellings = {name.casefold(): name for name in platforms}
    posts = context.plan.posts
    found: dict[tuple[str, date], list[int]] = {}
    for index, post in enumerate(posts):
        if post.status != "cancelled" and post.platform:
            found.setdefault((spellings[post.platform.casefold()], post.day), []).append(index)
    for indexes in found.values():
        if len(indexes) > 1:
            indexes.sort(key=lambda index: posts[index].sort_key)
    return found


def _months(calendar: CountedCalendar) -> Iterator[date]:
    """The first days of the months, from the first day or post to the last."""
    days = [calendar.horizon.first, calendar.horizon.last, *(post.day for post in calendar.posts if post.day)]
    first, last = min(days).replace(day=1), max(days)
    while first <= last:
        yield first
        first = (first + timedelta(days=31)).replace(day=1)


def _add_legend(month: MonthSheet) -> None:
    words = month.context.words
    month.cells[3, 1] = StyledCell(words.text("labels", "legend"), Style(size=9, color=styles.GREY_TEXT))
    for n, code in enumerate(month.categories[:STRIP_DAYS]):
        style = Style(size=9, fill=styles.category_color(month.categories, code), align="center")
        month.cells[3, 2 + n] = StyledCell(month.context.category_name(code), style)


def _add_month(month: MonthSheet, first: date) -> None:
    """A month: its title, then its strips that hold a day of the calendar or a post."""
    room = PAGE_HEIGHT - TITLE_HEIGHT - (_ABOVE_FIRST if len(month.breaks) == 1 else 0.0)
    title = f"{month.context.words.month(first.month)} {first.year}"
    month.cells[month.row, 1] = StyledCell(title, Style(size=16, bold=True, color=styles.NAVY))
    month.heights[month.row] = TITLE_HEIGHT
    month.row += 1
    days = [first.replace(day=n) for n in range(1, monthrange(first.year, first.month)[1] + 1)]
    shown = [strip for strip in (days[:STRIP_DAYS], days[STRIP_DAYS:]) if _is_shown(month, strip)]
    strips = [(strip, Bands(month.context, strip)) for strip in shown]
    room -= fsum(DAYS_HEIGHT + GAP_HEIGHT + bands.height for _, bands in strips)
    lines = sum(_lines(month, platform, strip) for strip in shown for platform in month.platforms)
    for strip, bands in strips:
        _add_strip(month, strip, bands, PostFormat.sharing(room, lines))


def _is_shown(month: MonthSheet, strip: Sequence[date]) -> bool:
    horizon = month.context.plan.horizon
    within = horizon.first <= strip[-1] and strip[0] <= horizon.last
    return within or any((platform, day) in month.posts for platform in month.platforms for day in strip)


def _lines(month: MonthSheet, platform: str, strip: Sequence[date]) -> int:
    """The lines that a platform takes: the most posts that it has on a day."""
    return max(1, *(len(month.posts.get((platform, day), ())) for day in strip))


def _add_strip(month: MonthSheet, days: Sequence[date], bands: Bands, format_: PostFormat) -> None:
    holidays = month.context.plan.horizon.holidays
    for column, day in enumerate(days, 2):
        rest = day in holidays or day.weekday() > 4
        month.cells[month.row, column] = StyledCell(day, _with_week_line(_REST if rest else _DAY, day))
    month.heights[month.row] = DAYS_HEIGHT
    today = f"{address(month.row, 2)}:{address(month.row, len(days) + 1)}"
    month.formats.append(ConditionalFormat(today, f"={address(month.row, 2)}=TODAY()", _TODAY))
    month.row = bands.draw(month.cells, month.heights, month.row + 1)
    blanks = {day: _blank(month, day) for day in days}
    for platform in month.platforms:
        _add_platform(month, platform, blanks, format_)
    month.heights[month.row] = GAP_HEIGHT
    month.row += 1


def _with_week_line(style: Style, day: date) -> Style:
    """A style with a line on the left of each week."""
    return replace(style, left=_WEEK_LINE) if day.weekday() == 0 else style


def _add_platform(month: MonthSheet, platform: str, blanks: Mapping[date, StyledCell], format_: PostFormat) -> None:
    """The lines of a platform on the days of `blanks`, under one name."""
    days = [*blanks]
    lines, top = _lines(month, platform, days), month.row
    month.cells[top, 1] = StyledCell(platform, _SMALL_NAME if lines * format_.height < 26 else _NAME)
    if lines > 1:
        month.merges.append((top, 1, top + lines - 1, 1))
    for n in range(lines):
        for column, (day, blank) in enumerate(blanks.items(), 2):
            indexes = month.posts.get((platform, day), ())
            month.cells[month.row, column] = (
                post_cell(month.context, indexes[n], month.colors, format_, monday=day.weekday() == 0)
                if n < len(indexes)
                else blank
            )
        month.heights[month.row] = format_.height
        month.row += 1


def _blank(month: MonthSheet, day: date) -> StyledCell:
    """A day without a post: outside of the calendar, of rest, or free."""
    horizon = month.context.plan.horizon
    within = horizon.first <= day <= horizon.last
    rest = day in horizon.closed_days or day in horizon.holidays or day.weekday() > 4
    fill = (_CLOSED if rest else _FREE) if within else _OUTSIDE
    return StyledCell(None, _with_week_line(replace(_BLANK, fill=fill), day))
