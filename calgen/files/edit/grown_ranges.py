"""A row added below a table of the user's: the table, its drop-downs and its conditional formats reach it too."""

from __future__ import annotations

from collections.abc import Collection

from calgen.book.grid import address
from calgen.book.problems import Place, Problem
from calgen.files.read.formulas import LAST_ROW, Area, parse_area
from calgen.files.read.markup import XmlDocument
from calgen.files.read.object_ranges import ObjectKind, ObjectRange
from calgen.files.read.opened_workbook import WorkbookSheet
from calgen.files.read.package import Package

_RULES = frozenset({"conditionalFormatting", "dataValidation", "ignoredError"})


def grow_tables(
    package: Package, sheet: WorkbookSheet, rows: Collection[int], objects: Collection[ObjectRange], *, check_only: bool
) -> list[Problem]:
    """Makes the tables that end just above new rows reach them; what stands in the way is returned, nothing written.

    A table with a row of totals there cannot grow, nor one over which something else would come to stand.
    """
    if rows and max(rows) > LAST_ROW:
        return [Problem("row_in_the_way", Place(sheet.title), values={"range": f"{max(rows)}:{max(rows)}"})]
    found: list[Problem] = []
    grown: dict[str, Area] = {}
    for table in (item for item in objects if item.kind is ObjectKind.TABLE):
        top, left, bottom, right = table.area
        totals = Area(bottom - table.totals + 1, left, bottom, right)
        if table.totals and any(totals.top <= row <= bottom for row in rows):
            found.append(_in_the_way(sheet.title, totals))
        elif (last := _end(bottom, rows)) > bottom:
            gained, grown[table.part] = Area(bottom + 1, left, last, right), Area(top, left, last, right)
            over = (item for item in objects if item is not table and item.area.overlaps(gained))
            found += [_in_the_way(sheet.title, item.area) for item in over if _holds_cells(item)]
    for part, area in grown.items() if not found and not check_only else ():
        _resize(package, part, area)
    return found


def _end(bottom: int, rows: Collection[int]) -> int:
    """The last of the rows that follow a row without a gap; that row itself where there is none."""
    while bottom + 1 in rows:
        bottom += 1
    return bottom


def _in_the_way(title: str, area: Area) -> Problem:
    place = Place(title, address(area.top, area.left))
    return Problem("row_in_the_way", place, values={"range": str(area)})


def _holds_cells(item: ObjectRange) -> bool:
    return item.kind not in (ObjectKind.LINK, ObjectKind.SOURCE)


def _resize(package: Package, part: str, area: Area) -> None:
    document = package.document(part)
    document.set_attribute(document.root, "ref", str(area))
    for node in document.root.descendants():
        if node.name == "autoFilter":
            document.set_attribute(node, "ref", str(area))
    package.write(part, document.to_bytes())


def extend_ranges(document: XmlDocument, rows: Collection[int]) -> None:
    """Extends the drop-downs and conditional formats of a tab that end just above new rows, so that they reach them."""
    for node in list(document.root.descendants()):
        if node.name in _RULES and node.get("sqref"):
            document.set_attribute(node, "sqref", _extended(node.get("sqref"), rows))
        elif node.name == "sqref":  # of the rules that stand in an extension of the sheet
            document.set_text(node, _extended(node.text, rows))


def _extended(sqref: str, rows: Collection[int]) -> str:
    return " ".join(_grown(cells, rows) for cells in sqref.split()) if sqref.strip() else sqref


def _grown(cells: str, rows: Collection[int]) -> str:
    """A range that ends just above new rows, with these rows; any other range as it is."""
    area = parse_area(cells)
    return str(area._replace(bottom=last)) if area and (last := _end(area.bottom, rows)) > area.bottom else cells
