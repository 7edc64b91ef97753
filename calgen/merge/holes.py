"""The posts to come that the user took out of a platform, and that nothing of hers stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from calgen.book.folding import fold
from calgen.book.problems import Problem, Severity
from calgen.last_run import WrittenRow
from calgen.merge.edits import Edits
from calgen.plan.model import monday_of
from calgen.strategy import Strategy

_Slot = tuple[str, date]  # folded platform, day


def hole_problems(edits: Edits, strategy: Strategy, today: date) -> Iterator[Problem]:
    """A note for each platform with fewer posts to come than the last run planned, by the user's own hand.

    She cancelled or deleted them, took their day, or moved them away; a row that she added in the same week (or month,
    where the cadence is monthly) stands for one.
    """
    start = strategy.settings.start
    if start is None or "social" not in edits.calendars:
        return
    last = start + timedelta(days=7 * strategy.settings.weeks - 1)
    by_month = {fold(row.platform) for row in strategy.platforms if row.cadence.per == "month"}
    balance = Counter[_Slot]()
    for sign, slots in ((-1, _planned(edits)), (1, _standing(edits))):
        for platform, day in slots:
            if max(start, today) <= day <= last:
                begin = day.replace(day=1) if platform in by_month else monday_of(day)
                balance[platform, begin] += sign
    for row in strategy.platforms:
        own = {begin: -n for (platform, begin), n in balance.items() if platform == fold(row.platform) and n < 0}
        if own:
            values = {"platform": row.platform, "n": sum(own.values()), "first": max(min(own), start)}
            yield Problem("holes_made", row.source.place("cadence"), Severity.NOTE, values)


def _planned(edits: Edits) -> Iterator[_Slot]:
    """Platform and day of each post of the last run, and of each that the user deleted, as it was planned."""
    written = {**edits.last_run.rows_of("social"), **edits.removed.get("social", {})}
    for row in written.values():
        if day := _day(row):
            yield fold(edits.renames.new_name("platform", row.get("platform", ""))), day


def _standing(edits: Edits) -> Iterator[_Slot]:
    """Platform and day of each post that stands."""
    for id_, row in edits.rows_of("social").items():
        if id_ not in edits.unplanned and (day := row.day()):
            platform = row.text("platform")
            yield fold(edits.renamed("platform", platform) or platform), day


def _day(row: WrittenRow) -> date | None:
    try:
        return date.fromisoformat(row.get("date", "")[:10])
    except ValueError:
        return None
