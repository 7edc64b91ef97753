"""Finds and deselects the tabs that are selected on opening: typing in two selected tabs at once would edit both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from calgen.files.read.markup import Malformed, parse_tree, to_utf8
from calgen.files.read.package import Package

if TYPE_CHECKING:
    from calgen.files.read.opened_workbook import WorkbookSheet

SELECTED = re.compile(rb"""\s+tabSelected\s*=\s*["'](?:1|true)["']""")


def is_selected(package: Package, part: str) -> bool:
    """Whether a sheet's tab is selected."""
    views = package.tree(part, stop="sheetData").child("sheetViews")
    return any(view.get("tabSelected") in {"1", "true"} for view in (views.children if views else ()))


def deselect(package: Package, sheet: WorkbookSheet) -> None:
    """Removes `tabSelected` from the views of a sheet, and leaves every other byte."""
    raw = package.read(sheet.part)
    try:
        data = to_utf8(raw)
        root = parse_tree(data, stop="sheetData")
    except Malformed:  # the tab of another program stays as it is
        return
    views = root.child("sheetViews")
    if views is None or b"tabSelected" not in data[views.start : views.end]:
        return
    pieces, at = [], 0
    for view in views.children_named("sheetView"):
        found = SELECTED.search(data, view.start, view.inner)
        if found:
            pieces.append(data[at : found.start()])
            at = found.end()
    if not pieces:
        return
    changed = b"".join([*pieces, data[at:]])
    if data is not raw:
        changed = _in_encoding_of(raw, data, changed)
    if changed:
        package.write(sheet.part, changed)


def _in_encoding_of(raw: bytes, data: bytes, changed: bytes) -> bytes:
    """The changed text in the encoding of the part; empty if it cannot be encoded exactly."""
    marked = raw[:2] in {b"\xff\xfe", b"\xfe\xff"}
    little = raw.startswith((b"\xff\xfe", b"<\0"))
    encoding = "utf-16-le" if little else "utf-16-be"
    before = raw.decode(encoding, "replace")
    text = before.removeprefix("\ufeff") if marked else before
    head, again = text.partition("?>")[0], data.decode().partition("?>")[0]
    if text.partition("?>")[2] != data.decode().partition("?>")[2]:
        return b""
    rest = changed.decode().removeprefix(again)
    return ((before[:1] if marked else "") + head + rest).encode(encoding)
