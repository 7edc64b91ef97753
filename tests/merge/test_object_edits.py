"""What a user puts beside, below and on the calendars: after a change of strategy all of it stands, or is told.

`python object_sessions.py edits` plays every edit before every change, `python object_sessions.py 500` random sessions.
"""

from __future__ import annotations

from typing import Any

import pytest
from edits_objects import OBJECTS
from object_edit import ObjectEdit
from object_sessions import ObjectSession, single
from seeds import few_of
from strategy_changes import CADENCE, PLATFORM, StrategyChange

GROWN = (
    "label beside 3", "label across 4", "table beside", "table below", "link body 3", "array below 3", "note beside",
    "print area", "own formula cell", "name below",
)  # fmt: skip
SHRUNK = (
    "label below 3", "link below 3", "array beside 3", "data table below", "conversation body", "chart below",
    "picture beside", "print breaks", "totals", "calculated column",
)  # fmt: skip
# What is below stays under a label; two page breaks become one; a range over the whole column; no column, no table.
SEEDS = (*range(3), 256, 272, 364, 165)


def _cases() -> list[Any]:
    edits = {edit.name: edit for edit in OBJECTS}
    cases = [(edits[f"{name} social"], CADENCE) for name in GROWN]
    cases += [(edits[f"{name} social"], PLATFORM) for name in SHRUNK]
    return few_of(cases, 4, every=5)


@pytest.mark.parametrize(("edit", "change"), _cases(), ids=lambda case: case.name)
def test_what_stands_on_a_calendar_stands_or_is_told(edit: ObjectEdit, change: StrategyChange) -> None:
    session = single(edit, change)
    session.validated = False
    assert session.play() == [], session


@pytest.mark.parametrize("seed", few_of(reversed(SEEDS), 1))
def test_a_session_with_things_of_the_users_own_is_sound(seed: int) -> None:
    session = ObjectSession(seed).chosen()
    session.validated = False
    assert session.play() == [], session
