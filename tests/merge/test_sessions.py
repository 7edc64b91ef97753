"""Sessions of several edits drawn by chance from the catalogue: what no single edit shows.

`python sessions.py 3000` plays as many as one likes.
"""

from __future__ import annotations

import pytest
from seeds import each_seed
from sessions import Session


@pytest.mark.long
@each_seed(2, 10)
def test_a_session_loses_nothing_and_a_second_run_changes_nothing(seed: int) -> None:
    session = Session(seed)
    assert session.play() == [], session
