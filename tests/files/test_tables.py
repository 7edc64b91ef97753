"""A calendar whose table the user turned into plain cells has one again: its formulas and the balance name it."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.table import Table
from short_salon import TODAY, calendar

from calgen import api

TAB = "Calendrier social"


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("other", [False, True], ids=["alone", "beside a table of the user's"])
def test_a_table_that_was_taken_away_is_there_again(other: bool) -> None:
    book = opened(calendar())
    tab = book[TAB]
    old = tab.tables.pop("calgen_social")
    tab["L7"] = "Mon texte"
    if other:
        tab["AK4"], tab["AK5"] = "Notes", "à moi"
        tab.add_table(Table(displayName="Notes", ref="AK4:AK5"))
    done = api.generate(saved(book), "salon.xlsx", TODAY)
    again = opened(done.after)[TAB]
    table = again.tables["calgen_social"]
    assert [one.name for one in table.tableColumns] == [one.name for one in old.tableColumns]
    assert [one.name for one in table.tableColumns] == [cell.value for cell in again[table.ref][0]]
    assert len(again[table.ref]) == len(done.plan.posts) + 1 if done.plan else False
    ids = [one.id for sheet in opened(done.after).worksheets for one in sheet.tables.values()]
    assert len(ids) == len(set(ids))
    assert again["L7"].value == "Mon texte"
    assert not api.generate(done.after, "salon.xlsx", TODAY).changed
