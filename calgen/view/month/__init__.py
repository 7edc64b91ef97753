"""The month view: each month in weeks, Monday to Sunday across, platforms down; each post leads to its row.

A post stands in a cell of its own, with its hour, the signs of its category and status, and its title. A page may begin
with a month, or with a week within it; a month that has room below the last one follows on its page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import fsum

from calgen.book.grid import address
from calgen.book.sheet import ConditionalFormat, PrintSetup, Sheet, Style, StyledCell
from calgen.figures.counted_calendar import CountedCalendar
from calgen.view import styles
from calgen.view.month.bands import BandKind, band_kinds
from calgen.view.month.heading import add_heading, status_legend
from calgen.view.month.posts import DAY_WIDTH, NAME_WIDTH, PostCells
from calgen.view.month.weeks import (
    DAYS_HEIGHT,
    GAP_HEIGHT,
    LETTERS,
    Letters,
    PostRow,
    PostsByDay,
    Week,
    page_starts,
    week,
    weeks_of,
)
from calgen.view.text_width import cell_text_width, fit_text
from calgen.view.view_context import ViewContext

PAGE_HEIGHT = 640.0  # the points of a page at the scale of the columns' widths
TITLE_HEIGHT = 27.0
_LAST = 8  # the column of Sundays
_MONTH = Style(size=16, bold=True, color=styles.NAVY)
_DAY = Style(size=9, bold=True, color=styles.DARK_TEXT, align="left", bottom=styles.WEEK_LINE, number="day_of_month")
_REST = replace(_DAY, color=styles.GREY_TEXT, bold=False)
_WEEK = Style(size=8, color=styles.GREY_TEXT, bottom=styles.WEEK_LINE)
_BLANK = Style(size=9, border=styles.LINE_COLOR)
_NAME = Style(size=9, bold=True, color=styles.NAVY, border=styles.LINE_COLOR, wrap=True, valign="top")
_PRESENT_WEEK = Style(fill=styles.PRESENT)
_TODAY = Style(fill=styles.TODAY_FILL, color=styles.DARK_TEXT, bold=True)


@dataclass(slots=True)
class MonthSheet:
    """The sheet as it is built, from the top down; `row` is the next free row."""

    context: ViewContext
    platforms: tuple[str, ...]
    posts: PostsByDay
    kinds: tuple[BandKind, ...]
    maker: PostCells
    cells: dict[tuple[int, int], StyledCell]
    heights: dict[int, float] = field(default_factory=dict)
    breaks: list[int] = field(default_factory=list)  # the first rows of pages
    formats: list[ConditionalFormat] = field(default_factory=list)
    row: int = 4

    @property
    def left(self) -> float:
        """The points that are left on the page of the next free row."""
        top = self.breaks[-1] if self.breaks else 1
        return PAGE_HEIGHT - fsum(height for row, height in self.heights.items() if row >= top)


def sheet(context: ViewContext, calendar: CountedCalendar) -> Sheet:
    """The tab, with the names under which the posts of the calendar are counted."""
    title = context.titles["month"]
    platforms = _platforms(context, calendar)
    posts = _posts_by_day(context, platforms)
    cells = styles.tab_heading(title, context.words.help("month"))
    maker = PostCells(context, calendar.categories, status_legend(calendar.categories))
    month = MonthSheet(context, platforms, posts, band_kinds(context), maker, cells)
    month.row, month.heights = add_heading(context, calendar.categories, cells)
    for n, first in enumerate(_months(calendar)):
        _add_month(month, first, is_first=not n)
    return Sheet(
        "month",
        title,
        month.cells,
        widths={1: NAME_WIDTH} | dict.fromkeys(range(2, _LAST + 1), DAY_WIDTH),
        heights=month.heights,
        freeze=(0, 1),
        rules=tuple(month.formats),
        print=PrintSetup(
            breaks=tuple(month.breaks),
            area=f"A1:{address(max(month.row, 4), _LAST)}",
            columns=_LAST,
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


def _add_month(month: MonthSheet, first: date, *, is_first: bool) -> None:
    """A month: its title, then its weeks that hold a day of the calendar or a post."""
    shown = [days for days in weeks_of(first) if _is_shown(month, days)]
    room = month.left - TITLE_HEIGHT
    weeks, starts = _best_laid_out(month, shown, room)
    if starts and not is_first:
        month.breaks.append(month.row)
        weeks, starts = _best_laid_out(month, shown, PAGE_HEIGHT - TITLE_HEIGHT)
    name = f"{month.context.words.month(first.month)} {first.year}"
    month.cells[month.row, 1] = StyledCell(name, _MONTH)
    month.heights[month.row] = TITLE_HEIGHT
    month.row += 1
    for n, item in enumerate(weeks):
        _add_week(month, item, starts.get(n, ()))


def _best_laid_out(
    month: MonthSheet, shown: Sequence[tuple[date, ...]], room: float
) -> tuple[list[Week], dict[int, tuple[int, ...]]]:
    """The weeks in the most readable letters of those that need the fewest pages."""
    found = [_laid_out(month, shown, room, letters) for letters in LETTERS]
    return min(found, key=lambda made: sum(map(len, made[1].values())))


def _laid_out(
    month: MonthSheet, shown: Sequence[tuple[date, ...]], room: float, letters: Letters
) -> tuple[list[Week], dict[int, tuple[int, ...]]]:
    """The weeks with posts in such letters, and where pages begin in them."""
    weeks = [
        week(days, month.platforms, month.posts, month.kinds, month.maker.needed_lines, letters) for days in shown
    ]
    return weeks, page_starts(weeks, room, PAGE_HEIGHT)


def _is_shown(month: MonthSheet, days: Sequence[date]) -> bool:
    horizon = month.context.plan.horizon
    within = horizon.first <= days[-1] and days[0] <= horizon.last
    return within or any((platform, day) in month.posts for platform in month.platforms for day in days)


def _add_week(month: MonthSheet, item: Week, starts: Sequence[int]) -> None:
    if 0 in starts:
        month.breaks.append(month.row)
    _add_days(month, item)
    for bands in item.bands:
        for column, cell in bands.cells(item.days):
            month.cells[month.row, column] = cell
        month.heights[month.row] = bands.height()
        month.row += 1
    blanks = {day.weekday(): _blank_style(month, day) for day in item.days}
    for n, row in enumerate(item.rows):
        if n and n in starts:
            month.breaks.append(month.row)
            _add_days(month, item)
        _add_row(month, row, blanks, is_named=row.is_first or n in starts)
    month.heights[month.row] = GAP_HEIGHT
    month.row += 1


def _add_days(month: MonthSheet, item: Week) -> None:
    """The row of the days of a week, with its number."""
    holidays, row = month.context.plan.horizon.holidays, month.row
    number = month.context.words.text("labels", "week_number", n=item.monday.isocalendar().week)
    month.cells[row, 1] = StyledCell(number, _WEEK)
    for day in item.days:
        style = _REST if day in holidays or day.weekday() > 4 else _DAY
        month.cells[row, 2 + day.weekday()] = StyledCell(day, style)
    month.heights[row] = DAYS_HEIGHT
    first, last = (2 + day.weekday() for day in (item.days[0], item.days[-1]))
    days, start = f"{address(row, first)}:{address(row, last)}", address(row, first)
    this_week = f"=AND(ISNUMBER({start}),INT(({start}-2)/7)=INT((TODAY()-2)/7))"
    month.formats.append(ConditionalFormat(days, f"={start}=TODAY()", _TODAY))
    month.formats.append(ConditionalFormat(days, this_week, _PRESENT_WEEK))
    month.row += 1


def _add_row(month: MonthSheet, row: PostRow, blanks: dict[int, Style], *, is_named: bool) -> None:
    """A row of a platform; its name stands on the first of its rows on a page."""
    name = fit_text(row.platform, cell_text_width(NAME_WIDTH), max(1, row.lines), 9, bold=True) if is_named else None
    month.cells[month.row, 1] = StyledCell(name, _NAME)
    for weekday, style in blanks.items():
        index = row.posts[weekday]
        cell = StyledCell(None, style) if index is None else month.maker.cell(index, row.lines, row.size)
        month.cells[month.row, 2 + weekday] = cell
    month.heights[month.row] = row.height
    month.row += 1


def _blank_style(month: MonthSheet, day: date) -> Style:
    """The look of a day without a post: outside of the calendar, of rest, or free."""
    horizon = month.context.plan.horizon
    within = horizon.first <= day <= horizon.last
    rest = day in horizon.closed_days or day in horizon.holidays or day.weekday() > 4
    return replace(_BLANK, fill=(styles.CLOSED_FILL if rest else "") if within else styles.OUTSIDE_FILL)
