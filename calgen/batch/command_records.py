"""What a command printed for programs, read again: the row of its file in the table of a batch."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from calgen.batch.outcomes import BatchOutcome, CommandOutput, State

_STATES = {0: State.DONE, 4: State.BUSY, 5: State.DONE, 70: State.FAULT}  # exit codes; every other one: stopped
SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A file of a batch: how it ended, its posts where they are known, its problems, and what stopped it."""

    file: str
    state: State
    posts: int | None
    problems: Mapping[str, int]  # by severity
    place: str  # tab and cell of the first error
    message: str
    seconds: float


def row_of(outcome: BatchOutcome) -> BatchRow:
    """The row of an outcome."""
    file, result = str(outcome.task.file), outcome.result
    if not isinstance(result, CommandOutput):
        return BatchRow(file, result.state, None, {}, "", "", 0.0)
    record = _record(result.output)
    problems = record if isinstance(record, list) else record.get("problems") or []
    posts = None if isinstance(record, list) else record.get("posts")
    counts = Counter(str(problem.get("severity")) for problem in problems)
    first: Mapping[str, Any] = next((problem for problem in problems if problem.get("severity") == "error"), {})
    state = _state(result.code, record)
    said = "" if state.is_good else first.get("message") or result.error.strip()
    place = "!".join(filter(None, (first.get("tab"), first.get("cell")))) if said and first else ""
    return BatchRow(file, state, posts if isinstance(posts, int) else None, counts, place, said, result.seconds)


def _record(output: str) -> Any:
    """The JSON that a command printed; an empty object where it printed none."""
    try:
        found = json.loads(output)
    except ValueError:
        return {}
    return found if isinstance(found, dict | list) else {}


def _state(code: int, record: Any) -> State:
    state = _STATES.get(code, State.STOPPED)
    is_unchanged = state is State.DONE and isinstance(record, dict) and record.get("written") is False
    return State.UNCHANGED if is_unchanged else state


def counts_of(rows: Iterable[BatchRow]) -> dict[State, int]:
    """How many files ended in each state that one of them has."""
    counts = Counter(row.state for row in rows)
    return {state: counts[state] for state in State if counts[state]}
