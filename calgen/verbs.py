"""The journey, one line per room: what `calgen new`, `check` and `generate` do, with the disk left to the caller."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from calgen import __version__, merge
from calgen.book.grid import Workbook
from calgen.book.problems import Problem, Refused, Severity
from calgen.book.words import Words, words
from calgen.calendar import remember, stand
from calgen.check import advise, examine, letter, proofread
from calgen.check import check as check_strategy
from calgen.files import draw, load, samples, splice, verify
from calgen.plan import horizon, plan
from calgen.plan.model import Pin, Plan
from calgen.read import Read, read
from calgen.strategy import Strategy
from calgen.strategy.shift import shifted
from calgen.view import book, template
from calgen.view.desk import Desk

if TYPE_CHECKING:
    from calgen.measure.balance import Balance


@dataclass(frozen=True, slots=True)
class Checked:
    """What a workbook says, and every problem in it."""

    workbook: Workbook
    read: Read
    problems: tuple[Problem, ...]

    @property
    def stopped(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Generated:
    """A run: the file's bytes before and after, the plan (none where it stopped), and all there is to tell."""

    before: bytes
    after: bytes
    words: Words
    problems: tuple[Problem, ...]
    plan: Plan | None = None
    strategy: Strategy = field(default_factory=Strategy)
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def stopped(self) -> bool:
        return (
            self.plan is None and self.before == self.after and any(p.severity is Severity.ERROR for p in self.problems)
        )

    @property
    def changed(self) -> bool:
        return self.before != self.after


def new(language: str, sample: str = "", start: date | None = None) -> bytes:
    """A workbook to fill in, or a filled sample; `start` is its first day (a sample's other days move along)."""
    if sample:
        found = read(samples.sample(sample))
        strategy = shifted(found.strategy, start) if start else found.strategy
        spoken, filled = found.words, template.Blank(strategy, examples=False)
    else:
        spoken = words(language)
        filled = template.blank(spoken)
        if start:
            settings = replace(filled.strategy.settings, start=start)
            filled = replace(filled, strategy=replace(filled.strategy, settings=settings))
    inputs = draw.draw(template.sheets(spoken, filled))
    ours = template.places(spoken)
    return splice.splice(inputs, draw.draw(ours), {sheet.title: sheet.key for sheet in ours})


def sample_language(sample: str) -> str:
    """The language in which a sample is written."""
    return read(samples.sample(sample)).words.language


def check(data: bytes, name: str) -> Checked:
    """Every problem of a workbook at once; nothing is written."""
    workbook = load.load(data, name)
    found = read(workbook)
    return Checked(workbook, found, (*found.problems, *check_strategy(found.strategy, found.partial)))


def diagnose(data: bytes, name: str, today: date) -> Checked:
    """As `check`, with what the method says of the strategy and of the texts and, where nothing stops it, its plan."""
    checked = check(data, name)
    found, memory = checked.read, merge.remember(checked.workbook)
    strategy = _started(found.strategy, memory, today)
    told = advise(strategy, today, found.partial)
    if not checked.stopped:
        strategy = merge.with_past(strategy, memory, today)
        told += examine(strategy, _planned(strategy, memory, today, found.words), today)
    standing = stand(checked.workbook, "social", remember(checked.workbook), found.habits)
    told = (*letter.placed(told, found.titles), *proofread(strategy, standing, today))
    return replace(checked, problems=(*checked.problems, *told))


def spoken(data: bytes, name: str, system: str = "en") -> Words:
    """The language that a workbook speaks; that of the system where it cannot be read."""
    try:
        return read(load.load(data, name)).words
    except Refused:
        return words(system)


def balance(checked: Checked) -> Balance:
    """The balance of the calendar as it stands in the workbook, with the user's edits."""
    from calgen.measure import balance as measured  # pandas is slow to load: only here, and only when asked
    from calgen.measure import calendar

    return measured.balance(checked.read.strategy, calendar.social(checked.workbook))


