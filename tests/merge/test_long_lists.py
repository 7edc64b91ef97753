"""Drop-downs of long lists: they read the strategy's own cells, and none is left out without a word."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
import workbook_copies
from small_calendar import FILE, START, TODAY, WEEKS

from calgen import api
from calgen.book.sheet import fits_in_list

SIGN = "👩‍🍳🏳️‍🌈"
NAMES = {
    "emoji": [f"Conseils {SIGN * 4} {n}" for n in range(5)],
    "long": [f"Conseils de saison {n:02d}" for n in range(16)],
}


def _workbook(names: list[str]) -> bytes:
    book = openpyxl.Workbook()
    shares = [f"{100 // len(names)} %"] * (len(names) - 1)
    shares.append(f"{100 - 100 // len(names) * (len(names) - 1)} %")
    tabs: dict[str, list[Any]] = {
        "Réglages": [["Réglage", "Valeur"], ["Langue", "Français"], ["Début", START], ["Semaines", WEEKS]],
        "Objectifs": [["Objectif", "Indicateur"], ["Vendre", "ventes"]],
        "Plateformes": [["Plateforme", "Mission", "Objectifs", "Fréquence"], ["Facebook", "Plaire", "Vendre", 5]],
        "Dosage": [["Catégorie", "Part"], *zip(names, shares, strict=True)],
        "Thèmes": [["Thème", "Catégorie"], *((f"{name} !", name) for name in names)],
    }
    for title, rows in tabs.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    del book["Sheet"]
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.filterwarnings("error:Length of list items")
@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
def test_a_list_that_is_too_long_is_read_from_its_cells(names: list[str]) -> None:
    made = api.generate(_workbook(names), FILE, TODAY)
    assert not made.stopped, made.problems
    social: Any = workbook_copies.opened(made.after)["Calendrier social"]
    where = {cell.value: cell.column_letter for cell in social[4]}
    lists = {str(rule.sqref)[0 : len(letter)]: str(rule.formula1) for rule in social.data_validations.dataValidation
             for letter in where.values() if str(rule.sqref).startswith(f"{letter}5")}  # fmt: skip
    assert "Thèmes" in lists[where["Thème"]]
    assert "Dosage" in lists[where["Catégorie"]]


def test_characters_are_counted_as_spreadsheets_do() -> None:
    assert fits_in_list(["a" * 254])
    assert not fits_in_list(["a" * 128, "b" * 128])
    assert not fits_in_list(["🎄" * 128])
