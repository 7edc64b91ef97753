"""The order in which the tabs of a workbook are read, and the side on which a page of an input tab stands."""

from __future__ import annotations

import pytest
from drawn_tabs import drawn_tabs

from calgen.book.languages import languages
from calgen.strategy import TABS
from calgen.view.tabs import OUTPUTS
from calgen.view.template import MOST_UPRIGHT

ORDER = ["guide", *(tab.key for tab in TABS if not tab.on_demand), *OUTPUTS]


def test_the_calendars_stand_before_what_is_made_of_them() -> None:
    assert list(OUTPUTS) == ["social", "editorial", "month", "year", "balance", "checks", "tasks"]


@pytest.mark.parametrize("language", languages())
def test_each_tab_is_drawn_in_reading_order(language: str) -> None:
    """The guide, the strategy step by step, the calendars, and what is made of them."""
    assert [key for key in drawn_tabs(language) if key in ORDER] == ORDER


@pytest.mark.parametrize("language", languages())
def test_a_narrow_input_tab_is_printed_upright(language: str) -> None:
    found = drawn_tabs(language)
    tabs = [found[tab.key] for tab in TABS if tab.key != "settings" and not tab.on_demand]
    widths = {tab.key: sum(width for n, width in tab.widths.items() if n not in tab.folded) for tab in tabs}
    upright = {tab.key for tab in tabs if tab.print.portrait}
    assert upright == {key for key, width in widths.items() if width <= MOST_UPRIGHT}
    assert {"mix", "formats", "wheel"} <= upright
