"""A workbook's two calendars as openpyxl shows them: rows by their ids, cells by their headings."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Any
from xml.etree import ElementTree

from edited_tab import CALENDARS, HEADINGS
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.formula import ArrayFormula
from small_calendar import unlocked

from calgen.book.folding import fold
from calgen.book.languages import languages
from calgen.book.vocabulary import choice_codes
from calgen.book.words import load_words

CODED = {"status": "status", "stage": "stage", "category": "category", "keep": "yes_no"}
_OWN = re.compile(r"(?<![\w\[.!:'$])(\$?)([A-Z]{1,3})(\$?)(\d+)(?![\w(\]!'])")
_LEADS = re.compile(r'=HYPERLINK\(.*MATCH\("([PS]\d+)"')  # a link of calgen's, whatever its tab is called
_INDEX = re.compile(
    r"\[Content_Types\]\.xml|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|xl/styles\.xml|docProps/.*|xl/calcChain\.xml"
)
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_RID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, repr=False)
class ContentRow:
    """A row: its number, its id as it stands there, its cells by key, or by heading where the column is the user's."""

    number: int
    id: str
    cells: Mapping[str, Any]  # values; a formula is a text that begins with `=`
    raw: Mapping[str, Any]  # openpyxl's cells

    def shape(self) -> dict[str, Any]:
        """The values, with formulas told from where they stand."""
        return {key: normal(value, self.number) for key, value in self.cells.items() if value is not None}


def normal(value: Any, row: int) -> Any:
    """A value to compare; a formula's own row is `#`, a link is where it leads."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, str) and (lead := _LEADS.match(value)):
        return f"→ {lead[1]}"
    if isinstance(value, str) and value.startswith("="):
        parts = value.split('"')
        return '"'.join(p if n % 2 else _OWN.sub(lambda m: _told(m, row), p) for n, p in enumerate(parts))
    if isinstance(value, ArrayFormula):
        return normal(str(value.text), row)
    return str(value) if isinstance(value, str) else value


def _told(found: re.Match[str], row: int) -> str:
    return f"{found[1]}{found[2]}{found[3]}{'#' if int(found[4]) == row else found[4]}"


def agrees(key: str, typed: Any, found: Any) -> bool:
    """Whether a cell holds what was typed; a word of a list may stand in the other language."""
    if isinstance(typed, tuple):
        return any(agrees(key, one, found) for one in typed)
    if isinstance(typed, date) and isinstance(found, datetime):
        plain = typed if isinstance(typed, datetime) else datetime.combine(typed, time())
        return plain == found
    if isinstance(typed, str) and isinstance(found, (str, CellRichText)):
        codes = choice_codes(CODED[key]) if key in CODED else {}
        return str(typed) == str(found) or (fold(typed) in codes and codes[fold(typed)] == codes.get(fold(str(found))))
    return bool(typed == found) and isinstance(typed, bool) == isinstance(found, bool)


@dataclass(repr=False)
class WorkbookContents:
    """A workbook read back; `titles` are headings that its user gave to calgen's columns."""

    data: bytes
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # tab → folded heading → key
    heads: dict[str, int] = field(default_factory=dict)  # tab → the row of its headings
    opened: Any = None  # the workbook in openpyxl, where it is open already

    @cached_property
    def book(self) -> Any:
        return self.opened or unlocked(self.data)

    @cached_property
    def sheets(self) -> dict[str, Any]:
        """The calendars' tabs: by their table, else by their title."""
        found = {key: sheet for key, name in CALENDARS.items() for sheet in self.book if name in sheet.tables}
        for key in CALENDARS:
            own = {load_words(one).title(key) for one in languages()}
            for sheet in self.book:
                if key not in found and sheet.title in own:
                    found[key] = sheet
        return found

    @cached_property
    def lines(self) -> dict[str, list[ContentRow]]:
        """The rows of each calendar, from top to bottom."""
        return {key: self._lines(key, sheet) for key, sheet in self.sheets.items()}

    def columns(self, key: str) -> dict[str, int]:
        """Key or own heading → number; also finds the row of the headings."""
        known = {**HEADINGS[key], **self.titles.get(key, {})}
        sheet = self.sheets[key]
        scores = {n: sum(fold(str(cell.value or "")) in known for cell in sheet[n]) for n in range(1, 16)}
        self.heads[key] = max(scores, key=lambda n: scores[n])
        found: dict[str, int] = {}
        for cell in sheet[self.heads[key]]:
            if cell.value:
                name = known.get(fold(str(cell.value)), str(cell.value))
                found[name if name not in found else f"{name} @{get_column_letter(cell.column)}"] = cell.column
        return found

    def _lines(self, key: str, sheet: Any) -> list[ContentRow]:
        columns, found = self.columns(key), []
        # A cell in the last row of all must not make a million rows.
        for number in sorted({row for row, _ in sheet._cells if row > self.heads[key]}):
            raw = {name: sheet.cell(number, column) for name, column in columns.items()}
            cells = {name: cell.value for name, cell in raw.items()}
            if any(value is not None for value in cells.values()):
                id_ = cells.get("id")
                found.append(ContentRow(number, id_ if isinstance(id_, str) else "", cells, raw))
        return found

    @cached_property
    def by_id(self) -> dict[tuple[str, str], ContentRow]:
        """The rows by tab and id."""
        return {(key, line.id): line for key, lines in self.lines.items() for line in lines if line.id}

    def ids(self, key: str) -> list[str]:
        """The ids of a calendar from top to bottom."""
        return [line.id for line in self.lines[key] if line.id]

    def count(self, tab: str, cells: Mapping[str, Any]) -> int:
        """How many rows hold these values."""
        return len(self.holding(tab, cells))

    def holding(self, tab: str, cells: Mapping[str, Any]) -> list[ContentRow]:
        """The rows that hold these values."""
        return [
            line for line in self.lines[tab] if all(agrees(key, one, line.cells.get(key)) for key, one in cells.items())
        ]

    @property
    def posts(self) -> list[ContentRow]:
        return self.lines["social"]

    @property
    def subjects(self) -> list[ContentRow]:
        return self.lines["editorial"]


