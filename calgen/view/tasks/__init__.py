"""Who does what, day by day: briefs, drafts, reviews, publications and routines, with hours and overload.

Day, person and status follow the social calendar, and the state follows the day on which the tab is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from calgen.book.grid import address, letter
from calgen.book.sheet import ConditionalFormat, PrintSetup, Sheet, Style, StyledCell, Table, quote_title
from calgen.plan.model import monday_of
from calgen.view import styles
from calgen.view.calendar_sheet import Field, at
from calgen.view.live_text import one_of, sentence, short
from calgen.view.social import title_of
from calgen.view.tasks.rows import PATIENCE, Chore, chores, done_from, state, status
from calgen.view.tasks.workload import Load
from calgen.view.view_context import TABLES, TOP, ViewContext, quoted_text

_SMALL = replace(styles.BODY, size=9, color=styles.SOFT)
_HOURS = replace(styles.BODY, number="0.0#", align="center")
_LINKED = replace(styles.TEXT, color=styles.LINK)
_AHEAD = 28  # days that are printed

FIELDS = (
    Field("state", 13, style=replace(styles.BODY, bold=True)),
    Field("date", 11, style=replace(styles.BODY, number="date", bold=True, align="left")),
    Field("day", 10, style=replace(styles.BODY, number="weekday", align="left")),
    Field("person", 14, style=replace(styles.BODY, bold=True)),
    Field("task", 19),
    Field("subject", 50, style=_LINKED),
    Field("platform", 17),
    Field("format", 15),
    Field("time", 7.5, style=replace(styles.BODY, number="time", align="center")),
    Field("hours", 8, style=_HOURS),
    Field("load", 9, style=_HOURS),
    Field("room", 9, style=replace(_HOURS, color=styles.SOFT)),
    Field("status", 12.5),
    Field("week", 11, folded=True, style=replace(_SMALL, number="date", align="left")),
    Field("until", 11, folded=True, style=replace(_SMALL, number="date", align="left")),
    Field("making", 9, folded=True, style=replace(_SMALL, number="0.0#")),
    Field("post", 9, folded=True, style=_SMALL),
    Field("row", 8, folded=True, style=_SMALL),
)
PRINTED = at(FIELDS, "status")


def sheet(context: ViewContext) -> Sheet:
    """The tab."""
    rows = chores(context)
    last = TOP + max(1, len(rows))
    load = Load(context, rows, len(FIELDS) + 2)
    cells = styles.heading(context.titles["tasks"], context.words.help("tasks"))
    cells[3, 1] = _summary(context, rows)
    for column, field in enumerate(FIELDS, 1):
        heading = replace(styles.HEADING, align=field.style.align if field.style.align == "center" else "")
        cells[TOP, column] = StyledCell(context.words.title("tasks", field.key), heading)
    heights = {1: 28.0, 2: 18.0, TOP: 30.0}
    for row, chore in enumerate(rows, TOP + 1):
        line = _line(context, chore, row, load)
        for column, field in enumerate(FIELDS, 1):
            cell = line.get(field.key, StyledCell())
            cells[row, column] = replace(cell, style=field.style)
        shown = str(line["subject"].value)
        heights[row] = 4 + 13.0 * min(3, styles.lines_of(shown, 62))
    cells |= load.cells()
    width = {n: field.width for n, field in enumerate(FIELDS, 1)}
    folded = {n for n, field in enumerate(FIELDS, 1) if field.folded} | {len(FIELDS) + 1, *load.columns}
    return Sheet(
        "tasks",
        context.titles["tasks"],
        cells,
        widths=width | dict.fromkeys((len(FIELDS) + 1, *load.columns), 11.0),
        heights=heights,
        folded=frozenset(folded),
        freeze=(TOP, at(FIELDS, "person")),
        tables=(Table(TABLES["tasks"], TOP, 1, last, tuple(context.words.title("tasks", one.key) for one in FIELDS)),),
        rules=_rules(context, last),
        print=PrintSetup(
            repeat=(TOP, TOP), area=f"A1:{address(_printed(context, rows), PRINTED)}", footer=context.titles["tasks"]
        ),
        formats=context.words.formats(),
        tab_color=styles.MADE,
    )


def _printed(context: ViewContext, rows: Sequence[Chore]) -> int:
    """The last row on paper: what is late, and the coming four weeks."""
    end = monday_of(max(context.today, context.plan.horizon.first)) + timedelta(days=_AHEAD)
    coming = [n for n, one in enumerate(rows, TOP + 1) if one.day < end and state(context, one, context.today) in _OPEN]
    return max(coming, default=TOP + 1)


_OPEN = ("late", "today", "week", "later")


def _summary(context: ViewContext, rows: Sequence[Chore]) -> StyledCell:
    """How much is late, due today, and due this week."""
    states = [state(context, one, context.today) for one in rows]
    column = context.column_ref("tasks", "state")
    word = {code: context.words.choice("task_state", code) for code in ("late", "today", "week")}
    template = context.words.text("labels", "tasks_summary")
    parts = {code: f"COUNTIF({column},{quoted_text(word[code])})" for code in word}
    shown = template.format(**{code: states.count(code) for code in word})
    return StyledCell(shown, Style(size=10, bold=True, color=styles.NAVY), sentence(template, parts))


def _line(context: ViewContext, chore: Chore, row: int, load: Load) -> dict[str, StyledCell]:
    def here(key: str) -> str:
        return f"{letter(at(FIELDS, key))}{row}"

    words, code = context.words, state(context, chore, context.today)
    found = {
        "state": StyledCell(words.choice("task_state", code), formula=_state(context, chore, here)),
        "date": StyledCell(chore.day),
        "day": StyledCell(chore.day, formula=f'=IF(ISNUMBER({here("date")}),{here("date")},"")'),
        "person": StyledCell(chore.person or None),
        "task": StyledCell(_kind(context, chore)),
        "hours": StyledCell(float(chore.hours) if chore.hours is not None else None),
        "week": StyledCell(chore.week),
        "until": StyledCell(chore.until),
    }
    if chore.routine:
        place = chore.routine.source.place("task")
        shown = short(chore.routine.task)
        link = (
            f"=HYPERLINK({quoted_text(f'#{quote_title(place.tab)}!{place.cell}')},{quoted_text(shown)})"
            if place.cell
            else ""
        )
        return found | {"subject": StyledCell(shown, formula=link)}
    found |= _of_post(context, chore, here)
    if chore.making:
        found["making"] = StyledCell(float(chore.hours or 0))
        found |= load.beside(chore, here("week"), here("person"))
    return found


def _of_post(context: ViewContext, chore: Chore, here: Callable[[str], str]) -> dict[str, StyledCell]:
    """What the line of a post's task follows from the social calendar."""
    words = context.words
    assert chore.post is not None
    post, id_ = context.plan.posts[chore.post], context.ids.posts[chore.post]
    subject = context.plan.subjects[post.subject]
    tab, target = "editorial", context.ids.subjects[post.subject]
    if chore.kind == "publish" or target in context.removed_subjects:
        tab, target = "social", id_
    title = short(title_of(context, subject))
    found = {
        "subject": StyledCell(title, formula=context.row_link(tab, target, title)),
        "person": StyledCell(post.owner, formula=_of(context, "owner", here("row"))),
        "status": StyledCell(
            words.choice("status", status(context, chore)), formula=_of(context, "status", here("row"))
        ),
        "platform": StyledCell(post.platform if chore.kind == "publish" else None),
        "format": StyledCell(post.format or None),
        "post": StyledCell(id_),
        "row": StyledCell(context.post_rows.get(id_, 0), formula=_row(context, here("post"))),
    }
    when = f"=IF({here('row')}=0,0,N(INDEX({context.column_ref('social', 'date')},{here('row')})))"
    if chore.kind == "publish":
        found["time"] = StyledCell(post.time)
        found["date"] = StyledCell(chore.day, formula=when)
        found["week"] = StyledCell(chore.week, formula=f"={here('date')}-WEEKDAY({here('date')},2)+1")
        found["until"] = StyledCell(chore.until, formula=f"={here('date')}+{PATIENCE}")
    else:
        found["until"] = StyledCell(chore.until, formula=when)
    return found