def generate(data: bytes, name: str, today: date, *, force: bool = False) -> Generated:
    """The workbook with its calendar. Errors, or edits that would be lost, stop before anything is made."""
    checked = check(data, name)
    spoken = checked.read.words
    if checked.stopped:
        return Generated(data, data, spoken, checked.problems)
    memory = merge.remember(checked.workbook)
    edits = merge.compare(memory, checked.workbook)
    if edits and not force:
        values = {"n": len(edits), "cell": edits[0].place}
        return Generated(data, data, spoken, (Problem("edited", edits[0].place, values=values),))
    strategy = _started(checked.read.strategy, memory, today)
    mark = _fingerprint(strategy)
    titles = {**checked.read.titles, **book.titles(spoken, checked.workbook.owned)}
    complete = all(key in checked.workbook.owned for key in book.OUTPUTS)
    if memory.facts.get("fingerprint") == mark and complete and not edits:
        return Generated(data, data, spoken, checked.problems, None, strategy, titles)
    advice = advise(strategy, today)
    strategy = merge.with_past(strategy, memory, today)
    made = _planned(strategy, memory, today, spoken)
    told = (*advice, *examine(strategy, made, today))
    problems = (*checked.problems, *letter.placed(told, checked.read.titles))
    ids = merge.identify(made, memory)
    desk = Desk(strategy, made, ids, spoken, titles, problems, __version__, today)
    sheets = book.sheets(desk, _facts(strategy, ids, mark, spoken))
    keys = {sheet.title: sheet.key for sheet in sheets}
    first = "social" if not memory.facts else None
    drawn = draw.draw(sheets, from_1904=splice.counts_from_1904(data))
    after = splice.splice(data, drawn, keys, open_on=first, hidden=(merge.STATE,))
    verify.verify(data, after, name)  # what is not sound is never written
    return Generated(data, after, spoken, problems, made, strategy, titles)


def _planned(strategy: Strategy, memory: merge.Memory, today: date, spoken: Words) -> Plan:
    """The plan of a strategy over what the last run wrote."""
    kept = _still(merge.kept(memory, today), strategy, spoken)
    return plan(strategy, kept, today, _still(merge.earlier(memory, today), strategy, spoken))


def _started(strategy: Strategy, memory: merge.Memory, today: date) -> Strategy:
    """The first run's start is remembered, so that a calendar does not slide with the day it is run on."""
    start = strategy.settings.start or memory.start or horizon.next_monday(today)
    return replace(strategy, settings=replace(strategy.settings, start=start))


def _still(old: tuple[Pin, ...], strategy: Strategy, spoken: Words) -> tuple[Pin, ...]:
    """The posts of platforms and themes that are still there; a subject still to be found stays to be found."""
    platforms = {one.platform for one in strategy.platforms}
    to_find = {one.theme: merge.canonical(spoken.text("say", "to_find", theme=one.theme)) for one in strategy.themes}
    pins = (pin for pin in old if pin.platform in platforms and pin.theme in to_find)
    return tuple(replace(pin, title="") if pin.title == to_find[pin.theme] else pin for pin in pins)


def _fingerprint(strategy: Strategy) -> str:
    """What a plan depends on, and where its rows stand (the findings lead there)."""
    places = [
        (one.source.tab, one.source.row, sorted(one.source.columns.items()))
        for name in Strategy.__dataclass_fields__
        for one in _rows(getattr(strategy, name))
    ]
    return hashlib.sha256(repr((__version__, strategy, places)).encode()).hexdigest()[:32]


def _rows(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _facts(strategy: Strategy, ids: merge.Ids, mark: str, spoken: Words) -> dict[str, str]:
    assert strategy.settings.start is not None
    return {
        "version": __version__,
        "language": spoken.language,
        "start": strategy.settings.start.isoformat(),
        "fingerprint": mark,
        "next_post": str(ids.next_post),
        "next_subject": str(ids.next_subject),
    }
