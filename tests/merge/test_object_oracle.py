"""Where the oracle of the sessions with things of the user's own expects what stands below a calendar."""

from __future__ import annotations

from typing import Any, cast

import pytest
from object_checks import CHECKS
from object_draft import Added
from sheet_inventory import Contents, Inventory, SheetCell, SheetTable
from tab_moves import LAST_ROW, TabMoves

TOP = 4


def calendar(bottom: int, ids: dict[str, int], **held: Any) -> Inventory:
    table = SheetTable("calgen_social", f"A{TOP}:AG{bottom}", (), None, "")
    cells = {(row, 1): SheetCell(id_) for id_, row in ids.items()}
    cells |= {at: SheetCell("x") for at in held.pop("cells", ())}
    return Inventory("Calendrier social", "", None, cells, tables=[table], **held)


def moves(old: Inventory, new: Inventory) -> TabMoves:
    return TabMoves(old, new, cast("Contents", None))


OLD = {f"P{n:04}": TOP + n for n in range(1, 21)}  # to row 24
LESS = {f"P{n:04}": TOP + n for n in range(1, 14)}  # to row 17


@pytest.mark.parametrize(
    ("held", "due"),
    [
        ({}, {-7}),
        ({"merges": ["AI22:AJ24"]}, {-7, 0}),
        ({"merges": ["AI18:AJ20"]}, {-7, -4}),
        ({"merges": ["AI24:AJ24"]}, {-7}),
        ({"merges": ["AI8:AJ10"]}, {-7}),
        ({"merges": ["AI8:AJ10"], "cells": [(21, 35)]}, {-7, -3}),
        ({"merges": ["B30:C32"]}, {-7}),
        ({"links": [("AI18:AI19 AI23", "x")]}, {-7, -5}),
    ],
)
def test_what_stands_under_a_smaller_calendar(held: dict[str, Any], due: set[int]) -> None:
    found = moves(calendar(24, OLD, **held), calendar(17, LESS))
    assert found.below == due
    assert found.due((26, 2, 26, 2)) == due
    assert found.due((26, 40, 26, 40)) == due | {0}


def test_nothing_leaves_the_sheet() -> None:
    found = moves(calendar(17, LESS, cells=[(LAST_ROW, 2)]), calendar(24, OLD))
    assert found.below == {0}
    assert moves(calendar(17, LESS, cells=[(LAST_ROW - 7, 2)]), calendar(24, OLD)).below == {7}


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ([10, 24], [10, 17], 0),
        ([20, 24], [17], 0),  # row 20 is gone, and the last row that is left ends a page already
        ([10, 24], [17], 1),
        ([24, 25], [17, 18], 0),
        ([24, 25], [17, 17], 2),
        ([2, 30], [2, 23], 0),
        ([2, 30], [2, 30], 1),
    ],
)
def test_two_page_breaks_below_one_row_become_one(old: list[int], new: list[int], faults: int) -> None:
    found = moves(calendar(24, OLD, breaks=old), calendar(17, LESS, breaks=new))
    thing = Added("break", "Calendrier social", "break", (old[-1], 1, old[-1], 1))
    assert len(list(CHECKS["break"](thing, found))) == faults
