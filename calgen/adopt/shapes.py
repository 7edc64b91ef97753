"""The shape of the values of a column: weekdays, hours, shares, days, networks, statuses, whatever its heading says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time

from calgen.adopt.columns import columns_of
from calgen.adopt.day_texts import day_or_hour
from calgen.adopt.network_texts import networks_in
from calgen.adopt.periods import day_in, lacks_its_year
from calgen.adopt.regions import PlacedCell
from calgen.adopt.values import is_status
from calgen.book.cells import ReadOptions
from calgen.book.columns import Column, Kind
from calgen.book.folding import fold
from calgen.book.problems import Problem
from calgen.book.rows import read_cell
from calgen.book.vocabulary import choice_codes

_SAYING = ("title", "text", "mission", "platform", "theme", "message", "description")  # no figure stands there
_FREE = {Kind.TEXT, Kind.LINES, Kind.LIST, Kind.REF, Kind.REFS}
_LONGEST_DAY = 40  # characters of a day in words, with its hour
_TELLING = 0.8  # share of a column's cells that must have a shape
_LEAST_CELLS = 2
_UNLIKE = 0.7  # how well texts that never come again fit a column of themes: they may be titles


def is_box(cell: PlacedCell) -> bool:
    """Whether a cell is a box, ticked or not, or a word that an export writes for one."""
    return isinstance(cell.cell.value, bool) or cell.text.casefold() in _BOXES


_BOXES = {"true", "false", "checked", "unchecked", "x", "✓", "✔", "☑", "☐", "✅", "❌"}
TICKED = _BOXES - {"false", "unchecked", "☐", "❌"}


def fit(column: Column, cells: Sequence[PlacedCell], options: ReadOptions) -> float:
    """The share of a column's cells that can be read as what the column of calgen's holds; 1 where it has none."""
    if not cells:
        return 1
    if column.key == "theme":
        texts = [cell.text for cell in cells]
        if all(networks_in(text) for text in texts):
            return 0
        return _UNLIKE if len(set(texts)) == len(texts) >= _LEAST_CELLS else 1
    return sum(_fits(column, cell, options) for cell in cells) / len(cells)


def _fits(column: Column, cell: PlacedCell, options: ReadOptions) -> bool:
    value = cell.cell.value
    if column.kind in _FREE:
        is_figure = isinstance(value, int | float | date | time) and not isinstance(value, bool)
        is_word = column.key in ("link", "url") and fold(cell.text) in choice_codes("yes_no")
        return not (is_figure and column.key in _SAYING) and not isinstance(value, bool) and not is_word
    cell = day_or_hour(cell) if column.kind in (Kind.DAY, Kind.HOURS) else cell
    found = read_cell(column, cell.cell, cell.place, options)
    if not isinstance(found, Problem) or found.code == "date_ambiguous":
        return True
    if column.key not in ("date", "publish"):
        return False
    is_named = len(cell.text) <= _LONGEST_DAY and day_in(cell.text, options) is not None
    return is_named or lacks_its_year(cell.text)


def shape_matches(key: str, cells: Sequence[PlacedCell], options: ReadOptions) -> tuple[str, ...]:
    """The columns of a tab whose values have a shape that those of a column of theirs have too."""
    if len(cells) < _LEAST_CELLS:
        return ()
    return tuple(column.key for column in columns_of(key) if _has_shape(column, cells, options))


def _has_shape(column: Column, cells: Sequence[PlacedCell], options: ReadOptions) -> bool:
    if column.key == "platform":
        return _most(cells, _is_network)
    if column.key == "platforms":
        return _most(cells, _are_networks)
    if column.key == "status":
        return _most(cells, lambda cell: is_status(cell.text))
    if column.kind is Kind.HOURS and not _most(cells, _is_clock):
        return False
    if column.kind in (Kind.WEEKDAYS, Kind.HOURS, Kind.CADENCE) and _most(cells, _is_words):
        return _most(cells, lambda cell: _fits(column, cell, options))
    if column.kind is Kind.DAY and column.required:
        return _most(cells, lambda cell: isinstance(cell.cell.value, date))
    if column.kind is Kind.SHARE and column.required:
        return all(cell.cell.percent or "%" in cell.text for cell in cells)
    return False


def _most(cells: Sequence[PlacedCell], holds: object) -> bool:
    assert callable(holds)
    return sum(bool(holds(cell)) for cell in cells) >= _TELLING * len(cells)


def _is_words(cell: PlacedCell) -> bool:
    """Whether a cell is more than a number: numbers have no shape of their own."""
    return isinstance(cell.cell.value, time) or bool(re.search(r"[^\W\d]", cell.text)) or ":" in cell.text


_CLOCK = re.compile(r"\d\s*(?:h|:\d|[ap]\.?m)", re.IGNORECASE)


def _is_clock(cell: PlacedCell) -> bool:
    return isinstance(cell.cell.value, time) or bool(_CLOCK.search(cell.text))


def _is_network(cell: PlacedCell) -> bool:
    return isinstance(cell.cell.value, str) and bool(networks_in(cell.text))


def _are_networks(cell: PlacedCell) -> bool:
    return isinstance(cell.cell.value, str) and bool(networks_in(cell.text))
