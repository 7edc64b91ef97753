"""Writes the cells of drawn sheets as XML: XlsxWriter would take most of the time of a run for them.

Texts are stored in their cells (`inlineStr`): the shared texts belong to the user's workbook.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING

from calgen.book.grid import letter
from calgen.book.sheet import CellRows

if TYPE_CHECKING:
    from calgen.book.sheet import Sheet, SheetValue, Style, StyledCell

LONGEST_TEXT = 32_767  # characters
LONGEST_LINK_TEXT = 250  # characters of the text of a link
_LONGEST_REPEATED = 300  # characters of a text that is likely to stand in several cells
_ROWS_OF_BLOCK = 16  # rows that share one `spans` attribute
_DEFAULT_HEIGHT = 20  # pixels
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
_ESCAPED = re.compile(r"(_x[0-9a-fA-F]{4}_)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_EMPTY = "/>"
_FARTHEST = 1 << 20  # greater than any row or column

# a place in a sheet: its row and column, from 1
Place = tuple[int, int]
# a cell: its attributes without the address, and its content
CellXml = tuple[bytes, bytes]


class _ColumnLetters(dict[int, str]):
    """The letters of columns by number, without a call for each cell."""

    def __missing__(self, column: int) -> str:
        found = self[column] = letter(column)
        return found


_LETTERS = _ColumnLetters()


class CellWriter:
    """Writes the cells of sheets; `index_of` gives the index of a style with a number format in the styles part.

    `links` and `extent` (first row and column, last row and column) are those of the last sheet: XlsxWriter needs them.
    """

    def __init__(self, index_of: Callable[[Style, str], int], *, from_1904: bool) -> None:
        self._index_of = index_of
        self._zero = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 -- days have no zone
        self._texts: dict[str, str] = {}  # texts repeat: each is escaped once for a sheet
        self._known_results: dict[tuple[type, SheetValue], tuple[str, str]] = {}  # by the value of the formula
        self._styles: dict[tuple[int, type], tuple[Style, str]] = {}  # by the id of the object, which most cells share
        self.links: list[tuple[Place, StyledCell]] = []
        self.extent: tuple[int, int, int, int] | None = None

    def rows(self, sheet: Sheet, merged: Mapping[Place, StyledCell]) -> Iterator[bytes]:
        """The XML of the rows of a sheet, in blocks; `merged` are the blank cells under merges."""
        heights = row_attributes(sheet)
        waiting = sorted(heights, reverse=True)
        lines: list[tuple[int, list[str]]] = []
        present, first, last = 0, _FARTHEST, 0
        for row, cells in self._rows(sheet, merged):
            if lines and _block_of(row) != _block_of(present):
                yield _block(lines, waiting, heights, f' spans="{first}:{last}"')
                lines, first, last = [], _FARTHEST, 0
            present, first, last = row, min(first, cells[0][0]), max(last, cells[-1][0])
            number = str(row)
            lines.append((row, [f'<c r="{_LETTERS[column]}{number}"{xml}' for column, xml in cells]))
        if lines:
            yield _block(lines, waiting, heights, f' spans="{first}:{last}"')
        yield from (_row(row, "", heights, ()).encode() for row in reversed(waiting))

    def cells(self, sheet: Sheet, merged: Mapping[Place, StyledCell]) -> Iterator[tuple[Place, CellXml]]:
        """The cells of a sheet for an edit of the present tab; those that the edit does not take are blank."""
        taken = {row.drawn: row.taken for row in sheet.edit.rows} if sheet.edit else {}
        known: dict[str, CellXml] = {}
        for row, cells in self._rows(sheet, merged, taken):
            for column, xml in cells:
                if xml not in known:
                    attributes, _, inside = xml.removesuffix("</c>").partition(">")
                    known[xml] = attributes.removesuffix("/").encode(), inside.encode()
                yield (row, column), known[xml]

    def _rows(
        self, sheet: Sheet, merged: Mapping[Place, StyledCell], taken: Mapping[int, frozenset[int]] | None = None
    ) -> Iterator[tuple[int, list[tuple[int, str]]]]:
        """Each row that has cells, with their columns and their XML after the address, in order.

        `taken` are the columns that an edit takes of each row: other cells of these rows are blank.
        """
        self._texts, self._known_results, self._styles, self.links = {}, {}, {}, []
        taken = taken or {}
        top = row = right = 0
        left = _FARTHEST
        for number, cells in _in_order(sheet.cells, merged):
            written = self._row_cells(sheet, number, cells, taken.get(number))
            if not written:
                continue
            if number <= row:
                raise ValueError(f"row {number} of {sheet.title!r} comes after {row}")
            top, row, left, right = top or number, number, min(left, written[0][0]), max(right, written[-1][0])
            yield number, written
        self.extent = (top, left, row, right) if row else None

    def _row_cells(
        self, sheet: Sheet, row: int, cells: Iterable[tuple[int, StyledCell]], taken: frozenset[int] | None
    ) -> list[tuple[int, str]]:
        """The columns of the cells of a row, and their XML after the address."""
        found: list[tuple[int, str]] = []
        styles, texts, last_column = self._styles, self._texts, 0
        for column, cell in cells:
            if column <= last_column:
                raise ValueError(f"column {column} of {sheet.title!r} comes after {last_column}")
            last_column, style, value, formula = column, cell.style, cell.value, cell.formula
            known = styles.get((id(style), value.__class__))
            if known is None:
                known = styles[id(style), value.__class__] = style, self._style(cell, sheet.formats)
            if cell.link:
                self.links.append(((row, column), cell))
            if (value is None and not formula) or (taken is not None and column not in taken):
                content = _EMPTY
            elif formula:
                content = self._formula(formula, value)
            elif value.__class__ is str and not cell.link:
                content = texts.get(value) or self._text(value)
            else:
                content = self._content(cell)
            found.append((column, f"{known[1]}{content}"))
        return found

    def _style(self, cell: StyledCell, formats: Mapping[str, str]) -> str:
        name = cell.style.number or number_format(cell.value)
        return f' s="{self._index_of(cell.style, formats.get(name, name))}"'

    def _content(self, cell: StyledCell) -> str:
        """The XML of a cell without a formula, from its type on."""
        value = cell.value
        if cell.link:
            return self._text(str(value)[:LONGEST_LINK_TEXT])
        if value is None:
            return _EMPTY
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, bool):
            return f' t="b"><v>{value:d}</v></c>'
        return f"><v>{self._number(value):.16G}</v></c>"

    def _text(self, text: str) -> str:
        found = self._texts.get(text)
        if found is None:
            own = escaped_text(text[:LONGEST_TEXT])
            edges = ' xml:space="preserve"' if own[:1].isspace() or own[-1:].isspace() else ""
            found = f' t="inlineStr"><is><t{edges}>{own}</t></is></c>'
            if len(text) <= _LONGEST_REPEATED:
                self._texts[text] = found
        return found

    def _formula(self, formula: str, value: SheetValue) -> str:
        """The XML of a formula with its present value, from the type of the cell on."""
        before, after = self._known_results.get((value.__class__, value)) or self._result(value)
        formula = formula.removeprefix("=")
        if "&" in formula or "<" in formula or ">" in formula:
            formula = _escape_signs(formula)
        return f"{before}{formula}{after}"

    def _result(self, value: SheetValue) -> tuple[str, str]:
        """The XML before and after a formula for its present value; None: other programs calculate it on opening.

        A result that is no number has a type (ECMA-376 part 1, 18.18.11), an empty text too: a reader that finds none
        takes the value for a number, or the cell for blank.
        """
        if value is None:
            return "><f>", "</f></c>"
        if isinstance(value, str):
            kind, shown = ' t="e"' if value in _ERRORS else ' t="str"', escaped_text(value)
        elif isinstance(value, bool):
            kind, shown = ' t="b"', f"{value:d}"
        else:
            kind, shown = "", str(self._number(value))
        found = f"{kind}><f>", f"</f><v>{shown}</v></c>"
        if value or value.__class__ is not float:  # 0.0 and -0.0 are equal, and written in two ways
            self._known_results[value.__class__, value] = found
        return found

    def _number(self, value: int | float | date | datetime | time) -> int | float:
        """A number; for a day or an hour, its serial number."""
        if isinstance(value, (int, float)):
            return value
        if isinstance(value, time):
            return (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
        if isinstance(value, datetime):
            return (value - self._zero).total_seconds() / 86_400
        return value.toordinal() - self._zero.toordinal()


def _in_order(
    cells: Mapping[Place, StyledCell], merged: Mapping[Place, StyledCell]
) -> Iterable[tuple[int, Iterable[tuple[int, StyledCell]]]]:
    """The rows in order, each with its columns and cells in order; a lazy mapping gives them in this order itself."""
    if isinstance(cells, CellRows) and not merged:
        return cells.by_row()
    rows: dict[int, list[tuple[int, StyledCell]]] = {}
    for (row, column), cell in chain(cells.items(), merged.items()):
        rows.setdefault(row, []).append((column, cell))
    return ((row, sorted(rows[row], key=itemgetter(0))) for row in sorted(rows))


def _block_of(row: int) -> int:
    return (row - 1) // _ROWS_OF_BLOCK


def _block(
    lines: list[tuple[int, list[str]]], waiting: list[int], heights: Mapping[int, str], spans: str
) -> bytes:
    """The XML of the rows of a block, and of the rows before and in it that have a height and no cells.

    `waiting` are the rows with a height that are not written yet, the last one first.
    """
    block, written = _block_of(lines[0][0]), dict(lines)
    before: list[int] = []
    while waiting and _block_of(waiting[-1]) <= block:
        row = waiting.pop()
        if _block_of(row) < block:
            before.append(row)
        else:
            written.setdefault(row, [])
    empty = [_row(row, "", heights, ()) for row in before]
    return "".join([*empty, *(_row(row, spans, heights, line) for row, line in sorted(written.items()))]).encode()


def _row(row: int, spans: str, heights: Mapping[int, str], cells: Sequence[str]) -> str:
    head = f'<row r="{row}"{spans}{heights.get(row, "")}'
    return f"{head}>{''.join(cells)}</row>" if cells else f"{head}/>"


def row_attributes(sheet: Sheet) -> dict[int, str]:
    """The attributes of folded rows, and of rows with a height of their own, rounded to pixels of 0.75 points."""
    pixels = {row: int(points * 4 / 3 + 0.5) for row, points in sheet.heights.items()}
    own = {row: high for row, high in pixels.items() if high != _DEFAULT_HEIGHT}
    found = {row: f' ht="{0.75 * high:.16g}" customHeight="1"' for row, high in own.items()}
    for row in sheet.folded_rows:
        found[row] = found.get(row, "") + ' hidden="1" outlineLevel="1"'
    for row in {row - 1 for row in sheet.folded_rows} - sheet.folded_rows:  # where the sign stands that opens them
        found[row] = found.get(row, "") + ' collapsed="1"'
    return found


def number_format(value: SheetValue) -> str:
    """The name of the number format for the type of a value; empty for numbers and texts."""
    return "date" if isinstance(value, date) else "time" if isinstance(value, time) else ""


def escaped_text(text: str) -> str:
    """A text escaped for XML: characters that XML does not allow are written as `_x…_`."""
    if "_x" in text:
        text = _ESCAPED.sub(r"_x005F\1", text)
    if not text.isprintable():
        text = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return _escape_signs(text)


def _escape_signs(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
