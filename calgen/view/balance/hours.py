"""Hours: what is asked of each person in each week, and what each has, routines and days off deducted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from calgen.book.grid import letter
from calgen.book.sheet import ConditionalFormat, StyledCell
from calgen.plan.capacity import available_hours
from calgen.plan.model import monday_of
from calgen.plan.work_steps import Making, makings
from calgen.view import styles
from calgen.view.balance.frequency import PALETTE
from calgen.view.balance.page import OFF, Figure, Page, add_row, beside, headings, labels, named, section, series, span
from calgen.view.view_context import quoted_text

TOGETHER = 5  # people side by side
_HOURS = replace(styles.FIGURE, number="0.0#")
_HELD = replace(_HOURS, color=styles.SOFT)


def by_week(page: Page) -> None:
    """A week a row, a person two columns; people who do not fit stand in a table below."""
    work = makings(page.desk.strategy, page.desk.plan.posts, page.desk.plan.subjects)
    people = [one.person for one in page.desk.strategy.team]
    others = sorted({one.owner for one in work if one.owner} - set(people))
    people = [*people, *others]
    if not people:
        return
    section(page, "hours")
    first = page.blocks[-1]
    for at in range(0, len(people), TOGETHER):
        if at:
            page.blocks.append(page.row)
        _table(page, people[at : at + TOGETHER], work, first if len(people) <= 2 else 0)
        page.row += 1


def weeks(page: Page, work: Sequence[Making]) -> list[date]:
    """The Mondays from the first making or day to the last."""
    horizon = page.desk.plan.horizon
    first = min([monday_of(horizon.first), *(one.week for one in work)])
    last = max([horizon.last, *(one.week for one in work)])
    return [first + timedelta(days=n) for n in range(0, (last - first).days + 1, 7)]


def _table(page: Page, people: Sequence[str], work: Sequence[Making], chart: int) -> None:
    desk = page.desk
    pairs = [f"{name}\n{label}" for name in people for label in labels(desk, "hours_asked", "hours_held")]
    headings(page, [*labels(desk, "week"), *pairs])
    team = {one.person: one for one in desk.strategy.team}
    head, top = page.row - 1, page.row
    asked: dict[tuple[str, date], Fraction] = {}
    for one in work:
        asked[one.owner, one.week] = asked.get((one.owner, one.week), Fraction(0)) + one.hours
    for week in weeks(page, work):
        values: list[Figure] = []
        for name in people:
            held = float(available_hours(desk.strategy, team[name], week)) if name in team else None
            values += [(float(asked.get((name, week), 0)), _sum(page, name), _HOURS), (held, "", _HELD)]
        add_row(page, week, values, replace(styles.NAME, number="date", align="left"))
    rows = (top, page.row - 1)
    for n in range(len(people)):
        own, room = f"{letter(2 + 2 * n)}{top}", f"{letter(3 + 2 * n)}{top}"
        page.rules.append(
            ConditionalFormat(span(2 + 2 * n, *rows), f"=AND(ISNUMBER({room}),{own}>N({room})+0.001)", OFF)
        )
    if chart:
        _chart(page, people, chart, head, rows)


def _chart(page: Page, people: Sequence[str], top: int, head: int, rows: tuple[int, int]) -> None:
    """What is asked, person upon person, under the line of what all have."""
    words, total = page.desk.words, page.take(1)
    title = f"{words.text('labels', 'total')}\n{words.text('labels', 'hours_held')}"
    page.cells[head, total] = StyledCell(title, replace(styles.HEADING, align="right"))
    for row in range(rows[0], rows[1] + 1):
        held = [page.cells[row, 3 + 2 * n].value for n in range(len(people))]
        parts = "+".join(f"N({letter(3 + 2 * n)}{row})" for n in range(len(people)))
        page.cells[row, total] = StyledCell(sum(one for one in held if isinstance(one, float)), _HELD, f"={parts}")
    bars = [series(page, (head, 2 + 2 * n), 1, 2 + 2 * n, rows, color=PALETTE[n]) for n in range(len(people))]
    line = series(page, (head, total), 1, total, rows, color=styles.INK, line=True)
    beside(page, "stacked", "chart_hours", top, [*bars, line], tall=290, labels=words.formats()["short_date"])


def _sum(page: Page, name: str) -> str:
    column, words = page.desk.column_ref, page.desk.words
    cancelled = quoted_text("<>" + words.choice("status", "cancelled"))
    return (
        f"=SUMIFS({column('tasks', 'making')},{column('tasks', 'person')},{named(name, quoted_text(name))},"
        f"{column('tasks', 'week')},$A{page.row},{column('tasks', 'status')},{cancelled})"
    )
