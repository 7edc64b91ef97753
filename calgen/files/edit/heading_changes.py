"""Changed headings of calgen's tables: every structured reference to them on calgen's tabs and in names follows.

The references are changed in the present sheets, before their rows are edited: a formula that the run writes anew has
the new headings already.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from calgen.files.edit import tables
from calgen.files.read.formulas import parse_address
from calgen.files.read.markup import escape_xml, to_utf8
from calgen.files.references.structured_references import HeadingChanges, rename_headings
from calgen.files.references.table_headings import tables_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from calgen.files.draw.draw_sheets import DrawnWorkbook
    from calgen.files.read.opened_workbook import WorkbookSheet
    from calgen.files.read.package import Package

_FORMULA = re.compile(
    rb"""(?:<(?:[\w.-]+:)?c\b(?P<cell>[^>]*)>\s*)?"""
    rb"""(?P<start><(?:[\w.-]+:)?(?:f|formula[12]?|calculatedColumnFormula|totalsRowFormula)\b[^>]*>)(?P<text>[^<]*\[[^<]*)<"""
)
_ADDRESS = re.compile(rb"""\br\s*=\s*["']([A-Z]+\d+)["']""")
_OBJECTS = ("drawing", "chart", "chartEx")  # the kinds of parts below a sheet that formulas stand in

TableArea = tuple[int, int, int, int, str]  # first row, first column, last row, last column, name


def changed_headings(
    package: Package, sheets: Mapping[str, WorkbookSheet], drawn: DrawnWorkbook
) -> HeadingChanges:
    """The headings that change; `sheets` are calgen's tabs in the workbook by key."""
    found = {name.casefold(): former for name, former in drawn.former_headings.items()}
    for sheet in drawn.sheets.values():
        if sheet.edit and sheet.key in sheets:
            table, _ = tables.find_table(package, sheets[sheet.key], sheet.edit)
            if table:  # else its cells name the columns of the table to come
                found[table[1].root.get("displayName").casefold()] = tables.renamed_headings(table, sheet.edit)
    return {name: {old.casefold(): new for old, new in changes.items()} for name, changes in found.items() if changes}


def follow_headings(package: Package, sheets: Iterable[WorkbookSheet], changes: HeadingChanges) -> None:
    """Changes the references on sheets, and on their tables and charts."""
    for sheet in sheets if changes else ():
        areas = tuple(_areas(package, sheet.part))
        _rewrite(package, sheet.part, changes, areas)
        for part, root in tables_of(package, sheet.part).items():
            _rewrite(package, part, changes, (), root.get("displayName"))
        for part in _objects(package, sheet.part):
            _rewrite(package, part, changes, ())


def _areas(package: Package, sheet: str) -> Iterator[TableArea]:
    for root in tables_of(package, sheet).values():
        first, _, last = root.get("ref").partition(":")
        yield (*parse_address(first), *parse_address(last or first), root.get("displayName"))


def _objects(package: Package, part: str) -> Iterator[str]:
    """The drawings of a sheet, and their charts."""
    for relation in package.relationships(part):
        if relation.kind in _OBJECTS and not relation.external and package.has(relation.part):
            yield relation.part
            if relation.kind == "drawing":
                yield from _objects(package, relation.part)


def _rewrite(
    package: Package, part: str, changes: HeadingChanges, areas: tuple[TableArea, ...], own: str = ""
) -> None:
    """Changes the formulas of a part; `own` is the table that its formulas belong to, if they all do."""
    before = to_utf8(package.read(part))

    def changed(found: re.Match[bytes]) -> bytes:
        text = unescape(found["text"].decode("utf-8", "replace"))
        table = own or _table_at(areas, found["cell"] or b"")
        new = rename_headings(text, changes, table)
        if new == text:
            return found[0]
        head = found[0][: found.start("text") - found.start()]
        return head + escape_xml(new).replace("&quot;", '"').encode() + b"<"

    after = _FORMULA.sub(changed, before)
    if after != before:
        package.write(part, after)


def _table_at(areas: tuple[TableArea, ...], attributes: bytes) -> str:
    """The table in which a cell stands; empty if it stands in none."""
    place = _ADDRESS.search(attributes)
    row, column = parse_address(place[1].decode()) if place else (0, 0)
    inside = (area for area in areas if area[0] <= row <= area[2] and area[1] <= column <= area[3])
    return next((area[4] for area in inside), "")
