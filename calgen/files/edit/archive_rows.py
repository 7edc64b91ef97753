"""Copies rows of the social calendar into the archive, with all that stands on them: cells, formats, heights, links.

What cannot go along keeps its row where it is. A formula becomes its value: the archive does not change any more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from calgen.book.grid import address
from calgen.files.edit.added_relations import next_relation_id
from calgen.files.edit.lost_views import SHEET_HEAD
from calgen.files.edit.present_sheet import without_prefix
from calgen.files.edit.rows import CellXml, RowXml, escape_text, read_rows, row_bounds
from calgen.files.edit.rules import ORDER
from calgen.files.read.formulas import Area, parse_area
from calgen.files.read.markup import Element, XmlDocument, escape_xml
from calgen.files.read.object_ranges import ObjectKind, ObjectRange, object_ranges
from calgen.files.read.opened_workbook import OpenedWorkbook, WorkbookSheet
from calgen.files.read.package import Package
from calgen.files.read.part_names import relationships_part
from calgen.files.read.user_marks import commented_cells, drawn_cells, named_cells

_FOLDED = re.compile(rb"""\s(?:outlineLevel|hidden|collapsed|spans)\s*=\s*["'][^"']*["']""")
_FORMULA = re.compile(rb"<f\b[^>]*?(?:/>|>.*?</f>)", re.DOTALL)
_TYPE = re.compile(rb"""\st\s*=\s*["']([^"']*)["']""")
_VALUE = re.compile(rb"<v\b[^>]*>(.*?)</v>", re.DOTALL)
_DIMENSION = re.compile(rb"<dimension\b[^>]*/>")
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True, slots=True)
class ArchivedRows:
    """Rows to be copied: their numbers in order, and for each column of the calendar the one of the archive.

    `shown` is what formulas show whose values no program has stored, by row and column. `added` are the headings of
    columns that the archive gets at its right.
    """

    numbers: Sequence[int]
    columns: Mapping[int, int]
    shown: Mapping[tuple[int, int], str | int]
    added: Mapping[int, str]


def rows_to_stay(workbook: OpenedWorkbook, sheet: WorkbookSheet, own_columns: Collection[int]) -> frozenset[int]:
    """The rows of a calendar that cannot go: with comments, pictures, merges, arrays, names or formulas of the user's.

    `own_columns` are those of the user's own: a formula there may speak of any cell.
    """
    marked = {*commented_cells(workbook, sheet), *drawn_cells(workbook, sheet), *named_cells(workbook, sheet)}
    found = {row for row, _ in marked}
    data = without_prefix(workbook.package.read(sheet.part))
    start, first, last, end = row_bounds(data)
    root = XmlDocument(data[:start] + b"<sheetData/>" + data[end:]).root
    for item in object_ranges(workbook.package, sheet.part, root, data[first:last]):
        if _holds_rows(item):
            found |= set(range(item.area.top, item.area.bottom + 1))
    for number, row in read_rows(data[first:last]).items():
        if any(b"<f" in row.cells[column][1] for column in own_columns if column in row.cells):
            found.add(number)
    return frozenset(found)


def _holds_rows(item: ObjectRange) -> bool:
    """Whether an object holds its rows where they are: any but a table over all rows, and a link of one row."""
    is_link_of_row = item.kind is ObjectKind.LINK and item.area.top == item.area.bottom
    return item.kind is not ObjectKind.TABLE and not is_link_of_row


def copy_rows(workbook: OpenedWorkbook, rows: ArchivedRows) -> bytes:
    """The workbook with these rows of its social calendar below those of its archive, too."""
    workbook = workbook.copy()
    sheets, package = workbook.calgen_sheets(), workbook.package
    source, target = sheets["social"].part, sheets["archive"].part
    data = without_prefix(package.read(source))
    _, first, last, _ = row_bounds(data)
    present = read_rows(data[first:last])
    table, area = _table_of(package, target)
    bottom = _last_filled(package, target, area)
    goals = {number: bottom + n for n, number in enumerate(rows.numbers, 1)}
    moved = b"".join(_moved(present[number], number, rows).to_xml(goal) for number, goal in goals.items())
    _append(package, target, area.top, moved, rows, keep_below=bottom)
    _grow_table(package, table, area, max([area.top + 1, *goals.values()]), rows.added)
    _copy_links(package, source, target, goals, rows.columns)
    workbook.request_recalculation()
    workbook.write_parts()
    return package.to_bytes()


def _table_of(package: Package, sheet: str) -> tuple[str, Area]:
    """The part of the archive's table, and its range."""
    for relation in package.relationships(sheet):
        if relation.kind == "table" and package.has(relation.part):
            area = parse_area(package.tree(relation.part).get("ref"))
            if area is not None:
                return relation.part, area
    raise LookupError("the archive has no table")


def _last_filled(package: Package, sheet: str, area: Area) -> int:
    """The last row of the table with a cell that holds something; its heading row where there is none."""
    data = without_prefix(package.read(sheet))
    _, first, last, _ = row_bounds(data)
    filled = (n for n, row in read_rows(data[first:last]).items() if any(inside for _, inside in row.cells.values()))
    return max((n for n in filled if n >= area.top), default=area.top)


