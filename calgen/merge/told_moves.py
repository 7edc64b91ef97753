"""From which day each kept post was moved when it was planned: its reason goes on telling it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from calgen.merge.edits import Edits

IN_WORDS = "words"  # what the hidden tab holds where a row's reason is made of the finished plan, and no move is told


def told_move(text: str) -> tuple[date, str] | None:
    """The day and the code of the cause that the hidden tab holds of a moved post; None of any other post."""
    day, _, cause = text.partition(" ")
    try:
        return (date.fromisoformat(day), cause) if cause else None
    except ValueError:
        return None


def told_moves(edits: Edits, ids: Iterable[str]) -> Mapping[str, tuple[date, str]]:
    """By the id of a post the day from which it was moved, and the code of the cause; none where it has moved since."""
    found = {}
    for id_ in ids:
        written, row = edits.written_row("social", id_), edits.rows_of("social").get(id_)
        move = told_move(written.get("why", ""))
        if move and (row is None or row.day() is None or f"{row.day()}" == written.get("date", "")):
            found[id_] = move
    return found
