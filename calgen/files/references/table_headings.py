"""The headings of a table as its part lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calgen.book.folding import fold
from calgen.book.problems import Refused
from calgen.book.vocabulary import column_titles
from calgen.files.read.opened_workbook import NAME_PREFIX
from calgen.files.references.structured_references import decode_text

if TYPE_CHECKING:
    from calgen.files.read.markup import Element
    from calgen.files.read.opened_workbook import OpenedWorkbook
    from calgen.files.read.package import Package

LEAST_TITLES = 5  # of columns of calgen's, in a table that has another name


def table_headings(workbook: OpenedWorkbook, tab: str, name: str) -> tuple[str, ...]:
    """The headings of the table `name` on calgen's tab of a key, from left to right; none without such a table."""
    sheet = workbook.calgen_sheets().get(tab)
    roots = tables_of(workbook.package, sheet.part) if sheet else {}
    found = next((root for root in roots.values() if root.get("displayName").casefold() == name.casefold()), None)
    return tuple(listed_names(found)) if found else ()


def table_name(workbook: OpenedWorkbook, tab: str) -> str:
    """The name of the table on calgen's tab of a key: calgen's own name, or that which its user gave it.

    It is the table of calgen's name, else the one with most titles of the tab's columns, which are most of its own
    headings: a small table of the user's with such headings is none.
    """
    usual, sheet, titles = f"{NAME_PREFIX}{tab}", workbook.calgen_sheets().get(tab), column_titles(tab)
    headings = {root.get("displayName"): listed_names(root) for root in tables_of(workbook.package, sheet.part).values()
                } if sheet else {}  # fmt: skip
    known = {name: sum(fold(heading) in titles for heading in listed) for name, listed in headings.items()}
    found = [name for name, count in known.items() if count >= LEAST_TITLES and 2 * count > len(headings[name])]
    is_usual = usual.casefold() in map(str.casefold, headings)
    return usual if is_usual or not found else max(found, key=known.__getitem__)


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
