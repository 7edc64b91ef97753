"""Whatever is left out of a book, the method has its say: in words, at cells that there are, and never stopping."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

import pytest
from sheets import change, with_grid, without
from whole import TODAY, whole

from calgen.book.grid import Cell, Workbook, address
from calgen.book.languages import languages
from calgen.book.words import load_words
from calgen.check import advise
from calgen.check.advice_order import BOOK, step_of, with_places
from calgen.check.tomster import steps
from calgen.read import read
from calgen.view.checks import missing_text, present_text

WHOLE = whole()
TABS = [grid.title for grid in WHOLE.grids]
REQUIRED = {"Objectifs", "Plateformes", "Thèmes"}
ODD = re.compile(r"Traceback|datetime|Fraction|\bNone\b|[{}|<]|Labelled|Word\(")


def heard(workbook: Workbook) -> None:
    """Everything that is said of a book that reads without an error can be said, and leads somewhere."""
    found = read(workbook)
    if found.stopped:
        return
    titles = {grid.title for grid in workbook.grids}
    for one in with_places(advise(found.strategy, TODAY, found.partial), found.titles):
        assert one.severity != "error"
        assert step_of(one.code) != BOOK
        assert one.place is None or one.place.tab in titles
        for language in languages():
            message, cure = load_words(language).message(one)
            assert message
            assert cure
            assert not ODD.search(message + cure), (one.code, message)
    for step in steps(found.strategy):
        for language in languages():
            said = present_text(load_words(language), step) + missing_text(load_words(language), step)
            assert said
            assert not ODD.search(said), said


@pytest.mark.parametrize("tab", TABS)
def test_any_cell_may_be_empty(tab: str) -> None:
    grid = next(one for one in WHOLE.grids if one.title == tab)
    for row, column in grid.cells:
        if row > 1:
            heard(change(WHOLE, f"{tab}!{address(row, column)}", Cell(None)))


@pytest.mark.parametrize("tab", TABS)
def test_any_row_and_any_column_may_be_missing(tab: str) -> None:
    grid = next(one for one in WHOLE.grids if one.title == tab)
    for side in (0, 1):
        for number in {at[side] for at in grid.cells}:
            cells = {at: cell for at, cell in grid.cells.items() if at[side] != number}
            heard(with_grid(WHOLE, type(grid)(grid.title, cells)))


def test_any_two_tabs_may_be_missing() -> None:
    for two in combinations(sorted(set(TABS) - REQUIRED), 2):
        workbook = WHOLE
        for title in two:
            workbook = without(workbook, title)
        heard(workbook)


def test_nothing_but_what_is_required() -> None:
    workbook = WHOLE
    for title in set(TABS) - REQUIRED:
        workbook = without(workbook, title)
    heard(workbook)
    empty = {"target_empty", "evaluate_empty", "resources_empty", "strategy_empty", "wheel_none"}
    strategy = read(workbook).strategy
    codes = [one.code for one in advise(strategy, TODAY)]
    assert codes == ["tabs_to_come"], "three tabs are a beginning: one remark"
    more = replace(strategy, platforms=strategy.platforms * 2)  # four platforms are none
    assert empty <= {one.code for one in advise(more, TODAY)}
