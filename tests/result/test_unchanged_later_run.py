"""A later run with nothing changed: the tasks are of that day (the calendars stay: `test_later_run`)."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from made_samples import STARTS, made
from seeds import few_of

from calgen import api
from calgen.files.read import load

if TYPE_CHECKING:
    from calgen.book.grid import Grid

LATER = (1, 45)  # days after the start


def column(data: bytes, key: str, title: str) -> list[object]:
    """A column of one of calgen's tabs, below its title."""
    grid = load.load(data, "plan.xlsx").calgen_tab(key)
    assert grid is not None
    row, at = next(place for place, cell in grid.cells.items() if cell.value == title)
    return [_value(grid, number, at) for number in range(row + 1, max(place[0] for place in grid.cells) + 1)]


def _value(grid: Grid, row: int, at: int) -> object:
    cell = grid.cells.get((row, at))
    return cell.value if cell else None


@pytest.mark.parametrize("days", LATER)
@pytest.mark.parametrize("sample", few_of(["salon", "saas"], 1))
def test_the_tasks_follow_the_day(sample: str, days: int) -> None:
    before, words = made(sample).done.after, made(sample).book.words
    today = STARTS[sample] + timedelta(days=days)
    later = api.generate(before, "plan.xlsx", today)
    states = [one for one in column(later.after, "tasks", words.title("tasks", "state")) if one]
    late, gone = words.choice("task_state", "late"), {words.choice("task_state", one) for one in ("over", "done")}
    assert set(states[: states.count(late)]) <= {late}
    over = sum(one in gone for one in states)
    assert all(one in gone for one in states[len(states) - over :])
    assert days == 1 or late in states
    again = api.generate(later.after, "plan.xlsx", today)
    assert again.after == later.after


@pytest.mark.long
def test_the_strategy_s_own_tabs_keep_their_bytes() -> None:
    before = made("salon").done.after
    after = api.generate(before, "plan.xlsx", STARTS["salon"] + timedelta(days=3)).after
    held = [zipfile.ZipFile(io.BytesIO(data)) for data in (before, after)]
    tabs = [name for name in held[0].namelist() if name.startswith("xl/worksheets/sheet")]
    same = [name for name in tabs if name in held[1].namelist() and held[0].read(name) == held[1].read(name)]
    book = load.load(before, "plan.xlsx")
    assert len(same) >= len(book.grids) - len(book.calgen_titles) > 0
