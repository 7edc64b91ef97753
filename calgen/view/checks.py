"""The tab of findings: what to do first, how far the seven steps of the method are, then each finding with its cure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from textwrap import wrap

from calgen.book.grid import letter
from calgen.book.problems import Problem, Severity
from calgen.book.sheet import DropDown, PrintSetup, Sheet, Style, StyledCell, quote_title
from calgen.book.tab_readings import reading_lines
from calgen.book.words import Words
from calgen.check.advice_order import BOOK, by_severity, in_order, of_letter, step_of
from calgen.check.articles import PRACTICE, articles_of
from calgen.check.counted_findings import counts_text, severity_text
from calgen.check.first_advice import MOST, first_advice
from calgen.check.tomster import MissingItem, StepState, TomsterStep, steps
from calgen.figures.counted_calendar import CountedCalendar
from calgen.figures.effort import effort
from calgen.view import styles
from calgen.view.lead_sentences import effort_text
from calgen.view.view_context import ViewContext

FIRST_TOP = 6  # the row of what to do first
STEPS_TOP = FIRST_TOP + MOST + 2  # the row of the first step
TOP = STEPS_TOP + 9  # the heading row of the findings
COLUMNS = ("severity", "what", "where", "cure")
WIDTHS = {1: 22, 2: 86, 3: 17, 4: 63}
CHARACTERS = {1: 27, 2: 115, 4: 90}  # that a line of a column holds, of the size below
PRINTED = 1290.0  # points of rows that two printed pages hold at these widths: the letter is no longer
_LINE, _MARGIN = 12.0, 4.0  # points of a line, and above and below the lines of a row
_BADGE = Style(size=9, bold=True, align="center", wrap=True, bottom=styles.LINE_COLOR)
_SEVERITY_STYLES = {
    Severity.ERROR: replace(_BADGE, color=styles.BAD, fill=styles.BAD_FILL),
    Severity.WARNING: replace(_BADGE, color=styles.AMBER, fill=styles.AMBER_FILL),
    Severity.NOTE: replace(_BADGE, bold=False, color=styles.GREY_TEXT, fill=styles.NEUTRAL_FILL),
}
_STATE_STYLES = {
    StepState.DONE: replace(styles.TEXT, color=styles.GOOD, fill=styles.GOOD_FILL),
    StepState.THIN: replace(styles.TEXT, color=styles.AMBER, fill=styles.AMBER_FILL),
    StepState.EMPTY: replace(styles.TEXT, color=styles.BAD, fill=styles.BAD_FILL),
}
_STATE_SIGNS = {StepState.DONE: "✓", StepState.THIN: "◐", StepState.EMPTY: "○"}
_NUMBER = Style(size=14, bold=True, align="center", color=styles.NAVY, bottom=styles.LINE_COLOR)
_SMALL = replace(styles.TEXT, size=9)
_LINK = replace(_SMALL, color=styles.LINK_COLOR, underline=True)
_INDENTED = replace(_SMALL, indent=1)
_CURE = replace(_SMALL, color=styles.GREY_TEXT)

Cells = dict[tuple[int, int], StyledCell]


def sheet(context: ViewContext, calendar: CountedCalendar) -> Sheet:
    """The tab."""
    words, title = context.words, context.titles["checks"]
    cells = styles.tab_heading(title, words.help("checks"))
    heights = {1: 28.0, 2: 18.0, FIRST_TOP - 1: 22.0, STEPS_TOP - 1: 22.0, TOP - 1: 22.0, TOP: 18.0}
    heights |= {STEPS_TOP - 2: 6.0, TOP - 2: 6.0}
    told = of_letter(context.problems)
    counts = counts_text(told, words) or words.text("labels", "nothing_to_say")
    first = effort_text(words, effort(calendar, context.today))
    lead = Style(size=10, bold=True, color=styles.NAVY)
    cells |= {(3, 1): StyledCell(first or None, lead), (4, 1): StyledCell(counts, replace(lead, bold=False))}
    _add_first_advice(context, cells, heights, told)
    cells[STEPS_TOP - 1, 1] = StyledCell(words.text("findings", "title"), styles.SECTION)
    for row, step in enumerate(steps(context.strategy), STEPS_TOP):
        heights[row] = _add_step(context, cells, row, step)
    cells[TOP - 1, 1] = StyledCell(words.text("findings", "findings"), styles.SECTION)
    for column, key in enumerate(COLUMNS, 1):
        style = replace(styles.HEADING, align="center" if column == 1 else "left", indent=int(column == 2))
        cells[TOP, column] = StyledCell(words.title("checks", key), style)
    prompts: list[DropDown] = []
    groups = by_severity(of_letter(in_order(context.problems, context.titles)))
    found = _add_findings(context, cells, heights, prompts, groups)
    last = _add_readings(context, cells, heights, found + 2)
    notes = sum(len(problems) for severity, problems in groups if severity is Severity.NOTE)
    printed = _last_printed(heights, found - notes - 1 if notes else found, last)
    return Sheet(
        "checks",
        title,
        cells,
        widths=WIDTHS,
        heights=heights,
        freeze=(2, 0),
        choices=tuple(prompts),
        print=PrintSetup(area=f"A1:D{printed}", footer=_footer(context, min(notes, found - printed))),
        formats=words.formats(),
        tab_color=styles.OUTPUT_COLOR,
    )


def _add_first_advice(
    context: ViewContext, cells: Cells, heights: dict[int, float], problems: Sequence[Problem]
) -> None:
    """Adds the findings that cost most, numbered, each with its cure; a line where there is none."""
    words = context.words
    first = first_advice(in_order(problems, context.titles))
    cells[FIRST_TOP - 1, 1] = StyledCell(words.text("findings", "first"), styles.SECTION)
    for number, problem in enumerate(first, 1):
        row = FIRST_TOP + number - 1
        message, cure = words.message(problem)
        cells[row, 1] = StyledCell(f"{number}", _NUMBER)
        cells[row, 2] = StyledCell(message, replace(_INDENTED, bold=True))
        cells[row, 3] = _place_cell(context, problem)
        cells[row, 4] = StyledCell(cure, _CURE)
        heights[row] = _height({2: message, 4: cure}, bold=2)
    if not first:
        key = "first_errors" if any(problem.severity is Severity.ERROR for problem in problems) else "first_none"
        cells[FIRST_TOP, 2] = StyledCell(words.text("findings", key), _INDENTED)


def _add_step(context: ViewContext, cells: Cells, row: int, step: TomsterStep) -> float:
    """Adds the row of a step: its name, what is present, its tab, its state and what is missing; the row's height."""
    words, missing = context.words, missing_text(context.words, step)
    state = f"{_STATE_SIGNS[step.state]} {words.choice('step_state', step.state)}"
    shown = f"{state}{words.text('phrases', 'colon')}{missing}" if missing else state
    name = f"{step.key[0].upper()}   {words.text('tomster', step.key)}"
    name_style = Style(size=10, bold=True, color=styles.WHITE, fill=styles.STEP_COLORS[step.key], indent=1)
    cells[row, 1] = StyledCell(name, name_style)
    cells[row, 2] = StyledCell(present_text(words, step), _INDENTED)
    title = context.titles.get(step.tab, "")
    link = f"{quote_title(title)}!A1" if title else ""
    cells[row, 3] = StyledCell(title or words.title(step.tab), _LINK if link else styles.SMALL_GREY, link=link)
    cells[row, 4] = StyledCell(shown, _STATE_STYLES[step.state])
    return _height({4: shown}, least=1)


