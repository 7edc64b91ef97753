"""The weeks of a year, one after the other: edits, a save, the commands, and every invariant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from edited_workbook import EditedWorkbook
from object_soundness import new_faults
from workbook_contents import packed, parts
from year_edits import Week

from benchmarks.weekly import habits, invariants, steps
from benchmarks.weekly.commands import WorkbookFile
from benchmarks.weekly.contents import LETTERS, BookContents, code_of
from benchmarks.weekly.figures import computed_faults, figure_faults, tab_faults
from benchmarks.weekly.sizes import Sizes, growth_faults, sizes, year_faults
from benchmarks.weekly.strategy import Renamed, change_of_month
from benchmarks.weekly.typed import TypedCells

FIRST_DAY = date(2027, 1, 4)
Record = dict[str, Any]
Resave = Callable[[bytes], bytes]


@dataclass
class YearOfUse:
    """A workbook that is used from week to week; everything follows from its first bytes and the seed."""

    name: str
    data: bytes
    seed: int = 0
    weeks: int = 52
    resave: Resave | None = None  # another program that saves the file every fourth week
    validate: Callable[[bytes, bytes], list[str]] | None = None  # what Microsoft's validator finds, each fourth week
    faults: list[str] = field(default_factory=list)
    sizes: list[Sizes] = field(default_factory=list)
    played: list[str] = field(default_factory=list)

    def play(self) -> Iterator[str]:
        """All weeks; each fault as it is found."""
        self.rng, self.today = Random(f"{self.name}{self.seed}"), FIRST_DAY - timedelta(days=7)
        self.typed, self.ids = TypedCells(), invariants.IdBook()
        with TemporaryDirectory(prefix="calgen-year-") as folder:
            self.file = WorkbookFile(Path(folder) / "plan.xlsx")
            self.file.write(self.data)
            first = self.file.run("generate", today=self.today)
            if first.code:
                yield f"the first run stops: {first.output}{first.error}"
                return
            self.last = BookContents(self.file.read())
            for tab in LETTERS:
                self.ids.ever[tab] |= set(self.last.ids(tab))
            self.sizes.append(sizes_of(self.last))
            for week in range(self.weeks):
                self.today += timedelta(days=7)
                yield from self._kept_faults(f"week {week + 1}", self._week(week))
            yield from self._kept_faults("growth", year_faults(self.sizes))

    def _kept_faults(self, name: str, faults: Iterator[str]) -> Iterator[str]:
        for fault in faults:
            self.faults.append(f"{self.name} {self.seed} {name}: {fault}")
            yield self.faults[-1]

    def _week(self, number: int) -> Iterator[str]:
        """Edits, a run, and all that is not as it should be."""
        known = deepcopy(self.typed)
        saved, renamed = self._edited(number)
        self.file.write(saved.data)
        dry = self.file.run("generate", "--dry-run", "--format", "json", today=self.today)
        if self.file.read() != saved.data:
            yield "the dry run writes"
        began = process_time()
        done = self.file.run("generate", "--format", "json", today=self.today)
        seconds = process_time() - began
        if done.code:
            self.typed = known  # she goes on from the file of last week
            self.file.write(self.last.data)
            yield f"stopped: {[problem['message'] for problem in done.record['problems']][:5]}{done.error[:500]}"
            return
        after = BookContents(self.file.read())
        self.typed.rename(renamed)
        yield from self._promise_faults(saved, after, renamed, done.record)
        yield from self._told_faults(saved, after, dry.record, done.record)
        yield from _named("again", self._again_faults(after))
        if number % 4 == 3:
            yield from _named("undo", self._undo_faults(saved, after))
            yield from _named("computed", self._computed_faults(after))
        if self.validate and number % 4 == 3:
            yield from _named("validator", self.validate(saved.data, after.data))
        self.sizes.append(sizes_of(after, seconds))
        self.last = after
        yield from self._step(number)

    def _promise_faults(
        self, saved: BookContents, after: BookContents, renamed: Renamed, done: Record
    ) -> Iterator[str]:
        """What holds after any command: `saved` is the file before it."""
        known = {id_ for tab in LETTERS for id_ in self.last.ids(tab) if (tab, id_) not in self.typed.gone}
        yield from _named("typed", self.typed.faults(after))
        yield from _named("settled", invariants.settled_faults(saved, after, renamed, self.today))
        yield from _named("ids", self.ids.faults(saved, after, known))
        yield from self._file_faults(saved, after)
        yield from self._figure_faults(after, done)

    def _step(self, number: int) -> Iterator[str]:
        """Another command than `generate`, in most weeks; a run after one that plans changes nothing."""
        step = steps.step_of_week(number)
        if step is None:
            return
        before = self.last
        after, found = step(self.file, before, self.today)
        yield from _named(step.__name__, found)
        if after.data == before.data:
            return
        self.played.append(step.__name__)
        if step is steps.shift:
            self.typed.shift(before, after, timedelta(days=1))
        if step is steps.archive:  # its rows stand elsewhere from now on
            yield from _named("archive", [*self._file_faults(before, after), *self._again_faults(after)])
            yield from _named("validator", self.validate(before.data, after.data) if self.validate else [])
            self.last = after
            return
        yield from _named(step.__name__, self._promise_faults(before, after, {}, {}))
        if step is not steps.adapt and step is not steps.results:
            yield from _named(f"{step.__name__} again", self._again_faults(after))
        self.last = after

    def _file_faults(self, saved: BookContents, after: BookContents) -> Iterator[str]:
        """Links, values and the parts of the file."""
        yield from _named("links", invariants.link_faults(after))
        yield from _named("subjects", invariants.subject_faults(after))
        yield from _named("complete", invariants.complete_faults(after))
        yield from _named("language", invariants.language_faults(after, language_of(after)))
        yield from _named("errors", invariants.error_faults(after))
        yield from _named("sound", new_faults(saved.data, after.data))
        found = growth_faults(sizes_of(saved), sizes_of(after), is_resaved=self.is_resaved)
        yield from _named("growth", found)

    def _told_faults(self, saved: BookContents, after: BookContents, dry: Record, done: Record) -> Iterator[str]:
        """The dry run and the run say the same, and it is what happened."""
        yield from _named("told", invariants.told_faults(saved, after, dry["changes"]))
        differ = [key for key in dry if key != "written" and dry[key] != done[key]]
        if differ:
            yield f"told: the dry run tells other {differ} than the run"

    def _figure_faults(self, after: BookContents, done: Record) -> Iterator[str]:
        """The console and the tab say what the rows say."""
        balance = self.file.run("balance", "--format", "json", today=self.today)
        if balance.code:
            yield f"figures: balance ends with {balance.code}: {balance.output}{balance.error}"
            return
        yield from _named("figures", figure_faults(after, balance.record, done))
        yield from _named("tab", tab_faults(after, balance.record, language_of(after)))

    def _computed_faults(self, after: BookContents) -> Iterator[str]:
        """Another program computes what calgen stored."""
        from office import plain, uncounted

        if self.resave:
            yield from computed_faults(after, BookContents(self.resave(uncounted(after.data))), plain)

    def _edited(self, number: int) -> tuple[BookContents, Renamed]:
        """The file as its user saves it, and the names that she changed in the strategy."""
        draft = EditedWorkbook(self.last.data, Random(self.rng.getrandbits(32)))
        week = Week(draft, self.today)
        names = habits.play(week)
        change, renamed = change_of_month(week, self.seed + number // 4) if number % 4 == 2 else ("", {})
        typed = BookContents(draft.bytes())
        gone = {(tab, id_) for tab, id_ in draft.gone if id_ in self.last.ids(tab)}
        self.typed.learn(self.last, typed, gone)
        self.is_resaved = self.resave is not None and number % 4 == 3
        self.played.append(" ".join([*names, change, "resaved" if self.is_resaved else ""]).strip())
        return (BookContents(self.resave(typed.data)) if self.is_resaved and self.resave else typed), renamed

    def _again_faults(self, after: BookContents) -> Iterator[str]:
        """A second run changes nothing, though another program has touched the file."""
        self.file.run("generate", today=self.today)
        if self.file.read() != after.data:
            yield "a second run changes the file"
        held = parts(after.data)
        touched = packed({**held, "xl/workbook.xml": held["xl/workbook.xml"] + b"\n"})  # the stamp is void now
        self.file.write(touched)
        again = self.file.run("generate", today=self.today)
        if self.file.read() != touched:
            yield f"a second run on the touched file changes it: {again.output[:300]}"
        self.file.write(after.data)

    def _undo_faults(self, saved: BookContents, after: BookContents) -> Iterator[str]:
        """`undo` brings the file before the run back, and a second one that after it."""
        self.file.write(saved.data)
        self.file.run("generate", today=self.today)
        for due in (saved.data, after.data):
            self.file.run("undo")
            if self.file.read() != due:
                yield "undo brings other bytes"


def sizes_of(book: BookContents, seconds: float = 0.0) -> Sizes:
    """The counts of a workbook."""
    titles = [sheet.title for sheet in book.calendars.sheets.values()]
    return sizes(book.data, sum(len(book.rows(tab)) for tab in LETTERS), titles, seconds)


def language_of(book: BookContents) -> str:
    """The code of the language of a workbook."""
    return code_of("language", book.setting("language"))


def _named(name: str, faults: Iterator[str] | list[str]) -> Iterator[str]:
    return (f"{name}: {fault}" for fault in faults)
