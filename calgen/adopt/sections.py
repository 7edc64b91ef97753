"""Texts that part a list: a month, a week, a day, a network; they hold for the rows below them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from calgen.adopt.network_texts import is_network, network_named
from calgen.adopt.periods import (
    completed_day,
    day_in,
    first_month_and_year,
    is_period,
    lacks_its_year,
    monday_of,
    weekday_in,
)
from calgen.adopt.regions import PlacedCell
from calgen.adopt.source_tables import SourceTable
from calgen.adopt.table_readings import TableReading
from calgen.book.cells import ReadOptions

_ANY = ReadOptions(day_first=True)


@dataclass(frozen=True, slots=True)
class Section:
    """What holds for the rows of a list: its table with the month and year, a network, a day of its week, its day."""

    table: SourceTable
    platform: str = ""
    week: date | None = None
    day: date | None = None

    def below(self, cell: PlacedCell, options: ReadOptions) -> Section:
        """What holds below a text."""
        if is_network(cell.text):
            return replace(self, platform=network_named(cell.text))
        month, year = first_month_and_year([cell.text])
        table = replace(self.table, month=month or self.table.month, year=year or self.table.year)
        weekday = weekday_in(cell.text, options.language)
        day = day_in(cell.text, options) or completed_day(cell.text, table.year, table.month, options)
        if day is None and self.week and weekday is not None:
            return replace(self, table=table, day=monday_of(self.week) + timedelta(days=weekday))
        is_day = day is not None and not is_period(cell.text)
        return Section(table, self.platform, day or self.week, day if is_day else None)


def is_section(row: Mapping[int, PlacedCell], reading: TableReading) -> bool:
    """Whether a row is a text alone that parts a list: a month, a week, a day, a network."""
    number, cell = next(iter(row.items()))
    if len(row) > 1 or not isinstance(cell.cell.value, str):
        return False
    if reading.columns.get(number) in ("title", "text"):
        return is_period(cell.text)
    is_day = lacks_its_year(cell.text) or day_in(cell.text, _ANY) is not None
    return reading.columns.get(number) != "date" or not is_day


def default_platform(table: SourceTable) -> str:
    """The network that the title above a list names, or that of its tab; empty where there is none."""
    titles = (*(cell.text for cell in reversed(table.above)), table.tab)
    return next((name for title in titles if (name := network_named(title))), "")


def first_day_named(table: SourceTable, options: ReadOptions) -> date | None:
    """The day that the titles of a table name, the nearest first: that of its week."""
    titles = (*(cell.text for cell in reversed(table.above)), table.tab)
    return next((found for title in titles if (found := day_in(title, options))), None)
