"""The hours asked of each person and available to her, week by week: a folded block beside the tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from calgen.book.grid import letter
from calgen.book.sheet import SheetValue, StyledCell
from calgen.plan.makers.person_hours import available_hours
from calgen.view import styles
from calgen.view.balance.formulas import not_cancelled
from calgen.view.tasks.rows import TaskRow
from calgen.view.view_context import TOP, ViewContext, quoted_text

_SMALL = replace(styles.BODY, size=9, color=styles.GREY_TEXT)
_WEEK = replace(_SMALL, number="date", align="left")
_HOURS = replace(_SMALL, number="0.0#")


class Workload:
    """The block from column `left` on: the weeks down; across, the hours asked of each person, then those available."""

    def __init__(self, context: ViewContext, rows: Sequence[TaskRow], left: int) -> None:
        self._context, self._rows, self._left = context, rows, left
        self.people = tuple(person.person for person in context.strategy.team)
        self.weeks = sorted({row.week for row in rows if row.is_production})

    @property
    def columns(self) -> tuple[int, ...]:
        """The numbers of its columns."""
        return tuple(range(self._left, self._left + 1 + 2 * len(self.people)))

    @cached_property
    def hours_asked(self) -> Mapping[tuple[str, date], Fraction]:
        """The hours of productions by person and week; a cancelled post asks for none."""
        found: dict[tuple[str, date], Fraction] = {}
        for row in self._rows:
            if row.is_production and row.status != "cancelled":
                key = (row.person, row.week)
                found[key] = found.get(key, Fraction(0)) + (row.hours or 0)
        return found

    @cached_property
    def hours_available(self) -> Mapping[tuple[str, date], Fraction]:
        """The hours of each person and week, without routines and days off."""
        strategy = self._context.strategy
        pairs = [(person, week) for person in strategy.team for week in self.weeks]
        return {(person.person, week): available_hours(strategy, person, week) for person, week in pairs}

    def cells(self) -> dict[tuple[int, int], StyledCell]:
        """The cells of the block."""
        count, left = len(self.people), self._left
        found = {(TOP, left): StyledCell(self._context.words.text("labels", "week"), styles.HEADING)}
        for n, name in enumerate(self.people, 1):
            found[TOP, left + n] = StyledCell(name, styles.HEADING)
            found[TOP, left + count + n] = StyledCell(name, styles.HEADING)
        for number, week in enumerate(self.weeks, TOP + 1):
            found[number, left] = StyledCell(week, _WEEK)
            for n, name in enumerate(self.people, 1):
                asked = float(self.hours_asked.get((name, week), 0))
                found[number, left + n] = StyledCell(asked, _HOURS, self._sum_formula(name, number))
                found[number, left + count + n] = StyledCell(float(self.hours_available[name, week]), _HOURS)
        return found

    def _sum_formula(self, name: str, number: int) -> str:
        column = self._context.column_ref
        status = "".join(f",{column('tasks', 'status')},{criterion}" for criterion in not_cancelled(self._context))
        return (
            f"=SUMIFS({column('tasks', 'production_hours')},{column('tasks', 'person')},{quoted_text(name)},"
            f"{column('tasks', 'week')},${letter(self._left)}{number}{status})"
        )

    def row_values(self, row: TaskRow) -> dict[str, SheetValue]:
        """The hours of a row's person and week, asked and available; empty for a person outside the team."""
        if not self.people or not self.weeks:
            return {}
        key = (row.person, row.week)
        hours = {"hours_asked": self.hours_asked.get(key), "hours_available": self.hours_available.get(key)}
        in_team = row.person in self.people
        return {name: "" if value is None or not in_team else float(value) for name, value in hours.items()}

    def row_formulas(self, week: str, person: str) -> dict[str, str]:
        """The formulas of these hours, from the cells of a row that hold its week and its person."""
        if not self.people or not self.weeks:
            return {}
        weeks = self._ref(TOP + 1, self._left, TOP + len(self.weeks), self._left)
        people = self._ref(TOP, self._left + 1, TOP, self._left + len(self.people))
        at = f"MATCH({week},{weeks},0),MATCH({person},{people},0)"
        blocks = {"hours_asked": 0, "hours_available": 1}
        return {name: f'=IFERROR(INDEX({self._block(part)},{at}),"")' for name, part in blocks.items()}

    def _block(self, part: int) -> str:
        """The range of the hours asked (0) or available (1)."""
        first = self._left + 1 + part * len(self.people)
        return self._ref(TOP + 1, first, TOP + len(self.weeks), first + len(self.people) - 1)

    @staticmethod
    def _ref(top: int, left: int, bottom: int, right: int) -> str:
        return f"${letter(left)}${top}:${letter(right)}${bottom}"
