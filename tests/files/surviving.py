"""Texts that would be something else elsewhere, typed into calendar and strategy: are they there, run after run?"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import workbook_copies
from hostile_books import SHEETS, base, inline, packed
from hostile_cells import TEXTS
from made_books import parts

from calgen import api
from calgen.book.grid import address
from calgen.book.words import load_words
from calgen.files.read import load
from calgen.files.read.opened_workbook import OpenedWorkbook
from calgen.files.read.package import Package

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.worksheet.worksheet import Worksheet

TODAY = date(2027, 1, 4)
RUNS = 3
TYPED = "text"  # the column of the social calendar that is the user's to fill
ROWS = range(5, 5 + len(TEXTS))  # of themes beside those of the strategy, one for each text
CATEGORIES = ("Promouvoir", "Relayer", "Échanger")
WEEKS = len(TEXTS)  # of two posts each: a post for each text, and one about each theme


def strategy(cells: dict[str, str] | None = None) -> bytes:
    """A strategy with a post and a theme for each text."""
    more = {"Réglages!B4": inline("B4", str(WEEKS))}
    for row in ROWS:
        more[f"Thèmes!A{row}"] = inline(f"A{row}", f"Thème {row}")
        more[f"Thèmes!B{row}"] = inline(f"B{row}", CATEGORIES[row % 3])
    return packed(base(more | (cells or {})))


@cache
def first_run() -> bytes:
    """The calendar of that strategy, made once."""
    return api.generate(strategy(), "plan.xlsx", TODAY).after


def typed(data: bytes, text: str, post: str = "P0001") -> tuple[bytes, str]:
    """The text typed over a post's own; its address."""
    grid = load.load(data, "plan.xlsx").calgen_tab("social")
    assert grid
    title = load_words("fr").title("social", TYPED)
    column = next(at[1] for at, cell in grid.cells.items() if cell.value == title)
    row = next(at[0] for at, cell in sorted(grid.cells.items()) if cell.value == post)
    at = address(row, column)
    part = OpenedWorkbook(Package.load(data)).calgen_sheets()["social"].part
    content = parts(data)
    pattern = re.compile(rf'<c r="{at}"([^>]*?)(?:/>|>.*?</c>)'.encode())
    style = pattern.search(content[part])
    assert style, at
    kept = re.search(rb' s="\d+"', style[1])
    cell = inline(at, text).encode().replace(b"<c ", b"<c" + (kept[0] if kept else b"") + b" ", 1)
    content[part] = pattern.sub(lambda _: cell, content[part], count=1)
    return packed(content), at


def again(data: bytes, turn: int) -> bytes:
    """Another run, of a strategy that was changed meanwhile."""
    content = parts(data)
    part = SHEETS["Réglages"]
    content[part] = re.sub("Mèche rebelle[^<]*".encode(), f"Mèche rebelle {turn}".encode(), content[part])
    made = api.generate(packed(content), "plan.xlsx", TODAY)
    assert not made.stopped
    assert made.changed
    return made.after


def _shown(data: bytes, tab: str, cells: Iterable[str]) -> list[tuple[object, str]]:
    """Cells as another reader has them: their text, and whether it is one."""
    found: Worksheet = workbook_copies.opened(data)[tab]
    return [(found[at].value, found[at].data_type) for at in cells]


def _differing(data: bytes, tab: str, cells: dict[str, str]) -> set[str]:
    """The names of the texts that do not stand in their cells any more; `cells` are addresses by name."""
    shown = zip(cells, _shown(data, tab, cells.values()), strict=True)
    return {name for name, found in shown if found != (TEXTS[name], "s")}


def lost_in_calendar(names: Iterable[str]) -> set[str]:
    """Those of the texts that are not the same text any more after some runs, each typed into a post of its own."""
    data, cells, lost = first_run(), dict[str, str](), set[str]()
    for number, name in enumerate(names, 1):
        data, cells[name] = typed(data, TEXTS[name], f"P{number:04d}")
    for turn in range(RUNS):
        data = again(data, turn)
        lost |= _differing(data, "Calendrier social", cells)
        if load.load(data, "plan.xlsx").calgen_tab("social") is None:
            lost |= set(cells)
    return lost


def lost_in_strategy(names: Iterable[str]) -> set[str]:
    """Those of the texts that do not stay as an idea of a theme, or become a formula as a title of the calendar."""
    cells = {name: f"C{row}" for name, row in zip(names, ROWS, strict=False)}
    data = strategy({f"Thèmes!{at}": inline(at, TEXTS[name]) for name, at in cells.items()})
    lost = set[str]()
    for turn in range(RUNS):
        made = api.generate(data, "plan.xlsx", TODAY)
        data = again(made.after, turn) if made.changed else made.after
        lost |= _differing(data, "Thèmes", cells)
        grid = load.load(data, "plan.xlsx").calgen_tab("editorial")
        formulas = {cell.formula for cell in grid.cells.values()} if grid else set(TEXTS.values())
        lost |= {name for name in cells if TEXTS[name] in formulas}
        titles = {cell.value for cell in grid.cells.values()} if grid else set()
        assert sum(TEXTS[name] in titles for name in cells) > len(cells) * 2 / 3, len(titles)
    return lost
