"""What stands in the way of writing is known before anything is drawn, each thing with its place."""

from __future__ import annotations

import outside_books
import pytest
from made_books import opened
from outside_books import row, workbook

from calgen.book.problems import Refused
from calgen.files.edit import refusals

ILLEGAL = ("Bilan/2027", "Mois [1]", "'Mois", "Mois'")
LONG = ("Calendrier de toutes nos publications", "😀" * 16)
LEGAL = ("Calendrier de nos publications", "L'équipe", "😀" * 15, "a" * 31)


@pytest.mark.parametrize("title", [*ILLEGAL, *LONG, *LEGAL])
def test_titles_that_excel_does_not_accept(title: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside_books, "TITLES", {"Mes chiffres": "", title: "social"})
    book = opened(workbook(row()))
    codes = [(problem.code, str(problem.place)) for problem in refusals.clashes(book, {}, ())]
    assert codes == ([("tab_title_illegal", title)] if title in ILLEGAL else [])
    told = [(problem.code, str(problem.place)) for problem in refusals.long_titles(book)]
    assert told == ([("tab_title_long", title)] if title in LONG else [])
    if title in ILLEGAL:
        with pytest.raises(Refused):
            refusals.check_titles(book)
    else:
        refusals.check_titles(book)


def test_titles_and_names_that_are_taken_have_their_places() -> None:
    names = '<definedName name="calgen_week" localSheetId="0">1</definedName><definedName name="ici">2</definedName>'
    book = opened(workbook(row(), names))
    asked = ("calgen_social", "Ici", "calgen_week")
    found = refusals.clashes(book, {"month": "MES CHIFFRES", "social": "Calendrier social"}, asked)
    assert [(problem.code, str(problem.place)) for problem in found] == [
        ("tab_title_taken", "Mes chiffres"),
        ("name_taken", ""),
    ]
