"""Which findings the last run told: the hidden tab keeps a digest of each, so that a run can say which ones are new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from calgen.book.cells import as_text
from calgen.book.grid import Workbook, row_and_column
from calgen.book.problems import Place, Problem
from calgen.book.values import Labelled, Phrase, Several, Title, ValueChange, Word
from calgen.last_run import LastRun

_DIGITS = 10  # hexadecimal, of a digest: two findings of one code have the same by chance once in a million million
# Findings of which a run has one at most, and whose cell and names are the first of many.
_OF_MANY = frozenset({"leads_short", "subjects_to_find", "results_missing"})
_COUNT = "all"  # the key of the number of all findings: it is there though nothing was told


def mark_new(problems: Sequence[Problem], last_run: LastRun, workbook: Workbook) -> tuple[Problem, ...]:
    """The problems, with `is_new` where the last run did not tell them; nothing is new in a first run.

    A finding is the one of the last run where its code, severity and names are the same, and the cell that it leads to
    holds what it held: its figures and days go with the calendar.
    """
    if not last_run.told:
        return tuple(problems)
    left = Counter((code, digest) for code, text in last_run.told.items() for digest in text.split())
    found = []
    for problem in problems:
        key = (problem.code, _digest(problem, workbook))
        found.append(replace(problem, is_new=left[key] == 0))
        left[key] -= left[key] > 0
    return tuple(found)


def told_texts(problems: Iterable[Problem], workbook: Workbook) -> dict[str, str]:
    """The texts of the hidden tab: the digests of the findings of each code."""
    digests: dict[str, list[str]] = {}
    for problem in problems:
        digests.setdefault(problem.code, []).append(_digest(problem, workbook))
    texts = {code: " ".join(found) for code, found in sorted(digests.items())}
    return {_COUNT: str(sum(map(len, digests.values()))), **texts}


def _digest(problem: Problem, workbook: Workbook) -> str:
    if problem.code in _OF_MANY:
        return sha256(problem.severity.encode()).hexdigest()[:_DIGITS]
    names = (name for key in sorted(problem.values) for name in _names(problem.values[key]))
    parts = (problem.severity, _cell_text(problem.place, workbook), *names)
    return sha256("\x1f".join(parts).encode()).hexdigest()[:_DIGITS]


def _cell_text(place: Place | None, workbook: Workbook) -> str:
    """What stands in the cell of an input tab; empty for a whole tab, and for calgen's own tabs, whose rows move."""
    if place is None or not place.cell or place.tab in workbook.calgen_titles.values():
        return ""
    grid = next((grid for grid in workbook.grids if grid.title == place.tab), None)
    cell = grid.cells.get(row_and_column(place.cell)) if grid else None
    return as_text(cell.value) if cell else ""


def _names(value: object) -> Iterator[str]:
    """The names and words in a value of a message, without its figures and days."""
    match value:
        case str():
            yield value
        case Word():
            yield f"{value.of}.{value.code}"
        case Title():
            yield f"{value.tab}.{value.column}"
        case Phrase():
            yield ".".join(value.path)
            yield from _names(value.values)
        case Labelled():
            yield from _names((value.label, value.value))
        case ValueChange():
            yield from _names((value.before, value.after))
        case Several():
            yield from _names(value.items)
        case Mapping():
            yield from (name for key in sorted(value) for name in _names(value[key]))
        case tuple() | list():
            yield from sorted(name for item in value for name in _names(item))
