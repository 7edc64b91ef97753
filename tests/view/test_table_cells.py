"""The cells of a sheet with a long table: the same as a dictionary of them, in the order of rows and columns."""

from __future__ import annotations

import pytest

from calgen.book.sheet import StyledCell
from calgen.view.table_cells import TableCells

ABOVE = {(2, 1): StyledCell("purpose"), (1, 1): StyledCell("title")}
BESIDE = {(9, 5): StyledCell("below"), (4, 5): StyledCell("week"), (4, 6): StyledCell("hours")}


def make_row(number: int) -> list[StyledCell]:
    return [StyledCell(f"{number}.{column}") for column in (1, 2, 3)]


CELLS = TableCells(ABOVE, range(4, 7), 3, make_row, BESIDE)
TABLE = {(row, column): StyledCell(f"{row}.{column}") for row in (4, 5, 6) for column in (1, 2, 3)}


def test_all_cells_come_in_the_order_of_rows_and_columns() -> None:
    assert [*CELLS] == sorted({*ABOVE, *TABLE, *BESIDE})
    assert [*CELLS.items()] == sorted({**ABOVE, **TABLE, **BESIDE}.items(), key=lambda pair: pair[0])
    assert len(CELLS) == len([*CELLS])


def test_a_cell_is_found_by_its_place() -> None:
    assert all(CELLS[place] == cell for place, cell in {**ABOVE, **TABLE, **BESIDE}.items())


@pytest.mark.parametrize("place", [(3, 1), (7, 1), (4, 4), (4, 0), (8, 5)])
def test_a_place_without_a_cell_is_not_in_it(place: tuple[int, int]) -> None:
    assert place not in CELLS
    assert CELLS.get(place) is None


def test_no_row_is_made_before_it_is_asked_for() -> None:
    made: list[int] = []

    def remembered(number: int) -> list[StyledCell]:
        made.append(number)
        return make_row(number)

    cells = TableCells({}, range(4, 1_000_000), 3, remembered)
    assert cells[4, 2].value == "4.2"
    assert next(iter(cells)) == (4, 1)
    assert made == [4, 4]
