"""Where a tab's headings stand, among the user's own columns and above rows of data."""

from __future__ import annotations

import pytest
from sheets import book

from calgen.book.grid import Cell, CellState, Grid
from calgen.book.headings import find_headings
from calgen.book.problems import Place, Problem, Severity
from calgen.book.values import Title
from calgen.book.vocabulary import column_titles

TITLES = column_titles("themes")


def grid(*rows: tuple[object, ...], top: int = 1) -> Grid:
    """A tab with these rows from `top` on; a `Cell` stands as it is, `None` is no cell."""
    cells = {
        (row, column): value if isinstance(value, Cell) else Cell(str(value))
        for row, values in enumerate(rows, top)
        for column, value in enumerate(values, 1)
        if value is not None
    }
    return Grid("Thèmes", cells)


@pytest.mark.parametrize("top", range(1, 11))
def test_the_headings_stand_on_any_of_the_first_ten_rows(top: int) -> None:
    found = find_headings(grid(("Thème", "Catégorie"), ("Coulisses", "Promouvoir"), top=top), TITLES)
    assert (found.row, found.where, found.problems) == (top, {"theme": 1, "category": 2}, ())


def test_below_the_tenth_row_there_are_no_headings() -> None:
    assert find_headings(grid(("Thème", "Catégorie"), top=11), TITLES).row == 0


def test_the_row_that_holds_most_titles_is_the_heading_row_and_the_first_of_equals() -> None:
    assert (
        find_headings(grid(("Thème", "notre idée"), ("Thème", "Catégorie", "Poids"), ("Poids", "Thème")), TITLES).row
        == 2
    )
    assert find_headings(grid(("Thème", "Poids"), ("Poids", "Thème")), TITLES).row == 1


@pytest.mark.parametrize("title", ["THEME", "thème *", " Thème\u00a0", "Thème :", "The\u0300me", "Theme",
    "Nom du\nthème", "\ufeffPilier"])
def test_a_title_in_any_dress_and_any_language(title: str) -> None:
    assert find_headings(grid((title, "Category")), TITLES).where == {"theme": 1, "category": 2}


def test_columns_stand_in_any_order_among_the_users_own() -> None:
    found = find_headings(grid(("Mes notes", "Poids", None, "Thème", "Vu par Léa", "Catégorie")), TITLES, "themes")
    assert (found.where, found.problems) == ({"weight": 2, "theme": 4, "category": 6}, ())


def test_two_titles_of_one_column_are_a_problem_that_names_both_cells() -> None:
    found = find_headings(grid(("Thème", "Catégorie", "Rubrique")), TITLES)
    values = {"value": "Rubrique", "first": "A1"}
    assert found.problems == (Problem("heading_twice", Place("Thèmes", "C1"), values=values),)
    assert found.where["theme"] == 1


@pytest.mark.parametrize(("covered", "places"), [((2,), ["B1"]), ((2, 3), ["B1"])])
def test_one_merge_over_headings_is_one_problem(covered: tuple[int, ...], places: list[str]) -> None:
    cells = {(1, 1): Cell("Thème"), (1, 4): Cell("Catégorie"),
        **{(1, column): Cell(state=CellState.COVERED) for column in covered}}
    found = find_headings(Grid("Thèmes", cells), TITLES)
    assert found.problems == tuple(Problem("heading_merged", Place("Thèmes", cell)) for cell in places)


def test_a_merge_of_the_users_own_titles_is_the_users_own() -> None:
    covered = Cell(state=CellState.COVERED)
    assert find_headings(grid(("Thème", "Catégorie", "Notes de Léa", covered)), TITLES).problems == ()


def test_a_slip_of_the_pen_is_told_with_the_title_of_the_column() -> None:
    found = find_headings(grid(("Thème", "Catégorie", "Espacemnt")), TITLES, "themes")
    values = {"value": "Espacemnt", "near": Title("themes", "spacing")}
    assert found.problems == (Problem("heading_near", Place("Thèmes", "C1"), Severity.WARNING, values),)


def test_a_title_near_one_that_is_there_is_the_users_own() -> None:
    assert find_headings(grid(("Thème", "Catégorie", "Thèmes", "Poid", "Poids")), TITLES, "themes").problems == ()


def test_a_tab_without_any_of_the_titles() -> None:
    workbook = book("## Thèmes\n\n| Quoi | Qui |\n| --- | --- |\n| Rien | Léa |\n")
    assert find_headings(workbook.grids[0], TITLES) == find_headings(Grid("Thèmes", {}), TITLES)
    assert find_headings(Grid("Thèmes", {}), TITLES).row == 0
