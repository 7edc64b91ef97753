"""The findings of a run on formulas of the user's own tabs that point to rows of the calendars that move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from calgen import merge
from calgen.book.cells import as_text
from calgen.book.grid import EMPTY
from calgen.book.headings import find_headings
from calgen.book.problems import Refused
from calgen.book.vocabulary import column_titles
from calgen.calendar import canonical_text
from calgen.files.edit.present_sheet import read_present_sheet
from calgen.files.moves.moved_references import MovedTable, is_filled, moved_reference_problems
from calgen.files.moves.reference_cures import CalendarColumns
from calgen.files.moves.row_moves import RowMoves
from calgen.view import tabs, tasks
from calgen.view.moved_lines import moved_lines
from calgen.view.redrawn_sheets import redrawn_sheet
from calgen.view.tasks.columns import COLUMNS
from calgen.view.tasks.rows import USERS_KINDS
from calgen.view.view_context import TOP

if TYPE_CHECKING:
    from calgen.book.grid import Grid, Workbook
    from calgen.book.problems import Problem
    from calgen.book.sheet import SheetEdit
    from calgen.figures.counted_calendar import CountedCalendar
    from calgen.files.read.opened_workbook import OpenedWorkbook
    from calgen.files.references.outside_references import OutsideReference
    from calgen.view.view_context import ViewContext


def reference_findings(
    references: Sequence[OutsideReference],
    file: OpenedWorkbook,
    workbook: Workbook,
    context: ViewContext,
    merged: Mapping[str, merge.MergedCalendar],
    counted: CountedCalendar,
) -> tuple[Problem, ...]:
    """A warning for each of the references to cells of the calendars and the tasks that move in this run.

    `workbook` holds the cells of `file`.
    """
    if not references:
        return ()
    moved: dict[str, MovedTable] = {}
    for key, edit in tabs.table_edits(context, merged).items():
        with suppress(Refused):  # nothing will move: the run is refused where the tabs are written
            moved[key] = _moved_table(file, workbook, context, merged[key], edit)
    for key in sorted({reference.tab for reference in references if reference.area} - moved.keys()):
        if grid := workbook.calgen_tab(key):
            moved |= _moved_tasks(grid, context, counted) if key == "tasks" else _redrawn(key, grid, context, counted)
    return moved_reference_problems(references, moved)


def _moved_table(
    file: OpenedWorkbook, workbook: Workbook, context: ViewContext, merged: merge.MergedCalendar, edit: SheetEdit
) -> MovedTable:
    """A calendar on its tab before and after the run."""
    key, tab = merged.calendar, context.calendars[merged.calendar]
    sheet = read_present_sheet(file.package, file.calgen_sheets()[key], edit)
    right = max([sheet.corner[1], *edit.columns.values()])
    headings = {**edit.present_headings, **edit.changed_headings}
    id_column = tab.columns.get("id", min(tab.columns.values(), default=1))
    columns = CalendarColumns(
        tab.title,
        context.table_name(key),
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


def _moved_tasks(grid: Grid, context: ViewContext, counted: CountedCalendar) -> dict[str, MovedTable]:
    """The tab of tasks before and after the run, under its key; nothing where its rows have no ids."""
    found = find_headings(grid, column_titles("tasks"))
    where = found.where
    rows = {number: cells for number, cells in grid.by_row().items() if number > found.row and "id" in where}
    ids = {number: merge.task_id(cells, where) for number, cells in rows.items()}
    before = {number: id_ for number, id_ in ids.items() if id_}
    if not before:
        return {}
    drawn = tasks.rows(context, counted)
    after = {TOP + n: row.id for n, row in enumerate(drawn, 1)}
    new_rows = {id_: row for row, id_ in after.items()}
    last = max(before)
    went = {row: new_rows[id_] for row, id_ in before.items() if id_ in new_rows}
    moves = RowMoves(found.row + 1, last, TOP + max(1, len(drawn)), last, went)
    headings = {n: context.heading("tasks", column.key) for n, column in enumerate(COLUMNS, 1)}
    id_column = next(n for n, column in enumerate(COLUMNS, 1) if column.key == "id")
    sealed = frozenset(row.id for row in drawn if row.kind not in USERS_KINDS)
    columns = CalendarColumns(grid.title, context.table_name("tasks"), id_column, headings, sealed)
    subject = where.get("subject", 0)
    titles = {id_: as_text(rows[row].get(subject, EMPTY).value) for row, id_ in before.items()}
    return {"tasks": MovedTable(columns, moves, before, after, titles, lambda _: False)}


def _redrawn(key: str, grid: Grid, context: ViewContext, counted: CountedCalendar) -> dict[str, MovedTable]:
    """Another tab that is drawn anew, before and after the run, under its key."""
    sheet = redrawn_sheet(key, context, counted)
    if sheet is None:
        return {}
    went, last = moved_lines(grid, sheet), max(grid.rows(), default=1)
    moves = RowMoves(1, last, last, last + 1, went)
    return {key: MovedTable(CalendarColumns(grid.title, "", 1, {}), moves, {}, {}, {}, is_filled(grid.cells))}
