"""A calendar tab as it stands before an edit: its XML, its table, and where each of its rows goes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from calgen.book.sheet import MovedRow, SheetEdit
from calgen.files.edit import rows, tables
from calgen.files.edit.table_span import check_new_columns, place_added_columns
from calgen.files.moves.fixed_columns import TableSite, with_fixed_columns
from calgen.files.moves.row_moves import RowMoves
from calgen.files.read.formulas import Area, parse_area
from calgen.files.read.markup import MAIN, XmlDocument, parse_tree, to_utf8, whole_number
from calgen.files.read.object_ranges import object_ranges
from calgen.files.read.opened_workbook import WorkbookSheet
from calgen.files.read.package import Package


@dataclass(frozen=True, slots=True)
class PresentSheet:
    """A tab that is to be edited.

    `document` is its XML without prefixes and without rows, `body` that of its rows. `corner` is the last row and
    column of the table's body (without a table, the column left of the calendar). `order` holds the rows of the body
    as they will stand, by their new number. `added` maps drawn columns to those at which calgen adds them again, and
    `span` is the first and last column of the table after the edit.
    """

    tab: WorkbookSheet
    edit: SheetEdit
    document: XmlDocument
    body: bytes
    table: tuple[str, XmlDocument] | None
    corner: tuple[int, int]
    moves: RowMoves
    order: Mapping[int, MovedRow]
    added: Mapping[int, int]
    span: tuple[int, int]


def read_present_sheet(package: Package, tab: WorkbookSheet, edit: SheetEdit) -> PresentSheet:
    """A tab with the moves of its rows. Raises Refused where no place is sound for an object of the user's."""
    table, corner = tables.find_table(package, tab, edit)
    head, body, tail = rows.split_sheet(without_prefix(package.read(tab.part)))
    document = XmlDocument(head + b"<sheetData/>" + tail)
    assert document.root.space in (MAIN, "")
    totals = whole_number(table[1].root.get("totalsRowCount"), 0) if table else 0
    moves, order = place_rows(edit, corner[0], totals)
    own = table[0] if table else ""
    objects = [item for item in object_ranges(package, tab.part, document.root, body) if not own or item.part != own]
    area = _area(edit, table, corner, totals)
    added = place_added_columns(area, edit, objects, _filled_cells(body)) if edit.added_columns else {}
    span = (area.left, max([area.right, *added.values()]))
    check_new_columns(tab.title, edit, area, span, objects, is_new=table is None)
    body_area, gained = area._replace(bottom=corner[0]), span[1] - area.right
    site = TableSite(tab.title, body_area, gained, frozenset(edit.present_headings), rows.last_row(body))
    moves = with_fixed_columns(moves, site, objects, lambda: _filled_cells(body))
    return PresentSheet(tab, edit, document, body, table, corner, moves, order, added, span)


def without_prefix(data: bytes) -> bytes:
    """The XML of a sheet, without a prefix for the namespace of spreadsheets."""
    data = to_utf8(data)
    root = parse_tree(data, stop="sheetData")
    found = re.match(rb"<([\w.-]+):worksheet\b", data[root.start : root.inner])
    if not found:
        return data
    prefix = found[1]
    body = data.replace(b"<" + prefix + b":", b"<").replace(b"</" + prefix + b":", b"</")
    return body.replace(b"xmlns:" + prefix + b"=", b"xmlns=", 1)


def place_rows(edit: SheetEdit, bottom: int, totals: int = 0) -> tuple[RowMoves, dict[int, MovedRow]]:
    """Where each row of the body goes: the listed rows in their order, any other row below the row above it.

    `bottom` is the last row of the body before the edit. Also returns what stands in each row of it afterwards.
    """
    listed = {moved.old for moved in edit.rows if moved.old}
    below: dict[int, list[int]] = {}
    anchor = edit.top
    for number in range(edit.top + 1, bottom + 1):
        if number in listed:
            anchor = number
        elif number not in edit.deleted:
            below.setdefault(anchor, []).append(number)
    order: dict[int, MovedRow] = {}
    goal = edit.top
    for moved in (MovedRow(edit.top, 0, frozenset()), *edit.rows):
        if moved.old != edit.top:
            goal += 1
            order[goal] = moved
        for other in below.get(moved.old, ()) if moved.old else ():
            goal += 1
            order[goal] = MovedRow(other, 0, frozenset())
    went = {moved.old: number for number, moved in order.items() if moved.old}
    idle = sum(map(len, below.values()))  # empty rows, and rows of the user's that are no posts
    whole = max(bottom - edit.user_rows - idle, edit.top + 1)
    return RowMoves(edit.top + 1, bottom, max(goal, edit.top + 1), whole, went, totals), order


def _area(edit: SheetEdit, table: tuple[str, XmlDocument] | None, corner: tuple[int, int], totals: int) -> Area:
    """Where the table stands, or will stand, with its totals."""
    ref = parse_area(table[1].root.get("ref")) if table else None
    left = ref.left if ref else min(edit.columns.values())
    return Area(edit.top, left, corner[0] + totals, max(corner[1], *edit.columns.values()))


def _filled_cells(body: bytes) -> dict[int, Collection[int]]:
    """The columns of the cells that hold something, by row."""
    return {number: [column for column, (_, inside) in row.cells.items() if inside]
            for number, row in rows.read_rows(body).items()}  # fmt: skip
