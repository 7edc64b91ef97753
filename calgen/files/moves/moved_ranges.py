"""The ranges in the XML of a sheet whose rows move: merges, links, rules, breaks, watches, sparklines and anchors."""

from __future__ import annotations

import re
from dataclasses import dataclass

from calgen.files.moves.drawings import move_anchor
from calgen.files.moves.moved_formulas import MovesByTitle, move_formula, move_rule_formula
from calgen.files.moves.row_moves import RowMoves, move_block, move_ranges, move_single_range
from calgen.files.read.formulas import parse_area
from calgen.files.read.markup import Element, XmlDocument, escape_xml, whole_number

_LISTS = {"conditionalFormatting": "sqref", "dataValidation": "sqref", "ignoredError": "sqref",
          "protectedRange": "sqref", "scenarios": "sqref", "cellWatch": "r", "inputCells": "r",
          "cellSmartTags": "r"}  # fmt: skip
_SINGLE = frozenset({"autoFilter", "sortState", "sortCondition"})
_RULES = frozenset({"conditionalFormatting", "dataValidation"})
_RULE_FORMULAS = frozenset({"formula", "formula1", "formula2", "f"})
# Elements that the schema of ECMA-376 part 1 (18.3.1), or that of Microsoft's extensions, wants to hold something.
_CONTAINERS = frozenset({"mergeCells", "hyperlinks", "dataValidations", "conditionalFormatting", "ignoredErrors",
                         "protectedRanges", "cellWatches", "scenarios", "scenario", "smartTags", "cellSmartTags",
                         "conditionalFormattings", "sparklines", "sparklineGroups", "ext", "extLst"})  # fmt: skip
_NEEDED = frozenset({"sqref", "sparklines"})  # without such a child, an element is of no use
_COUNTED = frozenset({"mergeCells", "dataValidations", "scenario"})
_UID = re.compile(rb"""\s[\w.-]+:uid\s*=\s*(?:"[^"]*"|'[^']*')""")


@dataclass(frozen=True, slots=True)
class _EditedSheet:
    """A sheet whose ranges move."""

    document: XmlDocument
    moves: RowMoves  # of its own rows
    moves_of_tabs: MovesByTitle
    title: str


def move_ranges_of_sheet(document: XmlDocument, moves_of_tabs: MovesByTitle, title: str) -> None:
    """Moves all ranges in a sheet, and the formulas beside them; `document` is its XML without the rows."""
    if all(moves.is_identity for moves in moves_of_tabs.values()):
        return
    sheet = _EditedSheet(document, moves_of_tabs[title.casefold()], moves_of_tabs, title)
    for node in document.root.children:
        if node.name not in ("sheetPr", "sheetViews", "sheetFormatPr", "cols", "colBreaks"):
            _move_element(sheet, node)


def _move_element(sheet: _EditedSheet, node: Element) -> bool:
    """Moves an element and all below it; returns whether it is still there."""
    if node.name == "rowBreaks":
        return _move_breaks(sheet, node)
    if node.name == "anchor":
        move_anchor(sheet.document, node, sheet.moves)
        return True
    if not _move_own_range(sheet, node):
        sheet.document.remove(node)
        return False
    gone = [child for child in node.children if not _move_element(sheet, child)]
    empty = node.name in _CONTAINERS and len(gone) == len(node.children)
    if gone and (empty or any(child.name in _NEEDED for child in gone)):
        sheet.document.remove(node)
        return False
    return True


def _move_own_range(sheet: _EditedSheet, node: Element) -> bool:
    """Moves the range of one element; returns whether any of it is left."""
    document, moves = sheet.document, sheet.moves
    if attribute := _LISTS.get(node.name):
        return _move_list(sheet, node, attribute)
    if node.name in _SINGLE and node.get("ref"):
        after = move_single_range(node.get("ref"), moves)
        document.set_attribute(node, "ref", after or node.get("ref"))
        return bool(after)
    if node.name == "mergeCell":
        area = parse_area(node.get("ref"))
        merge = move_block(area, moves) if area else None
        if merge and (merge.top, merge.left) == (merge.bottom, merge.right):
            return False  # deleted, or a single cell
        document.set_attribute(node, "ref", str(merge or node.get("ref")))
    elif node.name == "hyperlink":
        return _move_link(sheet, node)
    elif node.name == "sqref":
        return _move_text_list(sheet, node)
    elif node.name in ("sparkline", "sparklineGroup"):
        for formula in node.children_named("f"):
            document.set_text(formula, move_formula(formula.text, sheet.moves_of_tabs, sheet.title))
    elif node.name == "dataRef" and (of_tab := sheet.moves_of_tabs.get((node.get("sheet") or sheet.title).casefold())):
        document.set_attribute(node, "ref", move_single_range(node.get("ref"), of_tab) or node.get("ref"))
    return True


