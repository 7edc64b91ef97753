"""The rows of past weeks of a present calendar: folded into a group, and the tab scrolled to the first row after them.

docs/decisions.md, "The calendar opens on this week".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from calgen.book.grid import letter
from calgen.book.sheet import MovedRow, SheetEdit
from calgen.files.edit.lost_views import SHEET_HEAD
from calgen.files.edit.rows import RowXml
from calgen.files.edit.rules import ORDER
from calgen.files.read.formulas import parse_address
from calgen.files.read.markup import Element, XmlDocument, whole_number

_GROUP = re.compile(rb"""\s(?:outlineLevel|hidden|collapsed)\s*=\s*["'][^"']*["']""")
_COLLAPSED = re.compile(rb"""\scollapsed\s*=\s*["'][^"']*["']""")
_PROPERTIES = ("tabColor", "outlinePr", "pageSetUpPr")  # CT_SheetPr's sequence in ECMA-376 part 1


def group_rows(made: Mapping[int, RowXml], edit: SheetEdit, order: Mapping[int, MovedRow]) -> None:
    """Folds the rows that are due into the group of past weeks, and takes those out of it that leave it.

    `made` are the rows by their new number, `order` says which drawn row each is.
    """
    for goal, moved in order.items():
        if moved.drawn in edit.ungrouped_rows:
            _set_attributes(made[goal], _GROUP.sub(b"", made[goal].attrs))
        elif moved.drawn in edit.grouped_rows:
            hidden = b' hidden="1"' if edit.grouped_rows[moved.drawn] else b""
            _set_attributes(made[goal], _GROUP.sub(b"", made[goal].attrs) + hidden + b' outlineLevel="1"')
    if any(edit.grouped_rows.values()) and edit.top in made:
        bare = _COLLAPSED.sub(b"", made[edit.top].attrs)
        _set_attributes(made[edit.top], bare + b' collapsed="1"')


def _set_attributes(row: RowXml, attrs: bytes) -> None:
    row.attrs, row.raw = attrs, b""


def outline_rows(document: XmlDocument) -> None:
    """Makes room for the signs of a group, and puts them above it, where the user has not said where they stand."""
    form = document.root.child("sheetFormatPr")
    if form is None:
        xml = '<sheetFormatPr defaultRowHeight="15" outlineLevelRow="1"/>'
        document.insert(document.root, xml, (*SHEET_HEAD, *ORDER))
    elif whole_number(form.get("outlineLevelRow"), 0) < 1:
        document.set_attribute(form, "outlineLevelRow", "1")
    properties = document.root.child("sheetPr")
    outline = properties.child("outlinePr") if properties else None
    if properties is None:
        xml = '<sheetPr><outlinePr summaryBelow="0"/></sheetPr>'
        document.insert(document.root, xml, (*SHEET_HEAD, *ORDER))
    elif outline is None:
        document.insert(properties, '<outlinePr summaryBelow="0"/>', _PROPERTIES)
    elif not outline.get("summaryBelow"):
        document.set_attribute(outline, "summaryBelow", "0")


def scroll_to(document: XmlDocument, top: int, row: int) -> None:
    """Scrolls the views of a tab to a row, and selects it; `top` is the heading row.

    A view whose headings are not frozen stays: they would be out of sight.
    """
    views = document.root.child("sheetViews")
    for view in views.children_named("sheetView") if views else ():
        pane = view.child("pane")
        if pane and pane.get("state").startswith("frozen") and whole_number(pane.get("ySplit"), 0) >= top:
            _scroll_pane(document, view, pane, row)


def _scroll_pane(document: XmlDocument, view: Element, pane: Element, row: int) -> None:
    corner = pane.get("topLeftCell")
    column = parse_address(corner)[1] if corner else whole_number(pane.get("xSplit"), 0) + 1
    document.set_attribute(pane, "topLeftCell", f"{letter(column)}{row}")
    for selection in view.children_named("selection"):
        if selection.get("pane") == pane.get("activePane"):
            cell = selection.get("activeCell")
            at = f"{letter(parse_address(cell)[1] if cell else column)}{row}"
            document.set_attribute(selection, "activeCell", at)
            document.set_attribute(selection, "sqref", at)
            document.remove_attribute(selection, "activeCellId")
