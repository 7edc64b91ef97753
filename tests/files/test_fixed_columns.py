"""Which columns beside a table stay where they are when its rows move, and where what is below it goes."""

from __future__ import annotations

import pytest

from calgen.book.problems import Refused
from calgen.files.moves.fixed_columns import TableSite, with_fixed_columns
from calgen.files.moves.row_moves import RowMoves, move_block, move_ranges
from calgen.files.read.formulas import Area, parse_area
from calgen.files.read.object_ranges import ObjectKind, ObjectRange

SITE = TableSite("Calendrier", Area(4, 1, 9, 3), headed=frozenset({1, 2, 3, 8}))
# two new rows, at 5 and 8; the others keep their order
GROWN = RowMoves(5, 9, 11, 9, {5: 6, 6: 7, 7: 9, 8: 10, 9: 11})
SHRUNK = RowMoves(5, 9, 6, 9, {5: 5, 6: 6})
SWAPPED = RowMoves(5, 9, 9, 9, {5: 6, 6: 5, 7: 7, 8: 8, 9: 9})


def objects(*named: str) -> list[ObjectRange]:
    """Objects by kind and range: `merge E5:E7`."""
    found = []
    for text in named:
        kind, _, ref = text.rpartition(" ")
        area = parse_area(ref)
        assert area
        found.append(ObjectRange(ObjectKind(kind), area))
    return found


def planned(moves: RowMoves, *named: str, filled: dict[int, list[int]] | None = None) -> RowMoves:
    return with_fixed_columns(moves, SITE, objects(*named), lambda: filled or {})


@pytest.mark.parametrize(
    ("named", "fixed", "below"),
    [
        (["merge E5:E7"], {5}, set()),
        (["table E5:F9"], {5, 6}, set()),
        (["link E5:E7"], {5}, set()),
        (["array formula E5:E7"], {5}, set()),
        (["merge E5:F5"], set(), set()),  # on one row: it goes with it
        (["merge E5:F5", "table F7:G9"], {5, 6, 7}, set()),  # one with columns that stay, all of whose columns stay
        (["merge E1:E3"], set(), set()),  # above
        (["merge E12:E14"], set(), set()),  # below
        (["pivot table E8:F12"], {5, 6}, {5, 6}),  # beside and below
        (["pivot table E8:F12", "merge F20:G20"], {5, 6, 7}, {5, 6, 7}),
        (["link B5:B7"], set(), set()),  # across the table
    ],
)
def test_columns_that_stay(named: list[str], fixed: set[int], below: set[int]) -> None:
    found = planned(GROWN, *named)
    assert (set(found.fixed), set(found.fixed_below)) == (fixed, below)


def test_notes_under_a_heading_go_with_their_rows_and_so_does_a_merge_among_them() -> None:
    notes = {5: [8], 8: [8], 9: [8]}
    assert planned(GROWN, "merge H8:H9", filled=notes).fixed == frozenset()
    assert move_ranges("H8:H9", planned(GROWN, "merge H8:H9", filled=notes)) == "H10:H11"
    with pytest.raises(Refused):
        planned(GROWN, "merge H5:H7", filled=notes)
    assert planned(GROWN, "merge H5:H7", filled={5: [8]}).fixed == {8}  # nothing but the merge


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("E5:E7", "E5:E7"),
        ("E12", "E14"),
        ("A6", "A7"),
        ("A5:F9", "A5:D11 E5:E9 F5:F11"),
        ("A12:F12", "A14:F14"),
        ("E5:E1048576", "E5:E1048576"),
    ],
)
def test_ranges_beside_stay_and_those_below_move(before: str, after: str) -> None:
    assert move_ranges(before, planned(GROWN, "merge E5:E7")) == after


def test_what_is_below_moves_up_as_far_as_what_is_beside_lets_it() -> None:
    assert planned(SHRUNK, "merge E5:E6").new_row(12) == 9
    assert planned(SHRUNK, "merge E5:E8").new_row(12) == 11
    assert planned(SHRUNK, "merge E5:E6", filled={8: [5]}).new_row(12) == 11
    assert planned(SHRUNK, "merge E5:E6", filled={8: [6]}).new_row(12) == 9
    assert planned(SHRUNK, "merge E5:E12").new_row(20, 1) == 17


