"""What a run would say with other values in some cells, beside what it says without them; nothing is written.

See docs/decisions.md, "What if".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from calgen import run_steps
from calgen.book.languages import FALLBACK
from calgen.book.problems import Problem, Refused, Severity
from calgen.book.words import Words
from calgen.check.advice_order import in_order
from calgen.figures.comparison import ComparedFigure, compare
from calgen.figures.counted_calendar import CountedCalendar
from calgen.files.read import guard
from calgen.files.read.opened_workbook import OpenedWorkbook
from calgen.files.references.outside_references import outside_references
from calgen.read.tried_cells import TriedCell, try_cells
from calgen.run_records import Checked
from calgen.tab_names import tab_titles

_Identity = tuple[str, str]  # the code of a finding, and its place or tab


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The cells that were tried, the figures side by side, and the findings that come and go.

    `errors` are the values that are refused, and all else that stops a run; there are no figures then.
    """

    words: Words
    tried: tuple[TriedCell, ...]
    errors: tuple[Problem, ...] = ()
    figures: tuple[ComparedFigure, ...] = ()
    new: tuple[Problem, ...] = ()
    gone: tuple[Problem, ...] = ()

    @property
    def changes_something(self) -> bool:
        """Whether a figure or a finding is another one."""
        return bool(self.new or self.gone) or any(figure.is_changed for figure in self.figures)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a run makes of a workbook; no calendar where errors stop it."""

    problems: tuple[Problem, ...]
    calendar: CountedCalendar | None = None


def what_if(
    data: bytes, name: str, today: date, asked: Sequence[str], *, force: bool = False, language: str = FALLBACK
) -> WhatIf:
    """Tries values in cells of a workbook, each asked for as `TAB.CELL=VALUE` (`read.tried_cells`).

    Raises Refused where the file cannot be taken, or a text names no cell of the strategy: with a problem for each.
    """
    file = guard.open_workbook(data, name)
    present = run_steps.check_file(file, language, ())
    workbook, tried, problems = try_cells(present.workbook, asked)
    if problems:
        raise Refused.joined(problems)
    changed = run_steps.check_workbook(file, workbook, language)
    words = changed.read.words
    if changed.stopped:
        errors = (problem for problem in changed.problems if problem.severity is Severity.ERROR)
        return WhatIf(words, tried, in_order(tuple(errors), tab_titles(changed)))
    before, after = (_outcome(file, checked, today, force=force) for checked in (present, changed))
    assert after.calendar is not None
    figures = compare(before.calendar, after.calendar, today)
    return WhatIf(words, tried, (), figures, _beyond(after, before), _beyond(before, after))


def _outcome(file: OpenedWorkbook, checked: Checked, today: date, *, force: bool) -> _Outcome:
    """A run up to the tabs, which are not drawn."""
    if checked.stopped:
        return _Outcome(checked.problems)
    before = run_steps.read_run_input(checked, today, force=force)
    planned = run_steps.plan_with_edits(before, today)
    references = outside_references(file)
    merged = run_steps.merge_edits(checked, before, planned, tab_titles(checked), today, references)
    return _Outcome(merged.context.problems, merged.counted)


def _beyond(outcome: _Outcome, other: _Outcome) -> tuple[Problem, ...]:
    """The findings of one run that the other has not: another figure or row in the same finding makes no other one."""
    left, rest = list(outcome.problems), list(other.problems)
    for identity in (_place_identity, _tab_identity):
        counts = Counter(map(identity, left))
        left, rest = _unmatched(left, Counter(map(identity, rest)), identity), _unmatched(rest, counts, identity)
    return tuple(replace(problem, is_new=False) for problem in left)


def _unmatched(
    problems: Sequence[Problem], counts: Counter[_Identity], identity: Callable[[Problem], _Identity]
) -> list[Problem]:
    """The problems that are left when those of the other run, of which there are so many, have taken their likes."""
    found = list[Problem]()
    for problem in problems:
        if counts[identity(problem)]:
            counts[identity(problem)] -= 1
        else:
            found.append(problem)
    return found


def _place_identity(problem: Problem) -> _Identity:
    return problem.code, str(problem.place or "")


def _tab_identity(problem: Problem) -> _Identity:
    return problem.code, problem.place.tab if problem.place else ""
