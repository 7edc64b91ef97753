"""Formulas that follow a post wherever its row goes, to take the place of references to fixed cells."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from calgen.book.grid import letter
from calgen.book.sheet import quote_title
from calgen.files.read.formulas import Area


@dataclass(frozen=True, slots=True)
class CalendarColumns:
    """The columns of a calendar after a run, as formulas name them."""

    title: str  # of the tab
    table: str  # the name of the table
    id_column: int
    headings: Mapping[int, str]  # of the columns of the table
    sealed_ids: Collection[str] = frozenset()  # those that digits follow in their cells, after `#`: they may change

    def id_text(self, id_: str) -> str:
        """What MATCH looks for to find an id, as a formula writes it: of a sealed one a pattern with wildcards."""
        if id_ in self.sealed_ids:
            id_ = re.sub(r"([~*?])", r"~\1", id_) + "#*"
        return '"' + id_.replace('"', '""') + '"'


def cure_of_row(area: Area, id_: str, columns: CalendarColumns, *, structured: bool = True) -> str:
    """A formula for the cells of an area in the row of an id.

    With `structured` it names the table; conditional formats and validations take no such formula (Excel refuses it).
    """
    if structured and _row_of_table(area, columns):
        return f"INDEX({columns.table},{_row_of(id_, columns)},0)"
    ends = (_cell(column, id_, columns, structured) for column in dict.fromkeys((area.left, area.right)))
    return ":".join(ends)


def cure_of_range(
    area: Area, first: str, last: str, columns: CalendarColumns, *, structured: bool = True
) -> str:
    """A formula for an area from the row of one id to that of another; without ids, for all rows of the table."""
    left, right = area.left, area.right
    if first:
        names_table = structured and _has_headings(area, columns)
        return ":".join(_cell(column, id_, columns, names_table) for column, id_ in ((left, first), (right, last)))
    is_table = _row_of_table(area, columns)
    if not is_table and not _has_headings(area, columns):
        tab = quote_title(columns.title)
        return f"{tab}!${letter(left)}:${letter(right)}"
    whole = columns.table if is_table else _columns(left, right, columns)
    return whole if structured else f'INDIRECT("{whole}")'


def link_to_row(area: Area, id_: str, columns: CalendarColumns) -> str:
    """A formula that leads to the row of an id."""
    tab, column = quote_title(columns.title), letter(columns.id_column)
    place = f"#{tab}!{letter(area.left)}".replace('"', '""')
    return f'HYPERLINK("{place}"&MATCH({columns.id_text(id_)},{tab}!{column}:{column},0),"{id_}")'


def _row_of_table(area: Area, columns: CalendarColumns) -> bool:
    """Whether an area is as wide as the table."""
    return bool(columns.headings) and area.left <= min(columns.headings) and area.right >= max(columns.headings)


def _has_headings(area: Area, columns: CalendarColumns) -> bool:
    return area.left in columns.headings and area.right in columns.headings


def _cell(column: int, id_: str, columns: CalendarColumns, structured: bool) -> str:
    """The cell of a column in the row of an id."""
    if structured and column in columns.headings:
        return f"INDEX({_columns(column, column, columns)},{_row_of(id_, columns)})"
    tab, name, ids = quote_title(columns.title), letter(column), letter(columns.id_column)
    return f'INDEX({tab}!${name}:${name},MATCH({columns.id_text(id_)},{tab}!${ids}:${ids},0))'


def _row_of(id_: str, columns: CalendarColumns) -> str:
    """The number of the row of an id in the body of the table."""
    return f'MATCH({columns.id_text(id_)},{_columns(columns.id_column, columns.id_column, columns)},0)'


def _columns(left: int, right: int, columns: CalendarColumns) -> str:
    """A structured reference to columns of the table (ECMA-376 part 1, 18.17.6.6)."""
    first, last = (re.sub(r"(['\[\]#@])", r"'\1", columns.headings[column]) for column in (left, right))
    return f"{columns.table}[{first}]" if left == right else f"{columns.table}[[{first}]:[{last}]]"
