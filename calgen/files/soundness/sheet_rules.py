"""Rules on the elements of a sheet beside its rows: their order, number, counts, relations and limits."""

from __future__ import annotations

from collections.abc import Iterator

from calgen.files.edit.rules import ORDER
from calgen.files.read.markup import MAIN, RELATIONS, whole_number
from calgen.files.soundness.range_rules import Breach
from calgen.files.soundness.written_workbook import WrittenSheet

SHEET_ORDER = ("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", *ORDER)
# containers that the schema, or Excel, does not accept without a child
CONTAINERS = {
    "cols", "protectedRanges", "scenarios", "customSheetViews", "mergeCells", "conditionalFormatting",
    "dataValidations", "hyperlinks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "tableParts",
    "oleObjects", "controls", "webPublishItems", "tableColumns", "colorScale", "dataBar", "iconSet", "sheetViews",
    "conditionalFormattings", "sparklineGroups", "sparklines",
}  # fmt: skip
# containers whose attribute `count` is the number of their children, with the names of these
COUNTED = {"mergeCells": "mergeCell", "dataValidations": "dataValidation", "tableParts": "tablePart",
           "rowBreaks": "brk", "colBreaks": "brk", "scenarios": "scenario"}  # fmt: skip
LONGEST_LIST = 255  # characters of a list that is written in its rule
MOST_LINKS = 65_530
_LONGEST_PROMPTS = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 255}


def elements_stand_in_order(sheet: WrittenSheet) -> Iterator[Breach]:
    """The elements of a sheet stand in the sequence of CT_Worksheet (ECMA-376 part 1), each once."""
    last = -1
    for node in sheet.root.children:
        if node.space not in (MAIN, "") or node.name not in SHEET_ORDER:
            continue
        place = SHEET_ORDER.index(node.name)
        if place < last or (place == last and node.name != "conditionalFormatting"):
            yield "", node.name, sheet.xml(node)
        last = max(last, place)


def no_container_is_empty(sheet: WrittenSheet) -> Iterator[Breach]:
    """A list of merges, links, rules, tables and the like has an item."""
    for node in sheet.elements:
        if node.name not in CONTAINERS:
            continue
        rules = ("cfRule", "extLst") if node.name == "conditionalFormatting" else ()
        if not node.children or (rules and not any(child.name in rules for child in node.children)):
            yield node.get("sqref"), node.name, sheet.xml(node)


def each_count_is_right(sheet: WrittenSheet) -> Iterator[Breach]:
    """The attribute `count` of a list is the number of its items, `manualBreakCount` that of manual page breaks."""
    for node in sheet.elements:
        item = COUNTED.get(node.name)
        if item is None:
            continue
        items = list(node.children_named(item))
        manual = sum(child.get("man") in ("1", "true") for child in items)
        for name, right in (("count", len(items)), ("manualBreakCount", manual)):
            if name in node.attrs and node.get(name) != str(right):
                yield "", f"{node.name} {name}={node.get(name)}, {right}", sheet.data[node.start : node.inner]


def each_relation_exists(sheet: WrittenSheet) -> Iterator[Breach]:
    """Each `r:id` of a sheet is in the list of its relations, and each table in that list is among `tableParts`."""
    known, asked = {link.id for link in sheet.links}, set()
    for node in sheet.elements:
        for name, value in node.attrs.items():
            if name.startswith(f"{RELATIONS} "):
                asked.add(value)
                if value not in known:
                    yield node.get("ref"), f"{node.name} {value}", sheet.xml(node)
    for link in sheet.links:
        if link.kind == "table" and link.id not in asked:
            yield "", f"table {link.id}", b""


def each_rule_format_exists(sheet: WrittenSheet) -> Iterator[Breach]:
    """The formats of rules, filters and columns are in the list of the styles part."""
    known = {"dxfId": sheet.workbook.differential_formats, "style": sheet.workbook.cell_formats}
    for node in sheet.elements:
        for name in ("dxfId", "style") if node.name == "col" else ("dxfId",):
            if name in node.attrs and whole_number(node.get(name), 10**9) >= known[name]:
                yield "", f"{name} {node.get(name)}", sheet.data[node.start : node.inner]


def inline_lists_are_short(sheet: WrittenSheet) -> Iterator[Breach]:
    """The words of a list that stands in its rule have at most 255 characters, and its hints are short."""
    for node in sheet.elements:
        if node.name != "dataValidation":
            continue
        formula = node.child("formula1")
        text = formula.text if formula else ""
        if node.get("type") == "list" and text.startswith('"') and len(text) - 2 > LONGEST_LIST:
            yield node.get("sqref"), f"{len(text) - 2} characters", sheet.data[node.start : node.inner]
        for name, most in _LONGEST_PROMPTS.items():
            if len(node.get(name)) > most:
                yield node.get("sqref"), f"{name}, {len(node.get(name))} characters", b""


def links_are_few(sheet: WrittenSheet) -> Iterator[Breach]:
    """A sheet has at most 65,530 links: Excel takes away any more."""
    container = sheet.root.child("hyperlinks")
    if container and len(container.children) > MOST_LINKS:
        yield "", f"{len(container.children)} links", b""
