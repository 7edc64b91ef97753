"""Plain records of what calgen found and did, ready for JSON: problems, changes, the summary of a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from calgen.book.problems import Place, Problem
from calgen.book.tab_readings import TabReading, reading_line
from calgen.book.words import Words
from calgen.check.advice_order import BOOK, step_of
from calgen.check.articles import articles_of
from calgen.merge import CHANGE_KINDS, RowChange
from calgen.plan.model import Deviation
from calgen.plan.themes.score import RuleScore

MOVES = frozenset({"date", "time", "platform"})  # the columns whose change moves a post


def problem_record(problem: Problem, words: Words) -> dict[str, object]:
    """A problem: its code, the step of the method that it is about, its place, and its sentences.

    Further cells of the same column with the same problem are `other_cells`, with spaces between them.
    """
    message, cure = words.message(problem)
    place = problem.place
    return {
        "code": problem.code,
        "step": step_of(problem.code),
        "severity": str(problem.severity),
        "tab": place.tab if place else "",
        "cell": place.cell if place else "",
        "other_cells": " ".join(place.cell for place in problem.others),
        "message": message,
        "cure": cure,
        "is_new": problem.is_new,
    }


def problem_records(problems: Iterable[Problem], words: Words) -> list[dict[str, object]]:
    """Several problems, in their order."""
    return [problem_record(problem, words) for problem in problems]


def reading_records(readings: Iterable[TabReading], words: Words) -> list[dict[str, object]]:
    """What was read of each tab, in the form of problems: `tab_read` or `tab_left`, and the sentence."""
    return [
        {
            "code": "tab_read" if reading.key else "tab_left",
            "step": BOOK,
            "severity": "note",
            "tab": reading.title,
            "cell": "",
            "other_cells": "",
            "message": reading_line(reading, words),
            "cure": "",
            "is_new": False,
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


def score_records(scores: Iterable[RuleScore]) -> list[dict[str, object]]:
    """What each rule adds to the score of a plan, with its worst place where it found something; numbers are rounded.

    The rules and their weights stand in docs/planner.md, "The score".
    """
    return [
        {
            "rule": score.rule,
            "weight": score.weight,
            "count": round(score.count, 6),
            "points": round(score.points, 6),
            "worst": {
                "platform": score.worst.platform,
                "name": score.worst.name,
                "day": score.worst.day.isoformat() if score.worst.day else "",
            }
            if score.worst
            else None,
        }
        for score in scores
    ]


def certificate_records(certificate: Iterable[Deviation]) -> list[dict[str, object]]:
    """How far each category and theme is from its target path, in posts; `platform` is empty for all together."""
    return [
        {
            "level": deviation.level,
            "platform": deviation.platform,
            "name": deviation.name,
            "asked": round(deviation.asked, 6),
            "planned": deviation.planned,
            "worst_gap": round(deviation.worst_gap, 6),
            "worst_day": deviation.worst_day.isoformat(),
            "limit": deviation.limit,
            "unavoidable": round(deviation.unavoidable, 6),
        }
        for deviation in certificate
    ]


def run_record(
    file: str,
    words: Words,
    *,
    written: bool,
    posts: int,
    subjects: int,
    changes: Sequence[RowChange],
    problems: Iterable[Problem],
    effort: Mapping[str, object] | None = None,
    tabs: Iterable[TabReading] = (),
    score: Iterable[RuleScore] = (),
    certificate: Iterable[Deviation] = (),
    review: Mapping[str, object] | None = None,
) -> dict[str, object]:
    """A run of `generate`: what stands in the calendars, what changed, and what there is to look at.

    Its fields stand in docs/run-json.md; `score` and `certificate` are those of the plan, empty where none was made.
    """
    return {
        "file": file,
        "written": written,
        "posts": posts,
        "subjects": subjects,
        "effort": effort,
        "changes": change_records(changes),
        "problems": problem_records(problems, words),
        "tabs": tab_records(tabs, words),
        "score": score_records(score),
        "certificate": certificate_records(certificate),
        "review": review,
    }


def what_if_record(
    file: str,
    words: Words,
    cells: Iterable[tuple[Place, str]],
    figures: Sequence[Mapping[str, object]],
    problems: Mapping[str, Iterable[Problem]],
) -> dict[str, object]:
    """What would change with other values in some cells; `problems` are the lists of problems by their key.

    Its fields stand in docs/run-json.md.
    """
    tried = [{"tab": place.tab, "cell": place.cell, "value": value} for place, value in cells]
    told = {key: problem_records(found, words) for key, found in problems.items()}
    return {"file": file, "written": False, "set": tried, "figures": list(figures), **told}


def explanation_record(code: str, words: Words) -> dict[str, str]:
    """A finding in full: its code and step, what is said, how to mend it, why it is made, when to disregard it, and the
    articles that ask for it; a problem of the workbook itself has none.
    """
    message, cure = words.outline(code)
    found = {"code": code, "step": step_of(code), "message": message, "cure": cure, **words.explanation(code)}
    if found["step"] != BOOK:
        found["article"] = " ; ".join(words.text("articles", article) for article in articles_of(code))
    return found
