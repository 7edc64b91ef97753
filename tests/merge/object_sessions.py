"""Sessions of a user who puts things of her own on, beside and below the calendars, then changes her strategy.

`python object_sessions.py 500 [first]` plays as many as one likes; `python object_sessions.py edits [name]` plays each
edit alone before each change of the strategy. Everything follows from the seed.
"""

from __future__ import annotations

import traceback
import zlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property
from random import Random

import validator
from edit_catalogue import EDITS
from edit_outcome import Outcome, again
from edited_workbook import Edit, EditedWorkbook
from edits_columns import id_column_deleted
from edits_objects import OBJECTS
from edits_tabs import hidden_sheet_deleted, month_deleted
from node_packages import find_program
from object_contents import ObjectContents
from object_draft import Added, ObjectDraft
from object_edit import ObjectEdit
from object_soundness import new_faults
from saving_programs import PROGRAMS, is_there, resaved
from sessions import _UNDO
from small_calendar import FILE, TABLES, TODAY, WEEKS, generated
from strategy_changes import CHANGES, StrategyChange

from calgen import api
from calgen.book.problems import Refused


@cache
def changed(language: str, weeks: int, change: StrategyChange | None) -> bytes:
    """The calendar with a change of the strategy typed."""
    data = generated(language, weeks)
    if change is None:
        return data
    draft = EditedWorkbook(data, Random(0))
    change.typed(draft)
    return draft.bytes()


@cache
def _untouched(language: str, weeks: int) -> EditedWorkbook:
    return EditedWorkbook(generated(language, weeks), Random(0))


@dataclass
class ObjectSession:
    """What a user did, found again by its seed."""

    seed: int
    edits: list[Edit] = field(default_factory=list)
    objects: list[ObjectEdit] = field(default_factory=list)
    change: StrategyChange | None = None
    today: date = TODAY
    language: str = "fr"
    refused: str = ""
    done: api.Generated | None = None
    things: ObjectDraft | None = None
    _draft: EditedWorkbook | None = None
    kept: int = 0
    told: int = 0  # texts that went, with a problem at their cell
    typed: int = 0
    program: str = ""  # that saved the file between the edits of cells and the things of her own
    weeks: int = WEEKS
    validated: bool = True  # by Microsoft's validator too, where it is

    def chosen(self) -> ObjectSession:
        """The session of the seed: 0 to 3 edits of cells, 1 to 4 things of her own."""
        rng = Random(self.seed * 7 + 1)
        edits = [one for one in rng.sample(EDITS, rng.choice((0, 0, 1, 2, 3)))
                 if one not in (hidden_sheet_deleted, id_column_deleted, month_deleted)]  # fmt: skip
        undone = {edit for other in edits for edit in _UNDO.get(other, ())}
        self.edits = [edit for edit in edits if edit not in undone]
        self.objects = rng.sample(OBJECTS, rng.randint(2, 4))
        self.change = rng.choice((*CHANGES, None))
        self.today = TODAY + timedelta(days=rng.choice((0, 0, 0, 10, 17, 24)))
        self.language = tuple(TABLES)[self.seed % 2]
        program = rng.choice((*PROGRAMS, *[""] * 9))
        self.program = program if program and is_there(program) else ""
        return self

    def draft(self) -> EditedWorkbook:
        """The calendar after the edits of cells; without those that find no row or column any more."""
        while True:
            draft = EditedWorkbook(generated(self.language, self.weeks), Random(self.seed))
            for edit in self.edits:
                try:
                    edit(draft)
                except (KeyError, IndexError):
                    self.edits.remove(edit)
                    break
            else:
                return draft

    @cached_property
    def saved(self) -> bytes:
        """The file as its user saved it."""
        if self.edits:
            self._draft = self.draft()
            if self.change:
                self.change.typed(self._draft)
            data = self._draft.bytes()
        else:
            data = changed(self.language, self.weeks, self.change)
        if self.program:  # which may keep no formats
            data = resaved(data, self.program)
            if self._draft:
                self._draft.marks, self._draft.looks, self._draft.packed = [], [], []
        self.things = ObjectDraft(data, Random(self.seed))
        for edit in list(self.objects):
            try:
                edit(self.things)
            except (KeyError, StopIteration, IndexError):
                self.objects.remove(edit)
        return self.things.bytes()

    @property
    def added(self) -> list[Added]:
        """The things of her own that she added."""
        return self.things.added if self.things else []

    def forget(self) -> None:
        """Lets go of the workbooks of a session that was played."""
        self.done, self.things, self._draft = None, None, None
        self.__dict__.pop("saved", None)

    def play(self) -> list[str]:
        """The session, a run after it, and a second; all that is not as it should be."""
        data = self.saved
        try:
            done = api.generate(data, FILE, self.today)
        except Refused as refused:
            self.refused = f"{refused.problem.code} {refused.problem.place}"
            return self._refusal(data)
        if done.stopped:
            self.refused = "; ".join(f"{one.code} {one.place}" for one in done.problems)
            return [f"stopped: {self.refused}"]
        self.done = done
        things = ObjectContents(self.added, data, done)
        found = [f"unsound: {one}" for one in new_faults(data, done.after)]
        found += [f"object: {one}" for one in things.faults()]
        if self.validated and find_program(validator.VALIDATOR):
            found += [f"validator: {one}" for one in validator.new_errors(data, done.after)]
        draft = self._draft or _untouched(self.language, self.weeks)
        draft.after_saving[:] = [*draft.after_saving, lambda _: data][-1:]
        outcome = Outcome(draft, data, done, self.change is None, self.today)
        if self.edits:
            self.typed += len(draft.says)
            found += [f"cells: {one}" for one in outcome.faults()]
        self._count(things)
        return [*found, *(f"again: {one}" for one in again(outcome))]

    def _count(self, things: ObjectContents) -> None:
        texts = [one for one in self.added if one.kind in ("text", "label")]
        values = Counter(cell.value for sheet in things.after.sheets.values() for cell in sheet.cells.values())
        self.typed += len(texts)
        gone = [one for one in texts if not values[one.mark]]
        self.kept, self.told = self.typed - len(gone), sum(map(things.is_told, gone))

    def _refusal(self, data: bytes) -> list[str]:
        """What generate refuses, check refuses too."""
        try:
            told = api.diagnose(data, FILE, self.today).problems
        except Refused as refused:
            told = (refused.problem,)
        if self.refused not in [f"{one.code} {one.place}" for one in told]:
            return [f"check: {self.refused} is not seen by check"]
        return []  # a refusal with its cell is sound; `Counts` and the summary count it

    def __str__(self) -> str:
        names = ", ".join([*(edit.__name__ for edit in self.edits), *(edit.name for edit in self.objects)])
        change = self.change.name if self.change else "the same"
        by = f"; saved by {self.program}" if self.program else ""
        return f"session {self.seed} ({self.language}): {names}; strategy: {change}; today: {self.today}{by}"


