"""What a command writes into the input tabs: the cells of a row, of a setting or of a new row, and the account of it.

See docs/decisions.md, "Cells that calgen writes for the user".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from calgen.book.columns import Column, Kind, Source
from calgen.book.grid import EMPTY, Cell, Grid, address, row_and_column
from calgen.book.headings import find_headings
from calgen.book.problems import Place, Refused
from calgen.book.sheet import Sheet, SheetValue, quote_title
from calgen.book.values import Title
from calgen.book.vocabulary import column_titles
from calgen.book.words import Words
from calgen.files.edit.input_edits import AddedRow, CellEdit, write_cells
from calgen.files.edit.insert_sheets import insert_sheets
from calgen.files.read import guard
from calgen.files.read.opened_workbook import NAME_PREFIX
from calgen.files.save import verify
from calgen.read.settings import value_column
from calgen.run_records import Checked
from calgen.strategy import tab as tab_of
from calgen.view import template
from calgen.view.typed_forms import TypedColumn, is_same_value, shown_value, typed_form

IN_PLACE = -1  # of `InputEdit.above`: the row of the cell is there


@dataclass(frozen=True, slots=True)
class InputEdit:
    """A cell of an input tab that a command writes: `before` and `after` are what its reader sees, "" where blank.

    `tab` is the key of the tab, `value` what the cell is to hold. For a cell of a new row, `above` is the row whose
    formats it takes (0: none).
    """

    tab: str
    place: Place
    before: str
    after: str
    value: SheetValue = None
    above: int = IN_PLACE


def field_edit(checked: Checked, tab: str, source: Source, key: str, value: Any) -> InputEdit | None:
    """The edit of a field of a row that was read, such as (checked, "themes", theme.source, "weight", Fraction(2)).

    None where the cell holds the value already. Raises Refused (`column_to_write`) where the tab has no such column.
    """
    grid = _grid(checked, source.tab)
    letters = source.columns.get(key)
    if grid is None or not letters or not source.row:
        raise _without_column(checked, tab, key)
    cell = f"{letters}{source.row}"
    return _edit(checked, tab, grid, cell, value, _typed_column(checked, tab, key, grid, letters, source.row))


def setting_edits(checked: Checked, key: str, value: Any) -> tuple[InputEdit, ...]:
    """The edits that give a setting a value: of its cell, or of a new row with its label; none where it is there."""
    column, words = _column("settings", key), checked.read.words
    title = checked.read.titles.get("settings")
    grid = _grid(checked, title or "")
    if grid is None:
        return _in_new_tab(checked, "settings", [{key: value}])
    there = checked.read.strategy.settings.source.columns
    if key in there:
        typed = TypedColumn(column, (), checked.read.options)
        edit = _edit(checked, "settings", grid, there[key], value, typed)
        return (edit,) if edit else ()
    rows = {row_and_column(cell) for cell in there.values()}
    last, at = max(rows, default=(0, 2))
    label = _label_column(grid, last, at)
    row = max((row for row, _ in grid.cells if row >= last), default=last) + 1
    shown = typed_form(value, TypedColumn(column, (), checked.read.options), words)
    texts = ((label, words.title("settings", key)), (at, shown))
    return tuple(_new_cell("settings", grid.title, row, column, text, words, last) for column, text in texts)


def row_edits(checked: Checked, tab: str, rows: Sequence[Mapping[str, Any]]) -> tuple[InputEdit, ...]:
    """The edits that add rows to an input tab, each with its values by column key; an absent tab is made for them.

    Raises Refused (`column_to_write`) where the tab lacks a column for a value.
    """
    title = checked.read.titles.get(tab, "")
    grid = _grid(checked, title)
    if grid is None:
        return _in_new_tab(checked, tab, rows)
    headings = find_headings(grid, column_titles(tab), tab)
    filled = {row for row, column in grid.cells if row > headings.row and column in headings.where.values()}
    last = max(filled, default=headings.row)
    above = last if last > headings.row else 0
    edits: list[InputEdit] = []
    for number, values in enumerate(rows, last + 1):
        for key, value in values.items():
            if key not in headings.where:
                raise _without_column(checked, tab, key)
            at = headings.where[key]
            cells = [cell for (row, column), cell in sorted(grid.cells.items()) if column == at and row > headings.row]
            typed = TypedColumn(_column(tab, key), cells, checked.read.options)
            shown = typed_form(value, typed, checked.read.words)
            edits.append(_new_cell(tab, grid.title, number, at, shown, checked.read.words, above))
    return tuple(edits)


def write_edits(checked: Checked, edits: Iterable[InputEdit]) -> bytes:
    """The bytes of the workbook with these edits, verified. Raises Refused as `write_cells` and `insert_sheets` do."""
    edits = tuple(edits)
    titles = {sheet.title for sheet in checked.file.sheets}
    format_of_days = checked.read.words.formats()["date"]
    present = [edit for edit in edits if edit.place.tab in titles]
    cells = [CellEdit(edit.place.tab, edit.place.cell, edit.value, format_of_days) for edit in present]
    rows = {(edit.place.tab, row_and_column(edit.place.cell)[0]): edit.above for edit in present}
    added = [AddedRow(title, row, above) for (title, row), above in rows.items() if above != IN_PLACE]
    after = write_cells(checked.file, cells, added)
    absent = dict.fromkeys(edit.tab for edit in edits if edit.place.tab not in titles)
    if absent:
        sheets = [_new_sheet(checked, tab, [edit for edit in edits if edit.tab == tab]) for tab in absent]
        after = insert_sheets(guard.open_workbook(after, checked.file.name), sheets, inputs=tuple(absent))
    edited: dict[str, list[str]] = {}
    for edit in present:
        edited.setdefault(edit.place.tab, []).append(edit.place.cell)
    verify.verify(checked.file, after, edited, {edit.place.tab for edit in edits} - titles)
    return after


def account_lines(edits: Iterable[InputEdit], words: Words) -> tuple[str, ...]:
    """The account of edits for a person, a line each: tab and cell, before and after."""
    blank = words.text("edits", "blank")
    return tuple(
        words.text("edits", "line", place=edit.place, before=edit.before or blank, after=edit.after or blank)
        for edit in edits
    )


def account_records(edits: Iterable[InputEdit]) -> list[dict[str, str]]:
    """The same as plain records, for `--format json`."""
    return [
        {"tab": edit.place.tab, "cell": edit.place.cell, "before": edit.before, "after": edit.after} for edit in edits
    ]


# -- one cell ----------------------------------------------------------------------------------------------------------


def _edit(
    checked: Checked, tab: str, grid: Grid, cell: str, value: Any, typed: TypedColumn
) -> InputEdit | None:
    words, present = checked.read.words, grid.cells.get(row_and_column(cell), EMPTY)
    shown = typed_form(value, typed, words, present)
    if is_same_value(shown, present):
        return None
    after = shown_value(Cell(shown, percent=present.percent), words)
    return InputEdit(tab, Place(grid.title, cell), shown_value(present, words), after, shown)


def _new_cell(
    tab: str, title: str, row: int, column: int, value: SheetValue, words: Words, above: int = 0
) -> InputEdit:
    return InputEdit(tab, Place(title, address(row, column)), "", shown_value(Cell(value), words), value, above)


def _typed_column(checked: Checked, tab: str, key: str, grid: Grid, letters: str, row: int) -> TypedColumn:
    """The column of a field, with its cells on the other rows."""
    at = row_and_column(letters)[1]
    cells = [cell for (number, column), cell in sorted(grid.cells.items()) if column == at and number != row]
    return TypedColumn(_column(tab, key), cells, checked.read.options)


def _column(tab: str, key: str) -> Column:
    return next(column for column in tab_of(tab).columns if column.key == key)


def _grid(checked: Checked, title: str) -> Grid | None:
    return next((grid for grid in checked.workbook.grids if grid.title == title), None)


def _without_column(checked: Checked, tab: str, key: str) -> Refused:
    """The refusal to write into a column that the tab does not have."""
    title = checked.read.titles.get(tab) or checked.read.words.title(tab)
    return Refused("column_to_write", Place(title), column=Title(tab, key))


def _label_column(grid: Grid, row: int, value: int) -> int:
    """The column of the label in a row of settings, whose value stands in the column `value`."""
    cells = grid.row(row)
    labels = (column for column in sorted(cells) if value_column(cells, column) == value)
    return next(labels, max(value - 1, 1))


# -- a tab that is not there -------------------------------------------------------------------------------------------


def _in_new_tab(checked: Checked, tab: str, rows: Sequence[Mapping[str, Any]]) -> tuple[InputEdit, ...]:
    """The edits of a tab that is to be made as in the template."""
    words, columns = checked.read.words, [column.key for column in tab_of(tab).columns]
    title = words.title(tab)
    edits: list[InputEdit] = []
    for n, values in enumerate(rows):
        for key, value in values.items():
            at = columns.index(key)
            row, column = (template.TOP + at, 2) if tab == "settings" else (template.TOP + 1 + n, 1 + at)
            shown = typed_form(value, TypedColumn(_column(tab, key), (), checked.read.options), words)
            edits.append(_new_cell(tab, title, row, column, shown, words))
    return tuple(edits)


def _new_sheet(checked: Checked, tab: str, edits: Iterable[InputEdit]) -> Sheet:
    """An input tab as in the template, with the values of the edits, and the names that its drop-downs need."""
    sheet = template.input_sheet(checked.read.words, tab)
    cells = dict(sheet.cells)
    for edit in edits:
        at = row_and_column(edit.place.cell)
        cells[at] = replace(cells[at], value=edit.value)
    return replace(sheet, cells=cells, names={**sheet.names, **_missing_names(checked, tab)})


def _missing_names(checked: Checked, tab: str) -> dict[str, str]:
    """The names of ranges to which the drop-downs of a tab refer and that the workbook lacks."""
    known = {name.name.casefold() for name in checked.file.names}
    found: dict[str, str] = {}
    for of in sorted({column.of for column in tab_of(tab).columns if column.kind in (Kind.REF, Kind.REFS)}):
        grid = _grid(checked, checked.read.titles.get(of, ""))
        if grid is None or f"{NAME_PREFIX}{of}" in known:
            continue
        headings = find_headings(grid, column_titles(of), of)
        at = headings.where.get(tab_of(of).name.key)
        if at:
            found[f"{NAME_PREFIX}{of}"] = template.names_formula(quote_title(grid.title), headings.row + 1, at)
    return found
