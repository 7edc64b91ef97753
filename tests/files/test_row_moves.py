"""Where cells go when the rows of a table move: ranges stretch, formulas keep their references."""

from __future__ import annotations

import pytest

from calgen.files.moves.moved_formulas import move_formula
from calgen.files.moves.row_moves import RowMoves, move_ranges
from calgen.files.read.formulas import replace_columns, translate_formula

STILL = RowMoves(5, 9, 9, 9, {row: row for row in range(5, 10)})
# row 7 is gone, 5 and 6 have changed places, two new rows stand at 8 and 10
MOVED = RowMoves(5, 9, 10, 9, {5: 6, 6: 5, 8: 7, 9: 9})


def test_nothing_moves_where_all_stays() -> None:
    assert STILL.is_identity
    assert not MOVED.is_identity
    assert not RowMoves(5, 9, 9, 9, {row: row for row in range(5, 9)}).is_identity  # one is gone


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A5:C9", "A5:C10"),  # the whole body
        ("A4:C9", "A4:C10"),  # with its headings
        ("A1:C2", "A1:C2"),  # above it
        ("A12", "A13"),  # below it
        ("B5", "B6"),
        ("B7", ""),  # gone
        ("A5:B6", "A5:B6"),
        ("A6:B8", "A5:B5 A7:B7"),
        ("B5 D12 E7", "B6 D13"),
        ("B5:B1048576", "B5:B1048576"),
        ("C:C", "C:C"),
    ],
)
def test_ranges(before: str, after: str) -> None:
    assert move_ranges(before, MOVED) == after


def test_a_range_that_ends_above_rows_that_the_user_added_holds_them() -> None:
    longer = RowMoves(5, 10, 10, 9, {row: row for row in range(5, 11)})
    assert move_ranges("H5:H9", longer) == "H5:H10"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("B5*2", "B6*2"),
        ("$B$6+A1", "$B$5+A1"),
        ("SUM(B5:B9)", "SUM(B5:B10)"),
        ("B7+1", "#REF!+1"),
        ("SUM(B6:B7)", "SUM(B5:B5)"),
        ("SUM(B7:B8)", "SUM(B7:B7)"),
        ('IF(B5="B6",B9,"B5")', 'IF(B6="B6",B9,"B5")'),
        ("Autre!B5+'Mon ''onglet'''!B5", "Autre!B5+'Mon ''onglet'''!B6"),
        ("calgen_social[[#This Row],[B5]]", "calgen_social[[#This Row],[B5]]"),
        ("LOG10(B5)", "LOG10(B6)"),
    ],
)
def test_formulas(before: str, after: str) -> None:
    assert move_formula(before, {"mon 'onglet'": MOVED}, "Mon 'onglet'") == after


def test_formulas_for_other_columns() -> None:
    assert replace_columns("AND($E5=\"E5\",LEN($L5)>10)", {5: 6, 12: 30}.__getitem__) == 'AND($F5="E5",LEN($AD5)>10)'


def test_a_formula_in_another_cell() -> None:
    assert translate_formula("B5*$C$1", "D5", "D9") == "B9*$C$1"


def test_a_row_from_below_that_is_taken_into_the_table_keeps_its_formulas() -> None:
    taken = RowMoves(5, 6, 7, 6, {5: 5, 6: 7, 9: 6})
    assert move_formula("B9+B5+B12", {"x": taken}, "x") == "B6+B5+B13"
    assert move_ranges("B9 B10", taken) == "B6 B11"
