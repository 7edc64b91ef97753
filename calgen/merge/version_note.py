"""The note on a calendar that another version of calgen wrote."""

from __future__ import annotations

from calgen.book.problems import Problem, Severity
from calgen.last_run import FORMAT, LastRun


def other_version_note(last_run: LastRun, version: str) -> tuple[Problem, ...]:
    """A note in the first run of this version on a calendar that another one wrote; else none."""
    written_by = last_run.facts.get("version", version)
    if last_run.format == FORMAT and written_by == version:
        return ()
    return (Problem("written_before", None, Severity.NOTE, {"version": written_by}),)
