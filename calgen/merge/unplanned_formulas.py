"""What calgen's formulas show on the posts that the plan lacks: cancelled ones, and those without a day or a platform.

A program that saves no values of formulas would leave them empty until the sheet is calculated.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from calgen.book.cells import as_text
from calgen.book.sheet import StyledCell
from calgen.calendar import CalendarRow
from calgen.merge.edits import Edits
from calgen.strategy.networks import network
from calgen.strategy.text_length import length


def shown_by_formulas(
    edits: Edits, titles: Mapping[str, str], planned: Collection[str]
) -> Mapping[str, Mapping[str, StyledCell]]:
    """The cells with formulas of the posts that are not planned, by id and column key.

    `titles` are those of the subjects by their ids; a subject that the plan lacks has that of its row.
    """
    return {
        id_: _shown(edits, titles, row) for id_, row in edits.rows_of("social").items() if id_ not in planned
    }


def _shown(edits: Edits, titles: Mapping[str, str], row: CalendarRow) -> Mapping[str, StyledCell]:
    own = edits.rows_of("editorial").get(row.subject)
    text = as_text(row.cell("text").value)
    values = {
        "day": row.day() or "",
        "title": titles.get(row.subject, "") or (own.text("title") if own else ""),
        "editorial": row.subject,
        "characters": length(text, network(row.text("platform")).limits) if text else "",
    }
    cells = {key: row.cell(key).formula for key in values}
    return {
        key: StyledCell(values[key], formula=f"={formula.removeprefix('=')}")
        for key, formula in cells.items() if formula
    }  # fmt: skip
