"""What a spreadsheet program does to a tab when rows or columns come, go or change places: formulas, formats, ranges
and the table follow, as in Excel."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import copy
from typing import Any

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.dimensions import ColumnDimension, RowDimension
from openpyxl.worksheet.table import Table, TableColumn

Moves = Callable[[int], int | None]
_REF = re.compile(r"(?<![\w\[.!'$])(\$?)([A-Z]{1,3})(\$?)(\d+)(?![\w(\]!'])")


def bounds(ref: str) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of a range."""
    left, top, right, bottom = range_boundaries(ref)
    return left or 1, top or 1, right or 1, bottom or 1


def same(number: int) -> int:
    """A line that stays where it is."""
    return number


def opened(at: int, count: int) -> Moves:
    """`count` new lines before line `at`."""
    return lambda number: number + count if number >= at else number


def closed(lines: set[int]) -> Moves:
    """These lines taken out."""
    return lambda number: None if number in lines else number - sum(one < number for one in lines)


def moved(order: Mapping[int, int]) -> Moves:
    """Lines that change places: old number → new number."""
    return lambda number: order.get(number, number)


def remap(sheet: Any, rows: Moves = same, columns: Moves = same, *, sorts: bool = False) -> None:
    """Every line of a tab to its new place. A sort moves cells only: heights and ranges stay where they are."""
    cells = list(sheet._cells.values())
    sheet._cells = {}
    for cell in cells:
        row, column = rows(cell.row), columns(cell.column)
        if row is None or column is None:
            continue
        if isinstance(cell.value, str) and cell.data_type == "f":
            cell.value = _followed(cell.value, rows, columns, cell.row if sorts else None)
        cell.row, cell.column = row, column
        if cell.hyperlink is not None:
            cell.hyperlink.ref = cell.coordinate
        sheet._cells[row, column] = cell
    if not sorts:
        _lines(sheet, rows, columns)
        _formats(sheet, rows, columns)
        for table in sheet.tables.values():
            _table(sheet, table, rows, columns)


def _followed(formula: str, rows: Moves, columns: Moves, own: int | None) -> str:
    """A formula whose references follow the lines that moved; in a sort, only those to its own row do."""

    def one(found: re.Match[str]) -> str:
        a, letters, b, digits = found.groups()
        row = int(digits)
        new_row = rows(row) if own is None or own == row else row
        new_column = columns(column_index_from_string(letters))
        if new_row is None or new_column is None:
            return "#REF!"
        return f"{a}{get_column_letter(new_column)}{b}{new_row}"

    parts = formula.split('"')
    return '"'.join(part if n % 2 else _REF.sub(one, part) for n, part in enumerate(parts))


def _lines(sheet: Any, rows: Moves, columns: Moves) -> None:
    """Heights, widths, folds."""
    heights = dict(sheet.row_dimensions)
    sheet.row_dimensions.clear()
    for number, old in heights.items():
        new = rows(number)
        if new is not None:
            hidden = {"hidden": old.hidden, "outlineLevel": old.outlineLevel, "ht": old.ht}
            sheet.row_dimensions[new] = RowDimension(sheet, index=new, **hidden)
    widths = {n: one for old in sheet.column_dimensions.values() for n, one in _each(old)}
    sheet.column_dimensions.clear()
    for number, old in widths.items():
        new = columns(number)
        if new is not None:
            letter = get_column_letter(new)
            looks = {"width": old.width, "hidden": old.hidden, "outlineLevel": old.outlineLevel}
            sheet.column_dimensions[letter] = ColumnDimension(sheet, index=letter, **looks)


def _each(dimension: Any) -> list[tuple[int, Any]]:
    first = dimension.min or column_index_from_string(dimension.index)
    return [(n, dimension) for n in range(first, (dimension.max or first) + 1)]


def stretched(ref: str, rows: Moves, columns: Moves) -> str:
    """A range after its lines have moved; empty where none is left."""
    left, top, right, bottom = bounds(ref)
    new_rows = [n for n in map(rows, range(top, bottom + 1)) if n is not None]
    new_columns = [n for n in map(columns, range(left, right + 1)) if n is not None]
    if not new_rows or not new_columns:
        return ""
    first = f"{get_column_letter(min(new_columns))}{min(new_rows)}"
    last = f"{get_column_letter(max(new_columns))}{max(new_rows)}"
    return first if first == last else f"{first}:{last}"


def _formats(sheet: Any, rows: Moves, columns: Moves) -> None:
    """Conditional formats, validations and merged cells."""
    old, sheet.conditional_formatting = sheet.conditional_formatting, ConditionalFormattingList()
    for one in old:
        refs = " ".join(filter(None, (stretched(str(part), rows, columns) for part in one.sqref.ranges)))
        if not refs:
            continue
        top = min(part.min_row for part in one.sqref.ranges)
        shift = min(part.min_row for part in MultiCellRange(refs).ranges) - top
        for rule in one.rules:
            rule = copy(rule)
            rule.formula = [_followed(f, lambda n, by=shift: n + by, columns, None) for f in rule.formula]  # type: ignore[misc]
            sheet.conditional_formatting.add(refs, rule)
    for choice in list(sheet.data_validations.dataValidation):
        refs = " ".join(filter(None, (stretched(str(part), rows, columns) for part in choice.sqref.ranges)))
        if refs:
            choice.sqref = MultiCellRange(refs)
        else:
            sheet.data_validations.dataValidation.remove(choice)
    for merged in list(sheet.merged_cells.ranges):
        ref = stretched(str(merged), rows, columns)
        sheet.merged_cells.ranges.discard(merged)
        if ":" in ref:
            sheet.merged_cells.add(ref)


def named(heading: Any) -> str:
    """The name of a table's column: its heading, which Excel writes where there is none."""
    if heading.value is None:
        heading.value = f"Colonne{heading.column}"
    return str(heading.value)


def _table(sheet: Any, table: Table, rows: Moves, columns: Moves) -> None:
    left, _, right, _ = bounds(table.ref)
    kept = {columns(left + n): one for n, one in enumerate(table.tableColumns)}
    table.ref = stretched(table.ref, rows, columns)
    if table.autoFilter is not None:
        table.autoFilter.ref = table.ref
    left, top, right, _ = bounds(table.ref)
    used = {one.id for one in table.tableColumns}
    found = []
    for number in range(left, right + 1):
        if number in kept:
            found.append(kept[number])
        else:
            used.add(max(used) + 1)
            found.append(TableColumn(id=max(used), name=named(sheet.cell(top, number))))
    table.tableColumns = found
