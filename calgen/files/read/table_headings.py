"""The headings of a table as its part lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calgen.book.problems import Refused
from calgen.files.edit.structured_references import decode_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from calgen.files.read.markup import Element
    from calgen.files.read.opened_workbook import OpenedWorkbook
    from calgen.files.read.package import Package


def table_headings(workbook: OpenedWorkbook, tab: str, name: str) -> tuple[str, ...]:
    """The headings of the table `name` on calgen's tab of a key, from left to right; none without such a table."""
    sheet = workbook.calgen_sheets().get(tab)
    roots = tables_of(workbook.package, sheet.part) if sheet else {}
    found = next((root for root in roots.values() if root.get("displayName").casefold() == name.casefold()), None)
    return tuple(listed_names(found)) if found else ()


def table_name(workbook: OpenedWorkbook, tab: str, usual: str, is_title: Callable[[str], bool]) -> str:
    """The name of the table on calgen's tab of a key, which its user may have given it; `usual` is calgen's own.

    It is the table of that name, else one most of whose headings are titles of the tab's columns.
    """
    sheet = workbook.calgen_sheets().get(tab)
    roots = [*tables_of(workbook.package, sheet.part).values()] if sheet else []
    found = [root.get("displayName") for root in roots if 2 * sum(map(is_title, listed_names(root))) > _width(root)]
    names = {root.get("displayName").casefold() for root in roots}
    return usual if usual.casefold() in names or not found else found[0]


def _width(table: Element) -> int:
    return len(listed_names(table))


def tables_of(package: Package, sheet: str) -> dict[str, Element]:
    """The root elements of the tables on a sheet, by part; unreadable ones are left out."""
    found = {}
    for relation in package.relationships(sheet):
        if relation.kind == "table" and not relation.external and package.has(relation.part):
            try:
                found[relation.part] = package.tree(relation.part)
            except Refused:
                continue
    return found


def listed_names(table: Element) -> list[str]:
    """The headings of a table, from left to right."""
    columns = table.child("tableColumns")
    return [decode_text(node.get("name")) for node in columns.children_named("tableColumn")] if columns else []
