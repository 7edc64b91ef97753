"""Where the cells of a tab with comments will stand."""

from __future__ import annotations

import pytest

from calgen.book.grid import Cell, Grid
from calgen.book.sheet import Sheet, StyledCell
from calgen.merge.redrawn_tabs import TypedCell
from calgen.view.commented_tab import CommentedTab

Texts = dict[tuple[int, int], object]


def goals(
    before: Texts, after: Texts, places: list[tuple[int, int]], lines: dict[int, int], kept: Texts | None = None
) -> dict[tuple[int, int], tuple[int, int]]:
    own = [TypedCell(place, Cell(str(text)), is_over=False) for place, text in (kept or {}).items()]
    cells = {place: Cell(value) for place, value in (before | (kept or {})).items()}  # type: ignore[arg-type]
    sheet = Sheet("balance", "Équilibre", {place: StyledCell(value) for place, value in after.items()})  # type: ignore[arg-type]
    tab = CommentedTab("balance", Grid("Équilibre", cells), own, set(kept or ()))
    return tab.goals(places, sheet, lines)


HEAD: Texts = {(1, 1): "Plateforme", (1, 2): "Prévu"}


@pytest.mark.parametrize(
    ("before", "after", "goal"),
    [
        ({(2, 1): "Facebook", (2, 2): 8}, {(2, 1): "Facebook", (2, 2): 9}, (2, 2)),
        ({(2, 1): "Facebook", (2, 2): 8}, {(3, 1): "Facebook", (3, 2): 9}, (3, 2)),
        ({(2, 1): "Facebook", (2, 2): 8}, {(3, 1): "Facebook"}, None),
        ({(2, 1): "Facebook", (2, 2): "oui"}, {(3, 1): "Facebook", (3, 2): "non"}, None),
        ({(2, 1): "Facebook", (2, 2): 8}, {(2, 1): "LinkedIn", (2, 2): 8}, None),
        ({(2, 1): "Facebook", (2, 2): 8}, {(1, 2): "Demandé", (2, 1): "Facebook", (2, 2): 8}, None),
        ({(2, 1): "Facebook"}, {(3, 1): "Facebook"}, (3, 2)),
        ({(2, 1): "Facebook"}, {(3, 1): "Facebook", (3, 2): 1}, None),
    ],
)
def test_a_cell_is_known_by_its_line_and_its_heading(before: Texts, after: Texts, goal: tuple[int, int] | None) -> None:
    rows = {text: row for (row, column), text in after.items() if column == 1}
    lines = {row: rows[text] for (row, column), text in before.items() if column == 1 and text in rows}
    assert goals(HEAD | before, HEAD | after, [(2, 2)], {1: 1, **lines}).get((2, 2)) == goal


def test_two_comments_never_come_to_one_cell() -> None:
    found = goals(HEAD | {(2, 1): "Facebook"}, HEAD | {(9, 1): "Facebook"}, [(2, 2), (9, 2)], {1: 1, 2: 9})
    assert found == {(2, 2): (9, 2)}


def test_none_comes_to_a_text_of_the_users() -> None:
    before, after = HEAD | {(2, 1): "Facebook"}, HEAD | {(9, 1): "Facebook"}
    assert goals(before, after, [(2, 2), (9, 2)], {1: 1, 2: 9}, {(9, 2): "à moi"}) == {(9, 2): (9, 2)}
