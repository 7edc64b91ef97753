"""What another program dropped from calgen's tabs when it saved the workbook: marks, tables, views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calgen.book.owned_tabs import CALENDARS

if TYPE_CHECKING:
    from calgen.files.read.opened_workbook import OpenedWorkbook, WorkbookSheet


def is_intact(workbook: OpenedWorkbook) -> bool:
    """Whether all tabs that calgen owns have their marks, and the calendars their tables: a run restores these."""
    owned, marked = workbook.calgen_sheets(), workbook.marked_sheets()
    calendars = [owned[key] for key in CALENDARS if key in owned]
    return all(sheet in marked.get(key, ()) for key, sheet in owned.items()) and all(
        has_table(workbook, sheet) for sheet in calendars
    )


def has_table(workbook: OpenedWorkbook, sheet: WorkbookSheet) -> bool:
    """Whether a tab has a table."""
    return any(link.kind == "table" for link in workbook.package.relationships(sheet.part))
