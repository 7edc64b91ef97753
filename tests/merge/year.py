"""A year of weekly use: each week a user edits both calendars, now and then the strategy, and runs calgen.

`python year.py salon 52` plays one as long as one likes; a line of the scorecard plays the samples. Everything follows
from the seed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from random import Random

import small_calendar
import year_edits
from edited_workbook import EditedWorkbook
from small_calendar import TABLES
from workbook_contents import packed, parts

from calgen import api, run_steps
from calgen.book.grid import CellState
from calgen.calendar import CalendarRow, CalendarTab
from calgen.files.read import guard
from calgen.run_records import RunInput

FILE = "plan.xlsx"
START = date(2027, 1, 4)  # of the samples, a Monday
LETTERS = {"social": "P", "editorial": "S"}
MOST_NEW_FORMATS = 40  # cell formats that a run may add: a change of language brings its own for days and hours


class WeekResult:
    """A workbook after a week, as calgen reads it."""

    def __init__(self, data: bytes, today: date) -> None:
        self.data = data
        self.checked = run_steps.check_file(guard.open_workbook(data, FILE), "fr", ())
        self.run_input: RunInput = run_steps.read_run_input(self.checked, today)

    def tab(self, key: str) -> CalendarTab:
        return self.run_input.calendars[key]

    def ids(self, key: str) -> list[str]:
        return [row.id for row in self.tab(key).rows if row.id]

    @cached_property
    def formats(self) -> int:
        """The number of cell formats."""
        found = re.search(rb"<cellXfs[^>]*>(.*?)</cellXfs>", parts(self.data)["xl/styles.xml"], re.DOTALL)
        return found[1].count(b"<xf ") if found else 0


def is_planned(row: CalendarRow) -> bool:
    """Whether a row is a post that is to appear: it has a day and a platform, and is not cancelled."""
    return row.day() is not None and bool(row.text("platform")) and row.code("status") != "cancelled"


@dataclass
class Year:
    """A workbook that is used from week to week: a sample, or the small strategy in a language."""

    sample: str
    seed: int = 0
    weeks: int = 52
    faults: list[str] = field(default_factory=list)
    played: list[str] = field(default_factory=list)  # what was done in each week

    def play(self) -> list[str]:
        """All weeks; what is not as it should be."""
        self.rng = Random(f"{self.sample}{self.seed}")
        today = START - timedelta(days=7)
        strategy = small_calendar.typed(self.sample, 13) if self.sample in TABLES else api.new("fr", self.sample, START)
        data = api.generate(strategy, FILE, today).after
        self.last = WeekResult(data, today)
        self.ever = {key: set(self.last.ids(key)) for key in LETTERS}
        self.deleted = set[str]()
        for week in range(self.weeks):
            today += timedelta(days=7)
            self.faults += [f"{self.sample} week {week + 1}: {fault}" for fault in self._week(today)]
        return self.faults

    def _week(self, today: date) -> list[str]:
        draft = EditedWorkbook(self.last.data, Random(self.rng.getrandbits(32)))
        names = year_edits.play(draft, today)
        self.played.append(" ".join(names))
        self.deleted |= {row for _, row in draft.gone}
        saved = draft.bytes()
        before = WeekResult(saved, today)
        done = api.generate(saved, FILE, today)
        if done.stopped:
            return [f"stopped: {[done.words.message(problem)[0] for problem in done.problems]} after {names}"]
        after = WeekResult(done.after, today)
        looks = (self._numbers, self._subjects, self._complete, self._errors, self._typed, self._formats)
        found = [f"{look.__name__[1:]}: {fault} after {names}" for look in looks for fault in look(before, after)]
        found += [f"typed: {spot} {value!r} is lost after {names}" for spot, value in lost(draft, after)]
        found += [f"again: {fault} after {names}" for fault in self._again(after, today)]
        for key in LETTERS:
            self.ever[key] |= {*before.ids(key), *after.ids(key)}
        self.last = after
        return found

    def _numbers(self, before: WeekResult, after: WeekResult) -> Iterator[str]:
        """An id stands once; a new one is above all that ever were; one that is gone does not come back."""
        for key, letter in LETTERS.items():
            ids = after.ids(key)
            yield from (f"{id_} stands {n} times" for id_, n in Counter(ids).items() if n > 1)
            yield from (f"{id_!r} is no id" for id_ in ids if not re.fullmatch(rf"{letter}\d{{4,}}", id_))
            known = {id_ for id_ in self.ever[key] if re.fullmatch(rf"{letter}\d{{4,7}}", id_)}
            most = max(int(id_[1:]) for id_ in known)
            for id_ in set(ids) - set(before.ids(key)):
                if id_[1:].isdigit() and int(id_[1:]) <= most and not self._may_return(id_):
                    yield f"{id_} is given again"

    def _may_return(self, id_: str) -> bool:
        """Whether an id stood in the last week's calendar: one that was cleared is found again."""
        return any(id_ in self.last.ids(key) for key in LETTERS) and id_ not in self.deleted

    def _subjects(self, before: WeekResult, after: WeekResult) -> Iterator[str]:
        return subject_faults(after, self.deleted)

    def _complete(self, before: WeekResult, after: WeekResult) -> Iterator[str]:
        """Each post has all that a planned one has."""
        for row in filter(is_planned, after.tab("social").rows):
            absent = [key for key in ("id", "time", "theme", "title", "editorial", "reason") if not row.text(key)]
            if absent:
                yield f"{row.id or row.number} of {row.day()} lacks {absent}"

    def _errors(self, before: WeekResult, after: WeekResult) -> Iterator[str]:
        """No stored value of a formula is an error."""
        for grid in after.checked.workbook.grids:
            for (row, column), cell in grid.cells.items():
                if cell.formula and cell.state is CellState.ERROR:
                    yield f"{grid.title} row {row} column {column}: {cell.value}"

    def _typed(self, before: WeekResult, after: WeekResult) -> Iterator[str]:
        """A post of the past stays."""
        left = set(after.ids("social"))
        for row in before.tab("social").rows:
            if row.id in self.ever["social"] and row.code("status") == "published" and row.id not in left:
                yield f"{row.id} was published, and is gone"

    def _formats(self, before: WeekResult, after: WeekResult) -> Iterator[str]:
        if after.formats > before.formats + MOST_NEW_FORMATS:
            yield f"{after.formats} formats, {before.formats} before"

    def _again(self, after: WeekResult, today: date) -> Iterator[str]:
        """A second run changes nothing, though another program has saved the file."""
        held = parts(after.data)
        saved = packed({**held, "xl/workbook.xml": held["xl/workbook.xml"] + b"\n"})
        second = api.generate(saved, FILE, today)
        if second.after != saved:
            yield f"a second run changes {[(change.kind, change.id) for change in second.changes][:5]}"


