"""What stands on the tabs of a workbook, read from its XML: cells, ranges, tables, notes, anchors, names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Any
from xml.etree import ElementTree

from openpyxl.utils import column_index_from_string, get_column_letter
from workbook_contents import parts, relations, sheet_parts

from calgen.book.languages import languages
from calgen.book.words import load_words

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_IDS = {load_words(one).title(tab, "id") for one in languages() for tab in ("social", "editorial")}
Corners = tuple[int, int, int, int]  # top, left, bottom, right
Spot = tuple[int, int]  # row, column


@cache
def corners(ref: str) -> Corners:
    """A cell or range as numbers; whole rows and columns reach to the end of a tab."""
    first, _, last = ref.replace("$", "").partition(":")
    (top, left), (bottom, right) = _spot(first, 1, 1), _spot(last or first, 1_048_576, 16_384)
    return top, left, bottom, right


def _spot(cell: str, row: int, column: int) -> Spot:
    found = re.fullmatch(r"([A-Z]{0,3})(\d*)", cell)
    if not found:
        raise ValueError(cell)
    return int(found[2] or row), column_index_from_string(found[1]) if found[1] else column


def meet(one: Corners, other: Corners) -> bool:
    """Whether two ranges share a cell."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def reads(ref: str) -> Iterator[Corners]:
    """The ranges of an sqref."""
    yield from (corners(part) for part in ref.split())


@dataclass(frozen=True)
class SheetCell:
    """A cell: its text or number, its formula without `=`, the range and the kind of the formula."""

    value: str = ""
    formula: str = ""
    ref: str = ""
    kind: str = ""  # array, shared, dataTable
    type: str = ""
    style: int = 0


@dataclass(frozen=True)
class SheetTable:
    """A table: its name, its range, the names of its columns, its part."""

    name: str
    ref: str
    columns: tuple[str, ...]
    root: Any
    part: str


