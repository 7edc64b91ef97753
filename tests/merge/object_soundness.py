"""What Excel would repair or refuse in a workbook, found from its XML alone: a checker apart from calgen's own.

`unsound(data)` names each fault as `part: what`; a file may have those that it had before (`new_faults`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import Any

from object_package_faults import package_faults
from sheet_inventory import MAIN, Contents, Corners, Inventory, contents_of, corners, letters, meet, reads
from sheet_package import ORDER

_REF = re.compile(r"\$?[A-Z]{1,3}\$?[1-9]\d{0,6}(:\$?[A-Z]{1,3}\$?[1-9]\d{0,6})?")
_CONTAINERS = ("mergeCells", "hyperlinks", "dataValidations", "tableParts", "rowBreaks", "colBreaks", "ignoredErrors",
               "protectedRanges", "cols", "conditionalFormatting", "customSheetViews", "scenarios")  # fmt: skip
_REPEATED = ("conditionalFormatting",)
_STRUCTURED = re.compile(r"\b([A-Za-z_\\][\w.]*)\[((?:[^\[\]]|\[(?:[^\[\]']|'.)*\])*)\]")


def new_faults(before: bytes, after: bytes) -> list[str]:
    """The faults that a file has and had not before; addresses and counts aside."""
    found, faults = [], unsound(after)
    old = Counter(map(_shape, unsound(before))) if faults else Counter[str]()
    for fault in faults:
        shape = _shape(fault)
        if old[shape]:
            old[shape] -= 1
        else:
            found.append(fault)
    return found


def _shape(fault: str) -> str:
    """A fault without numbers; a formula that names no column had no table before, where a program dropped that."""
    return re.sub(r"\d+", "#", re.sub(r"no (?:table|column .+? in) (\S+ for )", r"nothing in \1", fault))


@cache
def unsound(data: bytes) -> tuple[str, ...]:
    """All faults of a file."""
    contents = contents_of(data)
    found = list(package_faults(contents.held))
    for title, sheet in contents.sheets.items():
        found += [f"{title}: {fault}" for fault in _sheet_faults(contents, sheet)]
    return tuple(found + list(_book_faults(contents)))


def _sheet_faults(contents: Contents, sheet: Inventory) -> Iterator[str]:
    yield from _structure(sheet)
    for ref, what in _refs(sheet):
        if not _REF.fullmatch(ref):
            yield f"{what}: {ref!r} is not one range"
        elif not _inside(corners(ref)):
            yield f"{what}: {ref} is upside down or beyond the tab"
    for ref, what in _sqrefs(sheet):
        if not ref or not all(_REF.fullmatch(one) for one in ref.split(" ")):
            yield f"{what}: {ref!r} is no list of ranges"
    if any(not _REF.fullmatch(ref) for ref, _ in _refs(sheet)):
        return
    yield from _overlaps(sheet)
    yield from _formulas(contents, sheet)
    for table in sheet.tables:
        yield from _table(sheet, table)
    yield from _notes(sheet)
    yield from _texts(sheet)


def _inside(at: Corners) -> bool:
    top, left, bottom, right = at
    return 1 <= top <= bottom <= 1_048_576 and 1 <= left <= right <= 16_384


def _structure(sheet: Inventory) -> Iterator[str]:
    """Children in order and each but once, lists not empty, counts right, rows and cells in order."""
    names = [child.tag.rpartition("}")[2] for child in sheet.root]
    known = [name for name in names if name in ORDER]
    if known != sorted(known, key=ORDER.index):
        yield f"the children stand in another order: {known}"
    yield from (f"{name} stands twice" for name, n in Counter(names).items() if n > 1 and name not in _REPEATED)
    for name in _CONTAINERS:
        for child in sheet.root.findall(f"{MAIN}{name}"):
            if not len(child):
                yield f"<{name}> is empty"
            elif (count := child.get("count")) and int(count) != len(child):
                yield f"<{name}> counts {count}, has {len(child)}"
    last = 0
    for row in sheet.root.iter(f"{MAIN}row"):
        number, before = int(row.get("r")), 0
        if number <= last or number > 1_048_576:
            yield f"row {number} after row {last}"
        last = number
        for cell in row:
            top, left, _, _ = corners(cell.get("r"))
            if top != number or left <= before:
                yield f"cell {cell.get('r')} in row {number} after column {before}"
            before = left


def _refs(sheet: Inventory) -> Iterator[tuple[str, str]]:
    yield from ((ref, "a merge") for ref in sheet.merges)
    yield from ((ref, "a link") for ref, _ in sheet.links)
    yield from ((one.ref, f"table {one.name}") for one in sheet.tables)
    yield from ((one.ref, "a formula over a range") for one in sheet.cells.values() if one.ref)
    yield from ((ref, f"pivot {name}") for name, ref in sheet.pivots)
    for tag in ("dimension", "autoFilter", "sortState"):
        yield from ((str(one.get("ref")), tag) for one in sheet.root.iter(f"{MAIN}{tag}"))


def _sqrefs(sheet: Inventory) -> Iterator[tuple[str, str]]:
    for tag in ("conditionalFormatting", "dataValidation", "protectedRange", "ignoredError", "selection"):
        for one in sheet.root.iter(f"{MAIN}{tag}"):
            if one.get("sqref") is not None or tag in ("conditionalFormatting", "dataValidation"):
                yield str(one.get("sqref") or ""), tag
    yield from ((cell, "a sparkline") for cell, _ in sheet.sparks)


def _overlaps(sheet: Inventory) -> Iterator[str]:
    """Merges, tables, arrays and pivots that lie over each other."""
    lying = [(f"merge {ref}", corners(ref)) for ref in sheet.merges]
    lying += [(f"table {one.name} {one.ref}", corners(one.ref)) for one in sheet.tables]
    lying += [(f"array {one.ref}", corners(one.ref)) for one in sheet.cells.values()
              if one.kind in ("array", "dataTable") and one.ref]  # fmt: skip
    lying += [(f"pivot {name} {ref}", corners(ref)) for name, ref in sheet.pivots if ref]
    for (one, here), (other, there) in combinations(lying, 2):
        kinds = {one.split()[0], other.split()[0]}
        if not meet(here, there):
            continue
        if kinds == {"array", "table"} and (here[:2] == here[2:] or there[:2] == there[2:]):
            continue  # an array in a single cell may stand in a table
        yield f"{one} lies over {other}"


def _formulas(contents: Contents, sheet: Inventory) -> Iterator[str]:
    for spot, cell in sheet.cells.items():
        at = letters(spot)
        if cell.kind in ("array", "dataTable") and cell.ref and corners(cell.ref)[:2] != spot:
            yield f"{at}: the range {cell.ref} of its formula begins elsewhere"
        if cell.kind == "shared" and cell.ref and not meet(corners(cell.ref), (*spot, *spot)):
            yield f"{at}: a shared formula outside of {cell.ref}"
        if len(cell.formula) > 8192:
            yield f"{at}: a formula of {len(cell.formula)} characters"
        yield from (f"{at}: {fault}" for fault in _resolved(contents, sheet, cell.formula))
    masters = Counter(f.get("si") for f in sheet.root.iter(f"{MAIN}f") if f.get("t") == "shared" and f.get("ref"))
    users = {f.get("si") for f in sheet.root.iter(f"{MAIN}f") if f.get("t") == "shared"}
    yield from (f"shared formula {si} has no master" for si in users if not masters[si])
    yield from (f"shared formula {si} has {n} masters" for si, n in masters.items() if n > 1)


def _resolved(contents: Contents, sheet: Inventory, formula: str) -> Iterator[str]:
    """Structured references that lead to no table or column, references that are lost, tabs that are not there."""
    if not formula:
        return
    plain = re.sub(r'"[^"]*"', '""', formula)
    if "#REF!" in plain:
        yield f"#REF! in {formula[:60]}"
    if "[" in plain:
        known = {one.name.casefold(): one for tab in contents.sheets.values() for one in tab.tables}
        for name, inner in _STRUCTURED.findall(plain):
            table = known.get(name.casefold())
            if table is None:
                yield f"no table {name} for {formula[:60]}"
                continue
            columns = {one.casefold() for one in table.columns}
            asked = re.findall(r"\[((?:[^\[\]']|'.)*)\]", inner) or [inner]
            for one in asked:
                told = re.sub(r"'(.)", r"\1", one.lstrip("@")).casefold()
                if told and not told.startswith("#") and told not in columns:
                    yield f"no column {one} in {name} for {formula[:60]}"
    titles = {title.casefold() for title in contents.parts}
    for quoted in re.findall(r"'((?:[^']|'')+)'!", plain):
        told = quoted.replace("''", "'").casefold()
        if "[" not in told and ":" not in told and told not in titles:
            yield f"no tab {quoted} for {formula[:60]}"


def _table(sheet: Inventory, table: Any) -> Iterator[str]:
    """Headings, columns and filter of a table."""
    top, left, bottom, right = corners(table.ref)
    name, root = f"table {table.name}", table.root
    listed = root.find(f"{MAIN}tableColumns")
    if int(listed.get("count", len(listed))) != len(listed) or len(listed) != right - left + 1:
        yield f"{name} {table.ref} has {len(listed)} columns"
    ids = [one.get("id") for one in listed]
    if len(set(ids)) < len(ids):
        yield f"{name}: an id of a column twice"
    if len({one.casefold() for one in table.columns}) < len(table.columns):
        yield f"{name}: two columns of one name"
    if bottom - top < 1 + int(root.get("totalsRowCount", 0)):
        yield f"{name} {table.ref} has no row"
    if root.get("headerRowCount", "1") != "0":
        for n, heading in enumerate(table.columns):
            cell = sheet.cells.get((top, left + n))
            plain = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), heading)
            if cell is None or (cell.value != plain and cell.value != heading):
                yield f"{name}: {letters((top, left + n))} is {cell and cell.value!r}, the column {heading!r}"
            elif cell.formula or cell.type not in ("s", "inlineStr", "str"):
                yield f"{name}: {letters((top, left + n))} is no text"
    filter_ = root.find(f"{MAIN}autoFilter")
    if filter_ is not None:
        due = (top, left, bottom - int(root.get("totalsRowCount", 0)), right)
        if corners(filter_.get("ref")) != due:
            yield f"{name} {table.ref}: its filter is {filter_.get('ref')}"


def _notes(sheet: Inventory) -> Iterator[str]:
    """Each note has its box, each box its note."""
    if sheet.boxes and Counter(list(sheet.notes)) != Counter(sheet.boxes):
        gap = [letters(one) for one in Counter(list(sheet.notes)) - Counter(sheet.boxes)]
        yield f"notes without their box: {gap}, {len(sheet.boxes)} boxes for {len(sheet.notes)} notes"
    if lone := [letters(one) for one in sheet.threads if one not in sheet.notes]:
        yield f"conversations without a note: {lone}"


def _texts(sheet: Inventory) -> Iterator[str]:
    """Texts too long, lists too long, too many links, formats of ranges that repeat themselves."""
    lengths = {at: len(cell.value) for at, cell in sheet.cells.items()}
    yield from (f"{letters(at)}: a text of {length}" for at, length in lengths.items() if length > 32767)
    for ref, _, formula in sheet.choices:
        if formula.startswith('"') and len(formula) > 257:
            yield f"validation {ref}: a list of {len(formula)} characters"
    if len(sheet.links) > 65_530:
        yield f"{len(sheet.links)} links"
    for spot, cell in sheet.cells.items():
        if cell.type == "" and cell.value and not _is_number(cell.value):
            yield f"{letters(spot)}: {cell.value[:20]!r} is no number"
    for ref, _ in _sqrefs(sheet):
        cells = list(reads(ref))
        if len(cells) < 300 and len(set(cells)) < len(cells):
            yield f"{ref} names a range twice"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _book_faults(contents: Contents) -> Iterator[str]:
    """Titles, names, and which tab is open."""
    titles = list(contents.parts)
    if len({one.casefold() for one in titles}) < len(titles):
        yield "two tabs of one title"
    illegal = [one for one in titles if len(one) > 31 or re.search(r"[\[\]:*?/\\]|^'|'$", one)]
    yield from (f"tab {one!r} has no legal title" for one in illegal)
    scoped = Counter((name.casefold(), local) for name, local, _ in contents.names)
    yield from (f"name {name} twice" for (name, _), n in scoped.items() if n > 1)
    tables = [one.name.casefold() for sheet in contents.sheets.values() for one in sheet.tables]
    ids = [one.root.get("id") for sheet in contents.sheets.values() for one in sheet.tables]
    yield from (f"table {name} twice" for name, n in Counter(tables).items() if n > 1)
    yield from (f"table id {name} twice" for name, n in Counter(ids).items() if n > 1)
    for name, local, value in contents.names:
        if name.casefold() in tables:
            yield f"name {name} is a table's too"
        if local is not None and local >= len(titles):
            yield f"name {name} of tab {local}, which is not there"
        if not name.startswith("_calgen"):
            yield from (f"name {name}: {fault}" for fault in _resolved(contents, Inventory("", "", None), value))
    for view in contents.book.iter(f"{MAIN}workbookView"):
        if int(view.get("activeTab", 0)) >= len(titles):
            yield "the open tab is not there"
