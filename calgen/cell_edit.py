"""An edit of cells of the calendars that draws no other tab again: the formulas of these must find what they name."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from calgen.book.grid import address
from calgen.book.problems import Place, Problem, Refused, Severity
from calgen.book.sheet import Sheet, SheetEdit
from calgen.files.edit import insert_sheets
from calgen.files.edit.table_notes import changed_names
from calgen.files.read.markup import to_utf8
from calgen.files.read.opened_workbook import OpenedWorkbook
from calgen.files.references import sheet_formulas
from calgen.files.references.outside_references import target_names
from calgen.files.references.structured_references import HeadingChanges, rename_headings
from calgen.files.references.table_headings import table_headings, table_name
from calgen.files.save import verify


def edit_cells(file: OpenedWorkbook, sheets: Sequence[Sheet], *, hidden: Collection[str] = ()) -> bytes:
    """The workbook with edited calendars, verified.

    Raises Refused where a formula of calgen's names a column by the title that it had before a program changed the
    cell of the title alone: only a run writes these formulas again.
    """
    edits = {sheet.key: sheet.edit for sheet in sheets if sheet.edit}
    if problems := _renamed_columns(file, edits):
        raise Refused.joined(problems)
    after = insert_sheets.insert_sheets(file, sheets, hidden=hidden)
    verify.verify(file, after)
    return after


def _renamed_columns(file: OpenedWorkbook, edits: dict[str, SheetEdit]) -> list[Problem]:
    """An error for each column of the edited tables that a formula of a tab of calgen's calls by its former title."""
    sheets, found = file.calgen_sheets(), []
    for key, renamed in changed_names(file, edits).items():
        table, edit = table_name(file, key), edits[key]
        columns = {name: column for column, name in edit.present_headings.items()}
        for old, new in renamed.items():
            if _is_named(file, {table.casefold(): {old: new}}, without=edits):
                place = Place(sheets[key].title, address(edit.top, columns[new]) if new in columns else "")
                listed = {name.casefold(): name for name in table_headings(file, key, table)}
                values = {"heading": listed.get(old, old), "name": new, "path": file.name}
                found.append(Problem("heading_not_followed", place, Severity.ERROR, values))
    return found


def _is_named(file: OpenedWorkbook, changes: HeadingChanges, without: Collection[str]) -> bool:
    """Whether a formula on another tab of calgen's than the edited ones would change with the title of a column."""
    names = target_names(file)
    own = {sheet.title: table for table, key in names.tables.items() if (sheet := file.calgen_sheets().get(key))}
    return any(
        rename_headings(formula, changes, own.get(sheet.title, "")) != formula
        for key, sheet in file.calgen_sheets().items()
        if key not in without
        for _, _, formula in sheet_formulas.formulas(to_utf8(file.package.read(sheet.part)), names)
    )
