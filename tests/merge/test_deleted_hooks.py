"""The post of a key date that the user deleted does not come back, whatever of the strategy changes later."""

from __future__ import annotations

from datetime import date
from functools import cache
from random import Random

import pytest
from edited_workbook import EditedWorkbook
from seeds import few_of
from small_calendar import FILE, TODAY, generated, saved, unlocked

from calgen import api

DAY = date(2027, 1, 21)
LATER = date(2027, 1, 11)


@cache
def _with_hook() -> bytes:
    book = unlocked(generated("fr"))
    sheet = book.create_sheet("Temps forts")
    sheet.append(["Nom", "Date", "Traitement"])
    sheet.append(["Fête du quartier", DAY, "accroche"])
    return api.generate(saved(book), FILE, TODAY).after


def _hooks(data: bytes) -> list[tuple[str, str]]:
    tab = EditedWorkbook(data, Random(0)).social
    return [(tab.get(row, "platform"), str(tab.get(row, "date"))) for row in tab.rows if tab.get(row, "key_date")]


@pytest.mark.long
@pytest.mark.parametrize("how", few_of(["deleted", "emptied"], 1))
def test_a_deleted_post_of_a_key_date_does_not_come_back(how: str) -> None:
    draft = EditedWorkbook(_with_hook(), Random(0))
    tab = draft.social
    row = next(row for row in tab.rows if tab.get(row, "key_date") and tab.get(row, "platform") == "Facebook")
    if how == "deleted":
        draft.delete("social", [row])
    else:
        for cell in tab.sheet[tab.cell(row, "date").row]:
            cell.value = None
    data = api.generate(draft.bytes(), FILE, TODAY).after
    assert [platform for platform, _ in _hooks(data)] == ["Instagram"]
    for column, value in (("F", "lundi, samedi"), ("D", 3), ("D", 2)):
        book = unlocked(data)
        sheet = book["Plateformes"]
        if column == "F":
            sheet["F1"].value = "Jours"
        sheet[f"{column}2"].value = value
        data = api.generate(saved(book), FILE, LATER).after
        assert [platform for platform, _ in _hooks(data)] == ["Instagram"], (column, value)