def single(edit: ObjectEdit, change: StrategyChange | None, language: str = "fr") -> ObjectSession:
    """One edit alone, before a change."""
    return ObjectSession(zlib.crc32(edit.name.encode()), [], [edit], change, language=language)


def played(session: ObjectSession) -> list[str]:
    """The faults of a session; what it raised is one."""
    try:
        return session.play()
    except Exception as error:  # noqa: BLE001 -- a bug is one failed session of many
        told = traceback.format_exc(limit=-3)
        return [f"raised: {type(error).__name__}: {str(error)[:200]} {told}"]


@dataclass
class ObjectCounts:
    """What became of n sessions."""

    sessions: int = 0
    things: int = 0  # labels, tables, notes...: all that was put there
    typed: int = 0
    kept: int = 0
    told: int = 0
    refused: int = 0
    faults: Counter[str] = field(default_factory=Counter)  # kind → sessions that have it
    failed: dict[str, list[str]] = field(default_factory=dict)  # session → its faults

    def add(self, session: ObjectSession, found: list[str]) -> None:
        """A session and its faults."""
        self.sessions += 1
        self.things += len(session.added)
        self.typed, self.kept = self.typed + session.typed, self.kept + session.kept
        self.told, self.refused = self.told + session.told, self.refused + bool(session.refused)
        self.faults.update({one.partition(":")[0] for one in found})
        if found:
            self.failed[str(session)] = found

    def __str__(self) -> str:
        kept = f"{self.kept} of {self.typed} typed values kept, {self.told} told"
        return (f"{self.sessions} sessions, {self.things} things, {len(self.failed)} with a fault, {self.refused}"
                f" refused; {kept}; {dict(self.faults)}")  # fmt: skip


def run(n: int, seed: int = 0, every: int = 0) -> ObjectCounts:
    """n sessions, from the seed on; Microsoft's validator looks at every so-manieth."""
    counts = ObjectCounts()
    for number in range(seed, seed + n):
        session = ObjectSession(number).chosen()
        session.validated = bool(every) and number % every == 0
        counts.add(session, played(session))
        session.forget()
    return counts


def main(arguments: list[str]) -> None:
    """Plays what is asked for, and prints a line for each session that failed and a summary."""
    out, counts = print, ObjectCounts()
    if arguments[0] == "edits":
        asked = arguments[1] if len(arguments) > 1 else ""
        sessions = [single(edit, change) for edit in OBJECTS if asked in edit.name for change in (None, *CHANGES)]
    else:
        first = int(arguments[1]) if len(arguments) > 1 else 0
        sessions = [ObjectSession(n).chosen() for n in range(first, first + int(arguments[0]))]
    for session in sessions:
        found = played(session)
        counts.add(session, found)
        if found:
            out(session, *(f"    {one[:500]}" for one in found[:6]), sep="\n", flush=True)
        session.forget()
    out(counts)


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
