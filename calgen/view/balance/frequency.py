"""Frequency: the posts asked, planned and published per platform, and week by week."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from calgen.book.grid import letter
from calgen.book.sheet import ConditionalFormat, StyledCell
from calgen.figures import frequency
from calgen.figures.frequency import PlatformFrequency, WeekFrequency
from calgen.view import styles
from calgen.view.balance.balance_sheet import BalanceSheet
from calgen.view.balance.formulas import ANY_NAME, count_posts, count_posts_between, name_criterion, word_criterion
from calgen.view.balance.live_asked import draw_note, live_frequencies
from calgen.view.balance.live_frequency import LiveFrequency
from calgen.view.figure_sheet import (
    BAD,
    BAR,
    DOUBTFUL,
    Figure,
    add_chart_beside,
    add_headings,
    add_row,
    add_title,
    add_wide_chart,
    column_range,
    headings_height,
    reserve_rows,
    series,
)
from calgen.view.view_context import ViewContext, quoted_text

WEEKS_HEIGHT = 138  # of the weeks' chart, which stands above their table, in pixels
_TOTAL_STYLES = (
    styles.DECIMAL_NUMBER,
    styles.DECIMAL_NUMBER,
    styles.WHOLE_NUMBER,
    styles.DECIMAL_NUMBER,
    styles.WHOLE_NUMBER,
)
_SOFT = replace(styles.DECIMAL_NUMBER, color=styles.GREY_TEXT)


def draw_platforms(sheet: BalanceSheet) -> None:
    """Posts asked, planned and published per platform, with a chart beside; rows are left for that of the weeks."""
    add_title(sheet, "frequency")
    add_headings(sheet, sheet.labels("platform", "per_week", "asked", "planned", "gap", "published"))
    top, rows = sheet.row, frequency.by_platform(sheet.calendar)
    live = live_frequencies(sheet, top)
    for platform in rows:
        add_row(sheet, platform.platform, _platform_figures(sheet, platform, live.get(platform.platform)))
    last = sheet.row - 1
    add_row(sheet, sheet.label("total"), _totals(rows, top, last), replace(styles.NAME, bold=True))
    draw_note(sheet, "frequency")
    colors = ((3, BAR), (4, styles.NAVY))
    bars = [series(sheet, (top - 1, at), 1, at, (top, last), color=color) for at, color in colors]
    height = max(150, 60 + 18 * len(rows))
    add_chart_beside(sheet, "bar", "chart_platforms", sheet.blocks[-1], bars, height=height)
    sheet.heights[sheet.row] = 5.0
    sheet.row += 1
    sheet.refs["weeks"] = str(reserve_rows(sheet, WEEKS_HEIGHT))
    gaps = column_range(5, top, last)
    sheet.formats += [
        ConditionalFormat(gaps, f"=ABS(E{top})>MAX(1,C{top}/10)+0.001", BAD),
        ConditionalFormat(gaps, f"=ABS(E{top})>1.001", DOUBTFUL),
    ]
    sheet.refs |= {"gaps": gaps, "asked_each": column_range(3, top, last)}
    sheet.live |= live
    sheet.refs |= {"frequency_top": str(top), "asked": f"C{last + 1}", "planned": f"D{last + 1}"}


def _platform_figures(sheet: BalanceSheet, platform: PlatformFrequency, live: LiveFrequency | None) -> list[Figure]:
    context, row = sheet.context, sheet.row
    criterion = ("platform", name_criterion(platform.platform, f"$A{row}"))
    published = ("status", _published(context))
    return [
        (float(platform.per_week), live.per_week(platform.per_week) if live else "", styles.DECIMAL_NUMBER),
        (float(platform.asked), live.asked(platform.asked) if live else "", styles.DECIMAL_NUMBER),
        (platform.planned, "=" + count_posts(context, criterion), styles.WHOLE_NUMBER),
        (float(platform.gap), f"=D{row}-C{row}", styles.DECIMAL_NUMBER),
        (platform.published, "=" + count_posts(context, criterion, published), styles.WHOLE_NUMBER),
    ]


def _published(context: ViewContext) -> str:
    """The criterion of a published post."""
    return word_criterion(context, "status", "published", quoted_text(context.words.choice("status", "published")))


def _totals(rows: tuple[PlatformFrequency, ...], top: int, last: int) -> list[Figure]:
    values = (
        float(sum(row.per_week for row in rows)),
        float(sum(row.asked for row in rows)),
        sum(row.planned for row in rows),
        float(sum(row.gap for row in rows)),
        sum(row.published for row in rows),
    )
    return [
        (value, f"=SUM({column_range(column, top, last)})", replace(style, bold=True))
        for column, (value, style) in enumerate(zip(values, _TOTAL_STYLES, strict=True), 2)
    ]


def draw_weeks(sheet: BalanceSheet) -> None:
    """A week a row, a platform a column: what is planned, in colour where it leaves the cadence."""
    add_title(sheet, "by_week")
    names = sheet.calendar.platforms
    add_headings(sheet, [*sheet.labels("week"), *names, *sheet.labels("asked", "planned", "gap", "published")])
    head, top, folded = sheet.row - 1, sheet.row, sheet.fold_columns(len(names))
    for column, name in enumerate(names, folded):
        title = f"{name}\n{sheet.label('asked')}"
        sheet.cells[head, column] = StyledCell(title, replace(styles.HEADING, align="right"))
        sheet.heights[head] = max(sheet.heights[head], headings_height(["", title]))
    for week in frequency.by_week(sheet.calendar):
        _add_week(sheet, week, head, folded)
    rows, end = (top, sheet.row - 1), len(names) + 1
    _color_weeks(sheet, rows, end, folded)
    bars = [series(sheet, (head, n), 1, n, rows, color=styles.chart_color(n - 2)) for n in range(2, end + 1)]
    line = series(sheet, (head, end + 1), 1, end + 1, rows, color=styles.DARK_TEXT, line=True)
    days, at = sheet.context.words.formats()["short_date"], int(sheet.refs["weeks"])
    add_wide_chart(sheet, "stacked", "chart_frequency", at, [*bars, line], height=WEEKS_HEIGHT, labels=days)


def _color_weeks(sheet: BalanceSheet, rows: tuple[int, int], end: int, folded: int) -> None:
    """Colours where a platform's week, or the week of all, is far from what is asked."""
    top = rows[0]
    for step, column in enumerate(range(2, end + 1)):
        gap = f"=ABS({letter(column)}{top}-{letter(folded + step)}{top})"
        sheet.formats += [
            ConditionalFormat(column_range(column, *rows), f"{gap}>=2", BAD),
            ConditionalFormat(column_range(column, *rows), f"{gap}>1", DOUBTFUL),
        ]
    gap, gaps = f"=ABS({letter(end + 3)}{top})", column_range(end + 3, *rows)
    sheet.formats += [ConditionalFormat(gaps, f"{gap}>=3", BAD), ConditionalFormat(gaps, f"{gap}>=2", DOUBTFUL)]


