"""Rules on what belongs to the whole workbook: its package, its list of sheets, its names, its formats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from calgen.files.read.markup import whole_number
from calgen.files.read.opened_workbook import WORKBOOK_ORDER
from calgen.files.read.package import CONTENT_TYPES, ROOT
from calgen.files.read.part_names import part_key, relationships_part
from calgen.files.soundness.range_rules import Breach, parse_range

if TYPE_CHECKING:
    from calgen.files.soundness.written_workbook import WrittenWorkbook

_UNKNOWN = ("", "application/xml")
LONGEST_TITLE = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 255
_MOST_SHEETS = 65_535  # Excel's own limit of the number of a sheet
_LONGEST_FORMULA = 8_192
# groups of the styles part: the element, its item, and the attribute of a cell format that counts it
_STYLE_GROUPS = (("fonts", "font", "fontId"), ("fills", "fill", "fillId"), ("borders", "border", "borderId"),
                 ("cellStyleXfs", "xf", "xfId"), ("cellXfs", "xf", ""), ("dxfs", "dxf", ""))  # fmt: skip

Found = Iterator[tuple[str, Breach]]  # the part, and what is wrong in it


# -- the package ---------------------------------------------------------------------------------------------------


def each_part_has_a_type(workbook: WrittenWorkbook, parts: frozenset[str]) -> Found:
    """The list of content types has each part that calgen wrote, by its name or its ending, lists of relations too."""
    package = workbook.package
    for part in package.parts():
        if part_key(part) == part_key(CONTENT_TYPES):
            continue
        if package.content_type(part) in (_UNKNOWN if part in parts and part.endswith(".xml") else ("",)):
            yield part, ("", "no content type", b"")


def each_type_has_its_part(workbook: WrittenWorkbook, _: frozenset[str]) -> Found:
    """Each part in the list of content types exists, and is listed once; so is each ending."""
    root = workbook.package.content_types().root
    named = [unquote(node.get("PartName")) for node in root.children_named("Override")]
    for part, count in Counter(map(part_key, named)).items():
        if count > 1 or not workbook.package.has(part):
            yield CONTENT_TYPES, ("", f"{part} {count} times", b"")
    endings = Counter(node.get("Extension").casefold() for node in root.children_named("Default"))
    for ending, count in endings.items():
        if count > 1:
            yield CONTENT_TYPES, ("", f"*.{ending} {count} times", b"")


def each_relation_leads_to_a_part(workbook: WrittenWorkbook, parts: frozenset[str]) -> Found:
    """Each relation of a part that calgen wrote leads to a part that exists, and has an id of its own."""
    package = workbook.package
    for part in (ROOT, *sorted(parts)):
        links = package.relationships(part)
        for link in links:
            if not link.external and not package.has(link.part):
                yield relationships_part(part), ("", f"{link.id} {link.part}", b"")
        for key, count in Counter(link.id for link in links).items():
            if count > 1:
                yield relationships_part(part), ("", f"{key} {count} times", b"")


def relations_have_an_owner(workbook: WrittenWorkbook, _: frozenset[str]) -> Found:
    """Each list of relations belongs to a part that exists."""
    owners = {part_key(relationships_part(part)) for part in (ROOT, *workbook.package.parts())}
    for part in workbook.package.parts():
        if part_key(part).endswith(".rels") and part_key(part) not in owners:
            yield part, ("", "no part", b"")


def comments_stand_at_one_cell(workbook: WrittenWorkbook, parts: frozenset[str]) -> Found:
    """A comment stands at one cell, and no other of its kind there."""
    for part in sorted(parts):
        if not workbook.package.content_type(part).endswith("spreadsheetml.comments+xml"):
            continue
        refs = [node.get("ref") for node in workbook.package.tree(part).descendants() if node.name == "comment"]
        for ref, count in Counter(refs).items():
            area = parse_range(ref)
            if count > 1 or area is None or (area.top, area.left) != (area.bottom, area.right):
                yield part, (ref, f"{count} comments", b"")


# -- the workbook and its formats ----------------------------------------------------------------------------------


def sheet_titles_are_legal(workbook: WrittenWorkbook, _: frozenset[str]) -> Found:
    """A title has 1 to 31 characters, none of `[]:*?/\\`, no apostrophe at its ends, and no twin in another case."""
    titles = Counter(sheet.title.casefold() for sheet in workbook.workbook.sheets)
    for sheet in workbook.workbook.sheets:
        title = sheet.title
        is_legal = 0 < len(title) <= LONGEST_TITLE and not _FORBIDDEN.search(title) and title.strip("'") == title
        if not is_legal or titles[title.casefold()] > 1 or title.casefold() == "history":
            yield workbook.workbook.part, ("", f"the title “{title}”", b"")


def sheets_are_listed_once(workbook: WrittenWorkbook, _: frozenset[str]) -> Found:
    """Each sheet has a number and a part of its own; one that can be seen is open."""
    sheets, part = workbook.workbook.sheets, workbook.workbook.part
    for number, count in Counter(sheet.sheet_id for sheet in sheets).items():
        if count > 1 or not 0 < number < _MOST_SHEETS:
            yield part, ("", f"the number {number} {count} times", b"")
    for own, count in Counter(sheet.part for sheet in sheets).items():
        if count > 1:
            yield part, ("", f"the part {own} {count} times", b"")
    if not any(sheet.state == "visible" for sheet in sheets):
        yield part, ("", "no visible sheet", b"")
    for view in workbook.workbook.document.root.descendants():
        if view.name == "workbookView" and whole_number(view.get("activeTab", "0"), 10**9) >= len(sheets):
            yield part, ("", f"activeTab {view.get('activeTab')}", b"")


def names_are_unique(workbook: WrittenWorkbook, _: frozenset[str]) -> Found:
    """Each defined name has a text, and stands once for the workbook and once for each sheet that exists."""
    opened = workbook.workbook
    counts = Counter((name.name.casefold(), name.local) for name in opened.names)
    for name in opened.names:
        is_legal = 0 < len(name.name) <= _LONGEST_NAME and 0 < len(name.text) <= _LONGEST_FORMULA
        is_placed = name.local is None or 0 <= name.local < len(opened.sheets)
        if not is_legal or not is_placed or counts[name.name.casefold(), name.local] > 1:
            yield opened.part, ("", f"the name {name.name}, sheet {name.local}", b"")


def workbook_elements_stand_in_order(workbook: WrittenWorkbook, _: frozenset[str]) -> Found:
    """The elements of the workbook part stand in the sequence of CT_Workbook (ECMA-376 part 1), none empty."""
    root, last = workbook.workbook.document.root, -1
    for node in root.children:
        if node.space == root.space and node.name in WORKBOOK_ORDER:
            place = WORKBOOK_ORDER.index(node.name)
            if place < last:
                yield workbook.workbook.part, ("", node.name, b"")
            last = max(last, place)
        if node.name in ("definedNames", "bookViews", "externalReferences", "pivotCaches") and not node.children:
            yield workbook.workbook.part, ("", f"{node.name} without a child", b"")


def style_counts_are_right(workbook: WrittenWorkbook, _: frozenset[str]) -> Found:
    """The attribute `count` of each list of formats is the number of its items."""
    part = workbook.workbook.part_of_kind("styles")
    for group, item, _attribute in _STYLE_GROUPS:
        opening = re.search(rb"<(?:[\w.-]+:)?%s\b[^>]*?\scount=\"(\d+)\"" % group.encode(), workbook.styles)
        items = workbook.count_in(group, item)
        if opening and int(opening[1]) != items:
            yield part, ("", f"{group} count={int(opening[1])}, {items}", opening[0])


def cell_formats_are_whole(workbook: WrittenWorkbook, _: frozenset[str]) -> Found:
    """The fonts, fills, borders and base formats that cell formats refer to exist."""
    part, formats = workbook.workbook.part_of_kind("styles"), workbook.group("cellXfs")
    for group, item, attribute in _STYLE_GROUPS:
        if attribute:
            used = max(map(int, re.findall(rb'\s%s="(\d+)"' % attribute.encode(), formats)), default=-1)
            if used >= (items := workbook.count_in(group, item)) and (items or used):
                yield part, ("", f"{attribute} {used} of {items}", b"")
