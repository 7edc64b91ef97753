"""The tab of tasks: who does what on which day, with the hours and the overload of each week.

Day, person and status follow the social calendar, and the state follows the day on which the tab is opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from calgen.book.grid import address, letter
from calgen.book.sheet import ConditionalFormat, PrintSetup, Sheet, SheetValue, Style, StyledCell, Table, quote_title
from calgen.plan.model import monday_of
from calgen.strategy.routines import Routine
from calgen.view import calendar_sheet, styles
from calgen.view.calendar_sheet import column_number
from calgen.view.social import subject_title
from calgen.view.tasks.columns import COLUMNS, LAST_PRINTED
from calgen.view.tasks.formulas import TaskFormulas
from calgen.view.tasks.rows import TaskRow, task_rows
from calgen.view.tasks.workload import Workload
from calgen.view.text_formulas import sentence_formula, shorten
from calgen.view.view_context import TABLES, TOP, ViewContext, quoted_text

_PRINTED_DAYS = 28  # the days ahead that are printed
_OPEN_STATES = ("late", "today", "week", "later")
_BLANKS = calendar_sheet.blank_cells(COLUMNS)

_STATE_STYLES = {
    "late": Style(fill="#FAD4D0", color=styles.BAD, bold=True),
    "today": Style(fill=styles.NOW, color="#8D6708", bold=True),
    "week": Style(fill="#E3EEF9", color=styles.LINK),
    "done": Style(fill="#D3F0DC", color="#1F7A45"),
    "cancelled": Style(fill="#F0F4F8", color="#9AA5B1"),
    "over": Style(fill="#F0F4F8", color="#9AA5B1"),
}


def sheet(context: ViewContext) -> Sheet:
    """The tab."""
    words, rows = context.words, task_rows(context)
    states = [row.state(context.today) for row in rows]
    last = TOP + max(1, len(rows))
    workload = Workload(context, rows, len(COLUMNS) + 2)
    headings = tuple(words.title("tasks", column.key) for column in COLUMNS)
    cells = styles.heading(context.titles["tasks"], words.help("tasks"))
    cells[3, 1] = _summary(context, states)
    for n, column in enumerate(COLUMNS, 1):
        align = column.style.align if column.style.align == "center" else ""
        cells[TOP, n] = StyledCell(headings[n - 1], replace(styles.HEADING, align=align))
    heights = {1: 28.0, 2: 18.0, TOP: 30.0} | _add_rows(context, cells, rows, states, workload)
    cells |= workload.cells()
    beside = (len(COLUMNS) + 1, *workload.columns)
    return Sheet(
        "tasks",
        context.titles["tasks"],
        cells,
        widths={n: column.width for n, column in enumerate(COLUMNS, 1)} | dict.fromkeys(beside, 11.0),
        heights=heights,
        folded=frozenset({n for n, column in enumerate(COLUMNS, 1) if column.folded} | {*beside}),
        freeze=(TOP, column_number(COLUMNS, "person")),
        tables=(Table(TABLES["tasks"], TOP, 1, last, headings),),
        rules=_conditional_formats(context, last),
        print=PrintSetup(
            repeat=(TOP, TOP),
            area=f"A1:{address(_last_printed_row(context, rows, states), LAST_PRINTED)}",
            footer=context.titles["tasks"],
        ),
        formats=words.formats(),
        tab_color=styles.MADE,
    )


def _add_rows(
    context: ViewContext,
    cells: dict[tuple[int, int], StyledCell],
    rows: Sequence[TaskRow],
    states: Sequence[str],
    workload: Workload,
) -> dict[int, float]:
    """Adds the cells of all rows; their heights by row."""
    formulas, heights = TaskFormulas(context, workload), {}
    columns = [(n, column.key, _BLANKS[column.key]) for n, column in enumerate(COLUMNS, 1)]
    texts = {code: context.words.choice("task_state", code) for code in set(states)}
    for number, (row, state) in enumerate(zip(rows, states, strict=True), TOP + 1):
        values, link = _values(context, row, workload), _link(context, row)
        values["state"] = texts[state]
        row_formulas = formulas.of_row(row.kind, number)
        if link:
            row_formulas["subject"] = link
        found = calendar_sheet.row_cells(_BLANKS, values, row_formulas)
        for n, key, blank in columns:
            cells[number, n] = found.get(key, blank)
        heights[number] = 4 + 13.0 * min(3, styles.lines_of(str(values["subject"]), 62))
    return heights


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


def _values(context: ViewContext, row: TaskRow, workload: Workload) -> dict[str, SheetValue]:
    """The values of a row by column key, its state aside."""
    found: dict[str, SheetValue] = {
        "date": row.day,
        "day": row.day,
        "person": row.person or None,
        "task": _task(context, row),
        "hours": None if row.hours is None else float(row.hours),
        "week": row.week,
        "until": row.last_day,
    }
    if row.routine:
        return found | {"subject": shorten(row.routine.task)}
    assert row.post is not None
    post, id_ = context.plan.posts[row.post], context.ids.posts[row.post]
    found |= {
        "subject": shorten(subject_title(context, context.plan.subjects[post.subject])),
        "person": post.owner,
        "status": context.words.choice("status", row.status),
        "format": post.format or None,
        "post": id_,
        "row": context.post_rows.get(id_, 0),
    }
    if row.kind == "publish":
        found |= {"platform": post.platform, "time": post.time}
    if row.is_production:
        found |= {"making": float(row.hours or 0)} | workload.row_values(row)
    return found


def _task(context: ViewContext, row: TaskRow) -> str:
    """The word for the kind of a task; of a routine also what it is for."""
    word = context.words.choice("task", row.kind)
    if row.routine is None or not row.routine.kind:
        return word
    return (
        word + context.words.text("phrases", "colon") + context.words.choice("routine_kind", row.routine.kind).lower()
    )


def _link(context: ViewContext, row: TaskRow) -> str:
    """The formula that leads to the post, the subject or the routine of a row; empty where there is nothing to see."""
    if row.routine:
        return _routine_link(row.routine)
    assert row.post is not None
    post, id_ = context.plan.posts[row.post], context.ids.posts[row.post]
    title = shorten(subject_title(context, context.plan.subjects[post.subject]))
    subject_id = context.ids.subjects[post.subject]
    if row.kind == "publish" or subject_id in context.removed_subjects:
        return context.row_link("social", id_, title)
    return context.row_link("editorial", subject_id, title)


def _routine_link(routine: Routine) -> str:
    place = routine.source.place("task")
    target = quoted_text(f"#{quote_title(place.tab)}!{place.cell}")
    return f"=HYPERLINK({target},{quoted_text(shorten(routine.task))})" if place.cell else ""


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
    for code, (fill, ink) in styles.STATUS.items():
        word = quoted_text(context.words.choice("status", code))
        found.append(ConditionalFormat(ref("status"), f"={cell['status']}{row}={word}", Style(fill=fill, color=ink)))
    over = f"=AND(ISNUMBER({cell['load']}{row}),N({cell['load']}{row})>N({cell['room']}{row})+0.001)"
    found.append(ConditionalFormat(ref("load", "room"), over, Style(fill="#FAD4D0", color=styles.BAD, bold=True)))
    new_day = f"=AND(ROW()>{row},{cell['date']}{row}<>{cell['date']}{row - 1})"
    found.append(ConditionalFormat(ref("date", "hours"), new_day, Style(top="#829AB1")))
    return tuple(found)
