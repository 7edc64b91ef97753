"""Hours: what is asked of each person in each week, and what each has, routines and days off deducted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import fsum

from calgen.book.grid import letter
from calgen.book.sheet import ConditionalFormat, StyledCell
from calgen.figures import hours
from calgen.figures.hours import PersonHours
from calgen.view import styles
from calgen.view.balance.balance_sheet import BalanceSheet
from calgen.view.balance.formulas import name_criterion, not_cancelled
from calgen.view.balance.live_asked import draw_note, live_available, live_hours
from calgen.view.figure_sheet import (
    BAD,
    Figure,
    add_chart_beside,
    add_headings,
    add_row,
    add_title,
    column_range,
    series,
)
from calgen.view.view_context import quoted_text

PEOPLE_A_TABLE = 5
CHARTED_PEOPLE = 2  # the most people beside whose table a chart has its place
CHART_HEIGHT = 290
_HOURS = replace(styles.WHOLE_NUMBER, number="0.0#")
_AVAILABLE = replace(_HOURS, color=styles.GREY_TEXT)

_Weeks = dict[date, dict[str, PersonHours]]


def draw_weeks(sheet: BalanceSheet) -> None:
    """A week a row, a person two columns; people who do not fit stand in a table below."""
    people, found = hours.people(sheet.calendar), _Weeks()
    if not people:
        return
    for row in hours.by_week(sheet.calendar):
        found.setdefault(row.week, {})[row.person] = row
    add_title(sheet, "hours")
    first = sheet.blocks[-1]
    for at in range(0, len(people), PEOPLE_A_TABLE):
        if at:
            sheet.blocks.append(sheet.row)
        _draw_table(sheet, people[at : at + PEOPLE_A_TABLE], found, first if len(people) <= CHARTED_PEOPLE else 0)
        sheet.row += 1
    draw_note(sheet, "hours")
    sheet.row += 1


def _draw_table(sheet: BalanceSheet, people: Sequence[str], weeks: _Weeks, chart_row: int) -> None:
    """The weeks of some people, with a chart beside whose first row is `chart_row`, if not 0."""
    pairs = [f"{name}\n{label}" for name in people for label in sheet.labels("hours_asked", "hours_held")]
    add_headings(sheet, [*sheet.labels("week"), *pairs])
    head, top = sheet.row - 1, sheet.row
    team = {person.person: person for person in sheet.calendar.strategy.team}
    live = {name: live_hours(sheet, top, team[name]) for name in people if name in team}
    for week, persons in weeks.items():
        figures: list[Figure] = []
        for name in people:
            available = persons[name].available
            figures.append((float(persons[name].asked), _sum_formula(sheet, name), _HOURS))
            formula = f"={live_available(live[name], team[name], week)}" if live.get(name) else ""
            figures.append((None if available is None else float(available), formula, _AVAILABLE))
        add_row(sheet, week, figures, replace(styles.NAME, number="date", align="left"))
    rows = (top, sheet.row - 1)
    for column in range(2, 2 + 2 * len(people), 2):
        asked, available_cell = f"{letter(column)}{top}", f"{letter(column + 1)}{top}"
        formula = f"=AND(ISNUMBER({available_cell}),{asked}>N({available_cell})+0.001)"
        sheet.formats.append(ConditionalFormat(column_range(column, *rows), formula, BAD))
        _add_to_totals(sheet, column_range(column, *rows), column_range(column + 1, *rows))
    if chart_row:
        _draw_chart(sheet, people, chart_row, head, rows)


def _add_to_totals(sheet: BalanceSheet, asked: str, there: str) -> None:
    """Adds the hours of a person to the sums that the question looks at; without a team all hours are missing."""
    beyond = f'SUMPRODUCT(({asked}-{there})*({there}<>"")*({asked}>{there}))'
    missing = beyond if sheet.calendar.strategy.team else f"SUM({asked})"
    for key, formula in (("asked", f"SUM({asked})"), ("there", f"SUM({there})"), ("missing", missing)):
        name = f"hours_{key}"
        sheet.refs[name] = f"({sheet.refs[name][1:-1]}+{formula})" if name in sheet.refs else f"({formula})"


def _draw_chart(sheet: BalanceSheet, people: Sequence[str], top: int, head: int, rows: tuple[int, int]) -> None:
    """What is asked, person upon person, under the line of what all have."""
    total = sheet.fold_columns(1)
    title = f"{sheet.label('total')}\n{sheet.label('hours_held')}"
    sheet.cells[head, total] = StyledCell(title, replace(styles.HEADING, align="right"))
    columns = [3 + 2 * n for n in range(len(people))]
    for row in range(rows[0], rows[1] + 1):
        available = [sheet.cells[row, column].value for column in columns]
        parts = "+".join(f"N({letter(column)}{row})" for column in columns)
        value = fsum(figure for figure in available if isinstance(figure, float))
        sheet.cells[row, total] = StyledCell(value, _AVAILABLE, f"={parts}")
    bars = [
        series(sheet, (head, column - 1), 1, column - 1, rows, color=styles.chart_color(n))
        for n, column in enumerate(columns)
    ]
    line = series(sheet, (head, total), 1, total, rows, color=styles.DARK_TEXT, line=True)
    labels = sheet.context.words.formats()["short_date"]
    add_chart_beside(sheet, "stacked", "chart_hours", top, [*bars, line], height=CHART_HEIGHT, labels=labels)


def _sum_formula(sheet: BalanceSheet, name: str) -> str:
    """The hours of content that the tasks ask of a person in the week of the row."""
    column = sheet.context.column_ref
    status = "".join(f",{column('tasks', 'status')},{criterion}" for criterion in not_cancelled(sheet.context))
    return (
        f"=SUMIFS({column('tasks', 'production_hours')},"
        f"{column('tasks', 'person')},{name_criterion(name, quoted_text(name))},"
        f"{column('tasks', 'week')},$A{sheet.row}{status})"
    )
