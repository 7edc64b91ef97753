"""A typed title keeps its spaces: what a formula shows of it is stored as its cell holds it."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
import short_salon
import workbook_copies

from calgen import api
from calgen.book.words import load_words

WORDS = load_words("fr")
EDITORIAL, SOCIAL = WORDS.title("editorial"), WORDS.title("social")


def _columns(tab: Any, key: str) -> dict[str, int]:
    by_title = {cell.value: cell.column for cell in tab[4]}
    names = ("id", "title", *(["editorial"] if key == "social" else []))
    return {name: by_title[WORDS.title(key, name)] for name in names}


@pytest.mark.parametrize("title", ["Voisins\u00a0: une question", "Deux  espaces", " Au bord ", "« Le\u202fmot »"])
def test_the_title_of_a_post_is_stored_as_its_subject_has_it(title: str) -> None:
    book: Any = workbook_copies.opened(short_salon.calendar())
    tab = book[EDITORIAL]
    tab.cell(5, _columns(tab, "editorial")["title"]).value = title
    subject = str(tab.cell(5, _columns(tab, "editorial")["id"]).value)
    out = io.BytesIO()
    book.save(out)
    after = api.generate(out.getvalue(), "salon.xlsx", short_salon.TODAY).after
    assert _shown(after, subject) == {title}
    again = api.generate(after, "salon.xlsx", short_salon.TODAY)
    assert not again.changed


def _shown(data: bytes, subject: str) -> set[str]:
    """The stored titles of the posts of a subject whose title is a formula, and that of the subject itself."""
    formulas, values = (openpyxl.load_workbook(io.BytesIO(data), data_only=only) for only in (False, True))
    tab, columns = values[SOCIAL], _columns(values[SOCIAL], "social")
    found = set()
    for row in range(5, tab.max_row + 1):
        if str(tab.cell(row, columns["editorial"]).value).endswith(subject):
            assert str(formulas[SOCIAL].cell(row, columns["title"]).value).startswith("=")
            found.add(str(tab.cell(row, columns["title"]).value))
    assert found
    editorial = values[EDITORIAL]
    return {*found, str(editorial.cell(5, _columns(editorial, "editorial")["title"]).value)}
