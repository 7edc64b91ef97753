"""The note on a calendar that another version of calgen wrote."""

from __future__ import annotations

from calgen.book.problems import Problem, Severity
from calgen.calendar import FORMAT, Memory


def written_before(memory: Memory, version: str) -> tuple[Problem, ...]:
    """The note on a calendar that another version wrote last, of which this one is the first run."""
    written = memory.facts.get("version", version)
    if memory.format == FORMAT and written == version:
        return ()
    return (Problem("written_before", None, Severity.NOTE, {"version": written}),)
