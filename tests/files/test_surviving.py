"""A text is a text: typed into the calendar or the strategy it stays what it is, whatever it begins with."""

from __future__ import annotations

import pytest
from hostile_cells import TEXTS
from surviving import calendar_text, strategy_text


@pytest.mark.parametrize("name", TEXTS)
def test_in_the_calendar(name: str) -> None:
    assert calendar_text(name)


@pytest.mark.parametrize("name", TEXTS)
def test_in_the_strategy(name: str) -> None:
    assert strategy_text(name)
