"""The findings of a run on formulas of the user's own tabs that point to rows of the calendars that move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from calgen.book.problems import Refused
from calgen.calendar import canonical_text
from calgen.files.edit.moved_references import MovedTable, is_filled, moved_reference_problems
from calgen.files.edit.present_sheet import read_present_sheet
from calgen.files.edit.reference_cures import CalendarColumns
from calgen.view import tabs
from calgen.view.view_context import TABLES

if TYPE_CHECKING:
    from calgen.book.grid import Workbook
    from calgen.book.problems import Problem
    from calgen.book.sheet import SheetEdit
    from calgen.files.read.opened_workbook import OpenedWorkbook
    from calgen.files.read.outside_references import OutsideReference
    from calgen.merge import MergedCalendar
    from calgen.view.view_context import ViewContext


def reference_findings(
    references: Sequence[OutsideReference],
    file: OpenedWorkbook,
    workbook: Workbook,
    context: ViewContext,
    merged: Mapping[str, MergedCalendar],
) -> tuple[Problem, ...]:
    """A warning for each of the references to cells of a calendar that move in this run.

    `workbook` holds the cells of `file`.
    """
    if not references:
        return ()
    moved: dict[str, MovedTable] = {}
    for key, edit in tabs.table_edits(context, merged).items():
        with suppress(Refused):  # nothing will move: the run is refused where the tabs are written
            moved[key] = _moved_table(file, workbook, context, merged[key], edit)
    return moved_reference_problems(references, moved)


def _moved_table(
    file: OpenedWorkbook, workbook: Workbook, context: ViewContext, merged: MergedCalendar, edit: SheetEdit
) -> MovedTable:
    """A calendar on its tab before and after the run."""
    key, tab = merged.calendar, context.calendars[merged.calendar]
    sheet = read_present_sheet(file.package, file.calgen_sheets()[key], edit)
    right = max([sheet.corner[1], *edit.columns.values()])
    headings = {**edit.present_headings, **edit.changed_headings}
    id_column = tab.columns.get("id", min(tab.columns.values(), default=1))
    columns = CalendarColumns(
        tab.title,
        TABLES[key],
        id_column,
        {column: heading for column, heading in headings.items() if id_column <= column <= right},
    )
    ids = {moved.drawn: row.id for moved, row in zip(edit.rows, merged.rows, strict=True)}
    standing = {row.number: row for row in tab.rows}
    before = {moved.old: ids[moved.drawn] for moved in edit.rows if moved.old}
    before |= {number: standing[number].id for number in edit.deleted if number in standing}
    after = {goal: ids[moved.drawn] for goal, moved in sheet.order.items() if moved.drawn}
    titles = {row.id: canonical_text(row.cells["title"].value) for row in merged.rows if "title" in row.cells}
    titles = {row.id: row.text("title") for row in tab.rows} | titles
    grid = workbook.calgen_tab(key)
    return MovedTable(columns, sheet.moves, before, after, titles, is_filled(grid.cells if grid else ()))