def _add_week(sheet: BalanceSheet, week: WeekFrequency, head: int, folded: int) -> None:
    context, row, names = sheet.context, sheet.row, sheet.calendar.platforms
    week_of = partial(count_posts_between, context, f"$A{row}", f"$A{row}+7")
    figures: list[Figure] = []
    for column, name in enumerate(names, 2):
        criterion = ("platform", name_criterion(name, f"{letter(column)}${head}"))
        figures.append((week.planned_on[name], "=" + week_of(criterion), styles.WHOLE_NUMBER))
    for column, name in enumerate(names, folded):
        live = sheet.live.get(name)
        formula = live.asked_in(week.monday, week.asked_of[name]) if live else ""
        sheet.cells[row, column] = StyledCell(float(week.asked_of[name]), _SOFT, formula)
    end, published = len(names) + 1, _published(context)
    done = "=" + week_of(("platform", ANY_NAME), ("status", published))
    asked = f"=SUM({letter(folded)}{row}:{letter(folded + len(names) - 1)}{row})"
    figures += [
        (float(week.asked), asked, _SOFT),
        (week.planned, f"=SUM(B{row}:{letter(end)}{row})", replace(styles.WHOLE_NUMBER, bold=True)),
        (float(week.gap), f"={letter(end + 2)}{row}-{letter(end + 1)}{row}", styles.DECIMAL_NUMBER),
        (week.published, done, styles.WHOLE_NUMBER),
    ]
    add_row(sheet, week.monday, figures, replace(styles.NAME, number="date", align="left"))
