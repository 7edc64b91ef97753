"""Finds what the user put on the rows of a calendar tab, beside what she typed: such a row counts as edited.

Comments, pictures, links, names, drop-downs and merges of a row's own, and formats and heights unlike those of most
rows (docs/decisions.md, "What keeps a row").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from calgen.book.problems import Refused
from calgen.files.read.drawn_tab_objects import drawn_anchors
from calgen.files.read.format_marks import format_features
from calgen.files.read.formulas import parse_address, parse_area, rewrite_operands
from calgen.files.read.markup import Malformed, to_utf8

if TYPE_CHECKING:
    from calgen.files.read.opened_workbook import OpenedWorkbook, WorkbookSheet

_STYLED = re.compile(rb"""<(?:[\w.-]+:)?c\b[^>]*?\sr\s*=\s*["']([A-Z]+\d+)["'][^>]*?\ss\s*=\s*["'](\d+)["']"""
                     rb"""|<(?:[\w.-]+:)?c\b[^>]*?\ss\s*=\s*["'](\d+)["'][^>]*?\sr\s*=\s*["']([A-Z]+\d+)["']""")
_ROW = re.compile(rb"""<(?:[\w.-]+:)?row\b([^>]*)>""")
_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d+)["']""")
_HEIGHT = re.compile(rb"""\sht\s*=\s*["']([\d.]+)["']""")
_OWN_HEIGHT = re.compile(rb"""\scustomHeight\s*=\s*["'](?:1|true)["']""")
_DATA_END = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>")
_RANGED = re.compile(rb"""<(?:[\w.-]+:)?(hyperlink|mergeCell|dataValidation)\b"""
                     rb"""[^>]*?\s(?:ref|sqref)\s*=\s*["']([^"']*)["']""")
_NOT_THE_USERS = ("_xlnm.", "_calgen", "calgen_")
_HEIGHTS = tuple(6 + 13.0 * lines for lines in range(1, 31))  # points: `calgen.view.calendar_sheet` gives these to rows
_MOST_LINKED = 50  # rows of a link that marks each of them: one over a whole column marks none
Place = tuple[int, int]  # row and column, from 1


@dataclass(frozen=True, slots=True)
class UserMarks:
    """The cells that the user marked, by row and column; italics apart, which calgen itself gives to some titles."""

    cells: frozenset[Place] = frozenset()
    italics: frozenset[Place] = frozenset()
    drawings: frozenset[Place] = frozenset()  # where pictures, charts and shapes begin; also in `cells`


def user_marks(workbook: OpenedWorkbook, sheet: WorkbookSheet) -> UserMarks:
    """The marks on a calendar tab."""
    try:
        data = to_utf8(workbook.package.read(sheet.part))
    except Malformed:
        return UserMarks(frozenset(commented_cells(workbook, sheet)))
    formatted, italics = _formatted_cells(workbook, data)
    drawings = frozenset(drawn_cells(workbook, sheet))
    found = {*commented_cells(workbook, sheet), *drawings, *named_cells(workbook, sheet)}
    found |= {*_ranged_cells(data), *formatted, *_resized_rows(data)}
    return UserMarks(frozenset(found), frozenset(italics), drawings)


def named_cells(workbook: OpenedWorkbook, sheet: WorkbookSheet) -> set[Place]:
    """The first cells of ranges on one row that the user's defined names lead to: without the row they lead nowhere."""
    found = set()

    def look(operand: str) -> str:
        title, _, cells = operand.rpartition("!")
        plain = title[1:-1].replace("''", "'") if title.startswith("'") else title
        area = parse_area(cells.replace("$", ""))
        if area is not None and area.top == area.bottom and plain.casefold() == sheet.title.casefold():
            found.add((area.top, area.left))
        return operand

    for name in workbook.names:
        if name.local in (None, sheet.position) and not name.name.casefold().startswith(_NOT_THE_USERS):
            rewrite_operands(name.text, look)
    return found


def commented_cells(workbook: OpenedWorkbook, sheet: WorkbookSheet) -> set[Place]:
    """The cells with a comment, an old one or a thread."""
    found = set()
    for relation in workbook.package.relationships(sheet.part):
        if relation.kind in ("comments", "threadedComment") and workbook.package.has(relation.part):
            try:
                root = workbook.package.tree(relation.part)
            except Refused:  # unreadable comments of another program
                continue
            refs = (node.get("ref") for node in root.descendants() if node.name in ("comment", "threadedComment"))
            found |= {parse_address(ref) for ref in refs if ref}
    return found


def drawn_cells(workbook: OpenedWorkbook, sheet: WorkbookSheet) -> Iterator[Place]:
    """The cells at which pictures, charts and shapes begin."""
    for relation in workbook.package.relationships(sheet.part):
        if relation.kind == "drawing" and not relation.external and workbook.package.has(relation.part):
            anchors = drawn_anchors(workbook.package, relation.part, ())
            yield from (parse_address(cell) for _, cell, _ in anchors if cell)


def _ranged_cells(data: bytes) -> Iterator[Place]:
    """The cells with a link for some rows, or with a merge or a drop-down for one row alone."""
    end = _DATA_END.search(data)
    for name, ref in _RANGED.findall(data, end.end() if end else len(data)):
        areas = [area.partition(":") for area in ref.decode("ascii", "replace").replace("$", "").split()]
        rows = [(parse_address(first), parse_address(last or first)) for first, _, last in areas]
        if len({row for area in rows for row, _ in area}) == 1:  # one over several rows is no mark of each
            yield rows[0][0]
        elif name == b"hyperlink" and rows and rows[0][1][0] - rows[0][0][0] < _MOST_LINKED:
            yield from ((row, rows[0][0][1]) for row in range(rows[0][0][0], rows[0][1][0] + 1))


def _formatted_cells(workbook: OpenedWorkbook, data: bytes) -> tuple[set[Place], set[Place]]:
    """The cells with a feature that fewer than half of their column have; those with italics apart."""
    features = format_features(workbook)
    if not features:
        return set(), set()
    cells = [(parse_address((cell[1] or cell[4]).decode()), int(cell[2] or cell[3])) for cell in _STYLED.finditer(data)]
    total = Counter(at[1] for at, _ in cells)
    with_features = [(at, features[style]) for at, style in cells if style in features]
    most = Counter((at[1], feature) for at, own in with_features for feature in own)
    marks: set[Place] = set()
    italics: set[Place] = set()
    for at, own in with_features:
        rare = {feature for feature in own if 2 * most[at[1], feature] <= total[at[1]]}
        if rare - {"italic"}:
            marks.add(at)
        elif rare:
            italics.add(at)
    return marks, italics


def _resized_rows(data: bytes) -> Iterator[Place]:
    """The rows with a height of their own that is none of calgen's, and that few rows have."""
    heights = {}
    for row in _ROW.finditer(data):
        number, height = _ROW_NUMBER.search(row[1]), _HEIGHT.search(row[1])
        if number and height and _OWN_HEIGHT.search(row[1]):
            heights[int(number[1])] = float(height[1])
    count = Counter(heights.values())
    for resized, points in heights.items():
        is_own = any(abs(points - own) < 0.5 for own in _HEIGHTS)
        if not is_own and count[points] <= max(2, len(heights) // 20):
            yield resized, 1