def _row(context: ViewContext, post: str) -> str:
    """The row of a post in the social calendar, counted from 1; 0 where it is no more."""
    return f"=IFERROR(MATCH({post},{context.column_ref('social', 'id')},0),0)"


def _of(context: ViewContext, key: str, row: str) -> str:
    """What the social calendar says in a column, in the row whose number stands in a cell."""
    return f'=IF({row}=0,"",INDEX({context.column_ref("social", key)},{row})&"")'


def _state(context: ViewContext, chore: Chore, here: Callable[[str], str]) -> str:
    day = here("date")
    word = {code: quoted_text(context.words.choice("task_state", code)) for code in context.words.choices("task_state")}
    when = (
        f"IF({here('until')}<TODAY(),{word['over']},IF({day}<TODAY(),{word['late']},IF({day}=TODAY(),{word['today']},"
        f"IF({day}<TODAY()+8-WEEKDAY(TODAY(),2),{word['week']},{word['later']}))))"
    )
    if chore.routine:
        return "=" + when
    cancelled = f"{here('status')}={quoted_text(context.words.choice('status', 'cancelled'))}"
    done = one_of(here("status"), tuple(context.words.choice("status", one) for one in done_from(chore.kind)))
    return f"=IF({cancelled},{word['cancelled']},IF({done},{word['done']},{when}))"