def present_text(words: Words, step: TomsterStep) -> str:
    """What is present of a step, in words."""
    if step.state is StepState.EMPTY:
        return words.text("findings", "nothing")
    return words.text("present", step.key, **step.present)


def missing_text(words: Words, step: TomsterStep) -> str:
    """What a step still misses, in words; empty where it misses nothing, or everything."""
    missing = () if step.state is StepState.EMPTY else step.missing
    return words.format_value(tuple(_missing_item_text(words, item) for item in missing))


def _missing_item_text(words: Words, item: MissingItem) -> str:
    if item.of:
        code = "vague_in_rows" if item.is_vague else "missing_in_rows"
        return words.text("findings", code, name=item.name, n=item.n, of=item.of)
    return words.format_value(words.typed_title(item.name))


def step_title(words: Words, step: str) -> str:
    """The title of a step, as `check.advice_order` names it."""
    return words.text("findings" if step in (BOOK, "calendar") else "tomster", step)


def severity_title(words: Words, severity: Severity) -> str:
    """The title over the findings of a severity."""
    return words.text("findings", f"{severity}s")


def _last_printed(heights: Mapping[int, float], least: int, last: int) -> int:
    """The last row of two pages, or that of the last warning (`least`) where these take more."""
    sums = accumulate(heights.get(row, 15.0) for row in range(1, last + 1))
    printed = sum(height <= PRINTED for height in sums)
    return printed if printed > least + 1 else least  # no title without a note below it


