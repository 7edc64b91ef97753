"""Writes values into cells of the user's own tabs: a present cell, or a new row below a table.

Only these cells change. Each keeps its format; a new row takes those of the row above, with its drop-downs and
conditional formats. What cannot be written is refused: docs/decisions.md, "Cells that calgen writes for the user".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from calgen.book.grid import address, row_and_column
from calgen.book.problems import Place, Problem, Refused
from calgen.book.sheet import SheetValue
from calgen.files.draw.cells import LONGEST_TEXT, escaped_text
from calgen.files.edit import row_cells
from calgen.files.edit.grown_ranges import extend_ranges, grow_tables
from calgen.files.edit.present_sheet import without_prefix
from calgen.files.edit.rows import BLANK, CellXml, RowXml, read_rows, row_bounds, style_of
from calgen.files.edit.styles import WorkbookStyles
from calgen.files.read.formulas import LAST_ROW, Area
from calgen.files.read.markup import Element, XmlDocument, whole_number
from calgen.files.read.object_ranges import ObjectKind, ObjectRange, object_ranges
from calgen.files.read.opened_workbook import OpenedWorkbook, WorkbookSheet
from calgen.files.read.shared_parts import read_number_kinds
from calgen.files.read.stored_values import DATE_TIME

_DIMENSION = re.compile(rb"<dimension\b[^>]*/>|<dimension\b[^>]*>\s*</dimension>")


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A value for a cell of a tab of the user's; None empties it.

    `number_format` is the code of a format for a day, where the cell has none that shows days.
    """

    title: str
    cell: str
    value: SheetValue
    number_format: str = ""


@dataclass(frozen=True, slots=True)
class AddedRow:
    """A row of a tab that is written below the last one of a table; `above` is the row whose formats it takes."""

    title: str
    number: int
    above: int


def write_cells(workbook: OpenedWorkbook, edits: Sequence[CellEdit], added: Sequence[AddedRow] = ()) -> bytes:
    """The bytes of a workbook with values in its cells; every other cell and part keeps its bytes.

    Raises Refused with all that stands in the way (`cell_is_formula`, `cell_is_merged`, `cell_in_pivot`,
    `row_in_the_way`), and ValueError for a title that no tab has.
    """
    workbook = workbook.copy()
    by_title = {sheet.title: sheet for sheet in workbook.sheets}
    if unknown := {edit.title for edit in edits} - set(by_title):
        raise ValueError(f"no tab {min(unknown)!r}")
    writer = _ValueWriter(workbook)
    found: list[Problem] = []
    for title in dict.fromkeys(edit.title for edit in edits):
        own = [edit for edit in edits if edit.title == title]
        rows = [row for row in added if row.title == title]
        found += _write_sheet(workbook, by_title[title], own, rows, writer)
    if found:
        raise Refused.joined(found)
    writer.write_styles()
    workbook.request_recalculation()
    workbook.write_parts()
    return workbook.package.to_bytes()


class _ValueWriter:
    """Makes the XML of cells of one workbook, with its formats and its first day."""

    def __init__(self, workbook: OpenedWorkbook) -> None:
        self.package, self.part = workbook.package, workbook.part_of_kind("styles")
        self.zero = (date(1904, 1, 1) if workbook.counts_from_1904 else date(1899, 12, 30)).toordinal()
        self.kinds = read_number_kinds(self.package.read(self.part)) if self.part else []
        self.styles: WorkbookStyles | None = None

    def cell(self, edit: CellEdit, style: bytes) -> CellXml:
        """The cell of an edit, in the format of an index; a day gets one that shows days."""
        value = edit.value
        if isinstance(value, date) and edit.number_format and not self._shows_days(style):
            style = self._with_format(style, edit.number_format)
        attrs = b' s="%s"' % style if style else b""
        if value is None:
            return attrs, b""
        if isinstance(value, str):
            return attrs + b' t="inlineStr"', _text(value)
        if isinstance(value, bool):
            return attrs + b' t="b"', b"<v>%d</v>" % value
        return attrs, b"<v>%s</v>" % self._number(value).encode()

    def _number(self, value: int | float | date | time) -> str:
        if isinstance(value, date):
            return str(value.toordinal() - self.zero)
        if isinstance(value, time):
            return f"{(value.hour * 60 + value.minute) / 1440:.16G}"
        return str(int(value)) if value == int(value) else f"{float(value):.16G}"

    def _shows_days(self, style: bytes) -> bool:
        at = int(style or 0)
        return at < len(self.kinds) and self.kinds[at] == DATE_TIME

    def _with_format(self, style: bytes, code: str) -> bytes:
        if not self.part:
            return style
        if self.styles is None:
            self.styles = WorkbookStyles(self.package.document(self.part))
        return str(self.styles.with_number_format(int(style or 0), code)).encode()

    def write_styles(self) -> None:
        """Writes the styles part where a format was added."""
        if self.styles is not None:
            self.package.write(self.part, self.styles.to_bytes())


