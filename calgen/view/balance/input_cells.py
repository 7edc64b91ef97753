"""The strategy's own cells in the formulas of the balance, where such a cell holds a plain number.

See docs/decisions.md, "Live figures".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from fractions import Fraction
from typing import Any

from calgen.book.cells import as_text
from calgen.book.grid import EMPTY, Cell, CellState, Grid, row_and_column
from calgen.book.numbers import number
from calgen.book.sheet import quote_title
from calgen.view.text_formulas import LONGEST
from calgen.view.view_context import ViewContext, quoted_text

_LONGEST_NUMBER = 12  # digits of a numerator or denominator that a spreadsheet computes with exactly


@dataclass(frozen=True, slots=True)
class InputCell:
    """A cell of an input tab: its reference, the cells by which its row is known, and its text as typed."""

    tab: str
    ref: str
    names: tuple[tuple[str, str], ...]  # the cells that tell its row from others: reference, and text in a formula
    typed: str
    is_number: bool
    is_percent: bool

    def value_or(self, otherwise: str, *, most: int, value: str = "") -> str:
        """An expression: the number in the cell where it is one from 0 to `most`, else `otherwise`.

        `value` is an expression for the number, if it is not that of the cell as it stands.
        """
        taken = value or self.ref
        same_row = [f"{ref}={text}" for ref, text in self.names]
        tests = ",".join([*same_row, f"ISNUMBER({self.ref})", f"{taken}>=0", f"{taken}<={most}"])
        return f"IFERROR(IF(AND({tests}),{taken},{otherwise}),{otherwise})"


def input_cell(context: ViewContext, record: Any, key: str, names: Iterable[str]) -> InputCell | None:
    """The cell of a field of a record; None where nobody typed it, or where it holds a day, an hour or an error.

    `names` are the fields that tell the row from others.
    """
    source = record.source
    grid = context.input_grids.get(source.tab)
    if grid is None or not source.row or key not in source.columns:
        return None
    column = source.columns[key]
    cell = _cell(grid, f"{column}{source.row}")
    if cell.state is not CellState.PLAIN or isinstance(cell.value, bool | date | time | timedelta | None):
        return None
    title = quote_title(grid.title)
    named = ((f"{title}!${at}${source.row}", _cell(grid, f"{at}{source.row}").value)
             for at in (source.columns[name] for name in names if name in source.columns))  # fmt: skip
    texts = ((ref, text or "") for ref, text in named if text is None or isinstance(text, str))
    same = tuple((ref, quoted_text(text)) for ref, text in texts if len(text) <= LONGEST)
    is_number = isinstance(cell.value, int | float)
    ref = f"{title}!${column}${source.row}"
    return InputCell(grid.title, ref, same, as_text(cell.value), is_number, cell.percent)


def _cell(grid: Grid, address: str) -> Cell:
    return grid.cells.get(row_and_column(address), EMPTY)


def share_value(cell: InputCell, column: Iterable[InputCell]) -> str:
    """An expression for the share in a cell, read as `book.shares` reads it: 33 may be 33 %.

    `column` are all cells of the column: one of them may tell that all without a percent sign are percentages.
    """
    if cell.is_percent:
        return f"IF({cell.ref}>1.5,{cell.ref}/100,{cell.ref})"
    plain = [other for other in column if not other.is_percent]
    typed = (number(other.typed, decimal_comma=True) for other in plain if not other.is_number)
    if any(found is not None and found > 1 for found in typed):
        return f"{cell.ref}/100"
    largest = ",".join(other.ref for other in plain if other.is_number) or cell.ref
    return f"IF(MAX({largest})>1,{cell.ref}/100,{cell.ref})"


def literal(value: Fraction) -> str:
    """A number in a formula, as a fraction where that is exact."""
    numerator, denominator = value.numerator, value.denominator
    if denominator == 1:
        return str(numerator)
    if max(len(str(abs(numerator))), len(str(denominator))) <= _LONGEST_NUMBER:
        return f"({numerator}/{denominator})"
    return repr(float(value))
