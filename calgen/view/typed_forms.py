"""A value as the user's own column holds it: a real day or a day as text, a share as percentage, number or text.

See docs/decisions.md, "Cells that calgen writes for the user".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

from calgen.book.cells import ReadOptions, as_text, parse
from calgen.book.columns import Column, Kind
from calgen.book.dates import orders_of_figures
from calgen.book.grid import EMPTY, Cell
from calgen.book.sheet import SheetValue
from calgen.book.values import Percent, Span, Unreadable
from calgen.book.words import Words
from calgen.view.cell_text import cell_value


@dataclass(frozen=True, slots=True)
class TypedColumn:
    """A column of a tab: what it holds, its cells as they stand, and how its ambiguous cells are read."""

    column: Column
    cells: Sequence[Cell] = ()
    options: ReadOptions = field(default_factory=ReadOptions)


def typed_form(value: Any, typed: TypedColumn, words: Words, present: Cell = EMPTY) -> SheetValue:
    """What the cell of a column is to hold for a value of the strategy; `present` is the cell as it stands.

    The cell is read again as the value: where the form of the column would not say so, another one is taken.
    """
    column = typed.column
    if column.kind is Kind.SHARE and isinstance(value, Fraction):
        return _share(value, typed, words, present)
    if column.kind in (Kind.DAY, Kind.SPAN) and isinstance(value, date | Span):
        if isinstance(value, Span) or _holds_texts(typed.cells, present):
            return _day_text(value, typed, words)
        return value
    return cell_value(value, column, words)


def shown_value(cell: Cell, words: Words) -> str:
    """The value of a cell as its user sees it, in the language of the workbook; empty for a blank cell."""
    value = cell.value
    if cell.percent and isinstance(value, int | float) and not isinstance(value, bool):
        return words.format_value(Percent(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return words.number(value, 6)
    if isinstance(value, datetime) and value.time() == time(0):
        value = value.date()
    return words.format_value(value) if isinstance(value, bool | date | time) else as_text(value)


def _holds_texts(cells: Sequence[Cell], present: Cell) -> bool:
    """Whether days are texts: in the present cell where it holds something, else in most cells of the column."""
    if present.value is not None:
        return isinstance(present.value, str)
    texts = sum(isinstance(cell.value, str) for cell in cells)
    return texts > sum(isinstance(cell.value, date) for cell in cells)


def _day_text(value: date | Span, typed: TypedColumn, words: Words) -> str:
    """A day or range in the language's form, in ISO where the column would read that form otherwise."""
    first, last = (value.first, value.last) if isinstance(value, Span) else (value, value)
    texts = [words.format_value(first), words.format_value(last)]
    text = texts[0] if first == last else " - ".join(texts)
    orders = frozenset().union(*(orders_of_figures(cell.value) for cell in typed.cells))
    readings = {_read(text, typed, order) for order in (orders or {typed.options.day_first})}
    if readings == {value if first != last else first}:
        return text
    return first.isoformat() if first == last else f"{first.isoformat()} - {last.isoformat()}"


def _read(text: str, typed: TypedColumn, day_first: bool | None) -> object:
    found = parse(Cell(text), typed.column, replace(typed.options, day_first=day_first))
    return None if isinstance(found, Unreadable) else found


def _share(value: Fraction, typed: TypedColumn, words: Words, present: Cell) -> SheetValue:
    cells = [cell for cell in (present, *typed.cells) if cell.value is not None]
    like = next(iter(cells), EMPTY)
    whole = any(not cell.percent and isinstance(cell.value, int | float) and cell.value > 1 for cell in cells)
    if isinstance(like.value, str):
        text = words.format_value(Percent(value))
        return text if parse(Cell(text), typed.column, typed.options) == value else float(value)
    number = value * 100 if whole and not (present.percent or like.percent) else value
    return int(number) if number.denominator == 1 else float(number)


def is_same_value(value: SheetValue, cell: Cell) -> bool:
    """Whether a cell holds a value already."""
    present = cell.value.date() if isinstance(cell.value, datetime) and cell.value.time() == time(0) else cell.value
    return not isinstance(present, timedelta) and present == value and not cell.formula
