"""What the sections of the balance are written with: the page on its way, its rows, the formulas that count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from calgen.book.sheet import Cell, Chart, Drawn, Rule, Style
from calgen.view import looks
from calgen.view.desk import Desk, text

OFF = Style(fill="#FAD4D0", color=looks.BAD, bold=True)
SOME = Style(fill="#FFF3C4", color="#8D6708")
WIDTH = 12  # the columns that are printed

Figure = tuple[Drawn, str, Style]  # the value now, the formula that keeps it true (or none), the look


@dataclass(slots=True)
class Page:
    """The sheet on its way; `row` is the next free one."""

    cells: dict[tuple[int, int], Cell]
    heights: dict[int, float] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    row: int = 4
    folded: int = 10_000  # the first column that is folded away


def count(desk: Desk, *pairs: tuple[str, str]) -> str:
    """How many posts of the calendar meet all pairs (column key, criterion); cancelled ones do not count."""
    cancelled = text("<>" + desk.words.choice("status", "cancelled"))
    tests = [*pairs, ("status", cancelled)]
    return "COUNTIFS(" + ",".join(f"{desk.column('social', key)},{criterion}" for key, criterion in tests) + ")"


def every_post(desk: Desk) -> str:
    return count(desk, ("platform", text("?*")))


def section(desk: Desk, page: Page, key: str) -> None:
    page.cells[page.row, 1] = Cell(desk.words.text("labels", key), looks.SECTION)
    page.cells[page.row + 1, 1] = Cell(desk.words.text("labels", f"{key}_help"), replace(looks.LEAD, size=9))
    page.heights[page.row] = 22
    page.row += 2


def headings(page: Page, names: Sequence[str]) -> None:
    for column, name in enumerate(names, 1):
        style = looks.HEADING if column == 1 else replace(looks.HEADING, align="right")
        page.cells[page.row, column] = Cell(name, style)
    page.heights[page.row] = 30
    page.row += 1


def add_row(page: Page, name: str, values: Sequence[Figure], style: Style = looks.NAME) -> None:
    page.cells[page.row, 1] = Cell(name, style)
    for column, (value, formula, look) in enumerate(values, 2):
        page.cells[page.row, column] = Cell(value, look, formula)
    page.row += 1


def labels(desk: Desk, *keys: str) -> list[str]:
    return [desk.words.text("labels", key) for key in keys]