# -- the package -------------------------------------------------------------------------------------------------------


def parts(data: bytes) -> dict[str, bytes]:
    """Every part of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(held: Mapping[str, bytes]) -> bytes:
    """A package of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in held.items():
            package.writestr(name, part)
    return out.getvalue()


def sheet_parts(held: Mapping[str, bytes]) -> dict[str, str]:
    """A tab's title → its part."""
    rels = relations(held, "xl/workbook.xml")
    root = ElementTree.fromstring(held["xl/workbook.xml"])
    return {str(one.get("name")): rels[str(one.get(_RID))] for one in root.iter(_SHEET)}


def relations(held: Mapping[str, bytes], part: str) -> dict[str, str]:
    """The relations of a part: id → the part that it leads to."""
    folder, name = posixpath.split(part)
    listed = held.get(f"{folder}/_rels/{name}.rels")
    if listed is None:
        return {}
    found = {}
    for one in ElementTree.fromstring(listed):
        if one.get("TargetMode") != "External":
            target = str(one.get("Target"))
            found[str(one.get("Id"))] = posixpath.normpath(
                target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            )
    return found


def below(held: Mapping[str, bytes], part: str) -> set[str]:
    """A part, its relations, and all that they lead to."""
    found, waiting = set[str](), [part]
    while waiting:
        one = waiting.pop()
        if one in held and one not in found:
            folder, name = posixpath.split(one)
            found |= {one, f"{folder}/_rels/{name}.rels"}
            waiting += relations(held, one).values()
    return found & set(held)


def foreign(data: bytes, ours: set[str]) -> dict[str, bytes]:
    """The parts that are no index and belong to no tab of these titles."""
    held = parts(data)
    own = set[str]()
    for title, part in sheet_parts(held).items():
        if title in ours:
            own |= below(held, part)
    return {name: part for name, part in held.items() if name not in own and not _INDEX.fullmatch(name)}


def covered(ref: str, row: int, column: int) -> bool:
    """Whether one of the ranges of a reference holds a cell."""
    for part in ref.split():
        cells = re.fullmatch(r"\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?", part)
        assert cells, part
        left, top = column_index_from_string(cells[1]), int(cells[2])
        right, bottom = column_index_from_string(cells[3] or cells[1]), int(cells[4] or cells[2])
        if left <= column <= right and top <= row <= bottom:
            return True
    return False
