"""The year on a page: the weeks of the calendar across, campaigns, key dates and holidays as bars, posts a week below.

One strip holds a year of weeks; a longer calendar has a second strip below. The tab is printed on one page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from calgen.book.grid import address, letter
from calgen.book.sheet import ConditionalFormat, PrintSetup, Sheet, Style, StyledCell
from calgen.figures.counted_calendar import CountedCalendar
from calgen.figures.frequency import WeekFrequency, by_week
from calgen.view import styles
from calgen.view.balance.formulas import count_posts_between, name_criterion
from calgen.view.month.bands import BandKind, band_kinds
from calgen.view.text_width import cell_text_width, fit_text, text_width
from calgen.view.view_context import ViewContext
from calgen.view.year.lanes import NAME_SIZE, Bar, lanes_of

NAME_WIDTH = 22.0  # of the column of labels, in characters
MOST_WEEKS = 53  # of a strip
_PIXELS, _WIDEST = 1120, 68  # of all weeks together, and of one
_LEAST_COLUMNS = 16  # beside the labels: names may run beyond a short calendar
_LEGEND_ROW = 3
_ROW, _BAR_ROW, _GAP = 15.75, 13.5, 12.0  # heights in points
_LABEL = Style(size=9, color=styles.GREY_TEXT)
_PLATFORM = Style(size=9, bold=True, color=styles.NAVY, bottom=styles.LINE_COLOR)
_MONTH = Style(size=9, bold=True, color=styles.NAVY)
_DAY = Style(size=8, color=styles.GREY_TEXT, align="center", bottom=styles.WEEK_LINE, number="day_number")
_TODAY = Style(size=8, bold=True, color=styles.DARK_TEXT, align="center")
_COUNT = Style(align="center", color=styles.DARK_TEXT, bottom=styles.LINE_COLOR, number="posts")
_PRESENT = Style(fill=styles.PRESENT, bold=True)
_FORMATS = {"day_number": "d", "posts": '0;-0;"·"'}


@dataclass(slots=True)
class YearSheet:
    """The sheet as it is built, from the top down; `row` is the next free row."""

    context: ViewContext
    platforms: tuple[str, ...]
    kinds: tuple[BandKind, ...]
    cells: dict[tuple[int, int], StyledCell]
    columns: int  # beside that of the labels
    pixels: int  # the width of a week
    steps: tuple[int, int, int]  # the posts of a platform in a week from which on each of the shades stands
    heights: dict[int, float] = field(default_factory=dict)
    formats: list[ConditionalFormat] = field(default_factory=list)
    row: int = 4

    @property
    def week_width(self) -> float:
        """The points of a week."""
        return self.pixels * 0.75


def sheet(context: ViewContext, calendar: CountedCalendar) -> Sheet:
    """The tab, with the names under which the posts of the calendar are counted."""
    title, weeks = context.titles["year"], by_week(calendar)
    strips = _strips(weeks)
    columns = max(_LEAST_COLUMNS, len(strips[0]))
    pixels = min(_WIDEST, _PIXELS // columns)
    year = YearSheet(
        context, calendar.platforms, band_kinds(context), styles.tab_heading(title, context.words.help("year")),
        columns, pixels, _steps(weeks),
    )  # fmt: skip
    for strip in strips:
        _add_strip(year, strip)
    _add_legend(year)
    return Sheet(
        "year",
        title,
        year.cells,
        widths={1: NAME_WIDTH} | dict.fromkeys(range(2, columns + 2), (pixels - 5) / 7),
        heights={1: 28.0, 2: 18.0} | year.heights,
        freeze=(0, 1),
        rules=tuple(year.formats),
        print=PrintSetup(area=f"A1:{address(year.row, columns + 1)}", footer=title, one_page=True),
        formats=context.words.formats() | _FORMATS,
        tab_color=styles.OUTPUT_COLOR,
    )


def _add_legend(year: YearSheet) -> None:
    """What the colours of weeks and of their posts mean, in the row above the strips: cells, each before its words."""
    words, column = year.context.words, 2
    shades = zip(year.steps, styles.SHADES, strict=True)
    week, posts = ("▲", styles.PRESENT), [(f"{least}+", fill) for least, fill in shades]
    meanings = (([week], words.text("labels", "legend_week")), (posts, words.text("labels", "chart_frequency")))
    for shown, meaning in meanings:
        for text, fill in shown:
            year.cells[_LEGEND_ROW, column] = StyledCell(text, replace(_TODAY, fill=fill))
            column += 1
        year.cells[_LEGEND_ROW, column] = StyledCell(meaning, replace(_LABEL, indent=1))
        column += 1 + int((text_width(meaning, 9) + 14) / year.week_width)


def _strips(weeks: Sequence[WeekFrequency]) -> list[Sequence[WeekFrequency]]:
    """The weeks in strips of about the same length, none longer than a year."""
    count = -(-len(weeks) // MOST_WEEKS)
    size = -(-len(weeks) // count)
    return [weeks[start : start + size] for start in range(0, len(weeks), size)]


def _add_strip(year: YearSheet, weeks: Sequence[WeekFrequency]) -> None:
    mondays = [week.monday for week in weeks]
    _add_months(year, mondays)
    days = _add_days(year, mondays)
    for kind in year.kinds:
        for n, lane in enumerate(lanes_of(kind.bands, mondays, year.columns, year.week_width)):
            _add_lane(year, "" if n else kind.label, lane, kind.style)
    _add_counts(year, weeks, days)
    year.heights[year.row] = _GAP
    year.row += 1


def _add_months(year: YearSheet, mondays: Sequence[date]) -> None:
    """The names of the months, each over its weeks, as far as there is room."""
    years = sorted({mondays[0].year, mondays[-1].year})
    year.cells[year.row, 1] = StyledCell(" – ".join(map(str, years)), Style(size=11, bold=True, color=styles.NAVY))
    starts = [n for n, day in enumerate(mondays) if not n or day.month != mondays[n - 1].month]
    for start, end in zip(starts, [*starts[1:], max(len(mondays), year.columns)], strict=True):
        name, room = year.context.words.month(mondays[start].month), (end - start) * year.week_width - 4
        full, short = f"{name} {mondays[start].year}", year.context.words.locale.short_months[mondays[start].month - 1]
        found = (text for text in (full, name, short, name[:1]) if text_width(text, 9, bold=True) <= room)
        year.cells[year.row, 2 + start] = StyledCell(next(found, ""), _MONTH)
    year.heights[year.row] = 16.5
    year.row += 1


def _add_days(year: YearSheet, mondays: Sequence[date]) -> int:
    """The first days of the weeks, and a mark below the present one; the row of the days."""
    row, first, last = year.row, address(year.row, 2), address(year.row, len(mondays) + 1)
    year.cells[row, 1] = StyledCell(year.context.words.text("labels", "week_of"), _LABEL)
    for n, monday in enumerate(mondays):
        year.cells[row, 2 + n] = StyledCell(monday, _DAY)
        day, is_present = address(row, 2 + n), monday <= year.context.today < monday + timedelta(days=7)
        mark = f'=IF(AND(TODAY()>={day},TODAY()<{day}+7),"▲","")'
        year.cells[row + 1, 2 + n] = StyledCell("▲" if is_present else "", _TODAY, mark)
    year.formats.append(
        ConditionalFormat(f"{first}:{last}", f"=AND(TODAY()>={first},TODAY()<{first}+7)", _PRESENT)
    )
    year.heights |= {row: _ROW, row + 1: 10.5}
    year.row += 2
    return row


def _add_lane(year: YearSheet, label: str, lane: Sequence[Bar], style: Style) -> None:
    """A row of bars with their names; the label of their kind stands on its first one."""
    if label:
        year.cells[year.row, 1] = StyledCell(_fitted(label, _LABEL), _LABEL)
    for bar in lane:
        for week in range(bar.first, bar.last + 1):
            year.cells[year.row, 2 + week] = StyledCell(None, replace(style, size=NAME_SIZE))
        text = replace(style, size=NAME_SIZE)
        before = replace(text, fill="", align="right")
        year.cells[year.row, 2 + bar.at] = StyledCell(bar.name, before if bar.is_before else text)
    year.heights[year.row] = _BAR_ROW
    year.row += 1


def _add_counts(year: YearSheet, weeks: Sequence[WeekFrequency], days: int) -> None:
    """The posts of each week, platform by platform, then of all."""
    context, top = year.context, year.row + 1
    year.cells[year.row, 1] = StyledCell(context.words.text("labels", "chart_frequency"), _LABEL)
    year.heights[year.row] = _ROW
    for row, name in enumerate(year.platforms, top):
        year.cells[row, 1] = StyledCell(_fitted(name, _PLATFORM), _PLATFORM)
        style = _count_style(year, max((week.planned_on[name] for week in weeks), default=0))
        for column, week in enumerate(weeks, 2):
            day = f"{letter(column)}${days}"
            formula = "=" + count_posts_between(context, day, f"{day}+7", ("platform", name_criterion(name)))
            year.cells[row, column] = StyledCell(week.planned_on[name], style, formula)
        year.heights[row] = _ROW
    last = top + len(year.platforms) - 1
    year.cells[last + 1, 1] = StyledCell(context.words.text("labels", "total"), _PLATFORM)
    style = replace(_count_style(year, max((week.planned for week in weeks), default=0)), bold=True)
    for column, week in enumerate(weeks, 2):
        total = f"=SUM({address(top, column)}:{address(last, column)})"
        year.cells[last + 1, column] = StyledCell(week.planned, style, total)
    year.heights[last + 1] = _ROW
    _shade(year, (top, last), weeks)
    year.row = last + 2


def _shade(year: YearSheet, rows: tuple[int, int], weeks: Sequence[WeekFrequency]) -> None:
    """Shades of the posts of platforms: the more posts in a week, the darker."""
    first, ref = address(rows[0], 2), f"{address(rows[0], 2)}:{address(rows[1], len(weeks) + 1)}"
    for least, fill in reversed([*zip(year.steps, styles.SHADES, strict=True)]):
        year.formats.append(ConditionalFormat(ref, f"={first}>={least}", Style(fill=fill)))


def _steps(weeks: Sequence[WeekFrequency]) -> tuple[int, int, int]:
    """From how many posts of a platform in a week on each of the shades stands."""
    most = max((count for week in weeks for count in week.planned_on.values()), default=0)
    return 1, max(2, -(-most // 3)), max(3, -(-2 * most // 3))


def _count_style(year: YearSheet, most: int) -> Style:
    """The style of numbers up to `most`: no program shows a number that is wider than its cell."""
    room = cell_text_width((year.pixels - 5) / 7) / text_width("0" * len(str(most * 2)), 1, bold=True)
    return replace(_COUNT, size=max(4.0, min(9.0, int(room * 2) / 2)))


def _fitted(text: str, style: Style) -> str:
    return fit_text(text, cell_text_width(NAME_WIDTH), 1, style.size, bold=style.bold)
