"""The hours that each person's weeks hold and are asked for: a folded block beside the tasks, which their rows read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from calgen.book.grid import letter
from calgen.book.sheet import StyledCell
from calgen.plan.capacity import available
from calgen.view import styles
from calgen.view.tasks.rows import Chore, status
from calgen.view.view_context import TOP, ViewContext, quoted_text

_SMALL = replace(styles.BODY, size=9, color=styles.SOFT)


class Load:
    """From column `left`: the weeks down; the hours asked of each person, then those that each has, across."""

    def __init__(self, context: ViewContext, rows: Sequence[Chore], left: int) -> None:
        self._context, self._rows, self._left = context, rows, left
        self.people = tuple(one.person for one in context.strategy.team)
        self.weeks = sorted({one.week for one in rows if one.making})

    @property
    def columns(self) -> tuple[int, ...]:
        """The columns that it takes."""
        return tuple(range(self._left, self._left + 1 + 2 * len(self.people)))

    @cached_property
    def asked(self) -> dict[tuple[str, date], Fraction]:
        """The hours of makings by person and week; what is cancelled asks for none."""
        found: dict[tuple[str, date], Fraction] = {}
        for one in self._rows:
            if one.making and status(self._context, one) != "cancelled":
                key = (one.person, one.week)
                found[key] = found.get(key, Fraction(0)) + (one.hours or 0)
        return found

    @cached_property
    def held(self) -> dict[tuple[str, date], Fraction]:
        """The hours that each person has for makings, routines and days off deducted."""
        team = self._context.strategy.team
        return {(one.person, week): available(self._context.strategy, one, week) for one in team for week in self.weeks}

    def cells(self) -> dict[tuple[int, int], StyledCell]:
        """The block."""
        small, hours = replace(_SMALL, number="date", align="left"), replace(_SMALL, number="0.0#")
        found = {}
        words, count = self._context.words, len(self.people)
        found[TOP, self._left] = StyledCell(words.text("labels", "week"), styles.HEADING)
        for n, name in enumerate(self.people, 1):
            found[TOP, self._left + n] = StyledCell(name, styles.HEADING)
            found[TOP, self._left + count + n] = StyledCell(name, styles.HEADING)
        for row, week in enumerate(self.weeks, TOP + 1):
            found[row, self._left] = StyledCell(week, small)
            for n, name in enumerate(self.people, 1):
                asked = float(self.asked.get((name, week), 0))
                found[row, self._left + n] = StyledCell(asked, hours, self._sum(name, row))
                found[row, self._left + count + n] = StyledCell(float(self.held[name, week]), hours)
        return found

    def _sum(self, name: str, row: int) -> str:
        column, words = self._context.column_ref, self._context.words
        cancelled = quoted_text("<>" + words.choice("status", "cancelled"))
        return (
            f"=SUMIFS({column('tasks', 'making')},{column('tasks', 'person')},{quoted_text(name)},"
            f"{column('tasks', 'week')},${letter(self._left)}{row},{column('tasks', 'status')},{cancelled})"
        )

    def beside(self, chore: Chore, week: str, person: str) -> dict[str, StyledCell]:
        """The hours of a row's person and week, asked and held; nothing for whom the team does not know."""
        if not self.people or not self.weeks:
            return {}
        key = (chore.person, chore.week)
        values = {"load": self.asked.get(key), "room": self.held.get(key)}
        found = {}
        for part, name in enumerate(("load", "room")):
            value = values[name] if chore.person in self.people else None
            shown = "" if value is None else float(value)
            found[name] = StyledCell(shown, formula=f'=IFERROR(INDEX({self._span(part)},{self._at(week, person)}),"")')
        return found

    def _span(self, part: int) -> str:
        first = self._left + 1 + part * len(self.people)
        return self._ref(TOP + 1, first, TOP + len(self.weeks), first + len(self.people) - 1)

    def _at(self, week: str, person: str) -> str:
        weeks = self._ref(TOP + 1, self._left, TOP + len(self.weeks), self._left)
        people = self._ref(TOP, self._left + 1, TOP, self._left + len(self.people))
        return f"MATCH({week},{weeks},0),MATCH({person},{people},0)"

    @staticmethod
    def _ref(top: int, left: int, bottom: int, right: int) -> str:
        return f"${letter(left)}${top}:${letter(right)}${bottom}"
