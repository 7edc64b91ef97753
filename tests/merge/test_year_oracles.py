"""The oracles of `benchmarks/year.py` see a fault that is planted in a workbook, and none where there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest
from small_calendar import generated, saved, unlocked

import benchmarks.year  # noqa: F401 -- lets the weekly oracles be imported
from benchmarks.weekly import invariants
from benchmarks.weekly.contents import BookContents
from benchmarks.weekly.play import sizes_of
from benchmarks.weekly.sizes import growth_faults, year_faults
from benchmarks.weekly.typed import TypedCells

LATER = date(2027, 1, 18)
Plant = Callable[[Any, dict[str, int]], None]


@cache
def book() -> BookContents:
    return BookContents(generated("fr"))


def changed(plant: Plant) -> BookContents:
    """The calendar after something was done to its social tab."""
    opened = unlocked(generated("fr"))
    sheet = next(sheet for sheet in opened if "calgen_social" in sheet.tables)
    plant(sheet, book().calendars.columns("social"))
    return BookContents(saved(opened))


def _put(key: str, value: Any, row: int = 5) -> Plant:
    def plant(sheet: Any, columns: dict[str, int]) -> None:
        sheet.cell(row, columns[key]).value = value

    return plant


def _emptied_row(sheet: Any, columns: dict[str, int]) -> None:
    for column in columns.values():
        sheet.cell(5, column).value = None


def test_a_typed_cell_that_is_lost_or_changed_is_seen() -> None:
    typed, edited = TypedCells(), changed(_put("text", "Un texte"))
    typed.learn(book(), edited, set())
    assert len(typed.cells) == 1
    assert list(typed.faults(edited)) == []
    (fault,) = typed.faults(book())
    assert "'Un texte' was typed, None stands there" in fault


@pytest.mark.parametrize("plant", [_put("date", datetime(2027, 3, 3)), _put("theme", "Autre"), _emptied_row])  # noqa: DTZ001
def test_a_post_of_the_past_that_moves_or_goes_is_seen(plant: Plant) -> None:
    assert list(invariants.settled_faults(book(), book(), {}, LATER)) == []
    assert list(invariants.settled_faults(book(), changed(plant), {}, LATER))


def test_ids_that_stand_twice_or_come_again_are_seen() -> None:
    ids = invariants.IdBook({"social": {"P9999"}, "editorial": set()})
    (again,) = ids.faults(book(), changed(_put("id", "P0999")), set())
    assert again == "P0999 is given again"
    found = list(invariants.IdBook().faults(book(), changed(_put("id", "P0002")), set()))
    assert found == ["P0002 stands 2 times"]


def test_a_change_that_no_dry_run_told_is_seen() -> None:
    nothing: dict[str, list[dict[str, Any]]] = {kind: [] for kind in ("added", "moved", "changed", "removed")}
    assert list(invariants.told_faults(book(), book(), nothing)) == []
    (fault,) = invariants.told_faults(book(), changed(_put("owner", "Personne")), nothing)
    assert "told [], did ['owner']" in fault


def test_what_grows_without_rows_is_seen() -> None:
    size = sizes_of(book(), seconds=1.0)
    assert list(growth_faults(size, size)) == []
    styles = replace(size, counts={**size.counts, "cellXfs": size.counts["cellXfs"] + 60})
    assert [fault.split(":")[0] for fault in growth_faults(size, styles)] == ["cellXfs"]
    grown = replace(size, counts={**size.counts, "hidden": 2 * size.counts["hidden"] + 400}, seconds=3.0)
    assert list(year_faults([size] * 12)) == []
    found = list(year_faults([*[size] * 8, *[grown] * 4]))
    assert [fault.split(" for a row")[0] for fault in found] == ["hidden", "seconds of a run"]
