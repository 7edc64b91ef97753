"""Evaluation, the E of TOMSTER: somebody reviews the results, and each indicator can be read."""

from __future__ import annotations

from collections.abc import Iterable

from calgen.book.problems import Problem, Severity
from calgen.book.terms import has_word_of, stems
from calgen.check.row_problems import problem_of_rows
from calgen.strategy import Strategy

REVIEWS = ("measure", "adapt")


def results_are_reviewed(strategy: Strategy) -> Iterable[Problem]:
    """There is a routine that measures or adapts."""
    if strategy.routines and not any(routine.kind in REVIEWS for routine in strategy.routines):
        first = min(strategy.routines, key=lambda routine: routine.source.row)
        yield Problem("no_review", first.source.place("kind"), Severity.WARNING)


def indicators_can_be_read(strategy: Strategy) -> Iterable[Problem]:
    """Each indicator is a column of the social calendar, or a routine measures it."""
    tasks = [routine.task for routine in strategy.routines if routine.kind == "measure"]
    rows = [
        objective
        for objective in strategy.objectives
        if not has_word_of(objective.kpi, "measured") and not any(_is_about(objective.kpi, task) for task in tasks)
    ]
    kpis = tuple(objective.kpi for objective in sorted(rows, key=lambda row: row.source.row))
    yield from problem_of_rows("indicator_unseen", Severity.NOTE, rows, "kpi", kpis=kpis)


def _is_about(kpi: str, task: str) -> bool:
    """Whether an indicator and a task share the beginning of a long word."""
    return bool(stems(kpi) & stems(task))
