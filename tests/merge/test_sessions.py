"""Sessions of several edits drawn by chance from the catalogue: what no single edit shows.

`python sessions.py 3000` plays as many as one likes.
"""

from __future__ import annotations

import pytest
from sessions import Session

SEEDS = range(12)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_session_loses_nothing_and_a_second_run_changes_nothing(seed: int) -> None:
    session = Session(seed)
    assert session.play() == [], session
