"""The calendars as the user left them, beside what calgen wrote: what the rest of the merge works on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from calgen.book.problems import Problem
from calgen.calendar import Line, Memory, Row, Standing
from calgen.plan.pin import Pin

_NOBODY: Mapping[str, Line] = {}


@dataclass(frozen=True, slots=True)
class Edits:
    """The calendars as the user left them, against what calgen wrote; lines by calendar and id."""

    memory: Memory = field(default_factory=Memory)
    standing: Mapping[str, Standing] = field(default_factory=dict)
    lines: Mapping[str, Mapping[str, Line]] = field(default_factory=dict)
    fresh: Mapping[str, frozenset[str]] = field(default_factory=dict)  # ids given in this run to the user's own rows
    stays: frozenset[str] = frozenset()  # posts that stay as they are, beside the plan: cancelled, or without a day
    status: Mapping[str, str] = field(default_factory=dict)  # post → the status that its subject hands on to it
    kept: tuple[Pin, ...] = ()  # fixed points of the new plan
    earlier: tuple[Pin, ...] = ()  # posts that may move, but had better not
    removed: Mapping[str, Mapping[str, Row]] = field(default_factory=dict)
    next_numbers: Mapping[str, int] = field(default_factory=dict)  # calendar → the next number ever
    problems: tuple[Problem, ...] = ()

    def of(self, calendar: str) -> Mapping[str, Line]:
        """The lines of a calendar by id."""
        return self.lines.get(calendar, _NOBODY)

    def wrote(self, calendar: str, id_: str) -> Row:
        """What calgen wrote on a line; nothing on the user's own."""
        return written(self.memory, calendar).get(id_, {})


def written(memory: Memory, calendar: str) -> Mapping[str, Row]:
    """All lines that calgen ever wrote, by id: what was removed may come back."""
    return {**memory.removed.get(calendar, {}), **memory.of(calendar)}
