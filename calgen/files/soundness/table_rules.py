"""Rules on tables: their range, their columns, their headings as the cells show them, their names and numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from calgen.book.grid import letter
from calgen.files.read.formulas import parse_address
from calgen.files.read.markup import Element, whole_number
from calgen.files.read.stored_values import decode_text
from calgen.files.soundness.cell_rules import find_row
from calgen.files.soundness.range_rules import Breach, parse_range
from calgen.files.soundness.written_workbook import WrittenSheet, WrittenTable, WrittenWorkbook

TABLE_ORDER = ("autoFilter", "sortState", "tableColumns", "tableStyleInfo", "extLst")
_LONGEST_HEADING = 255
_NAME = re.compile(r"[^\W\d][\w.]{0,254}|\\[\w.]{0,254}")


def table_ranges_fit(table: WrittenTable, _: WrittenSheet) -> Iterator[Breach]:
    """A table has its headings and one more row or more; its filter begins with it and ends within it."""
    root, area = table.root, table.area
    if area is None:
        yield root.get("ref"), f"{table.name}: no range", b""
        return
    extra = _has_headings(root) + whole_number(root.get("totalsRowCount"), 0)
    if area.bottom - area.top < extra:
        yield root.get("ref"), f"{table.name}: no row below its headings", b""
    filter_ = root.child("autoFilter")
    if filter_:
        own = parse_range(filter_.get("ref"))
        if own is None or own[:2] != area[:2] or own.right != area.right or own.bottom > area.bottom:
            yield filter_.get("ref"), f"{table.name}: the filter of {root.get('ref')}", b""


def table_columns_fit(table: WrittenTable, _: WrittenSheet) -> Iterator[Breach]:
    """A table lists as many columns as its range has, with other numbers, and other names without regard to case."""
    columns, area = table.root.child("tableColumns"), table.area
    nodes = list(columns.children_named("tableColumn")) if columns else []
    count = whole_number(columns.get("count"), len(nodes)) if columns else 0
    if area and {len(nodes), count} != {area.right - area.left + 1}:
        yield table.root.get("ref"), f"{table.name}: {len(nodes)} columns, count {count}", b""
    keys = Counter(heading.casefold() for heading in table.headings)
    for heading, count in keys.items():
        if count > 1 or not 0 < len(heading) <= _LONGEST_HEADING:
            yield table.root.get("ref"), f"{table.name}: the heading “{heading}” {count} times", b""
    for number, count in Counter(node.get("id") for node in nodes).items():
        if count > 1 or whole_number(number, 0) < 1:
            yield table.root.get("ref"), f"{table.name}: the column number {number} {count} times", b""


def table_headings_are_their_cells(table: WrittenTable, sheet: WrittenSheet) -> Iterator[Breach]:
    """The cells of the heading row hold the names of the columns as texts."""
    area = table.area
    if area is None or not _has_headings(table.root):
        return
    row = find_row(sheet, area.top)
    cells = {node.get("r"): node for node in row.children_named("c")} if row else {}
    for column, heading in enumerate(table.headings, area.left):
        address = f"{letter(column)}{area.top}"
        text = _text(cells[address], sheet) if address in cells else None
        if text is None or _same_line(text) != _same_line(heading):
            yield address, f"{table.name}: “{heading}” over “{text or ''}”", b""


def _same_line(text: str) -> str:
    """A heading with one kind of line ending."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _text(cell: Element, sheet: WrittenSheet) -> str | None:
    """The text of a cell; None for a number, a formula or a blank cell."""
    kind = cell.get("t", "n")
    if cell.child("f"):
        return None
    if kind == "inlineStr":
        inside = cell.child("is")
        texts = [node.text for node in _without_readings(inside) if node.name == "t"] if inside else []
        return decode_text("".join(texts))
    value = cell.child("v")
    if value is None:
        return None
    if kind == "s":
        index = whole_number(value.text.strip(), 10**9)
        return sheet.workbook.shared_text(index) if index < sheet.workbook.shared_texts else None
    return decode_text(value.text) if kind == "str" else None


def _without_readings(node: Element) -> Iterator[Element]:
    """An element and all below it, but for phonetic readings."""
    if node.name != "rPh":
        yield node
        for child in node.children:
            yield from _without_readings(child)


def _has_headings(root: Element) -> bool:
    return root.get("headerRowCount", "1") != "0"


def table_elements_stand_in_order(table: WrittenTable, _: WrittenSheet) -> Iterator[Breach]:
    """The elements of a table stand in the sequence of CT_Table (ECMA-376 part 1), each once."""
    names = [node.name for node in table.root.children if node.name in TABLE_ORDER]
    places = [TABLE_ORDER.index(name) for name in names]
    if places != sorted(set(places)):
        yield table.root.get("ref"), f"{table.name}: {' '.join(names)}", b""


def table_formats_exist(table: WrittenTable, sheet: WrittenSheet) -> Iterator[Breach]:
    """The formats of a table and its columns are among those of the styles part."""
    for node in table.root.descendants():
        for name, value in node.attrs.items():
            is_one = name.casefold().endswith("dxfid")
            if is_one and whole_number(value, 10**9) >= sheet.workbook.differential_formats:
                yield table.root.get("ref"), f"{table.name}: {name} {value}", b""


def table_names_are_unique(workbook: WrittenWorkbook, parts: frozenset[str]) -> Iterator[tuple[str, Breach]]:
    """Each table of a workbook has a name and number of its own; its name is no defined name and no address."""
    names = Counter(table.name.casefold() for table in workbook.tables)
    ids = Counter(table.root.get("id") for table in workbook.tables)
    for table in workbook.tables:
        name = table.name
        if table.part not in parts:
            continue
        if names[name.casefold()] > 1 or name.casefold() in workbook.names:
            yield table.part, (table.root.get("ref"), f"the name {name} twice", b"")
        if not _NAME.fullmatch(name) or parse_address(name) != (0, 0):
            yield table.part, (table.root.get("ref"), f"the name {name}", b"")
        if ids[table.root.get("id")] > 1 or whole_number(table.root.get("id"), 0) < 1:
            yield table.part, (table.root.get("ref"), f"the number {table.root.get('id')} of {name}", b"")
