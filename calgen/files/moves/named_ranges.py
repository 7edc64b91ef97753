"""The user's defined names after the moves of rows: print areas, titles and ranges follow the cells they name."""

from __future__ import annotations

from collections.abc import Collection

from calgen.files.moves.moved_formulas import MovesByTitle, move_formula
from calgen.files.read.opened_workbook import DefinedName, OpenedWorkbook
from calgen.files.references.structured_references import HeadingChanges, rename_headings


def move_names(
    workbook: OpenedWorkbook,
    names: Collection[DefinedName],
    moves_of_tabs: MovesByTitle,
    changes: HeadingChanges,
) -> None:
    """Moves the ranges of some defined names; those that are local to a tab that is not edited stay as they are.

    Only rows with a `$` move: any other counts from the cell in which the name is used. `changes` are the headings of
    calgen's tables that change; names that are local to a tab of the user's keep the former ones.
    """
    if not changes and all(moves.is_identity for moves in moves_of_tabs.values()):
        return
    ours = {sheet.position for sheet in workbook.calgen_sheets().values()}
    for name in names:
        text = rename_headings(name.text, changes) if name.local is None or name.local in ours else name.text
        title = workbook.sheets[name.local].title if name.local in range(len(workbook.sheets)) else ""  # type: ignore[index]
        if name.local is None or title.casefold() in moves_of_tabs:
            text = move_formula(text, moves_of_tabs, title, only_absolute=True)
        workbook.document.set_text(name.node, text)
