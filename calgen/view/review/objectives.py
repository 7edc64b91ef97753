"""Each objective against its goal: the last reading, the way made beside the paces, and what is to be expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from calgen.book.sheet import Chart, StyledCell
from calgen.review.model import ObjectiveReview, PacePoint
from calgen.view import styles
from calgen.view.figure_sheet import add_title, reserve_rows, series
from calgen.view.review.review_sheet import (
    DATE,
    PRINTED,
    Cells,
    ReviewSheet,
    add_sentence,
    add_wide_headings,
    add_wide_row,
    column_pixels,
    number_cell,
)
from calgen.view.text_formulas import shorten

STATE_STYLES = {
    "ahead": styles.PRAISE,
    "on_track": styles.PRAISE,
    "behind": styles.DOUBT,
    "at_risk": styles.ALERT,
    "reached": styles.PRAISE,
    "missed": styles.ALERT,
    "unknown": replace(styles.DOUBT, fill=styles.NEUTRAL_FILL, color=styles.GREY_TEXT, bold=False),
}
COLUMNS = {1: "objective", 3: "reading", 4: "on_day", 5: "goal", 6: "deadline", 7: "progress",
           8: "planned_pace", 9: "linear_pace", 10: "state"}  # fmt: skip
_RIGHT = (3, 4, 5, 6, 7, 8, 9)
CHART_HEIGHT = 190  # pixels; two charts stand side by side
RIGHT_CHART = 6  # the column of the right one
MOST_CHARTS, MOST_POINTS = 6, 14
PACES = (("progress", styles.NAVY), ("planned_pace", styles.CHART_COLORS[0]), ("linear_pace", styles.GREY_TEXT))


def draw_objectives(sheet: ReviewSheet) -> None:
    """A row for each objective, with lines below it that say what is to be expected; charts of the readings."""
    if not sheet.review.objectives:
        return
    add_title(sheet, "objectives")
    add_wide_headings(sheet, {column: sheet.label(key) for column, key in COLUMNS.items()}, right=_RIGHT)
    for objective in sheet.review.objectives:
        add_wide_row(sheet, _cells(sheet, objective), spans={1: 2, 10: 12})
        for text in _lines(sheet, objective):
            add_sentence(sheet, text)
    _draw_charts(sheet)


def _cells(sheet: ReviewSheet, objective: ObjectiveReview) -> Cells:
    last, state = objective.last, objective.state.value
    look = STATE_STYLES[state]
    shown = replace(styles.NAME, fill=look.fill, color=look.color, bold=look.bold, indent=1)
    return {
        1: (objective.objective, replace(styles.NAME, bold=True)),
        3: number_cell(None if last is None else last.value, bold=True),
        4: (None if last is None else last.day, DATE),
        5: number_cell(objective.goal),
        6: (objective.deadline, DATE),
        7: (objective.progress, replace(styles.PERCENT, bold=True)),
        8: (objective.planned_pace, styles.PERCENT),
        9: (objective.linear_pace, styles.PERCENT),
        10: (sheet.say.state(state), shown),
    }


def _lines(sheet: ReviewSheet, objective: ObjectiveReview) -> Iterator[str]:
    say = sheet.say
    yield " ".join(filter(None, (say.kpi(objective), say.reading(objective), say.forecast(objective))))
    yield say.cost(objective)


def _draw_charts(sheet: ReviewSheet) -> None:
    """A chart for each of the first objectives that has readings along its weeks, two in a row."""
    shown = [row for row in sheet.review.objectives if any(point.reached is not None for point in row.pace)]
    for at, objective in enumerate(shown[:MOST_CHARTS]):
        if at % 2 == 0:
            sheet.row += 1
            sheet.blocks.append(sheet.row)
            top = reserve_rows(sheet, CHART_HEIGHT)
        _draw_chart(sheet, objective, top, at % 2)


def _draw_chart(sheet: ReviewSheet, objective: ObjectiveReview, top: int, side: int) -> None:
    """The way made beside both paces, week by week; the figures stand in folded columns."""
    first = sheet.fold_columns(len(PACES) + 1)
    points = shown_points(objective.pace)
    head, rows = top, (top + 1, top + len(points))
    for column, (key, _) in enumerate(PACES, first + 1):
        sheet.cells[head, column] = StyledCell(sheet.label(key), styles.SMALL_GREY)
    for row, point in enumerate(points, head + 1):
        sheet.cells[row, first] = StyledCell(point.day, replace(styles.SMALL_GREY, number="short_date"))
        for column, part in enumerate((point.reached, point.planned, point.linear), first + 1):
            if part is not None:
                sheet.cells[row, column] = StyledCell(part, replace(styles.SMALL_GREY, number="percent"))
    lines = [
        series(sheet, (head, column), first, column, rows, color=color)
        for column, (_, color) in enumerate(PACES, first + 1)
        if any((row, column) in sheet.cells for row in range(rows[0], rows[1] + 1))
    ]
    parts = [part for point in points for part in (point.reached, point.planned) if part is not None]
    chart = Chart(
        "line",
        shorten(objective.objective, 60),
        top,
        1 if side == 0 else RIGHT_CHART,
        column_pixels(1, RIGHT_CHART) - 14 if side == 0 else column_pixels(RIGHT_CHART, PRINTED + 1),
        CHART_HEIGHT,
        tuple(lines),
        percent=True,
        lowest=0 if min(parts) >= 0 else None,
        labels=sheet.context.words.formats()["short_date"],
    )
    sheet.charts.append(chart)


def shown_points(pace: Sequence[PacePoint]) -> Sequence[PacePoint]:
    """The weeks that a chart shows: every second or third where they are many, the last reading among them."""
    step = -(-len(pace) // MOST_POINTS)
    last = max((n for n, point in enumerate(pace) if point.reached is not None), default=0)
    return [point for n, point in enumerate(pace) if (n - last) % step == 0]
