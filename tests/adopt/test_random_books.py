"""Whatever a workbook looks like, each of its cells is accounted for, and what is written is sound."""

from __future__ import annotations

from cell_account import assert_every_cell_is_accounted_for, filled_cells
from random_books import random_book
from seeds import each_seed

from calgen import api
from calgen.book.problems import Severity

_TO_FILL = {"cell_required", "tab_empty", "date_year", "date_year_unknown"}


@each_seed(4, 200)
def test_every_cell_of_a_random_workbook_is_accounted_for(seed: int) -> None:
    theirs = random_book(seed)
    made = api.adopt(theirs, "theirs.xlsx")
    assert_every_cell_is_accounted_for(filled_cells(theirs), made)
    if made.data:
        errors = [each for each in api.check(made.data, "new.xlsx").problems if each.severity is Severity.ERROR]
        assert {problem.code for problem in errors} <= _TO_FILL
    else:
        assert made.adoption.questions
