"""Each objective against its goal: the last reading, the way made beside the pace, and what is to be expected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from calgen.book.sheet import Style
from calgen.review.model import ObjectiveReview
from calgen.view import styles
from calgen.view.figure_sheet import Figure, add_headings, add_row, add_title
from calgen.view.review.review_sheet import ReviewSheet

STATE_SIGNS = {"ahead": "▲", "on_track": "✓", "behind": "▼", "at_risk": "✕", "unknown": "○"}
_STATE_STYLES = {
    "ahead": styles.PRAISE,
    "on_track": styles.PRAISE,
    "behind": styles.DOUBT,
    "at_risk": styles.ALERT,
    "unknown": Style(color=styles.GREY_TEXT),
}
_DATE = replace(styles.NAME, number="date", align="right")
_NUMBER = replace(styles.WHOLE_NUMBER, number="decimal")


def state_text(sheet: ReviewSheet, code: str) -> str:
    """The sign and the word of a state."""
    return f"{STATE_SIGNS[code]} {sheet.text(f'state_{code}')}"


def draw_objectives(sheet: ReviewSheet) -> None:
    """A row for each objective, with a line below it that says what is to be expected."""
    if not sheet.review.objectives:
        return
    add_title(sheet, "objectives")
    add_headings(
        sheet,
        sheet.labels(
            "objective", "kpi", "reading", "on_day", "goal", "progress", "planned_pace", "linear_pace", "state"
        ),
    )
    for objective in sheet.review.objectives:
        add_row(sheet, objective.objective, list(_figures(sheet, objective)), replace(styles.NAME, wrap=True))


def _figures(sheet: ReviewSheet, objective: ObjectiveReview) -> Iterator[Figure]:
    last, state = objective.last, objective.state.value
    yield objective.kpi, "", replace(styles.NAME, wrap=True)
    yield None if last is None else float(last.value), "", _NUMBER
    yield None if last is None else last.day, "", _DATE
    yield None if objective.goal is None else float(objective.goal), "", _NUMBER
    for part in (objective.progress, objective.planned_pace, objective.linear_pace):
        yield part, "", styles.PERCENT
    look = _STATE_STYLES[state]
    yield state_text(sheet, state), "", replace(styles.NAME, fill=look.fill, color=look.color, bold=look.bold)
