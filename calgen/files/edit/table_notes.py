"""What is told of the headings of the calendars' tables before an edit: those that it changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from calgen.book.problems import Place, Problem, Refused, Severity
from calgen.book.sheet import SheetEdit
from calgen.files.edit.present_sheet import read_present_sheet
from calgen.files.edit.table_columns import column_names, name_problems
from calgen.files.edit.tables import dropped_criteria, find_table, renamed_headings
from calgen.files.read.formulas import Area, parse_area
from calgen.files.read.opened_workbook import OpenedWorkbook, WorkbookSheet
from calgen.files.read.package import Package


def table_notes(workbook: OpenedWorkbook, edits: Mapping[str, SheetEdit]) -> tuple[Problem, ...]:
    """Notes on headings of the user's that a run changes; `edits` are those of the calendars, by key."""
    sheets = workbook.calgen_sheets()
    return tuple(note for key, edit in edits.items() for note in _notes(workbook.package, sheets[key], edit))


def changed_names(workbook: OpenedWorkbook, edits: Mapping[str, SheetEdit]) -> dict[str, dict[str, str]]:
    """The names of columns of the calendars' tables that an edit changes, by tab key: casefolded old → new."""
    found = {}
    for key, edit in edits.items():
        table, _ = find_table(workbook.package, workbook.calgen_sheets()[key], edit)
        if table and (renamed := renamed_headings(table, edit)):
            found[key] = {old.casefold(): new for old, new in renamed.items()}
    return found


def _notes(package: Package, sheet: WorkbookSheet, edit: SheetEdit) -> Iterator[Problem]:
    table, _ = find_table(package, sheet, edit)
    area = parse_area(table[1].root.get("ref")) if table else None
    added: dict[int, str] = {}
    if area is None or edit.added_columns:
        try:
            present = read_present_sheet(package, sheet, edit)
        except Refused:
            return  # the edit itself refuses, with all that it refuses
        left, right = present.span
        added = {present.added[drawn]: heading for drawn, heading in edit.added_columns.items()}
        if table is None:
            own = Area(edit.top, left, present.moves.end, right)
            yield from (Problem("filter_dropped", Place(sheet.title, cell), Severity.WARNING)
                        for cell in dropped_criteria(present.document, own))  # fmt: skip
    else:
        left, right = area.left, area.right
    yield from name_problems(sheet.title, edit, column_names(edit, range(left, right + 1), added))
