"""Which references from the user's tabs a run makes wrong, what is told of them, and the formula that is offered."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from moved_tables import COLUMNS, MOVED, problems

from calgen.book.words import load_words
from calgen.files.moves.moved_references import MOST_FINDINGS
from calgen.files.moves.row_moves import RowMoves
from calgen.files.references.outside_references import ReferenceKind

C = "'Calendrier social'!"

# formula → code of the finding ("" for none), and what is to be put in the place of the reference
CELLS = [
    (f"{C}C5", "outside_row_moves", "=INDEX(calgen_social[Titre '[1']],MATCH(\"P1\",calgen_social[N°],0))"),
    (f"{C}$C$5", "outside_row_moves", "=INDEX(calgen_social[Titre '[1']],MATCH(\"P1\",calgen_social[N°],0))"),
    (f"{C}B6*2", "outside_row_moves", 'INDEX(calgen_social[Date],MATCH("P2",calgen_social[N°],0))'),
    (f"{C}B7", "outside_row_goes", '=INDEX(calgen_social[Date],MATCH("P3",calgen_social[N°],0))'),
    (f"{C}E8", "outside_row_moves", f'=INDEX({C}$E:$E,MATCH("P4",{C}$A:$A,0))'),
    (f"SUM({C}8:8)", "outside_row_moves", 'INDEX(calgen_social,MATCH("P4",calgen_social[N°],0),0)'),
    (f"COUNTA({C}B5:B9)", "outside_table_resized", "calgen_social[Date]"),
    (f"COUNTA({C}B4:C9)", "outside_table_resized", "calgen_social[[Date]:[Titre '[1']]]"),
    (f"ROWS({C}A4:C9)", "outside_table_resized", "calgen_social"),
    (f"COUNTA({C}B5:B10)", "", ""),  # as long as the table will be
    (f"COUNTA({C}B5:B99)", "", ""),
    (f"COUNTA({C}B:B)", "", ""),
    (f"COUNTA({C}B5:B6)", "", ""),  # both change places within it
    (f"COUNTA({C}B6:B8)", "outside_rows_change",
     'INDEX(calgen_social[Date],MATCH("P2",calgen_social[N°],0)):INDEX(calgen_social[Date],MATCH("P4",calgen_social[N°],0))'),
    (f"COUNTA({C}B8:B99)", "outside_rows_change",
     'INDEX(calgen_social[Date],MATCH("P4",calgen_social[N°],0)):INDEX(calgen_social[Date],MATCH("P5",calgen_social[N°],0))'),
    (f"{C}B12", "outside_cells_move", f"={C}B13"),
    (f"SUM({C}A11:B14)", "outside_cells_move", f"{C}A12:B15"),
    (f"{C}C12", "", ""),  # an empty cell below the table, where the user filled down further than it goes
    (f"{C}A1", "", ""),
    (f"{C}B4", "", ""),
    ("SUM(calgen_social[Date])", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "code", "new"), CELLS, ids=[formula for formula, _, _ in CELLS])
def test_what_becomes_of_a_reference(formula: str, code: str, new: str) -> None:
    found = problems(("B2", formula))
    assert [problem.code for problem in found] == ([code] if code else [])
    for problem in found:
        assert str(problem.place) == "Suivi!B2"
        _, cure = load_words("en").message(problem)
        assert f"“{new}”" in cure


def test_nothing_is_told_where_no_row_moves() -> None:
    rows = {row: row for row in range(5, 10)}
    still = replace(MOVED, moves=RowMoves(5, 9, 9, 9, rows), after=MOVED.before)
    assert problems(*((f"B{n}", formula) for n, (formula, _, _) in enumerate(CELLS, 1)), table=still) == ()


def test_a_formula_has_one_finding_with_all_its_references() -> None:
    (problem,) = problems(("B2", f"{C}B5+{C}B6+{C}B8"))
    _, cure = load_words("en").message(problem)
    assert re.findall(r"P\d", cure) == ["P1", "P2", "P4", "P1"]  # one formula for each, and the one it speaks of


def test_cells_that_were_filled_down_are_told_once() -> None:
    filled = [(f"B{row}", f"{C}C{row}") for row in range(5, 10)]
    (problem,) = problems(*filled, ("C20", f"{C}B1"))
    message, _ = load_words("en").message(problem)
    assert str(problem.place) == "Suivi!B5"
    assert message.endswith("4 more cells are filled in the same way, down to B9.")
    one, other = problems(("B5", f"{C}C5"), ("B7", f"{C}C5"))
    assert "more" not in "".join((*load_words("en").message(one), *load_words("en").message(other)))


def test_many_findings_end_with_their_number() -> None:
    found = problems(*((f"B{row}", f"{C}C5+{row}") for row in range(MOST_FINDINGS + 7)))
    assert len(found) == MOST_FINDINGS + 1
    assert found[-1].values["n"] == 7
    assert found[-1].code == "outside_more"


CURES = {
    ReferenceKind.CONDITIONAL_FORMAT: f'INDEX({C}$B:$B,MATCH("P1",{C}$A:$A,0))',
    ReferenceKind.VALIDATION: f'INDEX({C}$B:$B,MATCH("P1",{C}$A:$A,0))',
    ReferenceKind.LINK: f'=HYPERLINK("#{C}B"&MATCH("P1",{C}A:A,0),"P1")',
    ReferenceKind.CHART: "Name Manager",
    ReferenceKind.SPARKLINE: "Name Manager",
    ReferenceKind.SHAPE: '=INDEX(calgen_social[Date],MATCH("P1",calgen_social[N°],0))',
    ReferenceKind.CONTROL: '=INDEX(calgen_social[Date],MATCH("P1",calgen_social[N°],0))',
    ReferenceKind.PIVOT: "the table calgen_social",
    ReferenceKind.LOCAL_NAME: '=INDEX(calgen_social[Date],MATCH("P1",calgen_social[N°],0))',
    ReferenceKind.TABLE: '=INDEX(calgen_social[Date],MATCH("P1",calgen_social[N°],0))',
}


@pytest.mark.parametrize("kind", CURES)
def test_each_holder_is_called_by_its_name_and_has_its_own_cure(kind: ReferenceKind) -> None:
    (problem,) = problems(("B2", f"{C}B5"), kind=kind)
    message, cure = load_words("en").message(problem)
    assert CURES[kind] in cure
    assert message[0].isupper()
    french, _ = load_words("fr").message(problem)
    assert french[0].isupper()


def test_a_list_of_a_validation_follows_the_whole_column() -> None:
    (problem,) = problems(("B2", f"{C}$B$5:$B$9"), kind=ReferenceKind.VALIDATION)
    assert '“=INDIRECT("calgen_social[Date]")”' in load_words("en").message(problem)[1]


def test_names_of_the_whole_workbook_are_calgens_to_move() -> None:
    assert problems(("", f"{C}B5"), kind=ReferenceKind.WORKBOOK_NAME) == ()


def test_french_formulas_are_written_as_programs_in_french_take_them() -> None:
    (problem,) = problems(("B2", f"{C}B5"))
    _, cure = load_words("fr").message(problem)
    assert '=INDEX(calgen_social[Date];EQUIV("P1";calgen_social[N°];0))' in cure


def test_a_table_without_headings_is_looked_up_by_its_columns() -> None:
    bare = replace(MOVED, columns=replace(COLUMNS, headings={}))
    (problem,) = problems(("B2", f"{C}B5"), table=bare)
    assert f'INDEX({C}$B:$B,MATCH("P1",{C}$A:$A,0))' in load_words("en").message(problem)[1]