def _moved(row: RowXml, number: int, rows: ArchivedRows) -> RowXml:
    """A row as the archive has it: its height and formats, in the archive's columns, with values alone."""
    cells = {
        rows.columns[column]: _value(cell, rows.shown.get((number, column), ""))
        for column, cell in row.cells.items()
        if column in rows.columns
    }
    return RowXml(_FOLDED.sub(b"", row.attrs), cells)


def _value(cell: CellXml, shown: str | int) -> CellXml:
    """A cell with the value that its formula shows; `shown` where no program has stored one."""
    attrs, inside = cell
    if b"<f" not in inside:
        return cell
    value, kind = _VALUE.search(inside), _TYPE.search(attrs)
    bare = _TYPE.sub(b"", attrs)
    if value is None or not value[1]:
        if isinstance(shown, int):
            return bare, b"<v>%d</v>" % shown
        return (bare + b' t="inlineStr"', b"<is><t>%s</t></is>" % escape_text(shown)) if shown else (bare, b"")
    if kind is not None and kind[1] == b"str":
        return bare + b' t="inlineStr"', b'<is><t xml:space="preserve">%s</t></is>' % value[1]
    return attrs, _FORMULA.sub(b"", inside)


def _append(package: Package, sheet: str, top: int, moved: bytes, rows: ArchivedRows, *, keep_below: int) -> None:
    """Writes rows below the last filled one of a sheet, and the headings of new columns."""
    data = _DIMENSION.sub(b"", without_prefix(package.read(sheet)), count=1)
    start, first, last, end = row_bounds(data)
    present = read_rows(data[first:last])
    for column, heading in rows.added.items():
        like = max(at for at in present[top].cells if at < column)
        attrs = _TYPE.sub(b"", present[top].cells[like][0])
        present[top].cells[column] = attrs + b' t="inlineStr"', b"<is><t>%s</t></is>" % escape_text(heading)
        present[top].raw = b""
    kept = b"".join(row.to_xml(n) for n, row in sorted(present.items()) if n <= keep_below)
    package.write(sheet, data[:start] + b"<sheetData>" + kept + moved + b"</sheetData>" + data[end:])


def _grow_table(package: Package, part: str, area: Area, bottom: int, added: Mapping[int, str]) -> None:
    document = package.document(part)
    right = max([area.right, *added])
    ref = str(area._replace(bottom=max(bottom, area.bottom) if bottom > area.top + 1 else bottom, right=right))
    document.set_attribute(document.root, "ref", ref)
    if filter_ := document.root.child("autoFilter"):
        document.set_attribute(filter_, "ref", ref)
    columns = document.root.child("tableColumns")
    if added and columns:
        known = [*columns.children_named("tableColumn")]
        ids = max(int(node.get("id") or 0) for node in known)
        for n, heading in enumerate(added.values(), 1):
            document.append(columns, f'<tableColumn id="{ids + n}" name="{escape_xml(heading)}"/>')
        document.set_attribute(columns, "count", str(len(known) + len(added)))
    package.write(part, document.to_bytes())


def _copy_links(
    package: Package, source: str, target: str, goals: Mapping[int, int], columns: Mapping[int, int]
) -> None:
    """Gives the cells of the archive the links that stand on the copied rows."""
    links = {link.id: link.node for link in package.relationships(source)}
    found = package.tree(source).child("hyperlinks")
    made: list[str] = []
    for node in found.children_named("hyperlink") if found else ():
        area = parse_area(node.get("ref"))
        if area is not None and area.top in goals and area.left in columns:
            id_ = next((value for name, value in node.attrs.items() if name.endswith(" id")), "")
            own = _add_link(package, target, links[id_]) if id_ in links else ""
            made.append(_link_element(node, address(goals[area.top], columns[area.left]), own))
    if not made:
        return
    document = package.document(target)
    present = document.root.child("hyperlinks")
    if present is None:
        document.insert(document.root, f"<hyperlinks>{''.join(made)}</hyperlinks>", (*SHEET_HEAD, *ORDER))
    else:
        for xml in made:
            document.append(present, xml)
    package.write(target, document.to_bytes())


def _link_element(node: Element, cell: str, id_: str) -> str:
    known = {key: node.get(key) for key in ("location", "tooltip", "display") if node.get(key)}
    attrs = "".join(f' {key}="{escape_xml(value)}"' for key, value in known.items())
    own = f' xmlns:r="{_RELATIONS}" r:id="{id_}"' if id_ else ""
    return f'<hyperlink ref="{cell}"{own}{attrs}/>'


def _add_link(package: Package, sheet: str, node: Element) -> str:
    """A relationship of a sheet to an address outside the workbook; its id."""
    names, id_ = relationships_part(sheet), next_relation_id(package, sheet)
    links = package.document(names)
    kind, goal = (escape_xml(node.get(key)) for key in ("Type", "Target"))
    links.append(links.root, f'<Relationship Id="{id_}" Type="{kind}" Target="{goal}" TargetMode="External"/>')
    package.write(names, links.to_bytes())
    return id_

