"""The values of formulas over plain cells, computed in Python: IF, sums, comparisons; no tables, no texts."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import range_boundaries

Thunk = Callable[[], Any]
_OPERATORS = {"=": "==", "<>": "!="}
_REF = re.compile(r"(?:'((?:[^']|'')+)'!)?(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)")


class UnsupportedError(Exception):
    """A formula that is computed over a table, or by a function that is not among those here."""


class FormulaValues:
    """The values of the cells of a workbook as openpyxl reads it with its formulas."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self.value = cache(self._value)

    def _value(self, tab: str, at: str) -> Any:
        """The value of a cell; an empty text where it is blank."""
        found = self._workbook[tab][at].value
        if isinstance(found, str) and found.startswith("="):
            return self._computed(tab, found)
        return "" if found is None else found

    def _computed(self, tab: str, formula: str) -> Any:
        code = "".join(_python(token) for token in Tokenizer(formula).items)
        return eval(code, {"F": _call, "R": lambda ref: self._reference(tab, ref)})

    def _reference(self, tab: str, ref: str) -> Any:
        found = _REF.fullmatch(ref)
        if not found:
            raise UnsupportedError(ref)
        title, cells = (found[1] or tab).replace("''", "'"), found[2].replace("$", "")
        if ":" not in cells:
            return self.value(title, cells)
        left, top, right, bottom = range_boundaries(cells)
        rows = self._workbook[title].iter_rows(top, bottom, left, right)
        return [self.value(title, cell.coordinate) for row in rows for cell in row]


def _python(token: Token) -> str:
    match token.type, token.subtype:
        case Token.OPERAND, Token.RANGE:
            return f"R({token.value!r})"
        case Token.OPERAND, Token.TEXT:
            return repr(token.value[1:-1].replace('""', '"'))
        case Token.OPERAND, Token.NUMBER:
            return f"({token.value})"
        case Token.FUNC, Token.OPEN:
            return f"F({token.value[:-1]!r}, lambda: ("
        case Token.FUNC, Token.CLOSE:
            return "))"
        case Token.SEP, Token.ARG:
            return "), lambda: ("
        case (Token.OP_IN | Token.OP_PRE | Token.PAREN), _:
            return _OPERATORS.get(str(token.value), str(token.value))
    raise UnsupportedError(token.value)


def _call(name: str, *thunks: Thunk) -> Any:
    if name == "IFERROR":
        try:
            return thunks[0]()
        except (TypeError, ZeroDivisionError):
            return thunks[1]()
    if name == "IF":
        return thunks[1]() if thunks[0]() else thunks[2]()
    if name not in _FUNCTIONS:
        raise UnsupportedError(name)
    return _FUNCTIONS[name](*(thunk() for thunk in thunks))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _numbers(*values: Any) -> list[float]:
    every = [item for value in values for item in (value if isinstance(value, list) else [value])]
    return [item for item in every if _is_number(item)]


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "AND": lambda *found: all(found),
    "OR": lambda *found: any(found),
    "ISNUMBER": _is_number,
    "ABS": abs,
    "N": lambda value: value if _is_number(value) else 0,
    "COUNT": lambda *found: len(_numbers(*found)),
    "MIN": lambda *found: min(_numbers(*found), default=0),
    "MAX": lambda *found: max(_numbers(*found), default=0),
    "SUM": lambda *found: math.fsum(_numbers(*found)),
    "SUMPRODUCT": lambda *found: math.fsum(math.prod(row) for row in zip(*found, strict=True)),
}