@pytest.mark.parametrize(
    ("ref", "after"),
    [
        ("A5:A6", "A6:A7"),
        ("A6:A7", None),
        ("B8:C9", "B10:C11"),
        ("A2:C3", "A2:C3"),
        ("A3:A5", None),
        ("A9:A12", "A11:A14"),
    ],
)
def test_an_object_across_the_table_moves_where_its_rows_stay_together(ref: str, after: str | None) -> None:
    area = parse_area(ref)
    assert area
    moved = move_block(area, GROWN)
    assert (str(moved) if moved else None) == after
    if after is None:
        with pytest.raises(Refused) as refused:
            planned(GROWN, f"merge {ref}")
        problem = refused.value.problem
        assert (problem.code, str(problem.place)) == ("rows_held_together", f"Calendrier!{ref.partition(':')[0]}")


def test_a_merge_loses_rows_that_go_but_for_its_first() -> None:
    moves = RowMoves(5, 9, 8, 9, {5: 5, 6: 6, 8: 7, 9: 8})
    assert move_block(Area(6, 1, 7, 1), moves) == (6, 1, 6, 1)
    assert move_block(Area(7, 1, 8, 1), moves) is None
    assert move_block(Area(7, 1, 7, 2), moves) == (0, 0, 0, 0)
    planned(moves, "merge A6:A7")
    with pytest.raises(Refused):
        planned(moves, "array formula A6:A7")


def test_an_object_below_with_columns_that_stay_and_columns_of_the_table() -> None:
    with pytest.raises(Refused) as refused:
        planned(GROWN, "table E8:F14", "merge C11:E11")
    assert (refused.value.problem.code, str(refused.value.problem.place)) == ("no_room_for_rows", "Calendrier!C11")
    with pytest.raises(Refused):
        planned(GROWN, "table E8:F14", "merge C30:E30", filled={10: [2]})
    assert planned(GROWN, "table E8:F14", "merge C30:E30").new_row(30) == 30
    assert planned(SHRUNK, "table E8:F14", "merge C11:E11").new_row(11) == 11


def test_nothing_is_pushed_over_the_end_of_the_sheet() -> None:
    site = TableSite("Calendrier", SITE.area, last_row=1_048_576)
    stays = with_fixed_columns(GROWN, site, [], lambda: {1_048_576: [2]})
    assert (stays.new_row(1_048_576), stays.new_row(20)) == (1_048_576, 20)
    assert with_fixed_columns(GROWN, site, [], lambda: {1_048_570: [2], 1_048_576: []}).new_row(20) == 22
    with pytest.raises(Refused) as refused:
        with_fixed_columns(GROWN, site, [], lambda: {10: [1], 1_048_576: [2]})
    assert str(refused.value.problem.place) == "Calendrier!B1048576"


def test_what_an_array_formula_reads_beside_the_table_stays_with_it() -> None:
    assert planned(GROWN, "array formula F6:F8", "source E6:E8").fixed == {5, 6}
    assert planned(GROWN, "array formula F6:F8", "source E5:E9").fixed == {6}  # a cell for each row
    assert planned(GROWN, "array formula F6:F8", "source H6:H8").fixed == {6}  # under a heading
    assert planned(GROWN, "array formula F6:F8", "source B5:B8").fixed == {6}  # of the table


def test_columns_that_the_table_gains_need_a_free_place() -> None:
    site = TableSite("Calendrier", SITE.area, gained_columns=9)
    with pytest.raises(Refused):
        with_fixed_columns(RowMoves(5, 9, 9, 9, {n: n for n in range(5, 10)}), site, objects("merge E5:E7"), dict)


def test_rows_that_change_places_under_a_link_need_no_refusal() -> None:
    assert move_ranges("A5:A7", planned(SWAPPED, "link A5:A7")) == "A5:A7"
    assert move_ranges("A4:A5", planned(SWAPPED, "link A4:A5")) == "A4 A6"
