"""A calendar whose rows move, and formulas of the user's own tab that point to it."""

from __future__ import annotations

from calgen.book.problems import Place, Problem
from calgen.files.moves.moved_references import MovedTable, is_filled, moved_reference_problems
from calgen.files.moves.reference_cures import CalendarColumns
from calgen.files.moves.row_moves import RowMoves
from calgen.files.references.formula_references import TargetNames, find_targets
from calgen.files.references.outside_references import FoundFormula, OutsideReference, ReferenceKind

TAB = "Calendrier social"
COLUMNS = CalendarColumns(TAB, "calgen_social", 1, {1: "N°", 2: "Date", 3: "Titre [1]"})
# P3 (row 7) goes, P1 and P2 change places, P6 is new; below the table, a note stands in row 12, and moves to row 13
MOVED = MovedTable(
    COLUMNS,
    RowMoves(5, 9, 10, 9, {5: 6, 6: 5, 8: 7, 9: 10}),
    {5: "P1", 6: "P2", 7: "P3", 8: "P4", 9: "P5"},
    {5: "P2", 6: "P1", 7: "P4", 8: "P6", 9: "P7", 10: "P5"},
    {"P1": "Le ficus", "P4": "x" * 80},
    is_filled([*((row, column) for row in range(4, 10) for column in (1, 2, 3)), (12, 2)]),
)


def references(*formulas: tuple[str, str], kind: ReferenceKind = ReferenceKind.CELL) -> list[OutsideReference]:
    """The references of formulas in cells of a tab `Suivi`."""
    names, found = TargetNames({TAB: "social"}), []
    for cell, formula in formulas:
        source = FoundFormula(Place("Suivi", cell), kind, formula, "" if kind == ReferenceKind.CELL else "Mon objet")
        targets = find_targets(formula, names)
        found += [OutsideReference(source, at.tab, at.area, at.headings, operand=at.operand) for at in targets]
    return found


def problems(
    *formulas: tuple[str, str], kind: ReferenceKind = ReferenceKind.CELL, table: MovedTable = MOVED
) -> tuple[Problem, ...]:
    return moved_reference_problems(references(*formulas, kind=kind), {"social": table})
