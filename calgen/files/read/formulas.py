"""Formulas: their references found and changed, with texts, function calls and names left as they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from calgen.book.grid import letter

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})")
_COLUMN = re.compile(r"(\$?)([A-Za-z]{1,3})")
ROW = re.compile(r"(\$?)(\d{1,7})")
_INSIDE = r"'.|[^\[\]']"  # between brackets, an apostrophe escapes the next character
_BRACKETS = rf"\[(?:{_INSIDE}|\[(?:{_INSIDE})*\])*\]"
_PIECE = re.compile(
    rf"""(?P<text>"(?:[^"]|"")*")"""
    rf"""|(?P<operand>(?:'(?:[^']|'')*'|{_BRACKETS}|[^\s"'\[\](){{}},;+\-*/^&=<>%@])+)(?P<call>\()?"""
    rf"""|(?P<odd>["'\[\]])""", re.DOTALL)  # fmt: skip


class _UnknownFormula(Exception):  # noqa: N818 -- a signal
    """A formula that cannot be parsed, or that would refer to a cell outside the sheet."""


def rewrite_operands(formula: str, change: Callable[[str], str]) -> str:
    """A formula with `change` applied to each operand that may be a reference; a malformed formula stays as it is.

    An operand is a number, a name, or a reference with its tab: `12`, `A$1:B9`, `'My tab'!C3`, `t[[#This Row],[a]]`.
    """

    def changed(found: re.Match[str]) -> str:
        if found["odd"]:
            raise _UnknownFormula
        return found[0] if found["text"] or found["call"] else change(found["operand"])

    try:
        return _PIECE.sub(changed, formula)
    except _UnknownFormula:
        return formula


def formula_pieces(formula: str) -> Iterator[tuple[str, str]]:
    """The operands of a formula, as (operand, ""), and its texts without their quotation marks, as ("", text)."""
    for found in _PIECE.finditer(formula):
        if found["text"]:
            yield "", found["text"][1:-1]
        elif not found["call"] and not found["odd"]:
            yield found["operand"], ""


def translate_formula(formula: str, origin: str, goal: str) -> str:
    """A formula copied from one cell to another; one that would refer to a cell outside the sheet stays as it is."""
    (top, left), (bottom, right) = parse_address(origin), parse_address(goal)
    down, aside = bottom - top, right - left

    def moved(text: str) -> str:
        sheet, mark, cells = text.rpartition("!")
        if "[" in cells:
            return text
        return sheet + mark + _shifted(cells, down, aside)

    return rewrite_operands(formula, moved)


def _shifted(cells: str, down: int, aside: int) -> str:
    """A reference moved by a number of rows and columns; references to whole rows and columns are pairs."""
    ends = cells.split(":")
    if len(ends) > 2:
        return cells
    found = [CELL.fullmatch(end) for end in ends]
    if all(found):
        return ":".join(_column(end[1], end[2], aside) + _row(end[3], end[4], down) for end in found if end)
    if len(ends) == 2 and all(pairs := [_COLUMN.fullmatch(end) for end in ends]):
        return ":".join(_column(end[1], end[2], aside) for end in pairs if end)
    if len(ends) == 2 and all(pairs := [ROW.fullmatch(end) for end in ends]):
        return ":".join(_row(end[1], end[2], down) for end in pairs if end)
    return cells


def _column(fixed: str, letters: str, aside: int) -> str:
    if fixed or not aside:
        return fixed + letters
    goal = column_number(letters) + aside
    if not 0 < goal <= LAST_COLUMN:
        raise _UnknownFormula
    return letter(goal)


def _row(fixed: str, digits: str, down: int) -> str:
    if fixed or not down:
        return fixed + digits
    goal = int(digits) + down
    if not 0 < goal <= LAST_ROW:
        raise _UnknownFormula
    return str(goal)


def replace_columns(formula: str, columns: Callable[[int], int]) -> str:
    """A drawn formula over the present columns; `columns` gives the present number of a drawn one (0: removed)."""

    def renamed(found: re.Match[str]) -> str:
        now = columns(column_number(found[2]))
        return f"{found[1]}{letter(now)}{found[3]}{found[4]}" if now else "#REF!"

    return rewrite_operands(formula, lambda text: text if "!" in text or "[" in text else CELL.sub(renamed, text))


@lru_cache(maxsize=4_096)
def column_number(letters: str) -> int:
    """The number of a column's letters, from 1."""
    number = 0
    for sign in letters.upper():
        number = number * 26 + ord(sign) - 64
    return number


def parse_address(ref: str) -> tuple[int, int]:
    """The row and column of a cell's address; (0, 0) for a text that is none."""
    found = CELL.fullmatch(ref)
    return (int(found[4]), column_number(found[2])) if found else (0, 0)


class Area(NamedTuple):
    """A range of cells: its first and last row and column, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        first, last = f"{letter(self.left)}{self.top}", f"{letter(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"

    def overlaps(self, other: Area) -> bool:
        """Whether the two ranges have a cell in common."""
        rows = self.top <= other.bottom and other.top <= self.bottom
        return rows and self.left <= other.right and other.left <= self.right


def whole_area(ref: str) -> Area | None:
    """The range of whole columns or rows that a text names (`A:B`, `5:5`); None for any other text."""
    ends = ref.replace("$", "").split(":")
    if len(ends) != 2:
        return None
    if all(_COLUMN.fullmatch(end) for end in ends):
        left, right = sorted(map(column_number, ends))
        return Area(1, left, LAST_ROW, right)
    if all(ROW.fullmatch(end) for end in ends):
        top, bottom = sorted(map(int, ends))
        return Area(top, 1, bottom, LAST_COLUMN)
    return None


def parse_area(ref: str) -> Area | None:
    """The range that a text names (`A5`, `A5:B9`); None for whole columns or rows, and for a text that is none."""
    first, _, last = ref.partition(":")
    (top, left), (bottom, right) = parse_address(first), parse_address(last or first)
    if not (top and bottom):
        return None
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
