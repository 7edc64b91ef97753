"""Finds the cells of a calendar tab that the user commented, coloured or named: such a row counts as edited."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from calgen.book.problems import Refused
from calgen.files.edit.formulas import parse_address, parse_area, rewrite_operands
from calgen.files.read.markup import Malformed, to_utf8, whole_number

if TYPE_CHECKING:
    from calgen.files.read.opened_workbook import OpenedWorkbook, WorkbookSheet

_NOT_THE_USERS = ("_xlnm.", "_calgen", "calgen_")
_STYLED = re.compile(rb"""<(?:[\w.-]+:)?c\b[^>]*?\sr\s*=\s*["']([A-Z]+\d+)["'][^>]*?\ss\s*=\s*["'](\d+)["']"""
                     rb"""|<(?:[\w.-]+:)?c\b[^>]*?\ss\s*=\s*["'](\d+)["'][^>]*?\sr\s*=\s*["']([A-Z]+\d+)["']""")


def marked_cells(workbook: OpenedWorkbook, sheet: WorkbookSheet) -> frozenset[tuple[int, int]]:
    """The cells of a tab, by row and column, with a comment, a name, or a fill unlike most of their column."""
    found = (_commented_cells(workbook, sheet), _colored_cells(workbook, sheet), _named_cells(workbook, sheet))
    return frozenset[tuple[int, int]]().union(*found)


def _named_cells(workbook: OpenedWorkbook, sheet: WorkbookSheet) -> set[tuple[int, int]]:
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


def _commented_cells(workbook: OpenedWorkbook, sheet: WorkbookSheet) -> set[tuple[int, int]]:
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


def _colored_cells(workbook: OpenedWorkbook, sheet: WorkbookSheet) -> set[tuple[int, int]]:
    filled = _filled_formats(workbook)
    if not filled:
        return set()
    try:
        data = to_utf8(workbook.package.read(sheet.part))
    except Malformed:
        return set()
    cells = [(parse_address((cell[1] or cell[4]).decode()), int(cell[2] or cell[3])) for cell in _STYLED.finditer(data)]
    total = Counter(at[1] for at, _ in cells)
    colored = {at for at, style in cells if style in filled}
    most = Counter(column for _, column in colored)
    return {at for at in colored if 2 * most[at[1]] <= total[at[1]]}


def _filled_formats(workbook: OpenedWorkbook) -> frozenset[int]:
    """The indexes of the cell formats with a fill."""
    part = workbook.part_of_kind("styles")
    if not part:
        return frozenset()
    root = workbook.package.tree(part)
    fills, formats = root.child("fills"), root.child("cellXfs")
    kinds = [next(iter(fill.children), None) for fill in (fills.children if fills else ())]
    plain = {n for n, kind in enumerate(kinds) if kind is None or (kind.get("patternType") in ("none", "gray125", "")
             and kind.name == "patternFill")}
    return frozenset(n for n, xf in enumerate(formats.children if formats else ())
                     if whole_number(xf.get("fillId"), 0) not in plain)
