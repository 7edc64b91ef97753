"""What goes with the rows of an edited calendar tab: its table, ranges, rules, comments and names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from calgen.book.sheet import SheetEdit
from calgen.files.edit import tables
from calgen.files.edit.calendar_tab import Edited, edit, unprefixed
from calgen.files.edit.comments import comments
from calgen.files.edit.formulas import split, translated
from calgen.files.edit.moved_cells import Places, ranges
from calgen.files.edit.rules import FORMULAS, add_missing, cut_lists, cut_rules, drawn_rules
from calgen.files.read.markup import Document, Node, number
from calgen.files.read.opened_workbook import OpenedWorkbook, WorkbookSheet

if TYPE_CHECKING:
    from calgen.files.edit.copy_parts import PartCopier

_RANGED = {"mergeCell": "ref", "hyperlink": "ref", "conditionalFormatting": "sqref", "dataValidation": "sqref",
           "autoFilter": "ref", "sortState": "ref", "sortCondition": "ref", "ignoredError": "sqref",
           "protectedRange": "sqref"}


def update_sheet(
    book: OpenedWorkbook, copier: PartCopier, home: WorkbookSheet, drawn: WorkbookSheet, how: SheetEdit
) -> Places:
    """Edits the tab `home` of a workbook until it shows what `drawn` shows; returns where its rows went."""
    package = book.package
    fresh, lines = copier.sheet_for_edit(drawn)
    table, corner = tables.of(package, home, how)
    now = unprefixed(package.read(home.part))
    names = tables.renamed(table, how)
    done = edit(now, lines, how, corner, home.title, names)
    package.write(home.part, _around(done, fresh, how, home.title, names))
    if table is not None:
        tables.resize(package, table, done, names)
    else:
        tables.add(package, home, copier.table_of(drawn), done, how)
    comments(package, home.part, done.places)
    return done.places


# -- around the rows ---------------------------------------------------------------------------------------------------


def _around(done: Edited, fresh: bytes, how: SheetEdit, title: str, names: Mapping[str, str]) -> bytes:
    """The sheet with what stands before and after its rows: ranges that stretch, and the rules that are due."""
    head, body, tail = done.data
    document = Document(head + b"<sheetData/>" + tail)
    former = set(how.former)
    seen: set[str] = set()
    current = drawn_rules(fresh)
    for node in document.root.children:
        _node(document, node, done.places, title, names)
        if node.name == "conditionalFormatting":
            seen |= cut_rules(document, node, former - current.keys())
        elif node.name == "dataValidations":
            seen |= cut_lists(document, node, former - current.keys())
    add_missing(document, {form: xml for form, xml in current.items() if form not in seen}, how, done)
    written = document.done()
    return written.replace(b"<sheetData/>", b"<sheetData>" + body + b"</sheetData>", 1)


def _node(document: Document, node: Node, places: Places, title: str, names: Mapping[str, str]) -> None:
    """The ranges of an element and all below it, and the formulas that are about the first cell of a range."""
    for one in node.walk():
        attribute = _RANGED.get(one.name, "")
        if attribute and one.get(attribute):
            before = one.get(attribute)
            after = ranges(before, places)
            if not after:
                document.cut(one)
                continue
            document.put(one, attribute, after)
            _about(document, one, before, after, places)
        elif one.name == "sqref" and one.text:
            document.text(one, ranges(one.text, places) or one.text)
        elif one.name == "brk" and number(one.get("id"), 0):
            document.put(one, "id", str(places.row(number(one.get("id"), 0)) or one.get("id")))
        elif one.name == "dimension":
            pass
    if node.name == "dimension":
        document.drop(node, "ref")
        document.cut(node)


def _about(document: Document, node: Node, before: str, after: str, places: Places) -> None:
    """A rule's formula is about the first cell of its range: where that moves, so does the formula."""
    origin, goal = (text.split()[0].split(":")[0] for text in (before, after))
    if split(origin)[0] == split(goal)[0]:
        return
    for one in node.walk():
        if one.name in FORMULAS and one.text:
            document.text(one, translated(one.text, origin, goal))
