"""A written workbook as its user sees it: read back by openpyxl, rows by headings, with nothing of the planner."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from office import unlocked

from calgen import api
from calgen.book.words import Words

TOP = 4  # the heading row of the strategy's tabs and of the calendars
_JUMP = re.compile(
    r'^=HYPERLINK\("#\'(.+)\'!A"&IFERROR\(MATCH\("(\w+)",(\w+)\[(.+?)\],0\)'
    r"\+ROW\(\3\[\[#Headers\],\[\4\]\]\),1\),(.*)\)$",
    re.DOTALL,
)

Row = dict[str, Any]  # column key → value, and "row" → the number of the row


def as_day(value: Any) -> date | None:
    """A cell's day."""
    return value.date() if isinstance(value, datetime) else None


def listed(value: Any) -> tuple[str, ...]:
    """The items of a cell; a semicolon parts them where the items themselves hold commas."""
    cell = str(value or "")
    parts = cell.split(";") if ";" in cell else cell.split(",")
    return tuple(part.strip() for part in parts if part.strip())


@dataclass(frozen=True)
class Jump:
    """A link that looks its row up: where it leads now, and what it shows."""

    tab: str
    id: str
    row: int
    shown: str


@dataclass(frozen=True)
class Book:
    """A workbook: its stored values and its formulas, tab by tab."""

    data: bytes
    words: Words
    _heads: dict[str, dict[str, int]] = field(default_factory=dict)  # what was looked up once
    _tables: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    _cells: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)

    @cached_property
    def values(self) -> Any:
        return unlocked(self.data, values=True)

    @cached_property
    def sheets(self) -> Any:
        """The values without formats: a tab is read when it is asked for."""
        return unlocked(self.data, values=True, read_only=True)

    @cached_property
    def formulas(self) -> Any:
        return unlocked(self.data, values=False)

    def tab(self, key: str) -> Any:
        """A tab's values."""
        return self.values[self.words.title(key)]

    def written(self, key: str) -> Any:
        """A tab's formulas, links and layout."""
        return self.formulas[self.words.title(key)]

    def columns(self, key: str) -> dict[str, int]:
        """Column key → its number, by the headings."""
        if key not in self._heads:
            self._heads[key] = self._columns(key)
        return self._heads[key]

    def _columns(self, key: str) -> dict[str, int]:
        titles = {self.words.title(key, one): one for one in self.words.columns(key)}
        line = [cell for row in self.cells(key)[TOP - 1 : TOP] for cell in row]
        heads = {column: str(value).removesuffix(" *") for column, value in enumerate(line, 1) if value}
        return {titles[head]: column for column, head in heads.items() if head in titles}

    def cells(self, key: str) -> list[tuple[Any, ...]]:
        """A tab's values, from its first row on."""
        if key not in self._cells:
            sheet = self.sheets[self.words.title(key)]
            self._cells[key] = list(sheet.iter_rows(min_row=1, values_only=True))
        return self._cells[key]

    def rows(self, key: str) -> list[Row]:
        """The rows of a tab that hold something."""
        columns, found = self.columns(key), []
        for number, cells in enumerate(self.cells(key)[TOP:], TOP + 1):
            row = {name: cells[column - 1] if column <= len(cells) else None for name, column in columns.items()}
            if any(value is not None for value in row.values()):
                found.append(row | {"row": number})
        return found

    @cached_property
    def settings(self) -> Row:
        """Settings by their key."""
        titles = {self.words.title("settings", one): one for one in self.words.columns("settings")}
        pairs = [cells[:2] for cells in self.cells("settings") if len(cells) > 1]
        return {titles[label]: value for label, value in pairs if label in titles}

    @cached_property
    def social(self) -> list[Row]:
        return self.rows("social")

    @cached_property
    def editorial(self) -> list[Row]:
        return self.rows("editorial")

    def formula(self, key: str, row: int, column: str) -> str:
        """A cell's formula, by row and column key."""
        return str(self.written(key).cell(row, self.columns(key)[column]).value)

    def jump(self, formula: str) -> Jump:
        """Where a computed link leads: its MATCH is looked up in the table it names, as a spreadsheet would."""
        found = _JUMP.match(formula)
        assert found, formula
        tab, id_, table, title, shown = found.groups()
        tab = tab.replace("''", "'")
        ids = self.column_of(table, title)
        return Jump(tab, id_, ids.index(id_) + 1 + self.heading_row(table), shown)

    def heading_row(self, table: str) -> int:
        """The row of a table's headings."""
        refs = [sheet.tables[table].ref for sheet in self.formulas.worksheets if table in sheet.tables]
        return int("".join(filter(str.isdigit, refs[0].partition(":")[0])))

    def column_of(self, table: str, title: str) -> list[Any]:
        """The stored values of a table's column."""
        if (table, title) not in self._tables:
            self._tables[table, title] = self._column_of(table, title)
        return self._tables[table, title]

    def _column_of(self, table: str, title: str) -> list[Any]:
        for sheet in self.formulas.worksheets:
            if table in sheet.tables:
                heads, *rows = self.values[sheet.title][sheet.tables[table].ref]
                column = [cell.value for cell in heads].index(title.replace("'#", "#"))
                return [row[column].value for row in rows]
        raise AssertionError(f"no table {table}")