@dataclass
class Inventory:
    """What stands on one tab."""

    title: str
    part: str
    root: Any
    cells: dict[Spot, SheetCell] = field(default_factory=dict)
    merges: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)  # range, where it leads
    tables: list[SheetTable] = field(default_factory=list)
    notes: dict[Spot, str] = field(default_factory=dict)
    threads: dict[Spot, str] = field(default_factory=dict)
    boxes: list[Spot] = field(default_factory=list)
    anchors: dict[str, Corners] = field(default_factory=dict)  # the name of a chart or picture → its corners
    charts: dict[str, list[str]] = field(default_factory=dict)  # the name of a chart → what it shows
    formats: list[tuple[str, str]] = field(default_factory=list)  # range, formula
    choices: list[tuple[str, str, str]] = field(default_factory=list)  # range, prompt, formula
    sparks: list[tuple[str, str]] = field(default_factory=list)  # cell, values
    pivots: list[tuple[str, str]] = field(default_factory=list)  # name, range
    breaks: list[int] = field(default_factory=list)
    rows: dict[int, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def table(self) -> SheetTable | None:
        """Calgen's own table."""
        return next((one for one in self.tables if one.name in ("calgen_social", "calgen_editorial")), None)

    @cached_property
    def frame(self) -> Corners | None:
        """The range of the calendar: its table's, or that of its headings and ids where the table is gone."""
        if self.table:
            return corners(self.table.ref)
        rows = self.ids().values()
        if not rows or self.cells.get((min(rows) - 1, 1), SheetCell()).value not in _IDS:
            return None
        right = 1
        while self.cells.get((min(rows) - 1, right + 1), SheetCell()).value:
            right += 1
        return min(rows) - 1, 1, max(rows), right

    def ids(self) -> dict[str, int]:
        """The ids of the table's first column, and their rows."""
        left = corners(self.table.ref)[1] if self.table else 1
        return {
            one.value: row
            for (row, column), one in self.cells.items()
            if column == left and re.fullmatch(r"[PS]\d{4,}", one.value)
        }


@lru_cache(maxsize=8)
def contents_of(data: bytes) -> Contents:
    """A workbook's tabs and names, each read once."""
    return Contents(data)


class Contents:
    """A workbook's tabs and names."""

    def __init__(self, data: bytes) -> None:
        self.held = parts(data)
        self.parts = sheet_parts(self.held)
        self._sheets: dict[str, Inventory] = {}
        self.book = ElementTree.fromstring(self.held["xl/workbook.xml"])

    @cached_property
    def strings(self) -> list[str]:
        """The shared strings."""
        part = next((one for one in relations(self.held, "xl/workbook.xml").values() if "haredStrings" in one), "")
        if not part:
            return []
        root = ElementTree.fromstring(self.held[part])
        return ["".join(t.text or "" for t in one.iter(f"{MAIN}t")) for one in root]

    @cached_property
    def names(self) -> list[tuple[str, int | None, str]]:
        """Defined names: name, tab, value."""
        return [
            (str(one.get("name")), int(local) if (local := one.get("localSheetId")) else None, one.text or "")
            for one in self.book.iter(f"{MAIN}definedName")
        ]

    @property
    def sheets(self) -> dict[str, Inventory]:
        """The tabs by their titles."""
        return {title: self.sheet(title) for title in self.parts}

    def sheet(self, title: str) -> Inventory:
        """A tab, read once."""
        if title not in self._sheets:
            self._sheets[title] = self._sheet(title, self.parts[title])
        return self._sheets[title]

    def _sheet(self, title: str, part: str) -> Inventory:
        root = ElementTree.fromstring(self.held[part])
        found = Inventory(title, part, root)
        _cells(found, root, self.strings)
        _lists(found, root, self._external(part))
        for other in relations(self.held, part).values():
            if other in self.held:
                self._related(found, other)
        return found

    def _external(self, part: str) -> dict[str, str]:
        folder, _, name = part.rpartition("/")
        listed = self.held.get(f"{folder}/_rels/{name}.rels")
        return {str(one.get("Id")): str(one.get("Target")) for one in ElementTree.fromstring(listed)} if listed else {}

    def _related(self, found: Inventory, part: str) -> None:
        if part.endswith(".vml"):
            text = self.held[part].decode("utf-8", "replace")
            pairs = re.findall(r"<\w+:Row>(\d+)</\w+:Row>\s*<\w+:Column>(\d+)</\w+:Column>", text)
            found.boxes += [(int(row) + 1, int(column) + 1) for row, column in pairs]
            return
        if not part.endswith(".xml"):
            return
        root = ElementTree.fromstring(self.held[part])
        kind = root.tag.rpartition("}")[2]
        if kind == "table":
            names = tuple(str(one.get("name")) for one in root.iter(f"{MAIN}tableColumn"))
            found.tables.append(SheetTable(str(root.get("displayName")), str(root.get("ref")), names, root, part))
        elif kind == "comments":
            for one in root.iter(f"{MAIN}comment"):
                top, left, _, _ = corners(str(one.get("ref")))
                found.notes[top, left] = "".join(t.text or "" for t in one.iter(f"{MAIN}t"))
        elif kind == "ThreadedComments":
            for one in root:
                top, left, _, _ = corners(str(one.get("ref")))
                found.threads[top, left] = "".join(one.itertext())
        elif kind == "wsDr":
            self._anchors(found, part, root)
        elif kind == "pivotTableDefinition":
            location = root.find(f"{MAIN}location")
            found.pivots.append((str(root.get("name")), str(location.get("ref")) if location is not None else ""))

    def _anchors(self, found: Inventory, part: str, root: Any) -> None:
        links = relations(self.held, part)
        for n, anchor in enumerate(root):
            first, last = anchor.find(f"{_XDR}from"), anchor.find(f"{_XDR}to")
            if first is None:
                continue
            top, left = (int(first.find(f"{_XDR}{one}").text) + 1 for one in ("row", "col"))
            bottom, right = (
                (int(last.find(f"{_XDR}{one}").text) + 1 for one in ("row", "col")) if last is not None else (top, left)
            )
            named = next((one.get("name") for one in anchor.iter(f"{_XDR}cNvPr")), "") or f"object {n}"
            found.anchors[named] = (top, left, bottom, right)
            for one in anchor.iter():
                target = links.get(one.get(f"{REL}id", ""))
                if target in self.held and "chart" in str(target):
                    text = self.held[str(target)].decode()
                    found.charts[named] = re.findall(r"<(?:\w+:)?f>([^<]*)</", text)


def _cells(found: Inventory, root: Any, strings: list[str]) -> None:
    for row in root.iter(f"{MAIN}row"):
        number = int(row.get("r"))
        found.rows[number] = dict(row.attrib)
        for cell in row:
            top, left, _, _ = corners(cell.get("r"))
            formula, value, inline = (cell.find(f"{MAIN}{one}") for one in ("f", "v", "is"))
            text = (value.text or "") if value is not None else ""
            if cell.get("t") == "s" and text:
                text = strings[int(text)]
            if inline is not None:
                text = "".join(t.text or "" for t in inline.iter(f"{MAIN}t"))
            told = {} if formula is None else formula.attrib
            found.cells[top, left] = SheetCell(
                text,
                "" if formula is None else (formula.text or ""),
                told.get("ref", ""),
                told.get("t", ""),
                cell.get("t", ""),
                int(cell.get("s", 0)),
            )


def _lists(found: Inventory, root: Any, links: Mapping[str, str]) -> None:
    found.merges = [str(one.get("ref")) for one in root.iter(f"{MAIN}mergeCell")]
    found.links = [
        (str(one.get("ref")), links.get(one.get(f"{REL}id", ""), "") or f"#{one.get('location')}")
        for one in root.iter(f"{MAIN}hyperlink")
    ]
    for one in root.iter(f"{MAIN}conditionalFormatting"):
        for formula in one.iter(f"{MAIN}formula"):
            found.formats.append((str(one.get("sqref")), formula.text or ""))
    for one in root.iter(f"{MAIN}dataValidation"):
        first = one.find(f"{MAIN}formula1")
        text = (first.text or "") if first is not None else ""
        found.choices.append((str(one.get("sqref")), str(one.get("prompt", "")), text))
    rows = root.find(f"{MAIN}rowBreaks")
    found.breaks = [int(one.get("id")) for one in rows] if rows is not None else []
    for spark in root.iter("{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}sparkline"):
        values, cells = spark.find(f"{_XM}f"), spark.find(f"{_XM}sqref")
        found.sparks.append((cells.text or "" if cells is not None else "", values.text if values is not None else ""))


def letters(spot: Spot) -> str:
    """The address of a cell."""
    return f"{get_column_letter(spot[1])}{spot[0]}"
