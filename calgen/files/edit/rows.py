"""The rows of a sheet as XML: read, moved as a whole with all their cells, and written again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

from calgen.book.grid import letter
from calgen.files.moves.moved_formulas import MovesByTitle, move_formula
from calgen.files.moves.row_moves import RowMoves, move_block
from calgen.files.read.formulas import column_number, parse_area, translate_formula
from calgen.files.read.markup import escape_xml

_DATA = re.compile(rb"<sheetData\b[^>]*?(/?)>")
_DATA_END = b"</sheetData>"
_ROW = re.compile(rb"<row\b([^>]*?)(/?)>")
_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_USUAL = re.compile(rb'<c r="([A-Z]+)\d+"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)  # as most programs write a cell
_R = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)(\d+)["']""")
_END = b"</row>"
_SPANS = re.compile(rb"""\sspans\s*=\s*["'][^"']*["']""")
_STYLE = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")
_FORMULA = re.compile(rb"<f\b([^>]*?)(?:/>|>(.*?)</f>)", re.DOTALL)
_RANGE = re.compile(rb"""(\s)(ref|r1|r2)\s*=\s*["']([^"']*)["']""")
_ATTRIBUTE = re.compile(rb"""\s([\w:]+)\s*=\s*["']([^"']*)["']""")


# a cell: its attributes without the address, and its content (a plain tuple, for there are very many)
CellXml = tuple[bytes, bytes]
BLANK: CellXml = (b"", b"")


def style_of(cell: CellXml) -> bytes:
    """The index of a cell's format; empty if it has none."""
    return _style(cell[0])


def with_style(cell: CellXml, style: bytes) -> CellXml:
    """The same cell with another format."""
    attrs, inside = cell
    if style == _style(attrs):
        return cell
    bare = _STYLE.sub(b"", attrs)
    return bare + b' s="%s"' % style if style else bare, inside


def formula_of(cell: CellXml) -> str:
    """A cell's own formula as plain text; empty if it has none, or shares that of another cell."""
    found = _formula(cell)
    return _text(found[2]) if found and found[2] else ""


@lru_cache(maxsize=4_096)
def _style(attrs: bytes) -> bytes:
    found = _STYLE.search(attrs)
    return found[1] if found else b""


def _formula(cell: CellXml) -> re.Match[bytes] | None:
    return _FORMULA.search(cell[1]) if b"<f" in cell[1] else None


@dataclass(slots=True)
class RowXml:
    """A row: its attributes without the number, its cells by column, and its XML as read (`raw`) while unchanged."""

    attrs: bytes
    cells: dict[int, CellXml] = field(default_factory=dict)
    raw: bytes = b""
    number: int = 0

    def to_xml(self, number: int) -> bytes:
        """The XML of the row under a number."""
        if self.raw and number == self.number:
            return self.raw
        inside = b"".join(_cell(cell, column, number) for column, cell in sorted(self.cells.items()))
        head = b'<row r="%d"%s' % (number, _SPANS.sub(b"", self.attrs).rstrip())
        return head + b">" + inside + b"</row>" if inside else head + b"/>"


def _cell(cell: CellXml, column: int, row: int) -> bytes:
    attrs, inside = cell
    if not inside:
        return b'<c r="%s%d"%s/>' % (_letters(column), row, attrs.rstrip())
    return b'<c r="%s%d"%s>%s</c>' % (_letters(column), row, attrs.rstrip(), inside)


@lru_cache(maxsize=4_096)
def _letters(column: int) -> bytes:
    return letter(column).encode()


def split_sheet(sheet: bytes) -> tuple[bytes, bytes, bytes]:
    """The XML of a sheet without prefixes: before its `sheetData`, the rows in it, and after it."""
    before, first, last, after = row_bounds(sheet)
    return sheet[:before], sheet[first:last], sheet[after:]


def row_bounds(sheet: bytes) -> tuple[int, int, int, int]:
    """Where the `sheetData` of a sheet without prefixes begins, where its rows begin and end, and where it ends."""
    start = _DATA.search(sheet)
    assert start is not None
    end = start.end() if start[1] else sheet.index(_DATA_END, start.end())
    return start.start(), start.end(), end, end if start[1] else end + len(_DATA_END)


