"""Updates a calendar tab in place: its rows, and with them its table, ranges, conditional formats and comments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from calgen.book.sheet import SheetEdit
from calgen.files.edit import tables
from calgen.files.edit.comments import move_comments
from calgen.files.edit.edit_rows import EditedRows, edit_rows, without_prefix
from calgen.files.edit.formulas import parse_address, translate_formula
from calgen.files.edit.row_moves import RowMoves, move_ranges
from calgen.files.edit.rules import FORMULAS, add_missing_rules, drawn_rules, remove_old_drop_downs, remove_old_rules
from calgen.files.read.markup import Element, XmlDocument, whole_number
from calgen.files.read.opened_workbook import OpenedWorkbook, WorkbookSheet

if TYPE_CHECKING:
    from calgen.files.edit.copy_parts import PartCopier

_RANGED = {"mergeCell": "ref", "hyperlink": "ref", "conditionalFormatting": "sqref", "dataValidation": "sqref",
           "autoFilter": "ref", "sortState": "ref", "sortCondition": "ref", "ignoredError": "sqref",
           "protectedRange": "sqref"}


def update_sheet(
    workbook: OpenedWorkbook, copier: PartCopier, tab: WorkbookSheet, drawn: WorkbookSheet, edit: SheetEdit
) -> RowMoves:
    """Edits a tab of a workbook so that it shows what `drawn` shows; returns where its rows went."""
    package = workbook.package
    fresh, lines = copier.sheet_for_edit(drawn)
    table, corner = tables.find_table(package, tab, edit)
    now = without_prefix(package.read(tab.part))
    names = tables.renamed_headings(table, edit)
    edited = edit_rows(now, lines, edit, corner, tab.title, names)
    package.write(tab.part, _with_ranges(edited, fresh, edit, tab.title, names))
    if table is not None:
        tables.resize_table(package, table, edited, names)
    else:
        tables.add_table(package, tab, copier.table_of(drawn), edited, edit)
    move_comments(package, tab.part, edited.moves)
    return edited.moves


# -- before and after the rows ----------------------------------------------------------------------------------------


def _with_ranges(edited: EditedRows, fresh: bytes, edit: SheetEdit, title: str, names: Mapping[str, str]) -> bytes:
    """The XML of the edited sheet, its ranges moved and its conditional formats and drop-downs up to date."""
    head, body, tail = edited.data
    document = XmlDocument(head + b"<sheetData/>" + tail)
    former = set(edit.former_patterns)
    seen: set[str] = set()
    current = drawn_rules(fresh)
    for node in document.root.children:
        _move_element(document, node, edited.moves, title, names)
        if node.name == "conditionalFormatting":
            seen |= remove_old_rules(document, node, former - current.keys())
        elif node.name == "dataValidations":
            seen |= remove_old_drop_downs(document, node, former - current.keys())
    add_missing_rules(document, {form: xml for form, xml in current.items() if form not in seen}, edit, edited)
    written = document.to_bytes()
    return written.replace(b"<sheetData/>", b"<sheetData>" + body + b"</sheetData>", 1)


def _move_element(document: XmlDocument, node: Element, moves: RowMoves, title: str, names: Mapping[str, str]) -> None:
    """Moves the ranges of an element and of all below it, and the formulas written for the first cell of a range."""
    for element in node.descendants():
        attribute = _RANGED.get(element.name, "")
        if attribute and element.get(attribute):
            before = element.get(attribute)
            after = move_ranges(before, moves)
            if not after:
                document.remove(element)
                continue
            document.set_attribute(element, attribute, after)
            _move_rule_formulas(document, element, before, after, moves)
        elif element.name == "sqref" and element.text:
            document.set_text(element, move_ranges(element.text, moves) or element.text)
        elif element.name == "brk" and whole_number(element.get("id"), 0):
            row = whole_number(element.get("id"), 0)
            document.set_attribute(element, "id", str(moves.new_row(row) or row))
    if node.name == "dimension":
        document.remove_attribute(node, "ref")
        document.remove(node)


def _move_rule_formulas(document: XmlDocument, node: Element, before: str, after: str, moves: RowMoves) -> None:
    """Moves the formulas of a rule with the first cell of its range, which they are written for."""
    origin, goal = (text.split()[0].split(":")[0] for text in (before, after))
    if parse_address(origin)[0] == parse_address(goal)[0]:
        return
    for element in node.descendants():
        if element.name in FORMULAS and element.text:
            document.set_text(element, translate_formula(element.text, origin, goal))
