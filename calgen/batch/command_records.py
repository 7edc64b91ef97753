"""What a command printed for programs, read again: the row of its file in the table of a batch."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from calgen.batch.outcomes import BatchOutcome, CommandOutput, State

_STATES = {0: State.DONE, 4: State.BUSY, 5: State.PENDING, 70: State.FAULT}  # exit codes; every other one: stopped
_WRONG_CALL = 2
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


@dataclass(frozen=True, slots=True)
class BatchTable:
    """The rows in the order of their files, how many other files of the folders were skipped, and what nobody took.

    `unclaimed` are names in the folders of exports that no workbook has.
    """

    rows: tuple[BatchRow, ...]
    skipped: int = 0
    unclaimed: tuple[str, ...] = ()


def row_of(outcome: BatchOutcome) -> BatchRow:
    """The row of an outcome."""
    file, result = str(outcome.task.file), outcome.result
    if not isinstance(result, CommandOutput):
        return BatchRow(file, result.state, None, {}, "", "", 0.0)
    record = _record(result.output)
    problems = record if isinstance(record, list) else record.get("problems") or []
    posts = None if isinstance(record, list) else _posts(record)
    counts = Counter(str(problem.get("severity")) for problem in problems)
    first: Mapping[str, Any] = next((problem for problem in problems if problem.get("severity") == "error"), {})
    state = _state(result.code, record)
    said = "" if state.is_good else first.get("message") or _error(result)
    place = "!".join(filter(None, (first.get("tab"), first.get("cell")))) if said and first else ""
    return BatchRow(file, state, posts, counts, place, said, result.seconds)


def is_wrong_call(outcome: BatchOutcome) -> bool:
    """Whether the options are wrong, for every file: one that is told for a file names it, or an export of it."""
    result = outcome.result
    if not isinstance(result, CommandOutput) or result.code != _WRONG_CALL:
        return False
    arguments = outcome.task.arguments
    own = arguments[arguments.index("--") + 1 :] if "--" in arguments else arguments
    said = result.error or result.output
    return not any(PurePath(argument).name in said for argument in (str(outcome.task.file), *own))


def _error(result: CommandOutput) -> str:
    """What a command printed to standard error; of a wrong call without the lines on its usage."""
    return result.error.strip().rpartition("\n\n")[2]


def _posts(record: Mapping[str, Any]) -> int | None:
    """The posts of a calendar, or those that went into the files of an export."""
    if "nothing" in record:
        return sum(len(file["posts"]) for file in record["files"])
    found = record.get("posts")
    return found if isinstance(found, int) else None


def _record(output: str) -> Any:
    """The JSON that a command printed; an empty object where it printed none."""
    try:
        found = json.loads(output)
    except ValueError:
        return {}
    return found if isinstance(found, dict | list) else {}


def _state(code: int, record: Any) -> State:
    state = _STATES.get(code, State.STOPPED)
    if state is not State.DONE or not isinstance(record, dict) or record.get("written") is not False:
        return state
    return State.PENDING if record.get("cells") or record.get("added") else State.UNCHANGED  # cells of results


def counts_of(rows: Iterable[BatchRow]) -> dict[State, int]:
    """How many files ended in each state that one of them has."""
    counts = Counter(row.state for row in rows)
    return {state: counts[state] for state in State if counts[state]}
