"""What calgen's formulas show on rows that the plan lacks: posts that are cancelled or have no day, emptied subjects.

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


def shown_without_posts(edits: Edits, planned: Collection[str]) -> Mapping[str, Mapping[str, StyledCell]]:
    """The cells with formulas of the subjects that are not planned, by id and column key.

    They lead to no post, and count none: those of a subject that has posts are given by its posts.
    """
    return {id_: _without_posts(row) for id_, row in edits.rows_of("editorial").items() if id_ not in planned}


def _without_posts(row: CalendarRow) -> Mapping[str, StyledCell]:
    found = {key: StyledCell() for key in ("first_post", "last_post") if row.cell(key).formula}
    day = row.day()
    values = {"posts": 0, "week": day.isocalendar().week if day else ""}
    formulas = {key: row.cell(key).formula.removeprefix("=") for key in values}
    return found | {
        key: StyledCell(values[key], formula=f"={formula}") for key, formula in formulas.items() if formula
    }


def _shown(edits: Edits, titles: Mapping[str, str], row: CalendarRow) -> Mapping[str, StyledCell]:
    own = edits.rows_of("editorial").get(row.subject)
    title = own.cell("title").value if own else ""
    text = as_text(row.cell("text").value)
    values = {
        "day": row.day() or "",
        "title": titles.get(row.subject, "") or (title if isinstance(title, str) else as_text(title)),
        "editorial": row.subject,
        "characters": length(text, network(row.text("platform")).limits) if text else "",
    }
    cells = {key: row.cell(key).formula for key in values}
    return {
        key: StyledCell(values[key], formula=f"={formula.removeprefix('=')}")
        for key, formula in cells.items() if formula
    }  # fmt: skip
