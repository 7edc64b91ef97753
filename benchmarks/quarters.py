"""A year of four quarters, command by command, with every invariant of `benchmarks.weekly` after each of them.

`python -m benchmarks.quarters --sample salon --seed 1`: a user edits the calendar, the files of the platforms come in,
readings are typed, all proposals are accepted, the next quarter begins; `undo --to` brings each state back.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import click

import benchmarks.scorecard_results  # noqa: F401 -- lets the helpers of the tests be imported
from benchmarks.four_quarters import SAMPLES, world_of
from benchmarks.simulated_exports import Period, export_files
from benchmarks.simulated_posts import SimulatedPost
from benchmarks.simulated_year import SimulatedYear, YearStep
from benchmarks.weekly import habits, invariants
from benchmarks.weekly.commands import CommandResult, WorkbookFile
from benchmarks.weekly.contents import LETTERS, BookContents, day_of
from benchmarks.weekly.figures import figure_faults, tab_faults
from benchmarks.weekly.typed import TypedCells

Look = Callable[[bytes, bytes], list[str]]


@dataclass
class QuarterlyYear(SimulatedYear):
    """The year of a sample, played by commands on a file; `faults` is what is not as it should be.

    `edits` are weeks in which the user also edits as in the year of weekly use; `validate` is another opinion of the
    bytes before and after a step.
    """

    edits: int = 2
    validate: Look | None = None
    faults: list[str] = field(default_factory=list)
    states: list[tuple[str, bytes]] = field(default_factory=list)  # before each command of the quarter

    def play(self) -> Iterator[YearStep]:
        """The steps, each looked at."""
        self.random = Random(f"{self.sample} {self.world.seed} quarters")
        self.cells, self.ids, self.known = TypedCells(), invariants.IdBook(), set[str]()
        with TemporaryDirectory(prefix="calgen-quarters-") as folder:
            self.folder = Path(folder) / "work"
            self.folder.mkdir()
            self.file = WorkbookFile(self.folder / self.name)
            for step in super().play():
                self.faults += [f"quarter {step.quarter}, {step.name}: {fault}" for fault in self._faults(step)]
                yield step
                if step.name == "next":
                    self._walk_back(step.quarter)

    # -- the commands --------------------------------------------------------------------------------------------------

    def _generated(self, today: date) -> bytes:
        return self._run("generate", today=today)

    def _adapted(self, today: date) -> bytes:
        return self._run("adapt", today=today)

    def _next(self, today: date) -> bytes:
        return self._run("next", today=today)

    def _imported(self, posts: tuple[SimulatedPost, ...], today: date) -> bytes:
        super()._imported(posts, today)  # judges the matching
        period = Period(self.first, today - timedelta(days=1), today)
        exports = self.folder / f"exports-{today}"
        exports.mkdir(exist_ok=True)
        for file in export_files(posts, self.world, period):
            (exports / file.name).write_bytes(file.data)
        return self._run("results", *map(str, sorted(exports.iterdir())), today=today)

    def _run(self, command: str, *options: str, today: date) -> bytes:
        """The workbook after a command; a dry run of one that writes without planning alone comes before."""
        self.states.append((command, self.data))
        self.file.write(self.data)
        if command in ("results", "adapt"):
            self._run_dry(command, *options, today=today)
        self.done = self.file.run(command, *options, "--format", "json", today=today)
        if self.done.code:
            self.faults.append(f"{command} ends with {self.done.code}: {_told(self.done)}")
        after = self.file.read()
        if after == self.data:  # nothing was to be written: there is no earlier version of it
            self.states.pop()
        return after

    def _run_dry(self, command: str, *options: str, today: date) -> None:
        dry = self.file.run(command, *options, "--dry-run", today=today)
        if dry.code or self.file.read() != self.data:
            self.faults.append(f"{command} --dry-run writes, or ends with {dry.code}: {_told(dry)}")

    def _user_at_work(self, today: date) -> Iterator[YearStep]:
        yield from super()._user_at_work(today)
        for week in range(self.edits):
            day = self.first + timedelta(weeks=7 + 2 * week)
            yield self._step("edit", day, self._edited(day))
            yield self._step("generate", day, self._generated(day))

    def _edited(self, today: date) -> bytes:
        """The file after some edits of a week, by openpyxl."""
        from edited_workbook import EditedWorkbook
        from year_edits import Week

        draft = EditedWorkbook(self.data, Random(self.random.getrandbits(32)))
        habits.play(Week(draft, today))
        before, saved = BookContents(self.data), BookContents(draft.bytes())
        self.cells.learn(before, saved, {(tab, id_) for tab, id_ in draft.gone if id_ in before.ids(tab)})
        self.typist.forget(self.social_of(saved.data).rows)
        return saved.data

    # -- what holds after a step ---------------------------------------------------------------------------------------

    def _faults(self, step: YearStep) -> Iterator[str]:
        if step.name in ("type", "note", "read", "edit", "accept"):
            return
        before, after = BookContents(step.before), BookContents(step.after)
        if step.name == "results":  # the platform says that a post is out
            self.cells.cells = {spot: value for spot, value in self.cells.cells.items() if spot[2] != "status"}
        yield from self.cells.faults(after)
        own = set(self.cells.elsewhere)  # a note right below a calendar stands in its column of ids, and stays there
        faults = self.ids.faults(before, after, self.known - {id_ for _, id_ in self.cells.gone})
        yield from (fault for fault in faults if not any(repr(text) in fault for text in own))
        self.known = {id_ for tab in LETTERS for id_ in after.ids(tab)}
        if step.name != "results":
            yield from invariants.settled_faults(before, after, {}, step.today)
        looks = (invariants.link_faults, invariants.subject_faults, invariants.error_faults)
        for look in looks:
            yield from look(after)
        yield from self._file_faults(step)
        if step.name in ("generate", "next"):
            yield from invariants.complete_faults(after)
            yield from self._figure_faults(after, step.today)
            yield from self._again_faults(step)
        if step.name == "results":
            yield from self._result_faults(before, after)

    def _file_faults(self, step: YearStep) -> Iterator[str]:
        """What is unsound in the file, and was not before."""
        from object_soundness import new_faults

        yield from (f"sound: {fault}" for fault in new_faults(step.before, step.after))
        if self.validate:
            yield from (f"validator: {fault}" for fault in self.validate(step.before, step.after))

    def _figure_faults(self, after: BookContents, today: date) -> Iterator[str]:
        """The console and the tab say what the rows say."""
        self.file.write(after.data)
        balance = self.file.run("balance", "--format", "json", today=today)
        if balance.code or self.done.code:
            yield f"balance ends with {balance.code}: {_told(balance)}"
            return
        run = self.done.record.get("run", self.done.record)
        yield from (f"figures: {fault}" for fault in figure_faults(after, balance.record, run))
        yield from (f"tab: {fault}" for fault in tab_faults(after, balance.record, self.world.language))

    def _again_faults(self, step: YearStep) -> Iterator[str]:
        self.file.write(step.after)
        self.file.run("generate", today=step.today)
        if self.file.read() != step.after:
            yield "a second run changes the file"

    def _result_faults(self, before: BookContents, after: BookContents) -> Iterator[str]:
        """An import fills in cells of results alone, and only where something came out."""
        allowed = {"impressions", "engagements", "clicks", "conversions", "url", "status"}
        rows = {row.id: row for row in after.rows("social")}
        for row in before.rows("social"):
            changed = invariants.differing(row, rows[row.id], "social") if row.id in rows else {"all"}
            if changed - allowed:
                yield f"results change {sorted(changed - allowed)} of {row.id}"
            if changed and (day_of(row) or self.last) > self.last + timedelta(days=3):
                yield f"results are on {row.id}, which is of {day_of(row)}"

    def _walk_back(self, quarter: int) -> None:
        """Each state of the quarter comes back by its number, to the byte; the file stays as it is."""
        self.file.write(self.data)
        for number, (command, due) in enumerate(reversed(self.states), 1):
            copy = self.folder.with_name("copy")
            shutil.copytree(self.folder, copy)
            file = WorkbookFile(copy / self.name)
            undone = file.run("undo", "--to", str(number))
            if file.read() != due:
                self.faults.append(f"quarter {quarter}: undo --to {number} is not before {command}: {_told(undone)}")
            shutil.rmtree(copy)
        self.states = []


def _told(result: CommandResult) -> str:
    return f"{result.output[-600:]}{result.error[-300:]}"


@click.command()
@click.option("--sample", type=click.Choice(tuple(SAMPLES)), default="salon", show_default=True)
@click.option("--seed", default=0, show_default=True)
@click.option("--quarters", default=4, show_default=True)
@click.option("--keep", type=click.Path(path_type=Path), help="Write the workbook of each step into this folder.")
def main(sample: str, seed: int, quarters: int, keep: Path | None) -> None:
    """Print the steps with their faults; end with 1 where there is one."""
    year = QuarterlyYear(sample, world_of(sample, seed), quarters)
    told = 0
    for number, step in enumerate(year.play()):
        click.echo(f"quarter {step.quarter} {step.today} {step.name}: {len(step.after):,} bytes")
        if keep:
            (keep / f"{number:02}-{step.name}.xlsx").write_bytes(step.after)
        for fault in year.faults[told:]:
            click.echo(f"    {fault[:1000]}")
        told = len(year.faults)
    for fault in (*year.faults[told:], *year.lost, *year.score.wrong):
        click.echo(f"    {fault[:1000]}")
    click.echo(f"{year.sample}, seed {seed}: {len(year.faults)} faults, {len(year.lost)} lost, {year.score}")
    sys.exit(1 if year.faults or year.lost or year.score.wrong else 0)


if __name__ == "__main__":
    main()