def subject_faults(after: WeekResult, deleted: Collection[str] = ()) -> Iterator[str]:
    """Subjects of posts that are not there, those that the user deleted aside; counts and links that are not true."""
    rows = {row.id: row for row in after.tab("editorial").rows}
    for row in filter(is_planned, after.tab("social").rows):
        if row.subject and row.subject not in rows and row.subject not in deleted:
            yield f"{row.id} leads to {row.subject}, which is not there"
    for id_, row in rows.items():
        own = [post for post in after.tab("social").rows if post.subject == id_]
        count = sum(post.code("status") != "cancelled" for post in own)
        if row.cell("posts").formula and row.cell("posts").value != count:
            yield f"{id_} counts {row.cell('posts').value!r} posts, not {count}"
        days = {post.id: post.day() for post in own if is_planned(post)}
        ends = [row.text("first_post"), row.text("last_post")]
        if days and [days.get(end) for end in ends] != [min(days.values()), max(days.values())]:  # type: ignore[type-var]
            yield f"{id_} leads to {ends}, not to the first and last of {days}"
        elif not own and any(ends):
            yield f"{id_} has no posts, and leads to {ends}"


def lost(draft: EditedWorkbook, after: WeekResult) -> Iterator[tuple[object, object]]:
    """The typed texts that stand nowhere."""
    texts = {row.text("text") for row in after.tab("social").rows}
    for spot, value in draft.says.items():
        if spot[2] == "text" and value not in texts:
            yield spot, value


if __name__ == "__main__":
    import sys

    year = Year(sys.argv[1], int(sys.argv[3]) if len(sys.argv) > 3 else 0, int(sys.argv[2]))
    for fault in year.play():
        print(fault[:600], flush=True)  # noqa: T201
    print(len(year.faults), "faults in", year.weeks, "weeks of", sys.argv[1], year.last.formats, "formats")  # noqa: T201
