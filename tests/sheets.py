"""Workbooks written in the test: small Markdown tables, the smallest sound book, and a way to change one cell."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from calgen.book.columns import letters
from calgen.book.grid import Cell, Grid, Value, Workbook
from calgen.files.read.samples import parse_sample

if TYPE_CHECKING:
    from collections.abc import Mapping

Changes = dict[str, Any]  # the address of a cell → its new value, or the whole cell

FRENCH = """
## Réglages

| Réglage | Valeur |
| --- | --- |
| Marque | Mèche rebelle |
| Début | 04/01/2027 |
| Semaines | 4 |

## Objectifs

| Objectif | Indicateur |
| --- | --- |
| Remplir le salon | rendez-vous |

## Plateformes

| Plateforme | Mission | Objectifs | Fréquence |
| --- | --- | --- | --- |
| Facebook | Garder le lien | Remplir le salon | 2 |
| Instagram | Faire envie | Remplir le salon | 3 |

## Thèmes

| Thème | Catégorie | Idées |
| --- | --- | --- |
| Coulisses | Promouvoir | Un<br>Deux |
| Conseils | Relayer | Trois |
| Questions | Échanger | Quatre |
"""

MIX = """
## Dosage

| Catégorie | Part | Plateforme |
| --- | --- | --- |
| Promouvoir | 40 % | |
| Relayer | 30 % | |
| Échanger | 30 % | |
"""

ENGLISH = """
## Settings

| Setting | Value |
| --- | --- |
| Brand | Rebel Lock |
| Country | GB |
| First day | 2027-01-04 |
| Weeks | 4 |

## Objectives

| Objective | KPI |
| --- | --- |
| Fill the salon | bookings |

## Platforms

| Platform | Mission | Objectives | Cadence |
| --- | --- | --- | --- |
| Facebook | Keep in touch | Fill the salon | 2 |
| Instagram | Make people want it | Fill the salon | 3 |

## Themes

| Theme | Category | Ideas |
| --- | --- | --- |
| Behind the scenes | Promote | One<br>Two |
| Advice | Curate | Three |
| Questions | Interact | Four |
"""


def french(more: str = "", name: str = "salon") -> Workbook:
    """The smallest sound book in French, with more tabs after it."""
    return book(FRENCH + more, name)


def english(more: str = "", name: str = "salon") -> Workbook:
    """The smallest sound book in English, with more tabs after it."""
    return book(ENGLISH + more, name)


def book(text: str, name: str = "salon") -> Workbook:
    """A workbook written as Markdown tables."""
    return parse_sample(name, text)


def place(address: str) -> tuple[str, int, int]:
    """`Thèmes!B3` as tab, row and column."""
    found = re.fullmatch(r"(.+)!([A-Z]+)(\d+)", address)
    assert found, address
    column = 0
    for one in found[2]:
        column = column * 26 + ord(one) - 64
    assert letters({"": column}) == {"": found[2]}
    return found[1], int(found[3]), column


def change(workbook: Workbook, address: str, value: Value | Cell) -> Workbook:
    """The workbook with one cell changed; `None` empties it; a tab that is not there is an error of the test."""
    tab, row, column = place(address)
    cell = value if isinstance(value, Cell) else Cell(value)
    grid = tab_of(workbook, tab)
    return with_grid(workbook, replace(grid, cells={**grid.cells, (row, column): cell}))


def changed(workbook: Workbook, changes: Changes) -> Workbook:
    """The workbook with several cells changed."""
    for address, value in changes.items():
        workbook = change(workbook, address, value)
    return workbook


def tab_of(workbook: Workbook, title: str) -> Grid:
    """A tab by its title."""
    return next(grid for grid in workbook.grids if grid.title == title)


def with_grid(workbook: Workbook, grid: Grid) -> Workbook:
    """The workbook with one tab in the stead of that of the same title."""
    return replace(workbook, grids=tuple(grid if one.title == grid.title else one for one in workbook.grids))


def without(workbook: Workbook, title: str) -> Workbook:
    """The workbook without one tab."""
    return replace(workbook, grids=tuple(one for one in workbook.grids if one.title != title))


def renamed(workbook: Workbook, old: str, new: str) -> Workbook:
    """The workbook with one tab under another title."""
    grids = tuple(replace(one, title=new) if one.title == old else one for one in workbook.grids)
    return replace(workbook, grids=grids)


def reordered(grid: Grid, rows: Mapping[int, int] | None = None, columns: Mapping[int, int] | None = None) -> Grid:
    """A tab with rows and columns moved: old number → new number."""
    cells = {((rows or {}).get(r, r), (columns or {}).get(c, c)): cell for (r, c), cell in grid.cells.items()}
    return replace(grid, cells=cells)
