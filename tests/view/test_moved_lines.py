"""Lines of a tab that is drawn anew are found again by what stands at their beginning."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from calgen.book.grid import Cell, Grid
from calgen.book.sheet import Sheet, StyledCell
from calgen.view.moved_lines import moved_lines


def moved(before: Any, after: Any) -> dict[int, int]:
    grid = {(row, n): Cell(value) for row, cells in enumerate(before, 1) for n, value in enumerate(cells, 1)}
    drawn = {(row, n): StyledCell(value) for row, cells in enumerate(after, 1) for n, value in enumerate(cells, 1)}
    return moved_lines(Grid("Bilan", grid), Sheet("balance", "Bilan", drawn))


def test_lines_are_known_by_their_first_text() -> None:
    before = [["Bilan"], ["Facebook", 2], ["Instagram", 3], ["Heures"], ["Facebook", 5]]
    after = [["Bilan"], ["Facebook", 3], ["LinkedIn", 1], ["Instagram", 3], ["Heures"], ["Facebook", 6]]
    assert moved(before, after) == {1: 1, 2: 2, 3: 4, 4: 5, 5: 6}


def test_a_line_that_goes_is_left_out() -> None:
    assert moved([["Bilan"], ["Facebook"], ["Instagram"]], [["Bilan"], ["Instagram"]]) == {1: 1, 3: 2}


def test_lines_without_a_text_stay_among_their_neighbours() -> None:
    before: list[list[Any]] = [["a"], [1], ["b"], [2]]
    assert moved(before, [["a"], [7], ["c"], ["b"], [8]]) == {1: 1, 2: 2, 3: 4, 4: 5}


def test_the_lines_of_a_week_are_known_by_its_first_day() -> None:
    def week(first: date) -> list[Any]:
        return [first + timedelta(n) for n in range(7)]

    first, second = week(date(2027, 1, 4)), week(date(2027, 1, 11))
    before: list[list[Any]] = [["Vue"], first, ["Facebook"], second, ["Facebook"]]
    after: list[list[Any]] = [["Vue"], first, ["Instagram"], ["Facebook"], second, ["Facebook"]]
    assert moved(before, after) == {1: 1, 2: 2, 3: 4, 4: 5, 5: 6}


def test_days_alone_tell_lines_too() -> None:
    assert moved([[date(2027, 1, 4), 2], [date(2027, 1, 11), 2]], [[date(2027, 1, 11), 3]]) == {2: 1}


def test_a_week_of_few_days_has_a_label_before_them() -> None:
    first, second = ["Semaine 1", date(2027, 1, 9), date(2027, 1, 10)], ["Semaine 2", date(2027, 1, 11)]
    before: list[list[Any]] = [first, ["Facebook"], second, ["Facebook"]]
    assert moved(before, [second, ["Facebook"]]) == {3: 1, 4: 2}


def test_what_stands_below_a_table_of_weeks_is_known_by_its_own_text() -> None:
    """The figures of the weeks are formulas: their rows show a day alone, which names no other row."""
    one, two = [date(2027, 1, 4), ""], [date(2027, 1, 11), ""]
    assert moved([one, ["Thème"], ["Conseils"]], [one, two, ["Thème"], ["Conseils"]]) == {1: 1, 2: 3, 3: 4}
