"""The tab of tasks: who does what on which day, with the hours and the overload of each week.

Day, person and status follow the social calendar, and the state follows the day on which the tab is opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from calgen.book.grid import address, letter
from calgen.book.problems import Place, Problem
from calgen.book.sheet import ConditionalFormat, DropDown, PrintSetup, Sheet, Style, StyledCell, Table
from calgen.figures.counted_calendar import CountedCalendar
from calgen.merge import TaskEntry
from calgen.plan.model import monday_of
from calgen.view import legend, styles
from calgen.view.calendar_sheet import column_number, column_range
from calgen.view.table_cells import TableCells
from calgen.view.tasks.cells import TaskCells
from calgen.view.tasks.columns import COLUMNS, LAST_PRINTED, TICK
from calgen.view.tasks.entries import with_entries, with_ids
from calgen.view.tasks.rows import TaskRow, in_order, planned_tasks
from calgen.view.tasks.workload import Workload
from calgen.view.text_formulas import equals_one, sentence_formula
from calgen.view.view_context import TOP, ViewContext, quoted_text

_PRINTED_DAYS = 28  # the days ahead that are printed
_OPEN_STATES = ("late", "today", "week", "later")

_PAST = Style(fill=styles.NEUTRAL_FILL, color=styles.GREY_TEXT)
_STATE_STYLES = {
    "late": styles.ALERT,
    "today": styles.DOUBT,
    "week": Style(fill=styles.WEEK_FILL, color=styles.LINK_COLOR),
    "done": replace(styles.PRAISE, bold=False),
    "cancelled": _PAST,
    "over": _PAST,
    "dropped": _PAST,
}


def rows(context: ViewContext, calendar: CountedCalendar) -> list[TaskRow]:
    """The tasks in their order, with the user's ticks, notes and own tasks."""
    planned = with_ids(context, planned_tasks(context, calendar.productions))
    return in_order(context, with_entries(context, planned))


def entries(rows: Iterable[TaskRow]) -> list[TaskEntry]:
    """The user's entries on rows, with the ids that they will have."""
    return [replace(row.entry, id=row.id) for row in rows if row.entry]


def at_new_rows(context: ViewContext, calendar: CountedCalendar) -> tuple[Problem, ...]:
    """The problems, with the cells of the user's own tasks in the rows that these have on the tab as it is drawn."""
    title = context.titles["tasks"]
    if not any(_is_on_tab(problem, title) for problem in context.problems):
        return tuple(context.problems)
    numbered = enumerate(rows(context, calendar), TOP + 1)
    numbers = {row.entry.row: number for number, row in numbered if row.entry}
    column = letter(column_number(COLUMNS, "date"))

    def moved(problem: Problem) -> Problem:
        row = numbers.get(int(re.sub(r"\D", "", problem.place.cell)) if problem.place else 0)
        return replace(problem, place=Place(title, f"{column}{row}")) if row else problem

    return tuple(moved(problem) if _is_on_tab(problem, title) else problem for problem in context.problems)


def _is_on_tab(problem: Problem, title: str) -> bool:
    return problem.code == "cell_unread" and problem.place is not None and problem.place.tab == title


