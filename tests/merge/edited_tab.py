"""A calendar while its user works in it with openpyxl: rows and columns keep their names wherever they go."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import spreadsheet_moves
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import TableColumn
from spreadsheet_moves import Moves

from calgen.book.folding import fold
from calgen.book.vocabulary import written_titles

CALENDARS = {"social": "calgen_social", "editorial": "calgen_editorial"}
LIVE = {
    "social": ("day", "title", "editorial", "characters"),
    "editorial": ("week", "posts", "first_post", "last_post"),
}
HEADINGS = {tab: written_titles(tab) for tab in CALENDARS}  # every heading that calgen writes or wrote


def written(template: str, columns: Mapping[str, int], row: int) -> str:
    """A formula as it reads on a row; `{text}` is that column's cell."""
    return template.format(**{key: f"{get_column_letter(n)}{row}" for key, n in columns.items() if key.isidentifier()})


@dataclass
class EditedTab:
    """A calendar while its user works in it; rows and columns keep their names wherever they go."""

    key: str
    sheet: Any
    head: int = 0
    columns: dict[str, int] = field(default_factory=dict)  # key, or an own column's heading → number
    rows: dict[str, int] = field(default_factory=dict)  # id, or a name for a row of the user's own → number

    def __post_init__(self) -> None:
        known = HEADINGS[self.key]
        scores = {
            number: sum(fold(str(cell.value or "")) in known for cell in self.sheet[number]) for number in range(1, 16)
        }
        self.head = max(scores, key=lambda number: scores[number])
        for cell in self.sheet[self.head]:
            if cell.value:
                self.columns.setdefault(known.get(fold(str(cell.value)), str(cell.value)), cell.column)
        for number in range(self.head + 1, self.sheet.max_row + 1):
            value = self.sheet.cell(number, self.columns["id"]).value
            if isinstance(value, str) and re.fullmatch(r"[PS]\d{4,}", value):
                self.rows[value] = number

    def cell(self, row: str, key: str) -> Any:
        """A cell by the names of its row and column."""
        return self.sheet.cell(self.rows[row], self.columns[key])

    def get(self, row: str, key: str) -> Any:
        """Its value."""
        return self.cell(row, key).value

    def move(self, rows: Moves = spreadsheet_moves.same, columns: Moves = spreadsheet_moves.same, **how: bool) -> None:
        """Lines to new places, the names with them."""
        spreadsheet_moves.remap(self.sheet, rows, columns, **how)
        self.rows = {name: new for name, old in self.rows.items() if (new := rows(old)) is not None}
        self.columns = {name: new for name, old in self.columns.items() if (new := columns(old)) is not None}
        self.head = rows(self.head) or 0

    @property
    def last(self) -> int:
        """The last row of the table."""
        return max(self.rows.values())

    @property
    def table(self) -> Any:
        """The calendar's table, where it still has one."""
        return self.sheet.tables.get(CALENDARS[self.key])

    @property
    def left(self) -> int:
        """The table's first column."""
        return spreadsheet_moves.bounds(self.table.ref)[0]

    def stretch(self, row: int = 0, column: int = 0) -> None:
        """The table taken further, as Excel does when one types beside or below it."""
        if self.table is None:
            return
        left, top, right, bottom = spreadsheet_moves.bounds(self.table.ref)
        right, bottom = max(right, column), max(bottom, row)
        titles = [spreadsheet_moves.named(self.sheet.cell(top, n)) for n in range(left, right + 1)]
        ref = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
        own = self.table.tableColumns
        for title in titles[len(own) :]:
            own.append(TableColumn(id=max(one.id for one in own) + 1, name=title))
        self.table.ref = ref
        if self.table.autoFilter is not None:
            self.table.autoFilter.ref = ref

    def heading(self, key: str, title: str) -> None:
        """Another heading for a column; the table's names follow, as do the formulas that name it."""
        column = self.columns[key]
        old = str(self.sheet.cell(self.head, column).value)
        self.sheet.cell(self.head, column).value = title
        if self.table is not None:
            self.table.tableColumns[column - self.left].name = title
        name = CALENDARS[self.key]
        for sheet in self.sheet.parent.worksheets:
            for cell in list(sheet._cells.values()):
                if cell.data_type == "f" and isinstance(cell.value, str):
                    cell.value = cell.value.replace(f"{name}[{old}]", f"{name}[{title}]")
                    cell.value = cell.value.replace(f"[[#This Row],[{old}]]", f"[[#This Row],[{title}]]")
