"""A subject that the user abandons on the editorial calendar is not planned again, be it an idea or a piece."""

from __future__ import annotations

import re
from functools import cache
from random import Random

import pytest
from edited_workbook import EditedWorkbook
from small_calendar import generated, run, saved, unlocked

IDEA, PIECE = "La frange", "Le tuto brushing"


@cache
def first() -> bytes:
    """The calendar of the small strategy with a piece of content."""
    book = unlocked(generated("fr"))
    sheet = book.create_sheet("Contenus")
    for row in (["Titre", "Thème"], [PIECE, "Conseils"]):
        sheet.append(row)
    set_weeks(book, 6)
    return run(saved(book)).after


def set_weeks(book: object, weeks: int) -> None:
    for cells in book["Réglages"].iter_rows():  # type: ignore[index]
        if cells[0].value == "Semaines":
            cells[1].value = weeks


def posts_to_come(book: EditedWorkbook, title: str) -> list[str]:
    """The posts of the subjects with a title that are not cancelled."""
    ids = {id_ for id_ in book.editorial.rows if book.editorial.get(id_, "title") == title}
    assert ids
    social = book.social
    return [id_ for id_ in social.rows if social.get(id_, "status") != "Annulé" and ids & {subject_of(book, id_)}]


def subject_of(book: EditedWorkbook, post: str) -> str:
    return "".join(re.findall(r"S\d{4}", str(book.social.get(post, "editorial")))[-1:])


@pytest.mark.long
@pytest.mark.parametrize("title", [IDEA, PIECE])
def test_a_title_that_was_abandoned_does_not_come_back(title: str) -> None:
    book = EditedWorkbook(first(), Random(1))
    assert posts_to_come(book, title)
    for id_ in book.editorial.rows:
        if book.editorial.get(id_, "title") == title:
            book.editorial.cell(id_, "status").value = "abandonné"
    set_weeks(book.book, 10)
    made = run(book.bytes())
    assert sum(change.kind == "added" for change in made.changes) > 0
    assert posts_to_come(EditedWorkbook(made.after, Random(1)), title) == []
    assert not run(made.after).changed
