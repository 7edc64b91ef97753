"""The table of an edited calendar: resized to the present rows and columns, or added again if the user removed it."""

from __future__ import annotations

from calgen.book.grid import letter
from calgen.book.sheet import SheetEdit
from calgen.files.edit.edited_rows import EditedRows
from calgen.files.edit.formulas import parse_address
from calgen.files.edit.row_moves import move_ranges
from calgen.files.edit.structured_references import encode_text
from calgen.files.read.markup import RELATIONS, XmlDocument, escape_xml, whole_number
from calgen.files.read.opened_workbook import WorkbookSheet
from calgen.files.read.package import Package
from calgen.files.read.part_names import relationships_part, relative_target
from calgen.files.read.table_headings import column_names

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
# the name and XML of a table's part (None: there is no table), and the last row and column of its body
FoundTable = tuple[tuple[str, XmlDocument] | None, tuple[int, int]]


def find_table(package: Package, tab: WorkbookSheet, edit: SheetEdit) -> FoundTable:
    """Finds the table on a tab whose heading row is that of the calendar."""
    listed = max([edit.top + 1, *(moved.old for moved in edit.rows)])
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
    pairs = ((name, edit.changed_headings.get(place, name)) for place, name in enumerate(column_names(root), left))
    return {old: new for old, new in pairs if old != new}


def resize_table(
    package: Package, table: tuple[str, XmlDocument], edited: EditedRows, edit: SheetEdit
) -> None:
    """Resizes the table to the present rows and columns."""
    part, document = table
    root, moves = document.root, edited.moves
    first, _, last = root.get("ref").partition(":")
    added = _added_columns(edited, parse_address(last)[1])
    right = max([parse_address(last)[1], *added])
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
    nodes = list(columns.children_named("tableColumn")) if columns else []
    for place, node in enumerate(nodes, parse_address(first)[1]):
        if (new := edit.changed_headings.get(place)) is not None:
            document.set_attribute(node, "name", encode_text(new))
    if columns is not None and added:
        after = max((whole_number(node.get("id"), 0) for node in nodes), default=0)
        document.set_attribute(columns, "count", str(len(nodes) + len(added)))
        for n, (_, heading) in enumerate(sorted(added.items()), 1):
            document.append(columns, f'<tableColumn id="{after + n}" name="{escape_xml(encode_text(heading))}"/>')
    package.write(part, document.to_bytes())


def _added_columns(edited: EditedRows, right: int) -> dict[int, str]:
    """The columns that a table ending at `right` gains: those added again, and the user's columns before them."""
    if not edited.added:
        return {}
    gained = range(right + 1, max(edited.added) + 1)
    return {column: edited.added.get(column) or edited.headings[column] for column in gained}


def add_table(package: Package, tab: WorkbookSheet, drawn: XmlDocument, edited: EditedRows, edit: SheetEdit) -> None:
    """Adds the drawn table where the user removed it: calgen's formulas refer to it by name."""
    first = min(edit.columns.values())
    headings = {**edited.headings, **edit.changed_headings, **edited.added}
    last = max([*edit.columns.values(), *edited.added])
    ref = f"{letter(first)}{edit.top}:{letter(last)}{edited.moves.end}"
    names = [escape_xml(encode_text(headings[column])) for column in range(first, last + 1)]
    columns = "".join(f'<tableColumn id="{n}" name="{name}"/>' for n, name in enumerate(names, 1))
    sheet = package.document(tab.part)
    filtered = sheet.root.child("autoFilter") is not None  # a range can have one filter: the user's stays
    root, own = drawn.root, drawn.data
    head = own[: root.inner].decode().replace(f'ref="{root.get("ref")}"', f'ref="{ref}"', 1)
    style = root.child("tableStyleInfo")
    looks = own[style.start : style.end].decode() if style else ""
    filter_ = "" if filtered else f'<autoFilter ref="{ref}"/>'
    xml = f'{head}{filter_}<tableColumns count="{len(names)}">{columns}</tableColumns>{looks}</table>'
    part = package.unused_name("xl/tables/table1.xml", package.referenced_names())
    package.add(part, xml.encode(), content_type=_TYPE)
    link = _add_relationship(package, tab.part, part)
    _list_table(package, tab.part, sheet, link)


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