def sheet(context: ViewContext, rows: Sequence[TaskRow]) -> Sheet:
    """The tab."""
    words = context.words
    states = [row.state(context.today) for row in rows]
    last = TOP + max(1, len(rows))
    workload = Workload(context, rows, len(COLUMNS) + 2)
    headings = tuple(context.heading("tasks", column.key) for column in COLUMNS)
    above = styles.tab_heading(context.titles["tasks"], words.help("tasks"))
    above[3, 1] = _summary(context, states)
    subject, widths = column_number(COLUMNS, "subject"), {n: column.width for n, column in enumerate(COLUMNS, 1)}
    above |= legend.legend_cells(3, subject, widths, legend.entries(words, {"overload": styles.ALERT}))
    table = TaskCells(context, rows, states, workload)
    beside = (len(COLUMNS) + 1, *workload.columns)
    return Sheet(
        "tasks",
        context.titles["tasks"],
        TableCells(above, range(TOP, TOP + 1 + len(rows)), len(COLUMNS), table.row, workload.cells()),
        widths={n: column.width for n, column in enumerate(COLUMNS, 1)} | dict.fromkeys(beside, 11.0),
        heights={1: 28.0, 2: 18.0, TOP: 30.0} | table.heights(),
        folded=frozenset({n for n, column in enumerate(COLUMNS, 1) if column.folded} | {*beside}),
        freeze=(TOP, column_number(COLUMNS, "person")),
        tables=(Table(context.table_name("tasks"), TOP, 1, last, headings, context.former_headings("tasks")),),
        choices=(DropDown(column_range(column_number(COLUMNS, "done"), last), words=(TICK,)),),
        rules=_conditional_formats(context, last),
        print=PrintSetup(
            repeat=(TOP, TOP),
            area=f"A1:{address(_last_printed_row(context, rows, states), LAST_PRINTED)}",
            footer=context.titles["tasks"],
        ),
        formats=words.formats(),
        tab_color=styles.OUTPUT_COLOR,
    )


def _last_printed_row(context: ViewContext, rows: Sequence[TaskRow], states: Sequence[str]) -> int:
    """The last row on paper: what is late, and the coming four weeks."""
    end = monday_of(max(context.today, context.plan.horizon.first)) + timedelta(days=_PRINTED_DAYS)
    pairs = enumerate(zip(rows, states, strict=True), TOP + 1)
    return max((n for n, (row, state) in pairs if row.day < end and state in _OPEN_STATES), default=TOP + 1)


def _summary(context: ViewContext, states: Sequence[str]) -> StyledCell:
    """How much is late, due today, and due this week."""
    column, codes = context.column_ref("tasks", "state"), ("late", "today", "week")
    template = context.words.text("labels", "tasks_summary")
    words = {code: quoted_text(context.words.choice("task_state", code)) for code in codes}
    formula = sentence_formula(template, {code: f"COUNTIF({column},{word})" for code, word in words.items()})
    shown = template.format(**{code: states.count(code) for code in codes})
    return StyledCell(shown, Style(size=10, bold=True, color=styles.NAVY), formula)


def _conditional_formats(context: ViewContext, last: int) -> tuple[ConditionalFormat, ...]:
    """State and status in colour, hours beyond those of a week in red, a line above each new day."""

    def ref(first: str, end: str = "") -> str:
        return f"{address(TOP + 1, number[first])}:{address(last, number[end or first])}"

    row, number = TOP + 1, {column.key: n for n, column in enumerate(COLUMNS, 1)}
    cell = {key: f"${letter(n)}" for key, n in number.items()}
    found = []
    for code, style in _STATE_STYLES.items():
        word = quoted_text(context.words.choice("task_state", code))
        found.append(ConditionalFormat(ref("state"), f"={cell['state']}{row}={word}", style))
    for code, (fill, ink) in styles.STATUS_COLORS.items():
        is_said = equals_one(f"{cell['status']}{row}", context.spelled("social", "status", code))
        found.append(ConditionalFormat(ref("status"), f"={is_said}", Style(fill=fill, color=ink)))
    asked, available = (f"{cell[key]}{row}" for key in ("hours_asked", "hours_available"))
    over, red = (
        f"=AND(ISNUMBER({asked}),N({asked})>N({available})+0.001)",
        styles.ALERT,
    )
    found.append(ConditionalFormat(ref("hours_asked", "hours_available"), over, red))
    new_day = f"=AND(ROW()>{row},{cell['date']}{row}<>{cell['date']}{row - 1})"
    found.append(ConditionalFormat(ref("date", "hours"), new_day, Style(top=styles.WEEK_LINE)))
    return tuple(found)
