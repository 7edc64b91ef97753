"""Random sessions of a user in the calendars: 1 to 6 edits, the strategy changed or not, in either language.

`run(n, seed)` counts what is kept over n sessions; a benchmark runs 3,000. Everything follows from the seed.
"""

from __future__ import annotations

import traceback
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from edit_catalogue import EDITS
from edit_outcome import Outcome, again, rerun
from edited_workbook import Edit, EditedWorkbook
from edits_columns import (
    column_hidden,
    column_unfolded,
    column_width,
    heading_translated,
    id_column_deleted,
    text_column_deleted,
    typed_column_renamed,
)
from edits_odd import escaped_text
from edits_rows import filtered, hidden_row
from edits_tabs import conditional_format, filter_removed, hidden_sheet_deleted
from small_calendar import TABLES, TODAY, WEEKS, generated
from strategy_changes import CHANGES, StrategyChange

# With its memory or the ids gone, calgen cannot know what else was done to rows: these two go with
# edits that only type.
_FORGETFUL = (hidden_sheet_deleted, id_column_deleted)
_TYPING = ("typed_text", "results", "kept", "notes", "brief", "typed_url", "emoji", "filled_cell", "comment",
           "free_text")  # fmt: skip
# What an edit makes void.
_UNDO: dict[Edit, tuple[Edit, ...]] = {
    filtered: (hidden_row, filter_removed),
    column_unfolded: (column_hidden,),
    text_column_deleted: (column_width, typed_column_renamed, escaped_text, conditional_format),
    heading_translated: (typed_column_renamed,),
}
_FREE = "abcdefghijklmnopqrstuvwxyzéèàçœ 0123456789'’\"«»&<>%€-+=@#\n\t:;,.!?(){}[]"


def free_text(d: EditedWorkbook) -> None:
    """Any text at all, in a cell that takes text."""
    value = "".join(d.rng.choice(_FREE) for _ in range(d.rng.randint(1, 60))).strip() or "x"
    d.put("social", d.post(), d.rng.choice(("text", "image", "alt_text", "hashtags")), value)


@dataclass
class Session:
    """What a user did, found again by its seed."""

    seed: int
    edits: list[Edit] = field(default_factory=list)
    change: StrategyChange | None = None
    outcome: Outcome | None = None

    def play(self) -> list[str]:
        """The session, a run after it, and a second; all that is not as it should be."""
        rng = Random(self.seed)
        self.edits, self.change = _chosen(rng), rng.choice((*CHANGES, None, None, None))
        draft = self._draft(rng.getrandbits(32))
        if self.change:
            self.change.typed(draft)
        today = TODAY + timedelta(days=rng.choice((0, 0, 0, 10, 17, 24)))
        self.outcome = rerun(draft, same=self.change is None, today=today)
        return [*self.outcome.faults(), *([] if self.outcome.done.stopped else again(self.outcome))]

    def _draft(self, seed: int) -> EditedWorkbook:
        """The generated calendar after the edits; without those that find no row or column any more."""
        weeks = 13 if self.seed % 20 == 19 else WEEKS
        while True:
            draft = EditedWorkbook(generated(tuple(TABLES)[self.seed % len(TABLES)], weeks), Random(seed))
            for edit in self.edits:
                try:
                    edit(draft)
                except (KeyError, IndexError):
                    self.edits.remove(edit)
                    break
            else:
                return draft

    def __str__(self) -> str:
        names = ", ".join(edit.__name__ for edit in self.edits)
        strategy = self.change.name if self.change else "the same"
        return f"session {self.seed}: {names}; strategy: {strategy}; today: {self.outcome and self.outcome.today}"


def _chosen(rng: Random) -> list[Edit]:
    """The edits of a session, none twice, and none that make it impossible to know another."""
    chosen = rng.sample((*EDITS, free_text), rng.randint(1, 6))
    if forgetful := [edit for edit in chosen if edit in _FORGETFUL]:
        chosen = [*(edit for edit in chosen if edit.__name__ in _TYPING), forgetful[0]]
    undone = {edit for other in chosen for edit in _UNDO.get(other, ())}
    return [edit for edit in chosen if edit not in undone]


@dataclass
class Counts:
    """What became of n sessions."""

    sessions: int = 0
    typed: int = 0  # values typed, formulas and looks among them
    lost: int = 0
    faults: Counter[str] = field(default_factory=Counter)  # kind → sessions that have it
    failed: dict[str, list[str]] = field(default_factory=dict)  # session → its faults

    @property
    def kept(self) -> int:
        return self.typed - self.lost


def run(n: int, seed: int = 0) -> Counts:
    """n sessions, from the seed on."""
    counts = Counts()
    for number in range(seed, seed + n):
        session = Session(number)
        try:
            faults = session.play()
        except Exception:  # noqa: BLE001 -- a bug of the merge's is one failed session of many
            faults = [f"raised: {traceback.format_exc(limit=-3)}"]
        counts.sessions += 1
        if session.outcome:
            draft = session.outcome.draft
            counts.typed += len(draft.says) + len(draft.formulas) + len(draft.marks)
        counts.lost += sum(one.startswith(("typed", "formulas", "marks")) for one in faults)
        counts.faults.update({one.split(":")[0] for one in faults})
        if faults:
            counts.failed[str(session)] = faults
    return counts


if __name__ == "__main__":
    import sys

    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    total = Counts()
    for number in range(first, first + int(sys.argv[1])):
        one = run(1, number)
        total = Counts(total.sessions + 1, total.typed + one.typed, total.lost + one.lost, total.faults + one.faults)
        for name, faults in one.failed.items():
            print(name, *(f"    {one[:400]}" for one in faults[:6]), sep="\n", flush=True)  # noqa: T201
    print(total.sessions, "sessions", total.kept, "of", total.typed, "kept;", dict(total.faults))  # noqa: T201