_books: dict[bytes, Book] = {}


def read_back(done: api.Generated) -> Book:
    """The workbook that a run wrote; the same bytes are read once in all tests."""
    return _books.setdefault(done.after, Book(done.after, done.words))


# -- the month view ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A post in the month view; its title may be cut short by a `…`."""

    platform: str
    day: date
    hour: str
    signs: str  # of its category and its status
    title: str
    jump: Jump
    fill: str


def month_posts(book: Book) -> list[Shown]:
    """Every post of the month view, cell by cell."""
    sheet, formulas, found = book.tab("month"), book.written("month"), list[Shown]()
    label, days = "", dict[int, date]()
    for number, cells in enumerate(sheet.iter_rows(min_row=TOP), TOP):
        label, days = str(cells[0].value or label), _days(cells) or days
        for cell in cells[1:]:
            formula = formulas.cell(number, cell.column).value
            if isinstance(formula, str) and formula.startswith("="):
                said = _SAID.match(str(cell.value))
                assert said, cell.coordinate
                fill = str(cell.fill.fgColor.rgb)
                at = label, days[cell.column], said[1].replace("\u00a0", " ")
                found.append(Shown(*at, said[2], said[3], book.jump(formula), fill))
    return found


_SAID = re.compile(r"(\d+h\d\d|\d+:\d\d\u00a0[AP]M)\u00a0(\S+) (.+)")


@dataclass
class ShownWeek:
    """A week of a month of the month view: the days over its columns, and the bands that run over them."""

    days: dict[int, date]
    bands: list[tuple[str, str, set[date]]] = field(default_factory=list)  # kind, name and days


def month_weeks(book: Book) -> list[ShownWeek]:
    """The weeks, with what stands between their days and their first platform."""
    platforms, found, over, kind = {row["platform"] for row in book.rows("platforms")}, list[ShownWeek](), False, ""
    for cells in book.tab("month").iter_rows(min_row=TOP):
        label = str(cells[0].value or "")
        days = _days(tuple(cells))
        if days:
            found.append(ShownWeek(days))
        over, kind = bool(days) or (over and label not in platforms and bool(found)), label or kind
        for cell in cells[1:] if over and not days else ():
            if cell.value:
                found[-1].bands.append((kind, str(cell.value), set()))
            if cell.fill.patternType == "solid":
                found[-1].bands[-1][2].add(found[-1].days[cell.column])
    return found


def _days(cells: tuple[Any, ...]) -> dict[int, date]:
    """The days over the columns, where a row holds them."""
    return {cell.column: cell.value.date() for cell in cells[1:] if isinstance(cell.value, datetime)}


def hour(value: time, words: Words) -> str:
    """An hour as the month view says it."""
    if words.language == "fr":
        return f"{value.hour}h{value.minute:02d}"
    return f"{value.hour % 12 or 12}:{value.minute:02d} {'AM' if value.hour < 12 else 'PM'}"


def printed(show: Callable[..., None], *arguments: Any) -> str:
    """What a function of the command prints."""
    with redirect_stdout(io.StringIO()) as out:
        show(*arguments)
    return out.getvalue()
