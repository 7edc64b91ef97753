"""What another program dropped from calgen's tabs when it saved the workbook: marks, tables, views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calgen.book.owned_tabs import CALENDARS

if TYPE_CHECKING:
    from calgen.files.read.opened_workbook import OpenedWorkbook, WorkbookSheet


def is_intact(workbook: OpenedWorkbook) -> bool:
    """Whether calgen's tabs have their marks, and the calendars their tables: a run restores these.

    Lost views alone ask for no run: LibreOffice without a window keeps none, and its save is no edit. They come back
    with the next run.
    """
    owned, marked = workbook.calgen_sheets(), workbook.marked_sheets()
    calendars = [owned[key] for key in CALENDARS if key in owned]
    has_marks = all(sheet in marked.get(key, ()) for key, sheet in owned.items())
    return has_marks and all(_has_table(workbook, sheet) for sheet in calendars)


def has_lost_views(workbook: OpenedWorkbook) -> bool:
    """Whether the program that saved the workbook keeps no views: no tab of calgen's hides its grid lines any more."""
    owned = workbook.calgen_sheets().values()
    return bool(owned) and not any(_hides_grid_lines(workbook, sheet) for sheet in owned)


def _hides_grid_lines(workbook: OpenedWorkbook, sheet: WorkbookSheet) -> bool:
    views = workbook.package.tree(sheet.part, stop="sheetData").child("sheetViews")
    return any(view.get("showGridLines") in {"0", "false"} for view in (views.children if views else ()))


def _has_table(workbook: OpenedWorkbook, sheet: WorkbookSheet) -> bool:
    """Whether a tab has a table."""
    return any(link.kind == "table" for link in workbook.package.relationships(sheet.part))
