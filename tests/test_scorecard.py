"""The scorecard's short form: each line is counted, and nothing on it is bad."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks import scorecard

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("line", [one for one in scorecard.ROWS if one.__name__ != "mutants"])
def test_line(line: Callable[[bool], scorecard.Row]) -> None:
    """Mutants have a test of their own (tests/files/test_mutants.py)."""
    row = line(True)
    assert row.bad == 0, row.told
    assert row.tried or "not counted" in row.told
