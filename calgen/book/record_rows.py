"""The rows of an input tab that are records: without examples, totals, section titles and repeated headings.

docs/decisions.md, "Rows that are no records".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from calgen.book.cells import as_text
from calgen.book.columns import Column, Kind
from calgen.book.folding import fold
from calgen.book.grid import EMPTY, Cell, CellState, Grid, Span, letter
from calgen.book.numbers import number
from calgen.book.problems import Place, Problem, Severity
from calgen.book.values import Title
from calgen.book.vocabulary import column_titles, example_cells, example_prefixes, reading_words

_FREE_KINDS = frozenset({Kind.TEXT, Kind.LINES, Kind.LIST})
_LEAST_TEXT = 8  # signs of an example's text that nobody types by chance
_WITH_UNIT = re.compile(r"[≈~€$£]? ?\d[\d.,]*(?: ?\d{3})* ?[^\W\d]{0,12}\.?(?:(?: ?/ ?| par | a | per )[^\W\d]+\.?)?")
_SUMS = re.compile(r"\b(?:SUM|SUBTOTAL|AGGREGATE|AVERAGE|COUNTA?|SUMIFS?)\(", re.IGNORECASE)
Cells = Mapping[int, Cell]  # of a row, by column number


@dataclass(slots=True)
class RecordRows:
    """The tab with its records alone, values of merged cells in each of their rows; what was left out, and problems."""

    grid: Grid
    examples: list[int] = field(default_factory=list)  # rows that are the example of the empty workbook as it stood
    problems: list[Problem] = field(default_factory=list)


def record_rows(grid: Grid, tab: str, columns: tuple[Column, ...], top: int, where: Mapping[str, int]) -> RecordRows:
    """Leaves out the rows below the heading row `top` that are no records; `where` are the columns' numbers by key."""
    found = _RowSearch(grid, tab, columns, top, where)
    for row in found.rows:
        found.look_at(row)
    return found.result()


