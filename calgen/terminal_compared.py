"""What a run would say with other values in some cells, printed beside what it says without them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from rich.text import Text

from calgen.book.values import Amount, Percent
from calgen.book.words import Words
from calgen.terminal import PipedConsole, print_problem, print_table

if TYPE_CHECKING:
    from calgen.figures.comparison import ComparedFigure
    from calgen.what_if import WhatIf


def print_compared(found: WhatIf) -> None:
    """The cells that were tried, the figures in three columns, and the findings that come and go."""
    words, console = found.words, PipedConsole(highlight=False, soft_wrap=False)
    for cell in found.tried:
        value = cell.value or words.text("what_if", "empty")
        console.print(Text(words.text("what_if", "tried", cell=cell.place, value=value), "bold"), soft_wrap=True)
    headings = ["", *(words.text("what_if", key) for key in ("before", "after", "difference"))]
    print_table(console, headings, [_cells(figure, words) for figure in found.figures])
    for key, problems in (("new", found.new), ("gone", found.gone)):
        console.print(Text(words.text("what_if", key, n=len(problems)), "bold"))
        for problem in problems:
            print_problem(console, problem, words, "  ", f"  {problem.code}")


def _cells(figure: ComparedFigure, words: Words) -> list[str]:
    name = words.choice("category", figure.name) if figure.key.startswith("share_") else figure.name
    before, after = (_in_words(value, figure.key, words) for value in (figure.before, figure.after))
    return [words.text("what_if", figure.key, name=name), before, after, _difference(figure, words)]


def _in_words(value: Fraction | None, key: str, words: Words) -> str:
    if value is None:
        return "–"
    if key.startswith("share_"):
        return words.format_value(Percent(float(value)))
    return words.format_value(Amount(round(value))) if key == "cost" else words.number(value, 1)


def _difference(figure: ComparedFigure, words: Words) -> str:
    """The change with its sign; points of a percentage for shares; empty where there is none."""
    if figure.before is None or figure.after is None or not figure.is_changed:
        return ""
    change = figure.after - figure.before
    sign = "+" if change > 0 else "−"
    if figure.key.startswith("share_"):
        return sign + words.text("what_if", "points", n=round(float(abs(change)) * 100, 1))
    return sign + _in_words(abs(change), figure.key, words)
