"""The five questions of the social calendar, each with its answer, a line and a colour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from calgen.book.grid import letter
from calgen.book.sheet import ConditionalFormat, Style, StyledCell
from calgen.book.words import Words
from calgen.figures.hours import weeks
from calgen.figures.verdicts import (
    HARDLY_SERVED,
    HARDLY_SHORT,
    MANY_TO_FIND,
    NEARLY_ALL,
    SERVED,
    Answer,
    answers,
    has_thin_missions,
    most_repeated,
    most_unassigned,
)
from calgen.view import styles
from calgen.view.balance.balance_sheet import BalanceSheet
from calgen.view.balance.formulas import count_all_posts, count_posts_to_find, sum_hours
from calgen.view.figure_sheet import BAD, DOUBTFUL, GOOD
from calgen.view.text_formulas import sentence_formula
from calgen.view.view_context import quoted_text

TOP, ROWS = 7, 9  # where the cards stand, and the rows they take, those left free included
CARDS_A_ROW, CARD_ROWS = 3, 4
_QUESTION = Style(
    size=10, bold=True, color=styles.GREY_TEXT, fill=styles.PALE_GREY, align="left", indent=1, border=styles.WHITE
)
_ANSWER = Style(
    size=18, bold=True, color=styles.DARK_TEXT, fill=styles.PALE_GREY, align="left", indent=1, border=styles.WHITE
)
_LINE = Style(
    size=9.5,
    color=styles.DARK_TEXT,
    fill=styles.PALE_GREY,
    align="left",
    indent=1,
    wrap=True,
    valign="top",
    border=styles.WHITE,
)


@dataclass(frozen=True, slots=True)
class AnswerFormulas:
    """The live side of an answer: what makes a yes and what makes a nearly, and the figures of its line by name.

    `limit` makes a nearly of a yes (`figures.verdicts.answers`).
    """

    yes: str
    nearly: str
    figures: Mapping[str, str]
    limit: str = ""


def draw_questions(sheet: BalanceSheet) -> None:
    """The cards, side by side over the width of the tab; the sections have told which cells they look at."""
    columns = _card_columns(sheet.printed)
    for number, answer in enumerate(answers(sheet.calendar)):
        line, at = divmod(number, CARDS_A_ROW)
        _draw_card(sheet, TOP + CARD_ROWS * line, columns[at], answer, _FORMULAS[answer.question](sheet))
    for top, lines in ((TOP, 40.0), (TOP + CARD_ROWS, 28.0)):
        sheet.heights |= {top: 18.0, top + 1: 26.0, top + 2: lines, top + 3: 6.0, top + CARD_ROWS: 8.0}


def _card_columns(columns: int) -> list[tuple[int, int]]:
    """The first and last columns of three cards of about one width; the first column is as wide as three others."""
    third = (columns + 2) / 3
    edges = [0, round(third) - 2, round(2 * third) - 2, columns]
    return [(edges[n] + 1, edges[n + 1]) for n in range(3)]


def answer_text(words: Words, answer: Answer) -> str:
    """The line under an answer: its figures, and what limits it."""
    line = words.text("labels", f"glance_{answer.question}", **answer.figures)
    return f"{line} {words.text('labels', f'limit_{answer.question}')}" if answer.is_limited else line


def _draw_card(
    sheet: BalanceSheet, top: int, columns: tuple[int, int], answer: Answer, formulas: AnswerFormulas
) -> None:
    left, right = columns
    words = sheet.context.words
    shown = answer_text(words, answer)
    verdict = _verdict_formula(sheet, formulas)
    rows = (
        (sheet.label(f"question_{answer.question}"), "", _QUESTION),
        (sheet.label(f"verdict_{answer.verdict}"), verdict, _ANSWER),
        (shown, _line_formula(sheet, answer.question, formulas), _LINE),
    )
    for row, (value, formula, style) in enumerate(rows, top):
        sheet.cells[row, left] = StyledCell(value, style, formula)
        sheet.cells |= {(row, column): StyledCell(None, style) for column in range(left + 1, right + 1)}
        sheet.merges.append((row, left, row, right))
    own, whole = f"${letter(left)}${top + 1}", f"{letter(left)}{top}:{letter(right)}{top + 2}"
    for code, look in (("yes", GOOD), ("nearly", DOUBTFUL), ("no", BAD)):
        word = quoted_text(sheet.label(f"verdict_{code}"))
        sheet.formats.append(ConditionalFormat(whole, f"={own}={word}", replace(look, bold=False)))


def _verdict_formula(sheet: BalanceSheet, formulas: AnswerFormulas) -> str:
    yes, nearly, no = (quoted_text(sheet.label(f"verdict_{code}")) for code in ("yes", "nearly", "no"))
    is_nearly = f"OR({formulas.nearly},{formulas.yes})" if formulas.limit else formulas.nearly
    return f"=IF({_yes(formulas)},{yes},IF({is_nearly},{nearly},{no}))"


def _yes(formulas: AnswerFormulas) -> str:
    return f"AND({formulas.yes},NOT({formulas.limit}))" if formulas.limit else formulas.yes


def _line_formula(sheet: BalanceSheet, question: str, formulas: AnswerFormulas) -> str:
    """The line under an answer; what limits it is said behind the figures."""
    singular = sheet.context.words.locale.singular
    line = sentence_formula(sheet.label(f"glance_{question}"), formulas.figures, singular)
    if not formulas.limit:
        return line
    limit = quoted_text(" " + sheet.label(f"limit_{question}"))
    return f'{line}&IF(AND({formulas.yes},{formulas.limit}),{limit},"")'


def _frequency(sheet: BalanceSheet) -> AnswerFormulas:
    refs = sheet.refs
    worst = f"SUMPRODUCT(MAX(ABS({refs['gaps']})))"
    beyond = f"SUMPRODUCT(MAX(ABS({refs['gaps']})-{refs['asked_each']}/10))"
    figures = {"planned": refs["planned"], "asked": f"ROUND({refs['asked']},0)", "gap": f"ROUND({worst},1)"}
    limit = f"NOT(OR({_hours(sheet).yes},{_hours(sheet).nearly}))"
    return AnswerFormulas(f"{worst}<=1.001", f"{beyond}<=0.001", figures, limit)


def _variety(sheet: BalanceSheet) -> AnswerFormulas:
    refs, most = sheet.refs, most_repeated(len(sheet.calendar.horizon.days))
    asked = f"({refs['theme_parts']}*{count_all_posts(sheet.context)}>=1)"
    missing = f"SUMPRODUCT({asked}*({refs['theme_posts']}=0))"
    figures = {
        "themes": f'COUNTIF({refs["theme_posts"]},">0")',
        "of": f"ROWS({refs['theme_posts']})",
        "silence": f"MAX({refs['silences']})",
        "same": refs["same"],
    }
    yes, nearly = f"AND({missing}=0,{refs['same']}=0)", f"AND({missing}=0,{refs['same']}<={most})"
    of, to_find = count_all_posts(sheet.context), count_posts_to_find(sheet.context)
    limit = f"{to_find}>{of}*{NEARLY_ALL.numerator}/{NEARLY_ALL.denominator}+0.000001"
    return AnswerFormulas(yes, nearly, figures, limit)


def _mission(sheet: BalanceSheet) -> AnswerFormulas:
    refs = sheet.refs
    served, posts = f"SUM({refs['served']})", f"SUM({refs['mission_posts']})"
    # A platform without posts serves nothing and fails nothing.
    least = f"(1-SUMPRODUCT(MAX(({refs['mission_posts']}>0)*(1-{refs['served_parts']}))))"
    figures = {"part": f"ROUND(100*IF({posts}=0,0,{served}/{posts}),0)", "least": f"ROUND(100*{least},0)"}
    limit = "TRUE" if has_thin_missions(sheet.calendar) else ""
    return AnswerFormulas(f"{least}>={SERVED}", f"{least}>={HARDLY_SERVED}", figures, limit)


def _hours(sheet: BalanceSheet) -> AnswerFormulas:
    asked, there, missing = _hours_refs(sheet)
    figures = {"asked": f"ROUND({asked},0)", "there": f"ROUND({there},0)", "missing": f"ROUND({missing},0)"}
    if sheet.calendar.strategy.team:
        return _part_formulas(missing, asked, HARDLY_SHORT, figures)
    return AnswerFormulas(f"{asked}<=0", f"{asked}<={most_unassigned(sheet.calendar)}", figures)


def _hours_refs(sheet: BalanceSheet) -> tuple[str, str, str]:
    """The hours asked, there and missing; where nobody is named, all hours of the tasks are asked and missing."""
    refs = sheet.refs
    if "hours_asked" in refs:
        return refs["hours_asked"], refs["hours_there"], refs["hours_missing"]
    asked = sum_hours(sheet.context, weeks(sheet.calendar))
    return asked, "0", asked


def _subjects(sheet: BalanceSheet) -> AnswerFormulas:
    of, missing = count_all_posts(sheet.context), count_posts_to_find(sheet.context)
    return _part_formulas(missing, of, MANY_TO_FIND, {"found": f"{of}-{missing}", "of": of, "missing": missing})


def _part_formulas(missing: str, of: str, most: Fraction, figures: Mapping[str, str]) -> AnswerFormulas:
    """The live side of `figures.verdicts.part_verdict`."""
    share = f"{of}*{most.numerator}/{most.denominator}"
    return AnswerFormulas(f"{missing}<={share}/10+0.000001", f"{missing}<={share}+0.000001", figures)


_FORMULAS: Mapping[str, Callable[[BalanceSheet], AnswerFormulas]] = {
    "frequency": _frequency,
    "variety": _variety,
    "mission": _mission,
    "hours": _hours,
    "subjects": _subjects,
}
