"""Evaluate, the E of TOMSTER: somebody looks at the results, and they can be seen."""

from __future__ import annotations

from collections.abc import Iterable

from calgen.book.problems import Problem, Severity
from calgen.book.vocabulary import word_list
from calgen.check.wording import listed, plain, speaks_of
from calgen.strategy import Strategy

REVIEWS = ("measure", "adapt")
STEM = 6  # letters by which a routine's words are known in an indicator: « billets », « billetterie »


def results_are_reviewed(strategy: Strategy) -> Iterable[Problem]:
    """A routine that measures or adapts."""
    if strategy.routines and not any(one.kind in REVIEWS for one in strategy.routines):
        first = min(strategy.routines, key=lambda one: one.source.row)
        yield Problem("no_review", first.source.place("kind"), Severity.WARNING)


def indicators_can_be_read(strategy: Strategy) -> Iterable[Problem]:
    """In a column of the social calendar, or by a routine that measures them."""
    routines = [one.task for one in strategy.routines if one.kind == "measure"]
    rows = [
        one
        for one in strategy.objectives
        if not speaks_of(one.kpi, "measured") and not any(_alike(one.kpi, task) for task in routines)
    ]
    kpis = tuple(one.kpi for one in sorted(rows, key=lambda one: one.source.row))
    yield from listed("indicator_unseen", Severity.NOTE, rows, "kpi", kpis=kpis)


def _alike(kpi: str, task: str) -> bool:
    """Whether an indicator and a task share a long word, or its beginning; words of counting are none."""
    return bool(_stems(kpi) & _stems(task))


def _stems(text: str) -> set[str]:
    counting = set(word_list("counting"))
    return {word[:STEM] for word in plain(text).split() if len(word) >= STEM and word not in counting}
