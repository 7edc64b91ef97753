"""The tab of readings: an input tab that a run draws into the workbook once there is a result to compare."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from calgen.book.sheet import DropDown, Sheet, quote_title
from calgen.book.words import Words
from calgen.strategy import Strategy
from calgen.view.paper_size import on_paper_of

KEY = "readings"
_MOST_OBJECTIVES = 300  # rows of a drop-down
FACT = "readings_drawn"  # of the hidden tab: a user who has deleted the tab does not get it again


def sheet(words: Words, strategy: Strategy, titles: Collection[str], names: Collection[str]) -> Sheet:
    """The tab to fill in, with an example; `titles` and `names` are the tabs and defined names of the workbook.

    The drop-down lists the objectives by the name of their range, or by the range itself where the name is gone.
    """
    from calgen.view import template  # what one run in many needs is loaded by it alone

    drawn = template.input_sheet(words, KEY, has_examples=True)
    if words.title("guide") not in titles:
        drawn = replace(drawn, cells={at: cell for at, cell in drawn.cells.items() if not cell.link})
    if "calgen_objectives" not in names:
        drawn = replace(drawn, choices=tuple(_by_range(choice, strategy) for choice in drawn.choices))
    return on_paper_of(strategy.settings.country, drawn)


def _by_range(choice: DropDown, strategy: Strategy) -> DropDown:
    """A drop-down of the objectives that names the cells of their names."""
    first = min(strategy.objectives, key=lambda row: row.source.row, default=None)
    if first is None or not choice.source:
        return choice
    column = first.source.columns["objective"]
    cells = f"${column}${first.source.row}:${column}${first.source.row + _MOST_OBJECTIVES}"
    return replace(choice, source=f"={quote_title(first.source.tab)}!{cells}")
