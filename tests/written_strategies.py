"""Small strategies of a test as files, with and without their calendars, and what stands in these."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import openpyxl
from office import unlocked
from sheets import english, french
from workbook_rows import calendar_of

from calgen import api, run_steps
from calgen.book.grid import Workbook
from calgen.files.read import guard
from calgen.run_records import Checked
from calgen.strategy import Strategy

START, TODAY = date(2027, 1, 4), date(2027, 1, 4)
CAMPAIGN = """
## Campagnes

| Campagne | Début | Fin | Thèmes | Autres médias |
| --- | --- | --- | --- | --- |
| Soldes | 11/01/2027 | 17/01/2027 | Conseils | radio 12/01-14/01; affiches |

## Contenus

| Titre | Thème | Publication le | Début | Fin | Expire le | Campagne |
| --- | --- | --- | --- | --- | --- | --- |
| Le guide des soldes | Conseils | 12/01/2027 | | | 20/01/2027 | Soldes |
| Trois idées | Conseils | | 11/01/2027 | 15/01/2027 | | Soldes |
| Un an déjà | Coulisses | 19/01/2027 | | | | |

## Temps forts

| Nom | Date | Traitement | Thème | Plateformes |
| --- | --- | --- | --- | --- |
| Notre fête | 21/01/2027 | Publier | Coulisses | Facebook |
"""


def file_of(workbook: Workbook) -> bytes:
    """A workbook of a test as a file."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for grid in workbook.grids:
        tab = book.create_sheet(grid.title)
        for (row, column), cell in grid.cells.items():
            tab.cell(row, column, cell.value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@cache
def calendar(kind: str = "french") -> bytes:
    """A small strategy with its calendar: `french`, `english`, or `campaign` with a campaign, pieces and a hook."""
    books = {"french": french, "english": english, "campaign": lambda: french(CAMPAIGN)}
    return api.generate(file_of(books[kind]()), "salon.xlsx", TODAY).after


def checked(data: bytes) -> Checked:
    """What is read of a workbook."""
    return run_steps.check_file(guard.open_workbook(data, "salon.xlsx"), "fr", ())


def titles_of(data: bytes) -> dict[str, str]:
    """The titles of the posts that a calendar shows, by id."""
    return {row.id: row.text("title") for row in calendar_of(data).rows}


def strategy_of(data: bytes) -> Strategy:
    """The strategy in a workbook."""
    return checked(data).read.strategy


def days_of(data: bytes, platform: str = "") -> dict[str, date]:
    """The days of the posts that a calendar holds, by id."""
    rows = calendar_of(data).rows
    return {row.id: day for row in rows if (day := row.day()) and platform in ("", row.text("platform"))}


def typed(data: bytes, cells: Mapping[tuple[str, str], Any], title: str = "Calendrier social") -> bytes:
    """The workbook with values typed into its social calendar, by id and column key."""
    tab, book = calendar_of(data), unlocked(data, values=False)
    rows = {row.id: row.number for row in tab.rows}
    for (id_, key), value in cells.items():
        book[title].cell(rows[id_], tab.columns[key], value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
