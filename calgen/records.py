"""Plain records of what calgen found and did, ready for JSON: problems, changes, the summary of a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from calgen.book.problems import Problem
from calgen.book.tab_readings import TabReading, reading_line
from calgen.book.words import Words
from calgen.check.advice_order import BOOK, step_of
from calgen.merge import CHANGE_KINDS, RowChange

MOVES = frozenset({"date", "time", "platform"})  # the columns whose change moves a post


def problem_record(problem: Problem, words: Words) -> dict[str, str]:
    """A problem: its code, the step of the method that it is about, its place, and its sentences."""
    message, cure = words.message(problem)
    place = problem.place
    return {
        "code": problem.code,
        "step": step_of(problem.code),
        "severity": str(problem.severity),
        "tab": place.tab if place else "",
        "cell": place.cell if place else "",
        "message": message,
        "cure": cure,
    }


def problem_records(problems: Iterable[Problem], words: Words) -> list[dict[str, str]]:
    """Several problems, in their order."""
    return [problem_record(problem, words) for problem in problems]


def reading_records(readings: Iterable[TabReading], words: Words) -> list[dict[str, str]]:
    """What was read of each tab, in the form of problems: `tab_read` or `tab_left`, and the sentence."""
    return [
        {
            "code": "tab_read" if reading.key else "tab_left",
            "step": BOOK,
            "severity": "note",
            "tab": reading.title,
            "cell": "",
            "message": reading_line(reading, words),
            "cure": "",
        }
        for reading in readings
    ]


def tab_records(readings: Iterable[TabReading], words: Words) -> list[dict[str, object]]:
    """What was read of each tab: as which input tab, how many rows, which headings were left, and the sentence."""
    return [
        {
            "tab": reading.title,
            "read_as": reading.key,
            "rows": reading.rows,
            "left": [heading.text for heading in reading.unread],
            "near": reading.near,
            "message": reading_line(reading, words),
        }
        for reading in readings
    ]


def change_records(changes: Sequence[RowChange]) -> dict[str, list[dict[str, object]]]:
    """The changed rows by kind of change; one that moves and changes otherwise too is in both lists.

    Values are text: days and hours as ISO writes them.
    """
    found: dict[str, list[dict[str, object]]] = {kind: [] for kind in CHANGE_KINDS}
    for change in changes:
        if change.kind != "moved":
            found[change.kind].append(_change_record(change, dict(change.columns)))
            continue
        moves = {key: value for key, value in change.columns.items() if key in MOVES}
        others = {key: value for key, value in change.columns.items() if key not in MOVES}
        if moves:
            found["moved"].append(_change_record(change, moves))
        if others:
            found["changed"].append(_change_record(change, others))
    return found


def _change_record(change: RowChange, columns: Mapping[str, tuple[str, str]]) -> dict[str, object]:
    record: dict[str, object] = {key: getattr(change, key) for key in ("calendar", "id", "day", "platform", "title")}
    record["columns"] = {key: {"before": before, "after": after} for key, (before, after) in columns.items()}
    return record


def run_record(
    file: str,
    words: Words,
    *,
    written: bool,
    posts: int,
    subjects: int,
    changes: Sequence[RowChange],
    problems: Iterable[Problem],
    tabs: Iterable[TabReading] = (),
) -> dict[str, object]:
    """A run of `generate`: what stands in the calendars, what changed, and what there is to look at."""
    return {
        "file": file,
        "written": written,
        "posts": posts,
        "subjects": subjects,
        "changes": change_records(changes),
        "problems": problem_records(problems, words),
        "tabs": tab_records(tabs, words),
    }


def explanation_record(code: str, words: Words) -> dict[str, str]:
    """A finding in full: its code and step, what is said, how to mend it, why it is made and when to disregard it."""
    message, cure = words.outline(code)
    return {"code": code, "step": step_of(code), "message": message, "cure": cure, **words.explanation(code)}
