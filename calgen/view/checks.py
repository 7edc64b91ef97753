"""The tab of findings, as a letter: how far the seven steps are; then, step by step, what is to say, and a cure."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from calgen.book.problems import Problem, Severity
from calgen.book.sheet import PrintSetup, Sheet, Style, StyledCell, quote_title
from calgen.book.words import Words
from calgen.check.advice_order import BOOK, by_step
from calgen.check.tomster import StepState, TomsterStep, steps
from calgen.view import styles
from calgen.view.view_context import ViewContext

STEPS = 6  # the first row of the seven steps
TOP = STEPS + 9  # the heading row of the findings
COLUMNS = ("severity", "what", "where", "cure")
WIDTHS = {1: 18, 2: 68, 3: 26, 4: 62}
_BADGE = Style(size=10, bold=True, align="center", bottom=styles.LINE)
_LOOK = {
    Severity.ERROR: replace(_BADGE, color="#8A1C12", fill="#FAD4D0"),
    Severity.WARNING: replace(_BADGE, color="#8D6708", fill="#FFF3C4"),
    Severity.NOTE: replace(_BADGE, bold=False, color=styles.SOFT, fill="#F0F4F8"),
}
_STATE = {
    StepState.DONE: replace(styles.TEXT, color="#1F7A45", fill="#E6F4EA"),
    StepState.THIN: replace(styles.TEXT, color="#8D6708", fill="#FFF8E1"),
    StepState.EMPTY: replace(styles.TEXT, color="#8A1C12", fill="#FDECEA"),
}
_SIGN = {StepState.DONE: "✓", StepState.THIN: "◐", StepState.EMPTY: "○"}
_JUMP = replace(styles.TEXT, color=styles.LINK, underline=True)


def sheet(context: ViewContext) -> Sheet:
    """The tab."""
    words = context.words
    cells = styles.heading(context.titles["checks"], words.help("checks"))
    heights = {1: 28.0, 2: 18.0, STEPS - 1: 24.0, TOP - 1: 26.0, TOP: 22.0}
    count = Counter(problem.severity for problem in context.problems)
    told = ", ".join(words.text("cli", f"counts_{one}", n=count[one]) for one in Severity if count[one])
    cells[3, 1] = StyledCell(
        told or words.text("labels", "nothing_to_say"), Style(size=10, bold=True, color=styles.NAVY)
    )
    cells[STEPS - 1, 1] = StyledCell(words.text("letter", "title"), styles.SECTION)
    for row, step in enumerate(steps(context.strategy), STEPS):
        heights[row] = _step(context, cells, row, step)
    cells[TOP - 1, 1] = StyledCell(words.text("letter", "findings"), styles.SECTION)
    for column, key in enumerate(COLUMNS, 1):
        heading = replace(styles.HEADING, align="center" if column == 1 else "left", indent=int(column == 2))
        cells[TOP, column] = StyledCell(words.title("checks", key), heading)
    last = _letter(context, cells, heights)
    return Sheet(
        "checks",
        context.titles["checks"],
        cells,
        widths=WIDTHS,
        heights=heights,
        freeze=(2, 0),
        print=PrintSetup(area=f"A1:D{last}", footer=context.titles["checks"]),
        formats=context.words.formats(),
        tab_color=styles.MADE,
    )


def _step(context: ViewContext, cells: dict[tuple[int, int], StyledCell], row: int, step: TomsterStep) -> float:
    """A row of the block: the letter and the step, what is there, where it is written, how far it is; its height."""
    words, missing = context.words, missing_text(context.words, step)
    state = f"{_SIGN[step.state]} {words.choice('step_state', step.state)}"
    shown = f"{state}{words.text('phrases', 'colon')}{missing}" if missing else state
    name = f"{step.key[0].upper()}   {words.text('tomster', step.key)}"
    cells[row, 1] = StyledCell(
        name, Style(size=11, bold=True, color=styles.PAPER, fill=styles.STEP[step.key], indent=1)
    )
    cells[row, 2] = StyledCell(present_text(words, step), replace(styles.TEXT, indent=1))
    title = context.titles.get(step.tab, "")
    link = f"{quote_title(title)}!A1" if title else ""
    cells[row, 3] = StyledCell(title or words.title(step.tab), _JUMP if link else styles.QUIET, link=link)
    cells[row, 4] = StyledCell(shown, _STATE[step.state])
    return 7 + 13.5 * max(1, styles.lines_of(shown, 68))


def present_text(words: Words, step: TomsterStep) -> str:
    """What there is of a step, in words."""
    if step.state is StepState.EMPTY:
        return words.text("letter", "nothing")
    return words.text("there", step.key, **step.present)


def missing_text(words: Words, step: TomsterStep) -> str:
    """What a step still misses, in words; empty where it misses nothing, or everything."""
    missing = () if step.state is StepState.EMPTY else step.missing
    said = [
        words.text("letter", "lack_some", name=one.name, n=one.n, of=one.of) if one.of else words.format_value(one.name)
        for one in missing
    ]
    return words.format_value(tuple(said))


def step_title(words: Words, step: str) -> str:
    """The heading of a section of the letter."""
    if step in ("", BOOK, "calendar"):
        return words.text("letter", step or "errors")
    return words.text("tomster", step)


def _letter(context: ViewContext, cells: dict[tuple[int, int], StyledCell], heights: dict[int, float]) -> int:
    """The findings under the steps that they are about, one row each; the last row."""
    row = TOP
    for step, problems in by_step(context.problems):
        row += 1
        color = styles.STEP.get(step, styles.MADE)
        for column in range(1, len(COLUMNS) + 1):
            title = step_title(context.words, step) if column == 1 else None
            cells[row, column] = StyledCell(
                title, Style(size=11, bold=True, color=color, bottom=color, valign="bottom")
            )
        heights[row] = 24.0
        for problem in problems:
            row += 1
            heights[row] = _finding(context, cells, row, problem)
    return max(row, TOP + 1)


def _finding(context: ViewContext, cells: dict[tuple[int, int], StyledCell], row: int, problem: Problem) -> float:
    words = context.words
    message, cure = words.message(problem)
    cells[row, 1] = StyledCell(words.choice("severity", problem.severity), _LOOK[problem.severity])
    cells[row, 2] = StyledCell(message, replace(styles.TEXT, indent=1))
    cells[row, 3] = _where(context, problem)
    cells[row, 4] = StyledCell(cure, replace(styles.TEXT, color=styles.SOFT))
    return 7 + 13.5 * max(styles.lines_of(message, 74), styles.lines_of(cure, 68))


def _where(context: ViewContext, problem: Problem) -> StyledCell:
    """A link to the cell; to the row of a post, wherever the new calendar has put it."""
    place, id_ = problem.place, problem.values.get("id")
    if place is None or not place.tab:
        return StyledCell(None, styles.TEXT)
    if id_ in context.ids.posts:
        return StyledCell(str(id_), _JUMP, formula=context.row_link("social", str(id_), str(id_)))
    return StyledCell(str(place), _JUMP, link=f"{quote_title(place.tab)}!{place.cell or 'A1'}")
