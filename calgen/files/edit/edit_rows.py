"""The rows of a calendar tab on a later run: edited in place, so that everything the user added stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from calgen.book.grid import letter
from calgen.book.sheet import MovedRow, SheetEdit
from calgen.files.edit import rows
from calgen.files.edit.edited_rows import EditedRows
from calgen.files.edit.present_sheet import PresentSheet
from calgen.files.edit.row_groups import group_rows
from calgen.files.edit.rows import BLANK, CellXml, RowXml, formula_of, style_of, with_style
from calgen.files.edit.table_columns import column_names, write_names
from calgen.files.moves.moved_formulas import MovesByTitle
from calgen.files.moves.row_moves import RowMoves
from calgen.files.read.formulas import translate_formula


def edit_rows(
    present: PresentSheet, drawn: Mapping[int, RowXml], moves_of_tabs: MovesByTitle
) -> EditedRows:
    """Applies an edit to the rows of a tab; `drawn` are the drawn rows.

    `moves_of_tabs` are the moves of all edited tabs: formulas may refer to any of them.
    """
    edit, moves, bottom = present.edit, present.moves, present.corner[0]
    old = rows.read_rows(present.body)
    rows.unshare_formulas(old)
    columns = {**edit.columns, **present.added}
    fixed = _take_fixed_cells(old, moves)
    pattern = _NewRowPattern(old, drawn, edit, columns)
    if not all(found.is_identity for found in moves_of_tabs.values()):
        for row in (*(row for number, row in old.items() if moves.new_row(number)), *fixed.values()):
            rows.move_formulas(row, moves_of_tabs, present.tab.title)
    made: dict[int, RowXml] = {}
    for number, row in old.items():
        if not edit.top < number <= bottom:  # blank rows that would be pushed over the end of the sheet are left out
            made.setdefault(moves.new_row(number), row)
    for goal, moved in present.order.items():
        made[goal] = old.get(moved.old) or pattern.new_row(drawn, moved, goal)
        _write_cells(made[goal], drawn.get(moved.drawn), moved, columns, pattern)
    group_rows(made, edit, present.order)
    _put_fixed_cells(made, fixed)
    _write_headings(made, drawn, edit, columns)
    added = {columns[drawn_column]: heading for drawn_column, heading in edit.added_columns.items()}
    names = column_names(edit, range(present.span[0], present.span[1] + 1), added)
    write_names(made[edit.top], edit, names, {*added, *edit.changed_headings})
    written = b"".join(row.to_xml(number) for number, row in sorted(made.items()))
    return EditedRows(written, moves, columns, names)


def _take_fixed_cells(old: Mapping[int, RowXml], moves: RowMoves) -> dict[int, RowXml]:
    """Takes the cells of fixed columns out of the rows; returns them by the number of the row that they stay in."""
    found: dict[int, RowXml] = {}
    if not moves.fixed or moves.is_identity:
        return found
    for number, row in old.items():
        stay = [column for column in row.cells if column in moves.fixed and moves.first <= number]
        for column in stay:
            goal = found.setdefault(moves.new_row(number, column), RowXml(b""))
            goal.cells[column] = row.cells.pop(column)
            row.raw = b""
    return found


def _put_fixed_cells(made: dict[int, RowXml], fixed: Mapping[int, RowXml]) -> None:
    """Puts the cells of the columns that stay into the rows that now stand there."""
    for number, kept in fixed.items():
        row = made.setdefault(number, RowXml(b""))
        row.cells.update(kept.cells)
        row.raw = b""


_NO_STYLE = (b"", b"0")  # of a cell to which nobody has given a format


class _NewRowPattern:
    """The pattern of new rows: the user's own columns as on the other rows, calgen's columns as drawn."""

    def __init__(
        self, old: Mapping[int, RowXml], new: Mapping[int, RowXml], edit: SheetEdit, columns: Mapping[int, int]
    ) -> None:
        body = [(moved.old, old[moved.old]) for moved in edit.rows if moved.old in old]
        ours = set(columns.values())
        own = {column for _, row in body for column in row.cells} - ours
        drawn = [new[moved.drawn] for moved in edit.rows if moved.drawn in new]
        self.ours = {column: {style_of(row.cells[column]) for row in drawn if column in row.cells}
                     for column in columns}  # fmt: skip
        self.filled = {column: found for column in sorted(own) if (found := _filled_down_formula(body, column))}
        rows_with = {column: [row for _, row in body if column in row.cells] for column in own}
        self.styles = {column: _most_common(style_of(row.cells[column]) for row in found)
                       for column, found in rows_with.items()}  # fmt: skip

    def new_row(self, drawn_rows: Mapping[int, RowXml], moved: MovedRow, goal: int) -> RowXml:
        """A new row: of the drawn height, with the user's formulas filled down."""
        like = drawn_rows.get(moved.drawn)
        row = RowXml(like.attrs if like else b"")
        for column, style in self.styles.items():
            row.cells[column] = with_style(BLANK, style)
        for column, (text, origin, cell) in self.filled.items():
            own = translate_formula(text, origin, f"{letter(column)}{goal}")
            row.cells[column] = with_style((b"", b"<f>%s</f>" % rows.escape_text(own)), style_of(cell))
        return row


