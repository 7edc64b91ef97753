"""Calgen's formulas of which a program has kept the values alone: such a value is not what a user typed.

docs/decisions.md, "What other programs drop".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from calgen.book.cells import as_text
from calgen.book.grid import Cell
from calgen.calendar import CalendarRow, CalendarTab, canonical_text, normalized_id
from calgen.last_run import FORMULA, LastRun, WrittenRow
from calgen.merge.cell_ownership import FORMULA_COLUMNS
from calgen.strategy.networks import network
from calgen.strategy.text_length import length

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def restore_formulas(calendars: Mapping[str, CalendarTab], last_run: LastRun) -> dict[str, CalendarTab]:
    """The calendars; where one has lost all its formulas, the cells that show a formula's value count as formulas."""
    lost = {key for key, tab in calendars.items() if _has_lost_formulas(tab, last_run.rows_of(key))}
    if not lost:
        return dict(calendars)
    values = _FormulaValues(calendars, last_run)
    return {key: replace(tab, rows=tuple(values.restored(key, row) for row in tab.rows), has_lost_formulas=True)
            if key in lost else tab for key, tab in calendars.items()}  # fmt: skip


def _has_lost_formulas(tab: CalendarTab, written: Mapping[str, WrittenRow]) -> bool:
    """Whether no cell that held a formula of calgen's holds one now."""
    cells = [row.cell(key) for row in tab.rows for key in _formula_keys(tab.calendar, written.get(row.id, {}))
             if key in row.columns]  # fmt: skip
    return bool(cells) and not any(cell.formula for cell in cells)


def _formula_keys(calendar: str, written: WrittenRow) -> Iterator[str]:
    return (key for key in FORMULA_COLUMNS[calendar] if written.get(key) == FORMULA)


class _FormulaValues:
    """What the formulas of the calendars showed, as far as the calendars themselves tell."""

    def __init__(self, calendars: Mapping[str, CalendarTab], last_run: LastRun) -> None:
        self.last_run = last_run
        subjects, posts = (calendars[key].rows if key in calendars else () for key in ("editorial", "social"))
        self.titles = {row.id: row.text("title") for row in subjects}
        self.counts = Counter(row.subject for row in posts if row.code("status") != "cancelled")

    def restored(self, calendar: str, row: CalendarRow) -> CalendarRow:
        """The row with formulas for the cells that are empty or show the value of their formula."""
        written = self.last_run.rows_of(calendar).get(row.id, {})
        cells = dict(row.cells)
        for key in _formula_keys(calendar, written):
            cell = row.cell(key)
            if key in row.columns and (not as_text(cell.value) or self._is_value(row, written, key, cell)):
                cells[key] = replace(cell, formula=FORMULA)
        return replace(row, cells=cells)

    def _is_value(self, row: CalendarRow, written: WrittenRow, key: str, cell: Cell) -> bool:
        """Whether a cell shows what its formula shows now, or showed before its user changed the row."""
        text, shown = canonical_text(cell.value), as_text(cell.value)
        days = (canonical_text(row.day()), written.get("date", ""))
        match key:
            case "day":
                return text in days
            case "characters":
                texts, limits = (row.text("text"), written.get("text", "")), network(row.text("platform")).limits
                return text in {str(count) for words in texts for count in (len(words), length(words, limits))}
            case "editorial":
                return normalized_id(shown) == written.get("subject", "")
            case "title":
                return shown == self.titles.get(written.get("subject", ""))
            case "week":
                return text in {str(date.fromisoformat(day).isocalendar().week) for day in days if _DAY.fullmatch(day)}
            case "posts":
                return text == str(self.counts[row.id])
        return normalized_id(shown) in self.last_run.rows_of("social")  # the first and the last post
