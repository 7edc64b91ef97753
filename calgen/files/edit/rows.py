"""The rows of a sheet as they are written, and as they stand after an edit: each moves whole, with all its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

from calgen.book.grid import letter
from calgen.files.edit.formulas import number_of, translated
from calgen.files.edit.moved_cells import Places, followed
from calgen.files.read.markup import escape

_DATA = re.compile(rb"<sheetData\b[^>]*?(/?)>")
_DATA_END = b"</sheetData>"
_ROW = re.compile(rb"<row\b([^>]*?)(/?)>")
_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_USUAL = re.compile(rb'<c r="([A-Z]+)\d+"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)  # as every program writes one
_R = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)(\d+)["']""")
_END = b"</row>"
_SPANS = re.compile(rb"""\sspans\s*=\s*["'][^"']*["']""")
_STYLE = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")
_FORMULA = re.compile(rb"<f\b([^>]*?)(?:/>|>(.*?)</f>)", re.DOTALL)
_ATTRIBUTE = re.compile(rb"""\s([\w:]+)\s*=\s*["']([^"']*)["']""")


# a cell as written: its attributes without the address, and what is inside (a plain tuple: there are very many)
Cell = tuple[bytes, bytes]
BLANK: Cell = (b"", b"")


def style_of(cell: Cell) -> bytes:
    """The number of a cell's format; empty where it has none."""
    return _style(cell[0])


def styled(cell: Cell, style: bytes) -> Cell:
    """The same cell with another format."""
    attrs, inside = cell
    if style == _style(attrs):
        return cell
    bare = _STYLE.sub(b"", attrs)
    return bare + b' s="%s"' % style if style else bare, inside


def formula(cell: Cell) -> str:
    """A cell's own formula, in plain text; empty where it has none, or only a share of another's."""
    found = _formula(cell)
    return _text(found[2]) if found and found[2] else ""


@lru_cache(maxsize=4_096)
def _style(attrs: bytes) -> bytes:
    found = _STYLE.search(attrs)
    return found[1] if found else b""


def _formula(cell: Cell) -> re.Match[bytes] | None:
    return _FORMULA.search(cell[1]) if b"<f" in cell[1] else None


@dataclass(slots=True)
class Row:
    """A row as written: its attributes without the number, its cells by column; `raw` while nothing of it changed."""

    attrs: bytes
    cells: dict[int, Cell] = field(default_factory=dict)
    raw: bytes = b""
    number: int = 0

    def written(self, number: int) -> bytes:
        """The row under a number."""
        if self.raw and number == self.number:
            return self.raw
        inside = b"".join(_cell(cell, column, number) for column, cell in sorted(self.cells.items()))
        head = b'<row r="%d"%s' % (number, _SPANS.sub(b"", self.attrs).rstrip())
        return head + b">" + inside + b"</row>" if inside else head + b"/>"


def _cell(cell: Cell, column: int, row: int) -> bytes:
    attrs, inside = cell
    if not inside:
        return b'<c r="%s%d"%s/>' % (_letters(column), row, attrs.rstrip())
    return b'<c r="%s%d"%s>%s</c>' % (_letters(column), row, attrs.rstrip(), inside)


@lru_cache(maxsize=4_096)
def _letters(column: int) -> bytes:
    return letter(column).encode()


def split(sheet: bytes) -> tuple[bytes, bytes, bytes]:
    """What stands before the `sheetData` of a sheet without prefixes, the rows in it, and what stands behind it."""
    start = _DATA.search(sheet)
    assert start is not None
    if start[1]:
        return sheet[: start.start()], b"", sheet[start.end() :]
    end = sheet.index(_DATA_END, start.end())
    return sheet[: start.start()], sheet[start.end() : end], sheet[end + len(_DATA_END) :]


def read(data: bytes) -> dict[int, Row]:
    """The rows of a sheet's `sheetData`, by number."""
    found: dict[int, Row] = {}
    last = 0
    for head in _ROW.finditer(data):
        end = head.end() if head[2] else data.index(_END, head.end())
        place = _R.search(head[1])
        last = int(place[2]) if place else last + 1
        raw = data[head.start() : end if head[2] else end + len(_END)]
        found[last] = Row(_R.sub(b"", head[1]), _cells(data[head.end() : end]), raw if place else b"", last)
    return found


def _cells(data: bytes) -> dict[int, Cell]:
    usual = _USUAL.findall(data)
    if len(usual) == data.count(b"<c"):
        return {_column(letters): (attrs, inside) for letters, attrs, inside in usual}
    return dict(_unusual(data))


def _unusual(data: bytes) -> Iterator[tuple[int, Cell]]:
    """The same with attributes in any order, and cells that say nothing of their place."""
    column = 0
    for attrs, inside in _CELL.findall(data):
        place = _R.search(attrs)
        column = _column(place[1]) if place and place[1] else column + 1
        yield column, (_R.sub(b"", attrs), inside)


@lru_cache(maxsize=4_096)
def _column(letters: bytes) -> int:
    return number_of(letters.decode())


def unshared(rows: Mapping[int, Row]) -> None:
    """Gives each cell that shares the formula of another its own, so that it can move alone."""
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
            own = translated(text, origin, here) if text else ""
            row.cells[column] = cell[0], _with_formula(cell[1], own)
            row.raw = b""


def _with_formula(inside: bytes, text: str, kept: bytes = b"") -> bytes:
    written = b"<f%s>%s</f>" % (kept, escaped(text)) if text else b""
    return _FORMULA.sub(lambda _: written, inside, count=1)


def follow(row: Row, number: int, goal: int, places: Places, title: str, names: Mapping[str, str]) -> None:
    """The formulas of a row that goes from `number` to `goal`, each about the cells that it was about."""
    if (places.still and number == goal and not names) or (row.raw and b"<f" not in row.raw):
        return
    for column, cell in [one for one in row.cells.items() if b"<f" in one[1][1]]:
        found = _formula(cell)
        if found is None or not found[2]:
            continue
        before = _text(found[2])
        after = followed(before, places, title, names)
        attrs = found[1]
        if b"ref=" in attrs:  # an array formula that fills its own cell
            attrs = re.sub(rb"""ref=["']([A-Z]+)\d+["']""", lambda one: b'ref="%s%d"' % (one[1], goal), attrs)
        if after != before or attrs != found[1]:
            row.cells[column] = cell[0], _with_formula(cell[1], after, attrs)
            row.raw = b""


def escaped(text: str) -> bytes:
    """Text as it may stand between two tags."""
    return escape(text).replace("&quot;", '"').encode()


def _attributes(data: bytes) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in _ATTRIBUTE.findall(data)}


def _text(data: bytes) -> str:
    """Character data in plain."""
    return unescape(data.decode("utf-8", "replace"))
