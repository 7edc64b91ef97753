"""The balance while it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from calgen.view.balance.input_cells import InputCell
from calgen.view.balance.live_frequency import LiveFrequency
from calgen.view.figure_sheet import FigureSheet


@dataclass(slots=True)
class BalanceSheet(FigureSheet):
    """The tab while it is drawn, and the cells that its formulas look at."""

    KEY: ClassVar[str] = "balance"
    TEXTS: ClassVar[str] = "labels"

    refs: dict[str, str] = field(default_factory=dict)  # cells and ranges that the questions' formulas look at
    live: dict[str, LiveFrequency] = field(default_factory=dict)  # by platform
    shares: Mapping[tuple[str, str], str] = field(default_factory=dict)  # cells of the mix, by platform and category
    changed: list[str] = field(default_factory=list)  # expressions: a cell of the strategy is not as it was read
    # the cells of the strategy that it follows, by the largest number that is taken from them
    watched: dict[int, list[InputCell]] = field(default_factory=dict)
    # by section: the tab whose cells its figures follow, and what was read of cells that they do not follow
    followed: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
