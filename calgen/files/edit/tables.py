"""The table of an edited calendar: resized to the present rows and columns, or added again if the user removed it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from calgen.book.grid import address, letter
from calgen.book.sheet import SheetEdit
from calgen.files.edit.edited_rows import EditedRows
from calgen.files.edit.table_columns import column_names
from calgen.files.moves.row_moves import move_ranges
from calgen.files.read.formulas import Area, parse_address, parse_area
from calgen.files.read.markup import RELATIONS, Element, XmlDocument, escape_xml, whole_number
from calgen.files.read.opened_workbook import WorkbookSheet
from calgen.files.read.package import Package
from calgen.files.read.part_names import relationships_part, relative_target
from calgen.files.references.structured_references import decode_text, encode_text
from calgen.files.references.table_headings import listed_names

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
# the name and XML of a table's part (None: there is no table), and the last row and column of its body
FoundTable = tuple[tuple[str, XmlDocument] | None, tuple[int, int]]


def find_table(package: Package, tab: WorkbookSheet, edit: SheetEdit) -> FoundTable:
    """Finds the table on a tab whose heading row is that of the calendar."""
    listed = max([edit.top + 1, *(moved.old for moved in edit.rows), *edit.deleted])
    for relation in package.relationships(tab.part):
        if relation.kind == "table" and package.has(relation.part):
            document = package.document(relation.part)
            first, _, last = document.root.get("ref").partition(":")
            (top, left), (bottom, right) = parse_address(first), parse_address(last or first)
            if top == edit.top and left <= min(edit.columns.values(), default=1) <= right:
                bottom -= whole_number(document.root.get("totalsRowCount"), 0)
                return (relation.part, document), (max(bottom, top + 1), right)
    return None, (listed, min(edit.columns.values(), default=1) - 1)


def renamed_headings(table: tuple[str, XmlDocument], edit: SheetEdit) -> dict[str, str]:
    """The headings of the table that change: old → new."""
    root = table[1].root
    left = parse_address(root.get("ref").partition(":")[0])[1]
    former = dict(enumerate(listed_names(root), left))
    added = dict(enumerate(edit.added_columns.values(), left + len(former)))
    names = column_names(edit, [*former, *added], added)
    return {old: names[place] for place, old in former.items() if old != names[place]}


def resize_table(
    package: Package, table: tuple[str, XmlDocument], edited: EditedRows
) -> None:
    """Resizes the table to the present rows and columns."""
    part, document = table
    root, moves = document.root, edited.moves
    first = root.get("ref").partition(":")[0]
    right = max(edited.names)
    totals = whole_number(root.get("totalsRowCount"), 0)
    # it includes rows that the user added below it
    ref = f"{first}:{letter(right)}{moves.end + totals}"
    document.set_attribute(root, "ref", ref)
    columns = root.child("tableColumns")
    for node in root.descendants():
        if node.name == "autoFilter":
            document.set_attribute(node, "ref", f"{first}:{letter(right)}{moves.end}")
        elif node.name in ("sortState", "sortCondition") and node.get("ref"):
            document.set_attribute(node, "ref", move_ranges(node.get("ref"), moves) or ref)
    if columns is not None:
        _set_names(document, columns, [*edited.names.values()])
    package.write(part, document.to_bytes())


def _set_names(document: XmlDocument, columns: Element, names: list[str]) -> None:
    """Gives the columns of a table their names; those without an element get one, with an id of its own."""
    nodes = list(columns.children_named("tableColumn"))
    ids = [whole_number(node.get("id"), 0) for node in nodes]
    after = max([0, *ids])
    for at, (node, name) in enumerate(zip(nodes, names, strict=False)):
        if decode_text(node.get("name")) != name:
            document.set_attribute(node, "name", encode_text(name))
        if ids[at] in (0, *ids[:at]):
            after += 1
            document.set_attribute(node, "id", str(after))
    for name in names[len(nodes) :]:
        after += 1
        document.append(columns, f'<tableColumn id="{after}" name="{escape_xml(encode_text(name))}"/>')
    for node in nodes[len(names) :]:
        document.remove(node)
    if columns.get("count") != str(len(names)):
        document.set_attribute(columns, "count", str(len(names)))


def add_table(package: Package, tab: WorkbookSheet, drawn: XmlDocument, edited: EditedRows, edit: SheetEdit) -> str:
    """Adds the drawn table where the user removed it: calgen's formulas refer to it by name. Returns its part.

    A filter that the user put on the range becomes that of the table: the cells of a table cannot have another.
    """
    ref = f"{letter(min(edited.names))}{edit.top}:{letter(max(edited.names))}{edited.moves.end}"
    names = [escape_xml(encode_text(name)) for name in edited.names.values()]
    columns = "".join(f'<tableColumn id="{n}" name="{name}"/>' for n, name in enumerate(names, 1))
    sheet = package.document(tab.part)
    filter_ = _take_filter(sheet, ref) or f'<autoFilter ref="{ref}"/>'
    root, own = drawn.root, drawn.data
    head = own[: root.inner].decode().replace(f'ref="{root.get("ref")}"', f'ref="{ref}"', 1)
    style = root.child("tableStyleInfo")
    looks = own[style.start : style.end].decode() if style else ""
    xml = f'{head}{filter_}<tableColumns count="{len(names)}">{columns}</tableColumns>{looks}</table>'
    part = package.unused_name("xl/tables/table1.xml", package.referenced_names())
    package.add(part, xml.encode(), content_type=_TYPE)
    link = _add_relationship(package, tab.part, part)
    _list_table(package, tab.part, sheet, link)
    return part


def _take_filter(sheet: XmlDocument, ref: str) -> str:
    """Takes the filter of a sheet away where it stands over a range; returns it as that of a table there."""
    node, area = sheet.root.child("autoFilter"), parse_area(ref)
    place = parse_area(node.get("ref")) if node else None
    if node is None or area is None or place is None or not place.overlaps(area):
        return ""
    sheet.remove(node)
    columns = []
    for column, number in _criteria(node, place):
        if place.top == area.top and area.left <= number <= area.right:
            inside, at = sheet.data[column.start : column.end].decode(), number - area.left
            columns.append(re.sub(r'\scolId\s*=\s*["\']\d+["\']', f' colId="{at}"', inside, count=1))
    return f'<autoFilter ref="{ref}">{"".join(columns)}</autoFilter>' if columns else ""


def dropped_criteria(sheet: XmlDocument, area: Area) -> list[str]:
    """The heading cells of criteria that the table to be added over an area cannot keep: those beside it."""
    node = sheet.root.child("autoFilter")
    place = parse_area(node.get("ref")) if node else None
    if node is None or place is None or not place.overlaps(area):
        return []
    return [address(place.top, number) for _, number in _criteria(node, place)
            if place.top != area.top or not area.left <= number <= area.right]  # fmt: skip


def _criteria(filter_: Element, place: Area) -> Iterator[tuple[Element, int]]:
    """The criteria of a filter that stands at a place, each with the number of its column."""
    for column in filter_.children_named("filterColumn"):
        yield column, whole_number(column.get("colId"), 0) + place.left


def _add_relationship(package: Package, owner: str, part: str) -> str:
    """Adds a relationship from a sheet to a part; returns its id."""
    name = relationships_part(owner)
    if not package.has(name):
        package.add(name, f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}"/>'.encode())
    document = package.document(name)
    used = {node.get("Id") for node in document.root.children_named("Relationship")}
    key = next(f"rId{n}" for n in range(1, len(used) + 2) if f"rId{n}" not in used)
    target = escape_xml(relative_target(owner, part))
    document.append(document.root, f'<Relationship Id="{key}" Type="{RELATIONS}/table" Target="{target}"/>')
    package.write(name, document.to_bytes())
    return key


def _list_table(package: Package, owner: str, sheet: XmlDocument, link: str) -> None:
    own = f'<tablePart xmlns:r="{RELATIONS}" r:id="{link}"/>'
    parts = sheet.root.child("tableParts")
    if parts is not None:
        sheet.append(parts, own)
        sheet.set_attribute(parts, "count", str(len(parts.children) + 1))
    else:
        sheet.insert(sheet.root, f'<tableParts count="1">{own}</tableParts>', ("tableParts", "extLst"))
    package.write(owner, sheet.to_bytes())
