"""The conditional formats and drop-downs of an edited tab: those of the last run are replaced by those of this run."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape

from calgen.book.grid import letter
from calgen.book.sheet import rule_pattern
from calgen.files.edit import rows
from calgen.files.edit.edited_rows import EditedRows
from calgen.files.moves.row_moves import RowMoves
from calgen.files.read.formulas import parse_address, replace_columns, translate_formula
from calgen.files.read.markup import Element, XmlDocument, escape_xml, parse_tree, whole_number

FORMULAS = frozenset({"formula", "formula1", "formula2"})
# CT_Worksheet's sequence in ECMA-376 part 1, from the rows on
ORDER = ("sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
          "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
          "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks",
          "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing",
          "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
          "extLst")


DrawnRule = tuple[str, str, bytes]  # kind, range, element


def drawn_rules(fresh: bytes) -> dict[str, list[DrawnRule]]:
    """The drawn conditional formats and drop-downs by pattern: several columns may have formats of one pattern."""
    head, _, tail = rows.split_sheet(fresh)
    data = head + b"<sheetData/>" + tail
    root = parse_tree(data)
    found: dict[str, list[DrawnRule]] = {}
    for node in root.children:
        for rule in node.children if node.name in ("conditionalFormatting", "dataValidations") else ():
            formula = next((child.text for child in rule.children if child.name in FORMULAS), "")
            if formula:
                place = node.get("sqref") or rule.get("sqref")
                found.setdefault(rule_pattern(formula), []).append((node.name, place, data[rule.start : rule.end]))
    return found


def remove_old_rules(document: XmlDocument, node: Element, stale: set[str]) -> set[str]:
    """Removes the conditional formats with an old pattern from an element; returns the patterns that stay."""
    if document.is_removed(node):
        return set()
    rules = list(node.children_named("cfRule"))
    patterns = [_pattern(rule, "formula") for rule in rules]
    out = [rule for rule, pattern in zip(rules, patterns, strict=True) if pattern in stale]
    if rules and len(out) == len(rules):
        document.remove(node)
    else:
        for rule in out:
            document.remove(rule)
    return set(patterns) - stale


def _pattern(node: Element, name: str) -> str:
    """The pattern of the first formula of that name in an element."""
    return rule_pattern(next((child.text for child in node.children_named(name)), ""))


def remove_old_drop_downs(document: XmlDocument, node: Element, stale: set[str]) -> set[str]:
    """Removes the drop-downs with an old pattern from an element; returns the patterns that stay."""
    seen = set()
    for drop_down in node.children_named("dataValidation"):
        pattern = _pattern(drop_down, "formula1")
        if pattern in stale:
            document.remove(drop_down)
        elif not document.is_removed(drop_down):
            seen.add(pattern)
    return seen


def add_missing_rules(
    document: XmlDocument, due: Mapping[str, Sequence[DrawnRule]], edited: EditedRows
) -> None:
    """Adds the conditional formats and drop-downs that are missing, over the present columns."""
    if not due:
        return
    columns = edited.columns
    present = (node for node in document.root.descendants() if node.name == "cfRule")
    priority = max((whole_number(node.get("priority"), 0) for node in present), default=0)
    lists = document.root.child("dataValidations")
    more = []
    for kind, place, xml in (rule for pattern in sorted(due) for rule in due[pattern]):
        ref = _placed(place, columns, edited.moves)
        if not ref:
            continue
        text = _fitted(xml.decode(), columns, edited.moves)
        if "#REF!" in text:
            continue  # it refers to a column that the user removed
        if kind == "conditionalFormatting":
            priority += 1
            text = re.sub(r'priority="\d+"', f'priority="{priority}"', text, count=1)
            whole = f'<conditionalFormatting sqref="{ref}">{text}</conditionalFormatting>'
            document.insert(document.root, whole, ORDER)
        else:
            more.append(re.sub(r'sqref="[^"]*"', f'sqref="{ref}"', text, count=1))
    if more and lists is not None and not document.is_removed(lists):
        for text in more:
            document.append(lists, text)
    elif more:
        whole = f'<dataValidations count="{len(more)}">{"".join(more)}</dataValidations>'
        document.insert(document.root, whole, ORDER)


def _placed(sqref: str, columns: Mapping[int, int], moves: RowMoves) -> str:
    """A drawn range over the present columns and rows of the tab."""
    found = set()
    for cells in sqref.split():
        first, _, last = cells.partition(":")
        for column in range(parse_address(first)[1], parse_address(last or first)[1] + 1):
            if columns.get(column):
                found.add(columns[column])
    return " ".join(f"{letter(column)}{moves.first}:{letter(column)}{moves.end}" for column in sorted(found))


def _fitted(xml: str, columns: Mapping[int, int], moves: RowMoves) -> str:
    """A drawn element whose formulas refer to the present columns and first row of the tab."""

    def changed(found: re.Match[str]) -> str:
        text = unescape(found[2])
        moved = replace_columns(text, lambda column: columns.get(column, 0))
        moved = translate_formula(moved, f"A{_first(text) or moves.first}", f"A{moves.first}")
        return f"<{found[1]}>{escape_xml(moved)}</{found[1]}>"

    return re.sub(r"<(formula[12]?)>(.*?)</formula[12]?>", changed, xml, flags=re.DOTALL)


def _first(formula: str) -> int:
    """The row that a drawn formula is written for: the last that it names, for it may refer to the row above."""
    return max((int(found) for found in re.findall(r"\$?[A-Z]{1,3}(\d{1,7})\b", formula)), default=0)