def _text(value: str) -> bytes:
    """A text of its own in the cell, and never a formula."""
    own = escaped_text(value[:LONGEST_TEXT])
    edges = ' xml:space="preserve"' if own != own.strip() or "\n" in own else ""
    return f"<is><t{edges}>{own}</t></is>".encode()


def _write_sheet(
    workbook: OpenedWorkbook,
    sheet: WorkbookSheet,
    edits: Sequence[CellEdit],
    added: Sequence[AddedRow],
    writer: _ValueWriter,
) -> list[Problem]:
    """Writes the cells of one tab; returns what stands in the way, and then leaves the tab."""
    package = workbook.package
    data = without_prefix(package.read(sheet.part))
    start, first, last, end = row_bounds(data)
    rows, body = read_rows(data[first:last]), data[first:last]
    document = XmlDocument(data[:start] + b"<sheetData/>" + data[end:])
    objects = tuple(object_ranges(package, sheet.part, document.root, body))
    found = [*_refused_cells(sheet.title, edits, rows, objects)]
    new_rows = {row.number for row in added}
    found += grow_tables(package, sheet, new_rows, objects, check_only=bool(found))
    if found:
        return found
    extend_ranges(document, new_rows)
    formats = _PresentFormats(rows, document.root, {row.number: row.above for row in added})
    for number, cells in sorted(_cells_by_row(edits, added, formats, writer).items()):
        body = row_cells.write_row(body, number, cells, shown=number in formats.above)
    head, _, tail = document.to_bytes().partition(b"<sheetData/>")
    head = _DIMENSION.sub(b"", head, count=1) if added else head
    package.write(sheet.part, head + b"<sheetData>" + body + b"</sheetData>" + tail)
    return []


def _cells_by_row(
    edits: Iterable[CellEdit], added: Iterable[AddedRow], formats: _PresentFormats, writer: _ValueWriter
) -> dict[int, dict[int, CellXml]]:
    """The cells to be written, by row and column; a new row has blank ones with the formats of the row above."""
    found = {row.number: {at: (b' s="%s"' % style, b"") for at, style in formats.missing_styles(row).items()}
             for row in added}  # fmt: skip
    for edit in edits:
        row, column = row_and_column(edit.cell)
        found.setdefault(row, {})[column] = writer.cell(edit, formats.style(row, column))
    return found


@dataclass(frozen=True, slots=True)
class _PresentFormats:
    """The formats of the cells of a tab; `above` gives for each new row the row whose formats it takes."""

    rows: Mapping[int, RowXml]
    root: Element
    above: Mapping[int, int]

    def style(self, row: int, column: int) -> bytes:
        """The index of the format of a cell: its own, that of the row above a new row, or that of its column."""
        own = style_of(self.rows[row].cells.get(column, BLANK)) if row in self.rows else b""
        if own.strip(b"0") or (row not in self.above and row in self.rows and column in self.rows[row].cells):
            return own
        above = self.rows.get(self.above.get(row, 0))
        return (style_of(above.cells.get(column, BLANK)) if above else b"") or self._style_of_column(column)

    def _style_of_column(self, column: int) -> bytes:
        columns = self.root.child("cols")
        for node in columns.children_named("col") if columns else ():
            if whole_number(node.get("min"), 0) <= column <= whole_number(node.get("max"), 0):
                return node.get("style").encode()
        return b""

    def missing_styles(self, row: AddedRow) -> dict[int, bytes]:
        """The formats of the row above a new row, in the columns in which the new row has no cell."""
        above, own = self.rows.get(row.above, RowXml(b"")), self.rows.get(row.number, RowXml(b""))
        styles = {column: style_of(cell) for column, cell in above.cells.items() if column not in own.cells}
        return {column: style for column, style in styles.items() if style}


def _refused_cells(
    title: str, edits: Iterable[CellEdit], rows: Mapping[int, RowXml], objects: Collection[ObjectRange]
) -> Iterable[Problem]:
    """The cells that cannot be written: formulas, cells under a merge, and cells of a pivot table."""
    for edit in edits:
        row, column = row_and_column(edit.cell)
        cell, place = rows.get(row, RowXml(b"")).cells.get(column, BLANK), Place(title, edit.cell)
        here = Area(row, column, row, column)
        over = [item for item in objects if item.area.overlaps(here)]
        if b"<f" in cell[1] or any(item.kind is ObjectKind.ARRAY for item in over):
            yield Problem("cell_is_formula", place)
        elif any(item.kind is ObjectKind.PIVOT for item in over):
            yield Problem("cell_in_pivot", place)
        elif any(item.kind is ObjectKind.MERGE and item.area[:2] != (row, column) for item in over):
            merge = next(item.area for item in over if item.kind is ObjectKind.MERGE)
            yield Problem("cell_is_merged", place, values={"cell": address(merge.top, merge.left)})
        elif row > LAST_ROW:
            yield Problem("row_in_the_way", place, values={"range": edit.cell})