def _move_list(sheet: _EditedSheet, node: Element, attribute: str) -> bool:
    """Moves a list of ranges, and the formulas that are written for its first cell."""
    before = node.get(attribute)
    if not before:  # in an extension the ranges are an element
        _move_rules_of_extension(sheet, node)
        return True
    after = move_ranges(before, sheet.moves)
    if not after and node.name == "scenarios":  # the ranges are only those that its report shows
        sheet.document.remove_attribute(node, attribute)
    elif not after:
        return False
    else:
        sheet.document.set_attribute(node, attribute, after)
        if node.name in _RULES:
            _move_rule_formulas(sheet, node, before, after)
    return True


def _move_text_list(sheet: _EditedSheet, node: Element) -> bool:
    """Moves the ranges of an extension, which are the text of an element."""
    after = move_ranges(node.text, sheet.moves)
    sheet.document.set_text(node, after or node.text)
    return bool(after)


def _move_rules_of_extension(sheet: _EditedSheet, node: Element) -> None:
    ranges = next(node.children_named("sqref"), None)
    if ranges is not None and node.name in _RULES and (after := move_ranges(ranges.text, sheet.moves)):
        _move_rule_formulas(sheet, node, ranges.text, after)


def _move_rule_formulas(sheet: _EditedSheet, node: Element, before: str, after: str) -> None:
    """Moves the formulas of a rule with the first cell of its range, which they are written for."""
    origin, goal = (text.split()[0].split(":")[0].replace("$", "") for text in (before, after))
    for element in node.descendants():
        if element.name in _RULE_FORMULAS and element.text:
            text = move_rule_formula(element.text, origin, goal, sheet.moves_of_tabs, sheet.title)
            sheet.document.set_text(element, text)


def _move_link(sheet: _EditedSheet, node: Element) -> bool:
    """Moves a link and the place that it leads to; over rows that part it becomes several, for a link has one range."""
    document = sheet.document
    first, *others = move_ranges(node.get("ref"), sheet.moves).split() or [""]
    if not first:
        return False
    target = move_formula(node.get("location"), sheet.moves_of_tabs, sheet.title)
    changes = {"location": target} if target != node.get("location") and "#REF!" not in target else {}
    for attribute, value in (*changes.items(), ("ref", first)):
        document.set_attribute(node, attribute, value)
    if parent := document.root.child("hyperlinks"):
        for ref in others:
            own = _UID.sub(b"", document.data[node.start : node.end])
            for attribute, value in (*changes.items(), ("ref", ref)):
                own = _with_attribute(own, attribute, value)
            document.append(parent, own.decode())
    return True


def _with_attribute(tag: bytes, attribute: str, value: str) -> bytes:
    """A tag with another value of an attribute that it has."""
    written = f'="{escape_xml(value)}"'.encode()
    pattern = rb"""(\s%s)\s*=\s*(?:"[^"]*"|'[^']*')""" % attribute.encode()
    return re.sub(pattern, lambda found: found[1] + written, tag, count=1)


def _move_breaks(sheet: _EditedSheet, node: Element) -> bool:
    """Moves the page breaks below rows with their rows; two below one row become one."""
    document, moves = sheet.document, sheet.moves
    breaks = list(node.children_named("brk"))
    goals = [_break_row(whole_number(found.get("id"), 0), moves) for found in breaks]
    if goals == [whole_number(found.get("id"), 0) for found in breaks]:
        return True
    for found in breaks:
        document.remove(found)
    by_row: dict[int, Element] = {}
    for goal, found in zip(goals, breaks, strict=True):
        by_row.setdefault(goal, found)
    for goal, found in sorted(by_row.items()):
        document.append(node, _with_attribute(document.data[found.start : found.end], "id", str(goal)).decode())
    document.set_attribute(node, "count", str(len(by_row)))
    manual = sum(found.get("man") in ("1", "true") for found in by_row.values())
    document.set_attribute(node, "manualBreakCount", str(manual))
    return True


def _break_row(row: int, moves: RowMoves) -> int:
    """The row below which a page ends: the end of the table stays one, a deleted row gives it to the one above."""
    if moves.last <= row <= moves.bottom:
        return row + moves.end - moves.last
    return next((new for old in range(row, moves.first - 2, -1) if (new := moves.new_row(old))), row)


def close_lists(document: XmlDocument) -> None:
    """Removes lists that have become empty, and corrects the counts of the others."""
    for node in document.root.descendants():
        if node.name in _COUNTED and not document.is_removed(node):
            left = document.count_children(node)
            if not left and node.children:
                document.remove(node)
            elif node.get("count"):
                document.set_attribute(node, "count", str(left))
