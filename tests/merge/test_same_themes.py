"""What changes no theme of a post: who makes the posts, at what hours, and the ideas for their titles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from test_words_move_nothing import reworded, sample

from calgen.last_run import LastRun
from calgen.merge.fingerprint import (
    COLUMNS_WITHOUT_PLAN,
    COLUMNS_WITHOUT_THEMES,
    TABS_WITHOUT_THEMES,
    asks_same_themes,
    fingerprints,
)
from calgen.strategy import TABS


def cells(*, asked: bool) -> Iterator[tuple[str, str]]:
    """The tabs and columns on which themes depend, or those on which they do not."""
    for tab in TABS:
        without = (*COLUMNS_WITHOUT_PLAN.get(tab.key, ()), *COLUMNS_WITHOUT_THEMES.get(tab.key, ()))
        for column in tab.columns:
            if asked != (tab.key in TABS_WITHOUT_THEMES or column.key in without):
                yield tab.key, column.key


LAST = LastRun(fingerprints(sample()))


@pytest.mark.parametrize(("tab", "column"), list(cells(asked=False)))
def test_no_theme_depends_on_these_columns(tab: str, column: str) -> None:
    assert asks_same_themes(reworded(sample(), tab, column), LAST)


@pytest.mark.parametrize(("tab", "column"), list(cells(asked=True)))
def test_themes_depend_on_these(tab: str, column: str) -> None:
    if getattr(sample(), tab):  # the sample has rows there
        assert not asks_same_themes(reworded(sample(), tab, column), LAST)


def test_nothing_is_known_of_a_workbook_of_an_earlier_version() -> None:
    assert not asks_same_themes(sample(), LastRun({"planned": fingerprints(sample())["planned"]}))


def test_a_renamed_row_is_the_same() -> None:
    before = sample()
    old = before.themes[0].theme
    changes: dict[str, Any] = {"themes": (replace(before.themes[0], theme="Neuf"), *before.themes[1:])}
    after = replace(before, **changes)
    last = LastRun(fingerprints(replace(before, content=(), campaigns=(), key_dates=())))
    after = replace(after, content=(), campaigns=(), key_dates=())
    assert not asks_same_themes(after, last)
    assert asks_same_themes(after, last, {"Neuf": old})