class _RowSearch:
    """The search of one tab; it collects the cells that stay, and what is to be told."""

    def __init__(
        self, grid: Grid, tab: str, columns: tuple[Column, ...], top: int, where: Mapping[str, int]
    ) -> None:
        self.grid, self.tab, self.top, self.where = grid, tab, top, where
        self.columns = {column.key: column for column in columns if column.key in where}
        self.name = where[columns[0].key]
        self.titles = column_titles(tab)
        all_rows = grid.by_row()
        self.rows = {row: dict(cells) for row, cells in all_rows.items() if row > top}
        for span in grid.merges:
            self._fill_down(span)
        self.left_out = set[int]()
        self.blanked = set[tuple[int, int]]()
        self.found = RecordRows(grid)

    def _fill_down(self, span: Span) -> None:
        """Gives each row under a merge the value of its first cell, where something else stands on the row."""
        top, left, bottom, _ = span
        first = self.rows.get(top, {}).get(left)
        if first is None or left not in self.where.values():
            return
        for row in range(top + 1, bottom + 1):
            cells = self.rows.get(row, {})
            if any(as_text(cells.get(at, EMPTY).value) for at in self.where.values()):
                cells[left] = first

    def look_at(self, row: int) -> None:
        """Decides what a row is."""
        cells = self.rows[row]
        texts = {at: as_text(cell.value) for at, cell in cells.items() if as_text(cell.value)}
        name = texts.get(self.name, "")
        if "".join(name.split()).casefold().startswith(example_prefixes()):
            self.left_out.add(row)
            self.found.examples.append(row)
        elif self._repeats_headings(texts):
            self.left_out.add(row)
        elif self._is_total(cells, texts):
            self._leave_out(row, "row_total", Severity.NOTE, texts.get(min(texts), ""))
        elif self._is_section(row, cells, texts):
            self._leave_out(row, "row_section", Severity.WARNING, texts[min(texts)])
        else:
            self._tell_merged(row, texts)
            self._drop_example_cells(row, texts)

    def _tell_merged(self, row: int, texts: Mapping[int, str]) -> None:
        """Tells of cells of a record that are merged: the first has the text, and the others count as empty."""
        keys = {at: key for key, at in self.where.items()}
        for top, left, _, right in self.grid.row_merges:
            covered = [keys[at] for at in range(left + 1, right + 1) if at in keys] if top == row else []
            if covered and left in keys and left in texts:
                place = Place(self.grid.title, f"{letter(left)}{row}:{letter(right)}{row}")
                values = {"value": texts[left], "column": Title(self.tab, keys[left]),
                          "columns": tuple(Title(self.tab, key) for key in covered)}  # fmt: skip
                self.found.problems.append(Problem("cells_merged", place, Severity.WARNING, values))

    def _leave_out(self, row: int, code: str, severity: Severity, text: str) -> None:
        self.left_out.add(row)
        at = min((at for at in self.rows[row] if as_text(self.rows[row][at].value)), default=self.name)
        place = Place(self.grid.title, f"{letter(at)}{row}")
        self.found.problems.append(Problem(code, place, severity, {"value": text}))

    # -- headings, totals, sections ------------------------------------------------------------------------------------

    def _repeats_headings(self, texts: Mapping[int, str]) -> bool:
        """Whether a row holds the headings once more: two of our titles at least, each in its own column."""
        ours = {key: texts[at] for key, at in self.where.items() if at in texts}
        return len(ours) > 1 and all(self.titles.get(fold(text)) == key for key, text in ours.items())

    def _is_total(self, cells: Cells, texts: Mapping[int, str]) -> bool:
        """Whether a row sums up others: a word for it beside figures, or sums without a name."""
        ours = {at: text for at, text in texts.items() if at in self.where.values()}
        words = {at for at, text in ours.items() if _is_total_word(text)}
        if not words and not any(cells[at].formula for at in ours):
            return False
        figures = {at for at in ours if at not in words and _is_figure(cells[at])}
        if len(words) == 1 and words | figures == set(ours) and min(words) == min(ours):
            return bool(figures) or min(words) == self.name
        is_sum = bool(figures) and all(_SUMS.search(cells[at].formula) for at in ours)
        return not words and is_sum and self.name not in ours

    def _is_section(self, row: int, cells: Cells, texts: Mapping[int, str]) -> bool:
        """Whether a row is the title of those below it: alone on its row, over several columns or before records."""
        if len(texts) != 1 or min(texts) > max(self.where.values()):
            return False
        at, text = next(iter(texts.items()))
        if not isinstance(cells[at].value, str) or cells[at].formula:
            return False
        if any(cell.state is CellState.COVERED and column > at for column, cell in cells.items()):
            is_covered = cells.get(at + 1, EMPTY).state is CellState.COVERED
            return is_covered and not self._is_under_merge(row, at + 1)
        required = sum(column.required for column in self.columns.values())
        return required > 1 and at == self.name and self._stands_out(row, text) and self._is_before_record(row)

    def _is_under_merge(self, row: int, column: int) -> bool:
        """Whether a covered cell belongs to a merge that begins on a row above."""
        return any(top < row <= bottom and left <= column <= right for top, left, bottom, right in self.grid.merges)

    def _stands_out(self, row: int, text: str) -> bool:
        """Whether a text alone on its row looks like a title: in capitals, with a colon, or after a blank row."""
        letters = [sign for sign in text if sign.isalpha()]
        is_upper = len(letters) > 1 and all(sign.isupper() for sign in letters)
        return is_upper or text.rstrip().endswith(":") or (row - 1 not in self.rows and row - 1 > self.top)

    def _is_before_record(self, row: int) -> bool:
        """Whether the next row that is not empty has at least two of our cells filled."""
        below = (self.rows[later] for later in self.rows if later > row)
        filled = (sum(bool(as_text(cells.get(at, EMPTY).value)) for at in self.where.values()) for cells in below)
        return next((count for count in filled if count), 0) > 1

    # -- the example ---------------------------------------------------------------------------------------------------

    def _drop_example_cells(self, row: int, texts: Mapping[int, str]) -> None:
        """Empties the optional cells of a row that still hold the grey example, where it was typed over."""
        for example in example_cells(self.tab):
            unchanged = {
                key for key, column in self.columns.items()
                if key in example and not column.required and self.where[key] != self.name
                and fold(texts.get(self.where[key], "")) == fold(example[key])
            }  # fmt: skip
            if unchanged and self._is_left_over(row, example, unchanged, texts):
                self.blanked |= {(row, self.where[key]) for key in unchanged}
                place = Place(self.grid.title, f"{letter(min(self.where[key] for key in unchanged))}{row}")
                titles = tuple(Title(self.tab, key) for key in self.columns if key in unchanged)
                values = {"row": str(row), "columns": titles}
                self.found.problems.append(Problem("example_left", place, Severity.NOTE, values))
                return

    def _is_left_over(
        self, row: int, example: Mapping[str, str], unchanged: set[str], texts: Mapping[int, str]
    ) -> bool:
        """Whether equal cells are the example's own: a text that nobody types by chance, or all of them in its place.

        A row with the example's own name is the user's, who took the example for a row of hers. So is an equal cell
        where the example itself still stands on a row above.
        """
        name = next(iter(self.columns))
        if fold(texts.get(self.name, "")) == fold(example.get(name, "")):
            return False
        texts_left = (key for key in unchanged if self.columns[key].kind in _FREE_KINDS)
        stands_elsewhere = bool(self.found.examples) and len(unchanged) == 1
        if not stands_elsewhere and any(_is_telling(example[key]) for key in texts_left):
            return True
        optional = {key for key in example if key not in self.columns or not self.columns[key].required}
        return row == self.top + 1 and len(unchanged) > 1 and unchanged == optional

    def result(self) -> RecordRows:
        """The tab without what was left out."""
        above = {at: cell for at, cell in self.grid.cells.items() if at[0] <= self.top}
        below = {
            (row, column): cell
            for row, cells in self.rows.items()
            for column, cell in cells.items()
            if row not in self.left_out and (row, column) not in self.blanked
        }
        self.found.grid = replace(self.grid, cells=above | below)
        return self.found


def _is_telling(text: str) -> bool:
    """Whether nobody types a text of the example by chance: one word alone, such as “friendly”, is anybody's."""
    return len(text) >= _LEAST_TEXT and not text.isalpha()


def _is_total_word(text: str) -> bool:
    """Whether a text is a word for a total, or begins with one: `Total`, `Total heures`."""
    return f"{fold(text)} ".startswith(_total_words())


@cache
def _total_words() -> tuple[str, ...]:
    """The words of all languages for a total, each with the space that ends it."""
    return tuple(f"{fold(word)} " for word in reading_words("totals"))


def _is_figure(cell: Cell) -> bool:
    """Whether a cell holds a number, typed or calculated, alone or with its unit: `7,5/sem.`, `28 h`."""
    if isinstance(cell.value, str):
        is_bare = number(cell.value.replace("%", ""), decimal_comma=True) is not None
        return is_bare or _WITH_UNIT.fullmatch(cell.value.strip()) is not None
    return isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