def _filled_down_formula(body: list[tuple[int, RowXml]], column: int) -> tuple[str, str, CellXml] | None:
    """The user's formula of a column with its place and cell, if every row has the same one."""
    cells = [(number, row.cells[column]) for number, row in body if row.cells.get(column, BLANK)[1]]
    if not cells or len(cells) < len(body) or not all(formula_of(cell) for _, cell in cells):
        return None
    number, first = cells[0]
    origin = f"{letter(column)}{number}"
    for other, cell in cells[1:]:
        if translate_formula(formula_of(first), origin, f"{letter(column)}{other}") != formula_of(cell):
            return None
    return formula_of(first), origin, first


def _most_common(styles: object) -> bytes:
    counted = Counter(styles)  # type: ignore[call-overload]
    return max(sorted(counted), key=counted.__getitem__, default=b"")


def _write_cells(
    row: RowXml, drawn: RowXml | None, moved: MovedRow, columns: Mapping[int, int], pattern: _NewRowPattern
) -> None:
    """Writes the cells of a row that calgen takes from the drawn one; a format that the user gave to a cell stays.

    A cell whose text is the user's has the drawn format of its row where it still has another one of calgen's.
    """
    if drawn is None or not moved.taken:
        return
    for column, at in sorted(columns.items()):
        if not at:
            continue
        cell, there = drawn.cells.get(column, BLANK), row.cells.get(at)
        ours = pattern.ours.get(column, set())
        if column not in moved.taken:
            if there is not None and style_of(there) in ours and style_of(cell) in ours:
                row.cells[at] = with_style(there, style_of(cell))
            continue
        users = moved.old and there is not None and style_of(there) not in {*ours, *_NO_STYLE}
        row.cells[at] = with_style(cell, style_of(there)) if users and there is not None else cell
    row.raw = b""


def _write_headings(
    made: dict[int, RowXml], new: Mapping[int, RowXml], edit: SheetEdit, columns: Mapping[int, int]
) -> None:
    """Writes the headings that change, those that calgen adds again, and the lines above the table."""
    for (row, column), (drawn_row, drawn_column) in edit.changed_above.items():
        source = new.get(drawn_row, RowXml(b"")).cells.get(drawn_column)
        if source is not None and row in made:
            there = made[row].cells.get(column)
            made[row].cells[column] = with_style(source, style_of(there)) if there else source
            made[row].raw = b""
    drawn_top = next((number for number, row in sorted(new.items()) if len(row.cells) >= len(edit.columns) > 1), 0)
    heading = made.setdefault(edit.top, RowXml(b""))
    for drawn, now in columns.items():
        if now in edit.changed_headings or drawn in edit.added_columns:
            source = new[drawn_top].cells[drawn]
            there = heading.cells.get(now)
            heading.cells[now] = with_style(source, style_of(there)) if there else source
            heading.raw = b""
