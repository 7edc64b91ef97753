"""The five questions of the social calendar, each with its answer, a line and a colour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from calgen.book.grid import letter
from calgen.book.sheet import ConditionalFormat, Style, StyledCell
from calgen.figures.verdicts import HARDLY_SERVED, HARDLY_SHORT, MANY_TO_FIND, SERVED, Answer, answers, most_repeated
from calgen.view import styles
from calgen.view.balance.balance_sheet import BAD, DOUBTFUL, GOOD, BalanceSheet
from calgen.view.balance.formulas import count_all_posts, count_posts_to_find
from calgen.view.text_formulas import sentence_formula
from calgen.view.view_context import quoted_text

TOP, ROWS = 4, 9  # where the cards stand, and the rows they take, those left free included
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
    """The live side of an answer: what makes a yes and what makes a nearly, and the figures of its line by name."""

    yes: str
    nearly: str
    figures: Mapping[str, str]


def draw_questions(sheet: BalanceSheet) -> None:
    """The cards, side by side over the width of the tab; the sections have told which cells they look at."""
    columns = _card_columns(sheet.printed)
    for number, answer in enumerate(answers(sheet.calendar)):
        line, at = divmod(number, CARDS_A_ROW)
        _draw_card(sheet, TOP + CARD_ROWS * line, columns[at], answer, _FORMULAS[answer.question](sheet))
    for top, lines in ((TOP, 40.0), (TOP + CARD_ROWS, 28.0)):
        sheet.heights |= {top: 18.0, top + 1: 26.0, top + 2: lines, top + 3: 6.0}


def _card_columns(columns: int) -> list[tuple[int, int]]:
    """The first and last columns of three cards of about one width; the first column is as wide as three others."""
    third = (columns + 2) / 3
    edges = [0, round(third) - 2, round(2 * third) - 2, columns]
    return [(edges[n] + 1, edges[n + 1]) for n in range(3)]


def _draw_card(
    sheet: BalanceSheet, top: int, columns: tuple[int, int], answer: Answer, formulas: AnswerFormulas
) -> None:
    left, right = columns
    template = sheet.label(f"glance_{answer.question}")
    words = sheet.context.words
    shown = words.text("labels", f"glance_{answer.question}", **answer.figures)
    verdict = _verdict_formula(sheet, formulas)
    rows = (
        (sheet.label(f"question_{answer.question}"), "", _QUESTION),
        (sheet.label(f"verdict_{answer.verdict}"), verdict, _ANSWER),
        (shown, sentence_formula(template, formulas.figures, words.locale.singular), _LINE),
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
    return f"=IF({formulas.yes},{yes},IF({formulas.nearly},{nearly},{no}))"


def _frequency(sheet: BalanceSheet) -> AnswerFormulas:
    refs = sheet.refs
    worst = f"SUMPRODUCT(MAX(ABS({refs['gaps']})))"
    beyond = f"SUMPRODUCT(MAX(ABS({refs['gaps']})-{refs['asked_each']}/10))"
    figures = {"planned": refs["planned"], "asked": f"ROUND({refs['asked']},0)", "gap": f"ROUND({worst},1)"}
    return AnswerFormulas(f"{worst}<=1.001", f"{beyond}<=0.001", figures)


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
    return AnswerFormulas(f"AND({missing}=0,{refs['same']}=0)", f"AND({missing}=0,{refs['same']}<={most})", figures)


def _mission(sheet: BalanceSheet) -> AnswerFormulas:
    refs = sheet.refs
    served, posts = f"SUM({refs['served']})", f"SUM({refs['mission_posts']})"
    # A platform without posts serves nothing and fails nothing.
    least = f"(1-SUMPRODUCT(MAX(({refs['mission_posts']}>0)*(1-{refs['served_parts']}))))"
    figures = {"part": f"ROUND(100*IF({posts}=0,0,{served}/{posts}),0)", "least": f"ROUND(100*{least},0)"}
    return AnswerFormulas(f"{least}>={SERVED}", f"{least}>={HARDLY_SERVED}", figures)


def _hours(sheet: BalanceSheet) -> AnswerFormulas:
    refs = sheet.refs
    found = {name: refs.get(f"hours_{name}", "0") for name in ("asked", "there", "missing")}
    figures = {name: f"ROUND({value},0)" for name, value in found.items()}
    return _part_formulas(found["missing"], found["asked"], HARDLY_SHORT, figures)


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
