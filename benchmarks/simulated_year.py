"""A year of a sample in four quarters: a plan, a user's work, the platforms' files, what they teach, the next plan.

What is true of the publications is known (`simulated_posts.py`), so that each step can be judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import fsum

from benchmarks.simulated_exports import Period, export_files
from benchmarks.simulated_matching import MatchingScore, matching_score
from benchmarks.simulated_posts import SimulatedPost, World, simulated_posts
from benchmarks.simulated_typing import Typist
from calgen import api, merge
from calgen.adapt_steps import AdaptStatus, adapt
from calgen.calendar import CalendarTab
from calgen.files.edit.input_edits import CellEdit, write_cells
from calgen.files.read import guard
from calgen.next_steps import NextRequest, begin_next
from calgen.result_steps import Imported, ResultRequest, import_into
from calgen.run_steps import DRAWN, check_file, read_calendar
from calgen.strategy import Strategy
from calgen.strategy_edits import row_edits, write_edits

START, WEEKS = date(2027, 1, 4), 13
_QUARTER = timedelta(weeks=WEEKS)
_SOON = 6  # weeks of a quarter after which results are imported for the first time


ThemeShares = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class YearStep:
    """A step of the year: what was done in which quarter (from 1), the day, and the workbook before and after."""

    name: str  # generate · type · note · results · read · accept · adapt · next
    quarter: int
    today: date
    before: bytes
    after: bytes


@dataclass
class SimulatedYear:
    """A sample in an invented world.

    `score` tells how the rows of the files were matched, `lost` which typed values are gone, `shares` those of the
    themes at the beginning and after the proposals of each quarter, of which all are accepted. Without `has_user`
    nobody edits the calendar, and results come in once a quarter: that is quicker.
    """

    sample: str
    world: World
    quarters: int = 4
    has_user: bool = True
    score: MatchingScore = field(default_factory=MatchingScore)
    lost: list[str] = field(default_factory=list)
    shares: list[ThemeShares] = field(default_factory=list)
    proposals: list[int] = field(default_factory=list)  # of each quarter
    readings: set[tuple[str, date, Fraction]] = field(default_factory=set)  # that were typed

    def play(self) -> Iterator[YearStep]:
        """The steps, one after the other."""
        self.typist = Typist(self.world)
        self.data = with_setting(api.new(self.world.language, self.sample, START), "weeks", WEEKS)
        self.shares.append(theme_shares(self.strategy()))
        for quarter in range(1, self.quarters + 1):
            self.quarter, self.first = quarter, START + (quarter - 1) * _QUARTER
            self.last = self.first + _QUARTER - timedelta(days=1)
            yield from self._quarter()

    def _quarter(self) -> Iterator[YearStep]:
        before_it, after_it = self.first - timedelta(days=7 * (self.quarter == 1)), self.last + timedelta(days=1)
        if self.quarter == 1:
            yield self._step("generate", before_it, self._generated(before_it))
        if self.has_user:
            yield from self._user_at_work(before_it)
        posts = self._published(self.last)
        if self.has_user:
            yield self._step("note", after_it, self.typist.note_results(self.data, self.social(), posts))
        yield self._step("results", after_it, self._imported(posts, after_it))
        if self.has_user:
            yield self._step("read", after_it, self._with_readings(after_it))
        yield self._step("generate", after_it, self._generated(after_it))
        if self.has_review():
            yield self._step("accept", after_it, self._accepted())
            yield self._step("adapt", after_it, self._adapted(after_it))
        self.shares.append(theme_shares(self.strategy()))
        yield self._step("next", after_it, self._next(after_it))

    def _user_at_work(self, today: date) -> Iterator[YearStep]:
        """What the user does before a quarter and in it."""
        yield self._step("type", today, self.typist.prepare(self.data, self.social(), self.first, self.last))
        yield self._step("generate", today, self._generated(today))
        soon = self.first + timedelta(weeks=_SOON)
        posts = self._published(soon - timedelta(days=1))
        yield self._step("note", soon, self.typist.note_results(self.data, self.social(), posts))
        yield self._step("results", soon, self._imported(posts, soon))

    def _step(self, name: str, today: date, after: bytes) -> YearStep:
        before, self.data = self.data, after
        if self.has_user:
            self.lost += [f"quarter {self.quarter}, {name}: {fault}" for fault in self._lost()]
        return YearStep(name, self.quarter, today, before, after)

    def _lost(self) -> list[str]:
        """What the user typed and is not there as she typed it: cells of the calendar, and readings."""
        there = {(row.objective, row.date, row.value) for row in self.strategy().readings}
        return [*self.typist.lost(self.social().rows), *map(str, sorted(self.readings - there))]

    def social(self) -> CalendarTab:
        """The social calendar as it stands."""
        return self.social_of(self.data)

    def social_of(self, data: bytes) -> CalendarTab:
        """The social calendar of a state of the workbook."""
        checked = check_file(guard.open_workbook(data, self.name), "en", DRAWN)
        return read_calendar(checked, self.first, self.name)[1]

    @property
    def name(self) -> str:
        return f"{self.sample}.xlsx"

    def _generated(self, today: date) -> bytes:
        done = api.generate(self.data, self.name, today)
        if done.stopped:
            raise AssertionError([done.words.message(problem) for problem in done.problems])
        return done.after

    def _published(self, last: date) -> tuple[SimulatedPost, ...]:
        """What came out in the quarter, up to a day."""
        return simulated_posts(self.social().rows, self.world, self.first, last)

    def _imported(self, posts: tuple[SimulatedPost, ...], today: date) -> bytes:
        """The workbook with the results of the quarter so far; the files are judged."""
        known = {row.id for row in self.social().rows if row.text("url")}
        period = Period(self.first, today - timedelta(days=1), today)
        done = self.results(posts, period)
        self.score += matching_score(posts, done.report, known)
        return done.after

    def results(self, posts: tuple[SimulatedPost, ...], period: Period) -> Imported:
        """An import of the files of a period."""
        files = [(file.name, file.data) for file in export_files(posts, self.world, period)]
        return import_into(self.data, self.name, ResultRequest(files), period.asked, self.world.language)

    def _accepted(self) -> bytes:
        """The workbook with a yes to each proposal of the tab Review."""
        file = guard.open_workbook(self.data, self.name)
        checked = check_file(file, self.world.language, [key for key in DRAWN if key != merge.REVIEW])
        cells = merge.read_accept_cells(checked.workbook, checked.last_run)
        self.proposals.append(len(cells))
        return write_cells(file, [CellEdit(cell.place.tab, cell.place.cell, "x") for cell in cells])

    def _adapted(self, today: date) -> bytes:
        """The workbook with what was accepted in its strategy."""
        done = adapt(self.data, self.name, today, self.world.language)
        if done.stopped or any(made.status is not AdaptStatus.WRITTEN for made in done.proposals):
            raise AssertionError([(made.key, made.status) for made in done.proposals])
        return done.after

    def _with_readings(self, today: date) -> bytes:
        """The workbook with a reading of each objective: it advances evenly, somewhat too slowly for its goal."""
        checked = check_file(guard.open_workbook(self.data, self.name), self.world.language, DRAWN)
        day, rows = today - timedelta(days=1), list[dict[str, object]]()
        for row in checked.read.strategy.objectives:
            if row.baseline is None or row.goal is None:
                continue
            value = row.baseline + round((row.goal - row.baseline) * Fraction(self.quarter, 6))
            rows.append({"objective": row.objective, "date": day, "value": value, "origin": "notebook"})
            self.readings.add((row.objective, day, value))
        return write_edits(checked, row_edits(checked, "readings", rows))

    def strategy(self) -> Strategy:
        """The strategy as it stands."""
        return check_file(guard.open_workbook(self.data, self.name), "en", DRAWN).read.strategy

    def has_review(self) -> bool:
        """Whether the workbook has the tab Review."""
        file = guard.open_workbook(self.data, self.name)
        return merge.REVIEW in check_file(file, "en", DRAWN).workbook.calgen_titles

    def tab_titles(self) -> list[str]:
        """The titles of all tabs."""
        return [sheet.title for sheet in guard.open_workbook(self.data, self.name).sheets]

    def _next(self, today: date) -> bytes:
        """The workbook with the quarter after planned."""
        done = begin_next(self.data, self.name, NextRequest(), today, self.world.language)
        if done.stopped:
            raise AssertionError(done.problems)
        return done.after


def theme_shares(strategy: Strategy) -> ThemeShares:
    """The share that each theme is to have: that of its category in the mix of all platforms, by its weight."""
    mix = {row.category: float(row.share) for row in strategy.mix if not row.platform}
    weights = {row.theme: (row.category, float(row.weight)) for row in strategy.themes}
    totals = {category: fsum(weight for of, weight in weights.values() if of == category) for category in mix}
    return {name: mix[category] * weight / totals[category] for name, (category, weight) in weights.items()}


def moved_share(before: ThemeShares, after: ThemeShares) -> float:
    """The part of all posts that goes from some themes to others."""
    return fsum(abs(after[name] - before[name]) for name in before) / 2


def with_setting(data: bytes, key: str, value: int | date) -> bytes:
    """The workbook with another value in the cell of a setting, as somebody types it."""
    file = guard.open_workbook(data, "typed.xlsx")
    place = check_file(file, "en", DRAWN).read.strategy.settings.source.place(key)
    return write_cells(file, [CellEdit(place.tab, place.cell, value, "dd/mm/yyyy")])
