"""Conditional formats and drop-downs of an edited tab: ours of this run take the place of ours of the last."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from calgen.book.grid import letter
from calgen.book.sheet import SheetEdit, plain
from calgen.files.edit import rows
from calgen.files.edit.calendar_tab import Edited
from calgen.files.edit.formulas import renamed_columns, split, translated
from calgen.files.edit.moved_cells import Places
from calgen.files.read.markup import Document, Node, escape, number, parse

FORMULAS = frozenset({"formula", "formula1", "formula2"})
# what follows the rules of a sheet (CT_Worksheet's sequence in ECMA-376 part 1)
ORDER = ("sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
          "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
          "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks",
          "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing",
          "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
          "extLst")


def drawn_rules(fresh: bytes) -> dict[str, tuple[str, str, bytes]]:
    """Our rules and drop-downs as drawn: form → (kind, range, element)."""
    head, _, tail = rows.split(fresh)
    data = head + b"<sheetData/>" + tail
    root = parse(data)
    found: dict[str, tuple[str, str, bytes]] = {}
    for node in root.children:
        for one in node.children if node.name in ("conditionalFormatting", "dataValidations") else ():
            formula = next((child.text for child in one.children if child.name in FORMULAS), "")
            if formula:
                place = node.get("sqref") or one.get("sqref")
                found.setdefault(plain(formula), (node.name, place, data[one.start : one.end]))
    return found


def cut_rules(document: Document, node: Node, stale: set[str]) -> set[str]:
    """Takes our stale rules out of an element, and the element with its last one; returns the forms that stay."""
    rules = list(node.named("cfRule"))
    found = {id(rule): plain(next((one.text for one in rule.named("formula")), "")) for rule in rules}
    out = [rule for rule in rules if found[id(rule)] in stale]
    if rules and len(out) == len(rules):
        document.cut(node)
    else:
        for rule in out:
            document.cut(rule)
    return {form for rule, form in ((rule, found[id(rule)]) for rule in rules) if rule not in out}


def cut_lists(document: Document, node: Node, stale: set[str]) -> set[str]:
    seen, left = set(), 0
    for one in list(node.named("dataValidation")):
        form = plain(next((child.text for child in one.named("formula1")), ""))
        if form in stale:
            document.cut(one)
        else:
            left += 1
            seen.add(form)
    document.put(node, "count", str(left))
    return seen


def add_missing(document: Document, due: Mapping[str, tuple[str, str, bytes]], how: SheetEdit, done: Edited) -> None:
    """Adds the rules and drop-downs that are new in this run, over the columns where they stand now."""
    if not due:
        return
    columns = {**how.columns, **dict(zip(how.back, sorted(done.added), strict=False))}
    priority = max((number(one.get("priority"), 0) for one in document.root.walk() if one.name == "cfRule"), default=0)
    lists = document.root.first("dataValidations")
    more = []
    for form in sorted(due):
        kind, place, xml = due[form]
        ref = _placed(place, columns, done.places)
        if not ref:
            continue
        text = _fitted(xml.decode(), columns, done.places)
        if "#REF!" in text:
            continue  # it is about a column that its user took out
        if kind == "conditionalFormatting":
            priority += 1
            text = re.sub(r'priority="\d+"', f'priority="{priority}"', text, count=1)
            whole = f'<conditionalFormatting sqref="{ref}">{text}</conditionalFormatting>'
            document.insert(document.root, whole, ORDER)
        else:
            more.append(re.sub(r'sqref="[^"]*"', f'sqref="{ref}"', text, count=1))
    if more and lists is not None:
        for text in more:
            document.append(lists, text)
        document.put(lists, "count", str(number(lists.get("count"), len(lists.children)) + len(more)))
    elif more:
        whole = f'<dataValidations count="{len(more)}">{"".join(more)}</dataValidations>'
        document.insert(document.root, whole, ORDER)


def _placed(sqref: str, columns: Mapping[int, int], places: Places) -> str:
    """A drawn range over the columns and rows of the tab as it is now."""
    found = set()
    for one in sqref.split():
        first, _, last = one.partition(":")
        for column in range(split(first)[1], split(last or first)[1] + 1):
            if columns.get(column):
                found.add(columns[column])
    return " ".join(f"{letter(column)}{places.first}:{letter(column)}{places.end}" for column in sorted(found))


def _fitted(xml: str, columns: Mapping[int, int], places: Places) -> str:
    """A drawn element whose formulas are about the columns and the first row of the tab as it is now."""

    def one(found: re.Match[str]) -> str:
        text = unescape(found[2])
        moved = renamed_columns(text, lambda column: columns.get(column, 0))
        moved = translated(moved, f"A{_first(text) or places.first}", f"A{places.first}")
        return f"<{found[1]}>{escape(moved)}</{found[1]}>"

    return re.sub(r"<(formula[12]?)>(.*?)</formula[12]?>", one, xml, flags=re.DOTALL)


def _first(formula: str) -> int:
    """The row that a drawn formula is about: the last that it names, for it may look at the one above."""
    return max((int(found) for found in re.findall(r"\$?[A-Z]{1,3}(\d{1,7})\b", formula)), default=0)
