"""Texts that would be something else elsewhere, typed into calendar and strategy: are they there, run after run?"""

from __future__ import annotations

import io
import re
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
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
    from openpyxl.worksheet.worksheet import Worksheet

TODAY = date(2027, 1, 4)
RUNS = 3
TYPED = "text"  # the column of the social calendar that is the user's to fill


def first_run() -> bytes:
    return api.generate(packed(base()), "plan.xlsx", TODAY).after


def typed(data: bytes, text: str) -> tuple[bytes, str]:
    """The text typed over the first post's own; its address."""
    grid = load.load(data, "plan.xlsx").ours("social")
    assert grid
    title = load_words("fr").title("social", TYPED)
    column = next(at[1] for at, cell in grid.cells.items() if cell.value == title)
    row = next(at[0] for at, cell in sorted(grid.cells.items()) if cell.value == "P0001")
    at = address(row, column)
    part = OpenedWorkbook(Package.load(data)).ours()["social"].part
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


def _shown(data: bytes, tab: str, at: str) -> tuple[object, str]:
    """A cell as another reader has it: its text, and whether it is one."""
    found: Worksheet = openpyxl.load_workbook(io.BytesIO(data))[tab]
    return found[at].value, found[at].data_type


def calendar_text(name: str) -> bool:
    """Whether a text typed into the calendar is the same text after each of some runs, as another reader has it."""
    text = TEXTS[name]
    data, at = typed(first_run(), text)
    for turn in range(RUNS):
        data = again(data, turn)
        value, kind = _shown(data, "Calendrier social", at)
        grid = load.load(data, "plan.xlsx").ours("social")
        if (value, kind) != (text, "s") or grid is None:
            return False
    return True


def strategy_text(name: str) -> bool:
    """Whether an idea typed into the strategy stays its text there, and is no formula as a title of the calendar."""
    text = TEXTS[name]
    data = packed(base({"Thèmes!C2": inline("C2", text)}))
    for turn in range(RUNS):
        made = api.generate(data, "plan.xlsx", TODAY)
        data = again(made.after, turn) if made.changed else made.after
        if _shown(data, "Thèmes", "C2") != (text, "s"):
            return False
        grid = load.load(data, "plan.xlsx").ours("editorial")
        if grid is None or any(cell.formula == text for cell in grid.cells.values()):
            return False
    return True