def _kind(context: ViewContext, chore: Chore) -> str:
    word = context.words.choice("task", chore.kind)
    if chore.routine is None or not chore.routine.kind:
        return word
    return word + context.words.text("say", "colon") + context.words.choice("routine_kind", chore.routine.kind).lower()


_STATES = {
    "late": Style(fill="#FAD4D0", color=styles.BAD, bold=True),
    "today": Style(fill=styles.NOW, color="#8D6708", bold=True),
    "week": Style(fill="#E3EEF9", color=styles.LINK),
    "done": Style(fill="#D3F0DC", color="#1F7A45"),
    "cancelled": Style(fill="#F0F4F8", color="#9AA5B1"),
    "over": Style(fill="#F0F4F8", color="#9AA5B1"),
}


def _rules(context: ViewContext, last: int) -> tuple[ConditionalFormat, ...]:
    """State and status in colour, hours beyond a person's week in red, a line above each new day."""

    def ref(first: str, end: str = "") -> str:
        return f"{address(TOP + 1, at(FIELDS, first))}:{address(last, at(FIELDS, end or first))}"

    row, rules = TOP + 1, []
    cell = {field.key: f"${letter(n)}" for n, field in enumerate(FIELDS, 1)}
    for code, style in _STATES.items():
        word = quoted_text(context.words.choice("task_state", code))
        rules.append(ConditionalFormat(ref("state"), f"={cell['state']}{row}={word}", style))
    for code, (fill, ink) in styles.STATUS.items():
        word = quoted_text(context.words.choice("status", code))
        rules.append(ConditionalFormat(ref("status"), f"={cell['status']}{row}={word}", Style(fill=fill, color=ink)))
    over = f"=AND(ISNUMBER({cell['load']}{row}),N({cell['load']}{row})>N({cell['room']}{row})+0.001)"
    rules.append(ConditionalFormat(ref("load", "room"), over, Style(fill="#FAD4D0", color=styles.BAD, bold=True)))
    new_day = f"=AND(ROW()>{row},{cell['date']}{row}<>{cell['date']}{row - 1})"
    rules.append(ConditionalFormat(ref("date", "hours"), new_day, Style(top="#829AB1")))
    return tuple(rules)
