"""Tables of the console: at any width every name, day, figure and word of a heading can be read."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from rich.console import Console

from calgen.terminal_tables import fitted_tables

NAMES = ["Facebook", "Facebook Groupe", "Instagram", "Instagram Stories", "TikTok", "Google Business", "LinkedIn"]
HEADINGS = ["Semaine", *NAMES, "Demandé", "Prévu", "Écart"]
ROWS = [[f"{day:02}/01/2027", *(str(n) for n in range(len(NAMES))), "33,3 %", "1234,5", "-0,3"] for day in range(4, 9)]
THEMES = [["Les coulisses du fournil 👩‍🍳", "12", "33,3 %"], ["Anticonstitutionnellement", "3", ""], ["", "0", "0 %"]]


def lines_of(headings: list[str], rows: list[list[str]], width: int) -> list[str]:
    console = Console(width=width, color_system=None, force_terminal=False, highlight=False)
    with console.capture() as captured:
        for table in fitted_tables(headings, rows, width):
            console.print(table)
    return captured.get().splitlines()


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
@pytest.mark.parametrize(("headings", "rows"), [(HEADINGS, ROWS), (["Thème", "Publications", "Part prévue"], THEMES)])
def test_no_word_is_cut_and_no_line_is_too_long(headings: list[str], rows: list[list[str]], width: int) -> None:
    lines = lines_of(headings, rows, width)
    text = " ".join(lines)
    assert "…" not in text
    assert max(map(cell_len, lines)) <= width
    for word in {word for cells in (headings, *rows) for cell in cells for word in cell.split()}:
        assert word in text.split(), word


@pytest.mark.parametrize("width", [60, 80])
def test_columns_that_do_not_fit_stand_below_with_the_name_of_each_row(width: int) -> None:
    lines = lines_of(HEADINGS, ROWS, width)
    for row in ROWS:
        parts = [line for line in lines if line.startswith(row[0])]
        assert len(parts) > 1
        assert " ".join(parts).replace(row[0], " ").split() == " ".join(row[1:]).split()


def test_a_table_that_fits_stays_in_one_piece() -> None:
    assert len([*fitted_tables(HEADINGS, ROWS, 200)]) == 1
    assert len([*fitted_tables(["Thème"], [["Nos pains"]], 40)]) == 1


def test_no_row_no_cut() -> None:
    assert lines_of(["Semaine", "Prévu"], [], 80)[0].split() == ["Semaine", "Prévu"]


@pytest.mark.parametrize("width", [10, 20])
def test_a_terminal_too_narrow_for_a_word_folds_it(width: int) -> None:
    lines = lines_of(["Thème", "Part"], [["Anticonstitutionnellement", "5"]], width)
    assert "…" not in "".join(lines)