def read_rows(data: bytes) -> dict[int, RowXml]:
    """The rows of a sheet's `sheetData`, by number."""
    found: dict[int, RowXml] = {}
    last = 0
    for head in _ROW.finditer(data):
        end = head.end() if head[2] else data.index(_END, head.end())
        place = _R.search(head[1])
        last = int(place[2]) if place else last + 1
        raw = data[head.start() : end if head[2] else end + len(_END)]
        found[last] = RowXml(_R.sub(b"", head[1]), _cells(data[head.end() : end]), raw if place else b"", last)
    return found


def last_row(data: bytes) -> int:
    """The number of the last row, if its XML names it; 0 otherwise."""
    head = _ROW.match(data, max(data.rfind(b"<row "), 0))
    place = _R.search(head[1]) if head else None
    return int(place[2]) if place else 0


def _cells(data: bytes) -> dict[int, CellXml]:
    usual = _USUAL.findall(data)
    if len(usual) == data.count(b"<c"):
        return {_column(letters): (attrs, inside) for letters, attrs, inside in usual}
    return dict(_unusual(data))


def _unusual(data: bytes) -> Iterator[tuple[int, CellXml]]:
    """The same for cells with attributes in any order, or without an address."""
    column = 0
    for attrs, inside in _CELL.findall(data):
        place = _R.search(attrs)
        column = _column(place[1]) if place and place[1] else column + 1
        yield column, (_R.sub(b"", attrs), inside)


@lru_cache(maxsize=4_096)
def _column(letters: bytes) -> int:
    return column_number(letters.decode())


def unshare_formulas(rows: Mapping[int, RowXml]) -> None:
    """Gives each cell that shares the formula of another its own formula, so that it can move alone."""
    masters: dict[str, tuple[str, str]] = {}
    for number, row in sorted(rows.items()):
        if row.raw and b"shared" not in row.raw:
            continue
        for column, cell in sorted(row.cells.items()):
            found = _formula(cell)
            attrs = _attributes(found[1]) if found else {}
            if found is None or attrs.get("t") != "shared":
                continue
            here = f"{letter(column)}{number}"
            if found[2]:
                masters[attrs.get("si", "")] = (_text(found[2]), here)
            text, origin = masters.get(attrs.get("si", ""), ("", here))
            own = translate_formula(text, origin, here) if text else ""
            row.cells[column] = cell[0], _with_formula(cell[1], own)
            row.raw = b""


def _with_formula(inside: bytes, text: str, kept: bytes = b"") -> bytes:
    written = b"<f%s>%s</f>" % (kept, escape_text(text)) if text else b"<f%s/>" % kept if kept else b""
    return _FORMULA.sub(lambda _: written, inside, count=1)


def move_formulas(row: RowXml, moves: MovesByTitle, title: str) -> None:
    """Adapts the formulas of a row of the tab `title`: each refers to the same cells as before."""
    if row.raw and b"<f" not in row.raw:
        return
    for column, cell in [pair for pair in row.cells.items() if b"<f" in pair[1][1]]:
        found = _formula(cell)
        if found is None:
            continue
        before = _text(found[2] or b"")
        after = move_formula(before, moves, title)
        attrs = _with_moved_ranges(found[1], moves[title.casefold()]) if b"ref=" in found[1] else found[1]
        if after != before or attrs != found[1]:
            row.cells[column] = cell[0], _with_formula(cell[1], after, attrs)
            row.raw = b""


def _with_moved_ranges(attrs: bytes, moves: RowMoves) -> bytes:
    """The attributes of an array formula, or of a data table with its input cells, after the moves."""

    def moved(found: re.Match[bytes]) -> bytes:
        before = found[3].decode()
        area = parse_area(before)
        after = move_block(area, moves) if area else None
        return b'%s%s="%s"' % (found[1], found[2], str(after).encode() if after and after.top else found[3])

    return _RANGE.sub(moved, attrs)


def escape_text(text: str) -> bytes:
    """Text as it may stand between two tags."""
    return escape_xml(text).replace("&quot;", '"').encode()


def _attributes(data: bytes) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in _ATTRIBUTE.findall(data)}


def _text(data: bytes) -> str:
    """Character data as plain text."""
    return unescape(data.decode("utf-8", "replace"))
