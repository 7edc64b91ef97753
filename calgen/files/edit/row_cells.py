"""Writes single cells into the rows of a sheet: the bytes of all other cells stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from calgen.book.grid import letter
from calgen.files.edit.rows import CellXml
from calgen.files.read.formulas import parse_address

_ROW = re.compile(rb"<row\b([^>]*?)(/?)>")
_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>.*?</c>)", re.DOTALL)
_R = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*\d+)["']""")
_SPANS = re.compile(rb"""\sspans\s*=\s*["'][^"']*["']""")
_HIDDEN = re.compile(rb"""\s(?:hidden|collapsed|outlineLevel)\s*=\s*["'][^"']*["']""")
_END = b"</row>"


def write_row(body: bytes, number: int, cells: Mapping[int, CellXml], *, shown: bool = False) -> bytes:
    """The XML of the rows of a sheet, without prefixes, with these cells in one of them; `shown` unhides that row."""
    for start, end, found in _rows(body):
        if found == number:
            return body[:start] + _with_cells(body[start:end], number, cells, shown=shown) + body[end:]
        if found > number:
            return body[:start] + _with_cells(b'<row r="%d"/>' % number, number, cells) + body[start:]
    return body + _with_cells(b'<row r="%d"/>' % number, number, cells)


def _rows(body: bytes) -> Iterator[tuple[int, int, int]]:
    """Where each row begins and ends, and its number."""
    at = number = 0
    while head := _ROW.search(body, at):
        at = head.end() if head[2] else body.index(_END, head.end()) + len(_END)
        place = _R.search(head[1])
        number = int(place[1]) if place else number + 1
        yield head.start(), at, number


def _with_cells(row: bytes, number: int, cells: Mapping[int, CellXml], *, shown: bool = False) -> bytes:
    head = _ROW.match(row)
    assert head is not None
    attrs = _HIDDEN.sub(b"", head[1]) if shown else head[1]
    inside = b"" if head[2] else row[head.end() : -len(_END)]
    before = inside
    for column, cell in sorted(cells.items()):
        inside = _with_cell(inside, number, column, cell)
    if len(_columns(inside)) > len(_columns(before)):
        attrs = _SPANS.sub(b"", attrs)
    return b"<row%s>%s</row>" % (attrs.rstrip(), inside)


def _columns(inside: bytes) -> list[tuple[int, int, int]]:
    """The column of each cell of a row, and where it begins and ends."""
    found, column = [], 0
    for cell in _CELL.finditer(inside):
        place = _R.search(cell[1])
        column = parse_address(place[1].decode())[1] if place else column + 1
        found.append((column, cell.start(), cell.end()))
    return found


def _with_cell(inside: bytes, number: int, column: int, cell: CellXml) -> bytes:
    attrs, content = cell
    own = b'<c r="%s%d"%s' % (letter(column).encode(), number, attrs)
    own += b">%s</c>" % content if content else b"/>"
    there = _columns(inside)
    for found, start, end in there:
        if found == column:
            return inside[:start] + own + inside[end:]
        if found > column:
            return inside[:start] + own + inside[start:]
    end = there[-1][2] if there else 0
    return inside[:end] + own + inside[end:]
