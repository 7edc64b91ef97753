"""Each edit of the catalogue alone: with the strategy as it was, and with another. A benchmark plays them all."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from random import Random

from edit_catalogue import EDITS
from edit_outcome import Outcome, again, rerun
from edited_workbook import Edit, EditedWorkbook
from edits_columns import id_column_deleted, own_column_without_heading, text_column_deleted
from edits_rows import filtered
from edits_tabs import hidden_sheet_deleted
from small_calendar import TABLES, generated
from strategy_changes import CADENCE, LANGUAGE, LESS, LONGER, THEME, StrategyChange

TURN = (CADENCE, THEME, LESS, LANGUAGE, LONGER)
# After these an edit beside them has nothing to be done to, or cannot be known: they are played alone.
ALONE: tuple[Edit, ...] = (
    hidden_sheet_deleted, id_column_deleted, text_column_deleted, own_column_without_heading, filtered,
)  # fmt: skip


def name_of(edit: Edit) -> str:
    """An edit's name."""
    return edit.__name__


def language_of(edit: Edit) -> str:
    """Both languages in turn."""
    return tuple(TABLES)[EDITS.index(edit) % len(TABLES)]


def change_of(edit: Edit) -> StrategyChange:
    """All changes of the strategy in turn."""
    return TURN[EDITS.index(edit) % len(TURN)]


def edited(*edits: Edit) -> EditedWorkbook:
    """The generated calendar after some edits; the same posts are chosen in every run."""
    draft = EditedWorkbook(generated(language_of(edits[0])), Random(zlib.crc32(name_of(edits[0]).encode())))
    for edit in edits:
        edit(draft)
    return draft


def with_another(*edits: Edit) -> tuple[Outcome, list[str]]:
    """A run after some edits and a change of the strategy, and all that is not as it should be."""
    draft, change = edited(*edits), change_of(edits[0])
    change.typed(draft)
    outcome = rerun(draft, same=False)
    faults = outcome.faults()
    if not outcome.done.stopped:
        faults += [] if change.found(outcome.before, outcome.after) else [f"change: nothing of {change.name}"]
        faults += again(outcome)
    return outcome, faults


def batches(size: int) -> list[tuple[Edit, ...]]:
    """The catalogue, some edits at a time, of different kinds."""
    rest = [edit for edit in EDITS if edit not in ALONE]
    count = -(-len(rest) // size)
    return [*((edit,) for edit in ALONE), *(tuple(rest[n::count]) for n in range(count))]


def run(edits: Iterable[Edit] = EDITS) -> dict[str, list[str]]:
    """Every edit alone, in both ways: name → what is not as it should be."""
    found = {}
    for edit in edits:
        outcome = rerun(edited(edit))
        faults = [*outcome.faults(), *([] if outcome.done.stopped else again(outcome))]
        found[f"{name_of(edit)}, same strategy"] = faults
        found[f"{name_of(edit)}, {change_of(edit).name}"] = with_another(edit)[1]
    return found


if __name__ == "__main__":
    import sys

    chosen = [edit for edit in EDITS if name_of(edit) in sys.argv[1:] or not sys.argv[1:]]
    results = run(chosen)
    for name, faults in results.items():
        for fault in faults[:6]:
            print(f"{name}: {fault[:400]}")  # noqa: T201
    print(sum(not faults for faults in results.values()), "of", len(results))  # noqa: T201
