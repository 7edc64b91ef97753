"""The currencies in which sums of money are typed: the sign of the only one, or the note that they are several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from calgen.book.cells import as_text
from calgen.book.folding import fold
from calgen.book.grid import EMPTY, Cell, Grid, row_and_column
from calgen.book.problems import Place, Problem, Severity
from calgen.book.rows import ParsedRow
from calgen.book.values import Labelled
from calgen.book.vocabulary import currency_codes
from calgen.strategy import TABS

_SIGNS = {"euro": "€", "dollar": "$", "pound": "£", "franc": "CHF"}
_WORD = re.compile(r"[€$£]|[^\W\d]+")
_MONEY = {tab.key: [column.key for column in tab.columns if column.unit in ("money", "hourly")] for tab in TABS}


@dataclass(frozen=True, slots=True)
class Currencies:
    """The sign of the only currency that is typed, empty where none or several are; and the note on several."""

    sign: str
    problems: tuple[Problem, ...] = ()


def currencies(grids: Mapping[str, Grid], rows: Mapping[str, Iterable[ParsedRow]]) -> Currencies:
    """The currencies of all sums of money; `grids` and `rows` by the key of their tab."""
    places: dict[str, Place] = {}  # the first of each currency
    for key, columns in _MONEY.items():
        for row in rows.get(key, ()):
            for place in (row.source.place(column) for column in columns if column in row.source.columns):
                if sign := _sign(_cell(grids.get(key), place)):
                    places.setdefault(sign, place)
    if len(places) < 2:
        return Currencies(next(iter(places), ""))
    values = {"signs": tuple(Labelled(sign, place) for sign, place in places.items())}
    return Currencies("", (Problem("currencies_mixed", [*places.values()][1], Severity.NOTE, values),))


def _cell(grid: Grid | None, place: Place) -> Cell:
    return grid.cells.get(row_and_column(place.cell), EMPTY) if grid else EMPTY


def _sign(cell: Cell) -> str:
    """The sign of the currency in a cell's text; empty where it has none."""
    codes = (currency_codes().get(fold(word)) for word in _WORD.findall(as_text(cell.value)))
    return next((_SIGNS[code] for code in codes if code), "")
