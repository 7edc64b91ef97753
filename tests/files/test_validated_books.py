"""Microsoft's validator says of a user's workbook with calgen's tabs nothing that it did not say of it without them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

import pytest
from made_books import drawn_sheets, inserted
from odd_books import BOOKS
from rich_books import made
from test_rich_books import NAMES, changed, once, run
from validator import needs_validator, new_errors, validate_together

pytestmark = needs_validator


@cache
def of_a_strategy(name: str) -> tuple[bytes, bytes, bytes]:
    """A strategy with much else in its workbook, after its first run, and after a run on a changed strategy."""
    return made()[name], once(name), run(changed(once(name))).after


@cache
def of_an_odd_package(name: str) -> tuple[bytes, bytes, bytes]:
    """A package that is put together in an odd way, with drawn sheets, and with other ones."""
    before = BOOKS[name]()
    after = inserted(before, drawn_sheets(), open_on="social")
    return before, after, inserted(after, drawn_sheets(charts=1, word="Neuf"))


CASES: dict[str, Callable[[], tuple[bytes, bytes, bytes]]] = {
    **{name: partial(of_a_strategy, name) for name in NAMES},
    **{f"odd, {name}": partial(of_an_odd_package, name) for name in BOOKS},
}


@pytest.fixture(scope="module", autouse=True)
def _together() -> None:
    validate_together(data for case in CASES.values() for data in case())


@pytest.mark.parametrize("case", CASES)
def test_the_tabs_bring_no_error(case: str) -> None:
    before, once, twice = CASES[case]()
    assert new_errors(before, once) == []
    assert new_errors(before, twice) == []
