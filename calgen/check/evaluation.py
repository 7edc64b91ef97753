"""Evaluation, the E of TOMSTER: somebody reviews the results, and each indicator can be read."""

from __future__ import annotations

from collections.abc import Iterable

from calgen.book.problems import Problem, Severity
from calgen.book.terms import has_word_of, stems
from calgen.book.values import Phrase, Title
from calgen.check.objectives import is_vanity
from calgen.strategy import Strategy
from calgen.strategy.networks import names_platform
from calgen.strategy.objectives import Objective

REVIEWS = ("measure", "adapt")
AUDIT_FIGURES = ("followers", "posts_per_week", "reach", "engagement_rate")


def results_are_reviewed(strategy: Strategy) -> Iterable[Problem]:
    """There is a routine that measures or adapts."""
    if strategy.routines and not any(routine.kind in REVIEWS for routine in strategy.routines):
        first = min(strategy.routines, key=lambda routine: routine.source.row)
        yield Problem("no_review", first.source.place("kind"), Severity.WARNING)


def every_measure_is_at_hand(strategy: Strategy) -> Iterable[Problem]:
    """Each indicator but vain ones is a column of the social calendar or has a routine; the audit has its figures.

    The figures of the audit are asked for where there is an audit: those that are blank, and platforms without a row.
    """
    unread = (row for row in strategy.objectives if not _is_read(strategy, row) and not is_vanity(row.kpi))
    rows = sorted(unread, key=lambda row: row.source.row)
    kpis = tuple(row.kpi for row in rows)
    blank = tuple(_audit_gaps(strategy))
    if rows:
        place = rows[0].source.place("kpi")
    elif blank:
        place = min(strategy.audit, key=lambda row: row.source.row).source.place("platform")
    else:
        return
    yield Problem("measures_missing", place, Severity.NOTE, {"n": len(kpis) + len(blank), "names": (*kpis, *blank)})


def _is_read(strategy: Strategy, objective: Objective) -> bool:
    tasks = [routine.task for routine in strategy.routines if routine.kind == "measure"]
    return has_word_of(objective.kpi, "measured") or any(_is_about(objective.kpi, task) for task in tasks)


def _audit_gaps(strategy: Strategy) -> Iterable[object]:
    """The columns of figures that no row of the audit has, and the platforms that have no row."""
    if not strategy.audit:
        return
    for key in AUDIT_FIGURES:
        if all(getattr(row, key) is None for row in strategy.audit):
            yield Title("audit", key)
    for platform in sorted(strategy.platforms, key=lambda row: row.source.row):
        if not any(names_platform(row.platform, platform) for row in strategy.audit):
            yield Phrase(("phrases", "audit_of"), {"platform": platform.platform})


def _is_about(kpi: str, task: str) -> bool:
    """Whether an indicator and a task share the beginning of a long word."""
    return bool(stems(kpi) & stems(task))