def _footer(context: ViewContext, more: int) -> str:
    """The title of the tab, with the number of notes that are not printed where there are some."""
    title = context.titles["checks"]
    return f"{title} · {context.words.text('findings', 'not_printed', n=more)}" if more > 0 else title


def _add_findings(
    context: ViewContext,
    cells: Cells,
    heights: dict[int, float],
    prompts: list[DropDown],
    groups: Sequence[tuple[Severity, Sequence[Problem]]],
) -> int:
    """Adds the findings under the titles of their severities, one row each, with its prompts; the last row."""
    row, color = TOP, styles.OUTPUT_COLOR
    for severity, problems in groups:
        row += 1
        style = Style(size=11, bold=True, color=color, bottom=color, valign="bottom")
        cells |= {(row, column): StyledCell(None, style) for column in range(1, len(COLUMNS) + 1)}
        cells[row, 1] = StyledCell(severity_title(context.words, severity), style)
        heights[row] = 20.0
        for problem in problems:
            row += 1
            heights[row] = _add_finding(context, cells, row, problem)
            prompts += _prompts(context.words, problem.code, row)
    return max(row, TOP + 1)


def _add_readings(context: ViewContext, cells: Cells, heights: dict[int, float], row: int) -> int:
    """Adds what was read of each tab and what was left alone, from a row on; the last row."""
    lines = reading_lines(context.readings, context.words)
    if lines:
        cells[row, 1] = StyledCell(context.words.text("readings", "title"), styles.SECTION)
        heights[row] = 26.0
    for at, line in enumerate(lines, row + 1):
        cells[at, 2] = StyledCell(line, _INDENTED)
        heights[at] = _height({2: line}, least=1)
    return row + len(lines) if lines else row - 2


def _add_finding(context: ViewContext, cells: Cells, row: int, problem: Problem) -> float:
    """Adds the row of a finding; its height."""
    words = context.words
    message, cure = words.message(problem)
    shown = f"{severity_text(problem, words)} · {step_title(words, step_of(problem.code))}"
    if articles := articles_text(words, problem.code):
        shown += f"\n{articles}"
    cells[row, 1] = StyledCell(shown, _SEVERITY_STYLES[problem.severity])
    cells[row, 2] = StyledCell(message, _INDENTED)
    cells[row, 3] = _place_cell(context, problem)
    cells[row, 4] = StyledCell(cure, _CURE)
    return _height({1: shown, 2: message, 4: cure})


def articles_text(words: Words, code: str) -> str:
    """The articles that ask for a finding, by their short names; empty where none does."""
    articles = articles_of(code) if step_of(code) != BOOK else ()
    return words.format_value(tuple(words.text("article_names", name) for name in articles if name != PRACTICE))


def _prompts(words: Words, code: str, row: int) -> list[DropDown]:
    """What is shown where a cell of a finding is chosen: its articles, why it is made, when to disregard it."""
    told = words.explanation(code)
    if step_of(code) != BOOK:
        told["article"] = " ; ".join(words.text("articles", name) for name in articles_of(code))
    keys = {1: "article", 2: "why", 4: "unless"}
    return [
        DropDown(f"{letter(column)}{row}", title=words.text("method", key), prompt=told[key])
        for column, key in keys.items()
        if key in told
    ]


def _height(texts: Mapping[int, str], *, least: int = 2, bold: int = 0) -> float:
    """The height of a row with some texts by column, of which that of the column `bold` is bold."""
    lines = (_line_count(text, int(CHARACTERS[at] * (0.9 if at == bold else 1))) for at, text in texts.items())
    return _MARGIN + _LINE * max(least, *lines)


def _line_count(text: str, width: int) -> int:
    """The lines that a text takes, broken between words."""
    return sum(max(1, len(wrap(line, width))) for line in text.split("\n"))


def _place_cell(context: ViewContext, problem: Problem) -> StyledCell:
    """A link to the cell of a problem; of a post, to its row, wherever that is in the new calendar."""
    place, id_ = problem.place, problem.values.get("id")
    if place is None or not place.tab:
        return StyledCell(None, styles.TEXT)
    if id_ in context.ids.posts:
        return StyledCell(str(id_), _LINK, formula=context.row_link("social", str(id_), str(id_)))
    shown = context.words.format_value(problem.cells)
    return StyledCell(shown, _LINK, link=f"{quote_title(place.tab)}!{place.cell or 'A1'}")
