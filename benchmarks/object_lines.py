"""The scorecard's line of sessions with things of the user's own beside and below the calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.scorecard_results import LineResult
from benchmarks.seed_runs import SeedRuns

if TYPE_CHECKING:
    from object_sessions import ObjectCounts

OBJECT_SESSIONS, VALIDATED, PER_PROCESS = 500, 10, 20


def _session(seed: int) -> ObjectCounts:
    import object_sessions

    return object_sessions.run(1, seed, VALIDATED)


def objects(share: int, seeds: range | None = None) -> LineResult:
    """Random sessions that also put labels, tables, arrays, links, charts and notes beside and below the calendars."""
    seeds = seeds or range(0, OBJECT_SESSIONS, share)
    runs = SeedRuns(_session, seeds, "objects", PER_PROCESS, lambda _, counts: counts.failed)
    found, lost = runs.results.values(), len(runs.lost)
    kept, typed = sum(counts.kept for counts in found), sum(counts.typed for counts in found)
    things, refused = sum(counts.things for counts in found), sum(counts.refused for counts in found)
    told = sum(counts.told for counts in found)
    details = f"{things} things; {kept} of {typed} typed values kept, {told} told; {refused} refused with a cell"
    return LineResult("sessions with things of the user's own", len(found) + lost, len(runs.failed) + lost, details)
