"""The frozen panes and the columns of a calendar, given back where another program did not keep them.

docs/decisions.md, "What other programs drop".
"""

from __future__ import annotations

from collections.abc import Mapping

from calgen.book.grid import letter
from calgen.book.sheet import SheetEdit
from calgen.files.edit.rules import ORDER
from calgen.files.read.markup import Element, XmlDocument, escape_xml, parse_tree, whole_number

# CT_Worksheet's sequence in ECMA-376 part 1, up to the rows; and CT_SheetView's
SHEET_HEAD = ("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols")
_VIEW = ("pane", "selection", "pivotSelection", "extLst")


def restore_view(document: XmlDocument, drawn: bytes, edit: SheetEdit, opens_at: int = 0) -> None:
    """Gives a calendar the panes and grid lines of a drawn one, and its columns where it has none at all.

    `opens_at` is the row to which the panes are scrolled; 0 for the first one below the headings.
    """
    head = parse_tree(drawn, stop="sheetData")
    views = document.root.child("sheetViews")
    panes = _panes(head, edit, opens_at or edit.top + 1)
    if views is None or not views.children:
        if views is not None:
            document.remove(views)
        whole = f'<sheetViews><sheetView showGridLines="0" workbookViewId="0">{panes}</sheetView></sheetViews>'
        document.insert(document.root, whole, (*SHEET_HEAD, *ORDER))
    for view in views.children_named("sheetView") if views else ():
        if view.child("pane") is None:
            for selection in view.children_named("selection"):
                document.remove(selection)
            document.set_attribute(view, "showGridLines", "0")
            document.remove_attribute(view, "topLeftCell")
            document.insert(view, panes, _VIEW)
    columns = head.child("cols")
    if document.root.child("cols") is None and columns is not None:
        document.insert(document.root, _columns(columns, edit.columns), (*SHEET_HEAD, *ORDER))


def _panes(head: Element, edit: SheetEdit, row: int) -> str:
    """The panes of a drawn sheet over the present headings: the first columns only where they still are the first."""
    views = head.child("sheetViews")
    pane = next((node for node in views.descendants() if node.name == "pane"), None) if views else None
    count = whole_number(pane.get("xSplit"), 0) if pane else 0
    left = count if all(edit.columns.get(column) == column for column in range(1, count + 1)) else 0
    corner = f'topLeftCell="{letter(left + 1)}{row}"'
    if not left:
        return (f'<pane ySplit="{edit.top}" {corner} activePane="bottomLeft" state="frozen"/>'
                '<selection pane="bottomLeft"/>')  # fmt: skip
    return (f'<pane xSplit="{left}" ySplit="{edit.top}" {corner} activePane="bottomRight" state="frozen"/>'
            '<selection pane="topRight"/><selection pane="bottomLeft"/><selection pane="bottomRight"/>')  # fmt: skip


def _columns(drawn: Element, present: Mapping[int, int]) -> str:
    """The widths of drawn columns, each at its present place."""
    found: dict[int, str] = {}
    for node in drawn.children_named("col"):
        attrs = "".join(f' {name}="{escape_xml(value)}"' for name, value in node.attrs.items()
                        if name not in ("min", "max", "style"))  # fmt: skip
        for column in range(whole_number(node.get("min"), 1), whole_number(node.get("max"), 0) + 1):
            if column in present:
                found[present[column]] = f'<col min="{present[column]}" max="{present[column]}"{attrs}/>'
    return f"<cols>{''.join(xml for _, xml in sorted(found.items()))}</cols>" if found else ""
