"""The table of an edited calendar: over the rows and columns that there are, or a new one where it was taken away."""

from __future__ import annotations

from collections.abc import Mapping

from calgen.book.grid import letter
from calgen.book.sheet import SheetEdit
from calgen.files.edit.calendar_tab import Edited
from calgen.files.edit.formulas import split
from calgen.files.edit.moved_cells import ranges
from calgen.files.read.markup import RELATIONS, Document, escape, number
from calgen.files.read.opened_workbook import WorkbookSheet
from calgen.files.read.package import Package
from calgen.files.read.part_names import relationships_part, relative_target

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
# a found table: its part, and the part's text
Found = tuple[tuple[str, Document] | None, tuple[int, int]]


def of(package: Package, home: WorkbookSheet, how: SheetEdit) -> Found:
    """The table on a tab whose heading row is the calendar's, and the last row and column of its body."""
    listed = max([how.top + 1, *(moved.old for moved in how.rows)])
    for relation in package.relations(home.part):
        if relation.kind == "table" and package.has(relation.part):
            document = package.document(relation.part)
            first, _, last = document.root.get("ref").partition(":")
            (top, left), (bottom, right) = split(first), split(last or first)
            if top == how.top and left <= min(how.columns.values(), default=1) <= right:
                bottom -= number(document.root.get("totalsRowCount"), 0)
                return (relation.part, document), (max(bottom, top + 1), right)
    return None, (listed, min(how.columns.values(), default=1) - 1)


def renamed(table: tuple[str, Document] | None, how: SheetEdit) -> dict[str, str]:
    """The headings of a table that change: old → new."""
    if table is None:
        return {}
    root = table[1].root
    left = split(root.get("ref").partition(":")[0])[1]
    columns = root.first("tableColumns")
    found = {}
    for place, node in enumerate(columns.named("tableColumn") if columns else (), left):
        if place in how.headings and node.get("name") != how.headings[place]:
            found[node.get("name")] = how.headings[place]
    return found


def resize(package: Package, table: tuple[str, Document], done: Edited, names: Mapping[str, str]) -> None:
    """The table over the rows and columns that there are now."""
    part, document = table
    root, places = document.root, done.places
    first, _, last = root.get("ref").partition(":")
    added = _gained(done, split(last)[1])
    right = max([split(last)[1], *added])
    totals = number(root.get("totalsRowCount"), 0)
    # rows that the user added below the table are in it now
    ref = f"{first}:{letter(right)}{places.end + totals}"
    document.put(root, "ref", ref)
    columns = root.first("tableColumns")
    for node in root.walk():
        if node.name == "autoFilter":
            document.put(node, "ref", f"{first}:{letter(right)}{places.end}")
        elif node.name in ("sortState", "sortCondition") and node.get("ref"):
            document.put(node, "ref", ranges(node.get("ref"), places) or ref)
        elif node.name == "tableColumn" and node.get("name") in names:
            document.put(node, "name", names[node.get("name")])
    if columns is not None and added:
        nodes = list(columns.named("tableColumn"))
        after = max((number(node.get("id"), 0) for node in nodes), default=0)
        document.put(columns, "count", str(len(nodes) + len(added)))
        for n, (_, heading) in enumerate(sorted(added.items()), 1):
            document.append(columns, f'<tableColumn id="{after + n}" name="{escape(heading)}"/>')
    package.write(part, document.done())


def _gained(done: Edited, right: int) -> dict[int, str]:
    """The columns that a table ending at `right` gains: those that come back, and the user's that stand before them."""
    if not done.added:
        return {}
    return {column: done.added.get(column) or done.headings[column] for column in range(right + 1, max(done.added) + 1)}


def add(package: Package, home: WorkbookSheet, drawn: Document, done: Edited, how: SheetEdit) -> None:
    """A new table where the user took it away: our formulas name it. `drawn` is the one that was drawn for the tab."""
    first = min(how.columns.values())
    headings = {**done.headings, **how.headings, **done.added}
    last = max([*how.columns.values(), *done.added])
    ref = f"{letter(first)}{how.top}:{letter(last)}{done.places.end}"
    names = [escape(headings[column]) for column in range(first, last + 1)]
    columns = "".join(f'<tableColumn id="{n}" name="{name}"/>' for n, name in enumerate(names, 1))
    sheet = package.document(home.part)
    filtered = sheet.root.first("autoFilter") is not None  # one filter a range: the user's stays
    root, own = drawn.root, drawn.data
    head = own[: root.inner].decode().replace(f'ref="{root.get("ref")}"', f'ref="{ref}"', 1)
    style = root.first("tableStyleInfo")
    looks = own[style.start : style.end].decode() if style else ""
    filter_ = "" if filtered else f'<autoFilter ref="{ref}"/>'
    xml = f'{head}{filter_}<tableColumns count="{len(names)}">{columns}</tableColumns>{looks}</table>'
    part = package.free("xl/tables/table1.xml", package.awaited())
    package.add(part, xml.encode(), content_type=_TYPE)
    link = _linked(package, home.part, part)
    _listed(package, home.part, sheet, link)


def _linked(package: Package, owner: str, part: str) -> str:
    """A relationship of a sheet's to a part; returns its id."""
    name = relationships_part(owner)
    if not package.has(name):
        package.add(name, f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}"/>'.encode())
    document = package.document(name)
    used = {node.get("Id") for node in document.root.named("Relationship")}
    key = next(f"rId{n}" for n in range(1, len(used) + 2) if f"rId{n}" not in used)
    target = escape(relative_target(owner, part))
    document.append(document.root, f'<Relationship Id="{key}" Type="{RELATIONS}/table" Target="{target}"/>')
    package.write(name, document.done())
    return key


def _listed(package: Package, owner: str, sheet: Document, link: str) -> None:
    own = f'<tablePart xmlns:r="{RELATIONS}" r:id="{link}"/>'
    parts = sheet.root.first("tableParts")
    if parts is not None:
        sheet.append(parts, own)
        sheet.put(parts, "count", str(len(parts.children) + 1))
    else:
        sheet.insert(sheet.root, f'<tableParts count="1">{own}</tableParts>', ("tableParts", "extLst"))
    package.write(owner, sheet.done())
