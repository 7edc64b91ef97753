"""Marks of the user's on a calendar tab that are no values: comments, and colours given by hand to single cells."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from calgen.book.problems import Refused
from calgen.files.edit.formulas import split
from calgen.files.read.markup import Malformed, number, utf8

if TYPE_CHECKING:
    from calgen.files.read.opened_workbook import OpenedWorkbook, WorkbookSheet

_STYLED = re.compile(rb"""<(?:[\w.-]+:)?c\b[^>]*?\sr\s*=\s*["']([A-Z]+\d+)["'][^>]*?\ss\s*=\s*["'](\d+)["']"""
                     rb"""|<(?:[\w.-]+:)?c\b[^>]*?\ss\s*=\s*["'](\d+)["'][^>]*?\sr\s*=\s*["']([A-Z]+\d+)["']""")


def marks(book: OpenedWorkbook, sheet: WorkbookSheet) -> frozenset[tuple[int, int]]:
    """The cells of a tab, by row and column, that bear a comment, or a fill that most of their column has not."""
    return frozenset({*_comments(book, sheet), *_colors(book, sheet)})


def _comments(book: OpenedWorkbook, sheet: WorkbookSheet) -> set[tuple[int, int]]:
    found = set()
    for relation in book.package.relations(sheet.part):
        if relation.kind in ("comments", "threadedComment") and book.package.has(relation.part):
            try:
                root = book.package.tree(relation.part)
            except Refused:  # another program's business
                continue
            refs = (node.get("ref") for node in root.walk() if node.name in ("comment", "threadedComment"))
            found |= {split(ref) for ref in refs if ref}
    return found


def _colors(book: OpenedWorkbook, sheet: WorkbookSheet) -> set[tuple[int, int]]:
    filled = _filled(book)
    if not filled:
        return set()
    try:
        data = utf8(book.package.read(sheet.part))
    except Malformed:
        return set()
    cells = [(split((one[1] or one[4]).decode()), int(one[2] or one[3])) for one in _STYLED.finditer(data)]
    total = Counter(at[1] for at, _ in cells)
    colored = {at for at, style in cells if style in filled}
    most = Counter(column for _, column in colored)
    return {at for at in colored if 2 * most[at[1]] <= total[at[1]]}


def _filled(book: OpenedWorkbook) -> frozenset[int]:
    """The formats of cells that have a fill."""
    part = book.one("styles")
    if not part:
        return frozenset()
    root = book.package.tree(part)
    fills, formats = root.first("fills"), root.first("cellXfs")
    kinds = [next(iter(fill.children), None) for fill in (fills.children if fills else ())]
    plain = {n for n, kind in enumerate(kinds) if kind is None or (kind.get("patternType") in ("none", "gray125", "")
             and kind.name == "patternFill")}
    return frozenset(n for n, xf in enumerate(formats.children if formats else ())
                     if number(xf.get("fillId"), 0) not in plain)
