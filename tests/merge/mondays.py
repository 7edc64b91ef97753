"""Mondays of a user who marks each week what was published and edits a little, and what each run tells her.

`python mondays.py salon 52` plays as many weeks as one likes, and prints a line for each Monday.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import year_edits
from edited_workbook import EditedWorkbook
from year import FILE, START

from calgen import api
from calgen.book.problems import Problem, Severity
from calgen.strategy import Strategy

EDITS = (year_edits.published, year_edits.texts, year_edits.results, year_edits.moved, year_edits.status_of("approved"))
ABOUT_THE_PAST = ("results_missing", "cadence_leap")
_DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})")


@dataclass(frozen=True)
class Monday:
    """What a run tells on a day."""

    today: date
    done: api.Generated

    @property
    def told(self) -> list[Problem]:
        return [problem for problem in self.done.problems if problem.severity is not Severity.ERROR]

    def text(self, problem: Problem) -> str:
        message, cure = self.done.words.message(problem)
        return f"{problem.code} {problem.place} {message} → {cure}"

    @property
    def texts(self) -> set[str]:
        return {self.text(problem) for problem in self.told}

    def over(self) -> Iterator[str]:
        """The texts that name days that are all over, or a campaign that is over.

        Results of posts that are out can be noted later, and the day of an audit says how old it is.
        """
        names = names_over(self.done.strategy, self.today)
        for problem in self.told:
            if problem.code in ABOUT_THE_PAST:
                continue
            message, _ = self.done.words.message(problem)
            days = [date(int(year), int(month), int(day)) for day, month, year in _DAY.findall(message)]
            if (days and max(days) < self.today) or any(name in message for name in names):
                yield self.text(problem)


def names_over(strategy: Strategy, today: date) -> list[str]:
    """The names of campaigns that are over, and stand in that of no other."""
    campaigns = [row.campaign for row in strategy.campaigns if row.end < today]
    running = [row.campaign for row in strategy.campaigns if row.end >= today]
    return [name for name in campaigns if not any(name in other for other in running)]


def mondays(sample: str, weeks: int, seed: int = 0, period: int = 0) -> Iterator[Monday]:
    """A first run a week before the start, then a run on each Monday."""
    rng = Random(f"{sample}{seed}")
    today = START - timedelta(days=7)
    data = api.new("fr", sample, START)
    if period:
        draft = EditedWorkbook(data, rng)
        year_edits.setting(year_edits.Week(draft, today), "weeks").value = period
        data = draft.bytes()
    for _ in range(weeks + 1):
        done = api.generate(data, FILE, today)
        yield Monday(today, done)
        today += timedelta(days=7)
        draft = EditedWorkbook(done.after, Random(rng.getrandbits(32)))
        week = year_edits.Week(draft, today)
        for edit in EDITS:
            try:
                edit(week)
            except (KeyError, IndexError, StopIteration):
                continue  # no row is left that it may be done to
        data = draft.bytes()


if __name__ == "__main__":
    import sys

    before: set[str] = set()
    for monday in mondays(sys.argv[1], int(sys.argv[2]), period=int(sys.argv[3]) if len(sys.argv) > 3 else 0):
        warnings = sum(problem.severity is Severity.WARNING for problem in monday.told)
        over = list(monday.over())
        new = [problem for problem in monday.told if problem.is_new]
        counts = {"told": len(monday.told), "warnings": warnings, "over": len(over), "new": len(new)}
        counts["again"] = len(monday.texts & before)
        print(monday.today, counts, flush=True)  # noqa: T201
        for mark, texts in (("OVER", over), ("NEW", map(monday.text, new))):
            for text in texts:
                print(f"   {mark}", text[:400])  # noqa: T201
        before = monday.texts
