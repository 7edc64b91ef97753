"""Edits of the calendar, then `calgen generate`, with the strategy as it was and with another.

Here they are made a few at a time, each on rows of its own; `python single_edits.py` plays each of them alone.

What is expected stands in the edit itself (`edits_*.py`); what holds for all of them, in `edit_outcome.py` and
`calendar_soundness.py`.
"""

from __future__ import annotations

from random import Random

import pytest
from edit_catalogue import EDITS
from edit_outcome import again, rerun
from edited_workbook import Edit, EditedWorkbook
from seeds import few_of
from single_edits import batches, edited, name_of, with_another
from small_calendar import generated
from strategy_changes import CHANGES, StrategyChange


def names(batch: tuple[Edit, ...]) -> str:
    """The edits of a batch."""
    return "+".join(map(name_of, batch))


def test_there_are_enough_edits_each_has_a_name_and_none_is_forgotten() -> None:
    assert len({name_of(edit) for edit in EDITS}) == len(EDITS) >= 130
    for size in (4, 8):
        assert sorted(name_of(edit) for batch in batches(size) for edit in batch) == sorted(map(name_of, EDITS))


@pytest.mark.parametrize("change", few_of(CHANGES, 3, every=2), ids=lambda change: change.name)
def test_without_an_edit_a_change_of_the_strategy_is_found_in_the_calendar(change: StrategyChange) -> None:
    draft = EditedWorkbook(generated("fr"), Random(0))
    change.typed(draft)
    outcome = rerun(draft, same=False)
    assert outcome.faults() == []
    assert change.found(outcome.before, outcome.after)
    assert change.name != "less" or "Offres" not in {line.cells["theme"] for line in outcome.after.posts}


def each_batch(few: int, many: int) -> pytest.MarkDecorator:
    """Every fifth batch of many edits, in every run; the others, and batches of few edits, in the long one."""
    cases = [(batch, n % 5 > 0) for n, batch in enumerate(batches(many))] + [(batch, True) for batch in batches(few)]
    params = [pytest.param(batch, marks=pytest.mark.long if long else (), id=names(batch)) for batch, long in cases]
    return pytest.mark.parametrize("batch", params)


@each_batch(few=4, many=9)
def test_with_the_same_strategy_the_edits_stay_and_nothing_else_changes(batch: tuple[Edit, ...]) -> None:
    outcome = rerun(edited(*batch))
    assert outcome.faults() == []
    assert again(outcome) == []


@each_batch(few=8, many=12)
def test_with_another_strategy_the_edits_stay(batch: tuple[Edit, ...]) -> None:
    assert with_another(*batch)[1] == []
