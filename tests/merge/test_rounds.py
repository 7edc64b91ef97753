"""Several rounds of edits and runs on one workbook: what was done in an earlier round still holds in a later one."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest
from edit_outcome import Outcome, again, rerun
from edited_workbook import Edit, EditedWorkbook
from edits_cells import brief, kept, moved_date, results, status, typed_text, typed_title
from edits_columns import own_column, own_column_of_formulas_between
from edits_rows import (
    own_row,
    own_row_complete,
    posts_of_a_subject_deleted,
    row_copied_and_moved,
    row_deleted,
    rows_deleted,
    sorted_by_platform,
)
from edits_tabs import comment, filled_row
from seeds import few_of
from small_calendar import TABLES, generated
from strategy_changes import CADENCE, LANGUAGE, LESS, THEME, StrategyChange

Round = tuple[tuple[Edit, ...], StrategyChange | None]
ROUNDS: dict[str, tuple[Round, ...]] = {
    "deleted_planned_again": (
        ((rows_deleted, typed_text), None),
        ((), CADENCE),
        ((row_deleted,), LESS),
        ((), THEME),
    ),
    "subject_deleted": (
        ((posts_of_a_subject_deleted,), None),
        ((typed_title,), CADENCE),
        ((), THEME),
    ),
    "cancelled_then_planned_again": (((status("cancelled"), results), None), ((), CADENCE), ((), LESS)),
    "own_rows": (((own_row, own_row_complete), None), ((moved_date,), CADENCE), ((own_row,), None), ((), LESS)),
    "copies": (((row_copied_and_moved,), CADENCE), ((row_copied_and_moved, brief), None), ((), LESS)),
    "columns": (((own_column, filled_row), CADENCE), ((own_column_of_formulas_between,), None), ((comment,), LESS)),
    "there_and_back": (((typed_text, kept), LANGUAGE), ((results,), LANGUAGE), ((brief,), None)),
    "sorted": (((sorted_by_platform,), CADENCE), ((typed_text,), None), ((moved_date,), LESS)),
}


@cache
def played(name: str) -> list[Outcome]:
    """The runs of all rounds, in one of the languages; what was expected before is expected still."""
    language = tuple(TABLES)[list(ROUNDS).index(name) % len(TABLES)]
    data, found = generated(language), list[Outcome]()
    for number, (edits, change) in enumerate(ROUNDS[name]):
        draft = EditedWorkbook(data, Random(f"{name}{number}"))
        if found:
            inherit(draft, found[-1])
        for edit in edits:
            edit(draft)
        if change:
            change.typed(draft)
        found.append(rerun(draft, same=change is None))
        data = found[-1].done.after
    return found


def inherit(draft: EditedWorkbook, outcome: Outcome) -> None:
    """What was typed on rows that are known by their ids, the user's own rows, and what was deleted."""
    last = outcome.draft
    for own in last.own:
        for line in outcome.after.holding(own.tab, own.cells):
            draft.says |= {(own.tab, line.id, key): value for key, value in own.cells.items()}
    for kind in ("says", "formulas"):
        held = getattr(last, kind)
        kept = {
            at: one
            for at, one in held.items()
            if at[1] in draft.tabs[at[0]].rows and at[2] in draft.tabs[at[0]].columns
        }
        getattr(draft, kind).update({at: one for at, one in kept.items() if at[:2] not in last.twins})
    draft.marks += [one for one in last.marks if one[0][1] in draft.tabs[one[0][0]].rows]
    draft.used |= {at[1] for at in (*draft.says, *draft.formulas) if at[2] != "Coût"}
    draft.gone |= last.gone
    draft.order |= {tab: [row for row in rows if row in draft.tabs[tab].rows] for tab, rows in last.order.items()}


@pytest.mark.long
@pytest.mark.parametrize("name", few_of(ROUNDS, 1))
def test_what_was_done_in_one_round_holds_in_the_next(name: str) -> None:
    outcomes = played(name)
    for number, outcome in enumerate(outcomes, 1):
        assert outcome.faults() == [], f"round {number}"
    assert again(outcomes[-1]) == []


@pytest.mark.parametrize("name", few_of(["deleted_planned_again", "own_rows", "copies"], 1))
def test_an_id_is_never_used_again(name: str) -> None:
    """An id that is gone does not come back as another post."""
    outcomes = played(name)
    gone, subjects = set[str](), dict[str, object]()
    for outcome in outcomes:
        ids = set(outcome.after.ids("social"))
        assert not gone & ids
        gone |= (set(outcome.first.ids("social")) | set(outcome.before.ids("social"))) - ids
        new = ids - set(subjects)
        assert all(int(one[1:]) > max((int(id_[1:]) for id_ in subjects), default=0) for one in new)
        subjects |= dict.fromkeys(ids)
