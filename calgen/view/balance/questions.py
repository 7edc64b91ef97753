"""The three questions of the social calendar, each with its answer, a line and a colour."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from calgen.book.grid import letter
from calgen.book.sheet import ConditionalFormat, Style, StyledCell
from calgen.plan import answers
from calgen.plan.answers import LEAST, MOST
from calgen.view import styles
from calgen.view.balance.page import FINE, OFF, SOME, Page, every_post
from calgen.view.text_formulas import sentence_formula
from calgen.view.view_context import quoted_text

TOP, ROWS = 4, 5  # where the cards stand, and the rows they take, one left free included
_QUESTION = Style(size=10, bold=True, color=styles.SOFT, fill=styles.MIST, align="left", indent=1, border=styles.PAPER)
_ANSWER = Style(size=18, bold=True, color=styles.INK, fill=styles.MIST, align="left", indent=1, border=styles.PAPER)
_LINE = Style(
    size=9.5, color=styles.INK, fill=styles.MIST, align="left", indent=1, wrap=True, valign="top", border=styles.PAPER
)


def answer(page: Page) -> None:
    """The cards, side by side over the width of the page; the sections below have told what they look at."""
    cards = _cards(page.printed)
    for (left, right), (key, verdict, formula, values) in zip(cards, _answers(page), strict=True):
        say = page.desk.words.text
        template = say("labels", f"glance_{key}")
        shown = template.format(**{name: str(value) for name, (value, _) in values.items()})
        line = sentence_formula(template, {name: part for name, (_, part) in values.items()})
        said = say("labels", f"verdict_{verdict}")
        _card(page, left, right, say("labels", f"question_{key}"), said, formula, shown, line)
    page.heights |= {TOP: 20.0, TOP + 1: 30.0, TOP + 2: 44.0, TOP + 3: 10.0}


def _cards(columns: int) -> list[tuple[int, int]]:
    """Three spans of columns of about one width; the first column is as wide as three others."""
    third = (columns + 2) / 3
    edges = [0, round(third) - 2, round(2 * third) - 2, columns]
    return [(edges[n] + 1, edges[n + 1]) for n in range(3)]


def _card(page: Page, left: int, right: int, question: str, verdict: str, formula: str, shown: str, line: str) -> None:
    own = f"${letter(left)}${TOP + 1}"
    drawn = ((question, "", _QUESTION), (verdict, formula, _ANSWER), (shown, line, _LINE))
    for row, (value, live, style) in enumerate(drawn, TOP):
        page.cells[row, left] = StyledCell(value, style, live)
        page.cells |= {(row, column): StyledCell(None, style) for column in range(left + 1, right + 1)}
        page.merges.append((row, left, row, right))
    whole = f"{letter(left)}{TOP}:{letter(right)}{TOP + 2}"
    for code, look in (("yes", FINE), ("nearly", SOME), ("no", OFF)):
        word = quoted_text(page.desk.words.text("labels", f"verdict_{code}"))
        page.rules.append(ConditionalFormat(whole, f"={own}={word}", replace(look, bold=False)))


_Answer = tuple[str, str, str, dict[str, tuple[int, str]]]  # question, verdict, its formula, the figures of its line


def _answers(page: Page) -> Iterable[_Answer]:
    return _frequency(page), _variety(page), _mission(page)


def _frequency(page: Page) -> _Answer:
    at, now = page.refs, page.figures
    worst = f"SUMPRODUCT(MAX(ABS({at['gaps']})))"
    beyond = f"SUMPRODUCT(MAX(ABS({at['gaps']})-{at['asked_each']}/10))"
    verdict = answers.frequency(page.gaps)
    return (
        "frequency",
        verdict,
        _choose(page, f"{worst}<=1.001", f"{beyond}<=0.001"),
        {
            "planned": (int(now["planned"]), f"{at['planned']}"),
            "asked": (_round(now["asked"]), f"ROUND({at['asked']},0)"),
            "gap": (_round(now["gap"]), f"ROUND({worst},0)"),
        },
    )


def _variety(page: Page) -> _Answer:
    at, now = page.refs, page.figures
    missing = f"SUMPRODUCT(({at['theme_parts']}*{every_post(page.desk)}>=1)*({at['theme_posts']}=0))"
    days = len(page.desk.plan.horizon.days)
    few, verdict = answers.few(days), answers.variety(int(now["missing"]), int(now["same"]), days)
    return (
        "variety",
        verdict,
        _choose(page, f"AND({missing}=0,{at['same']}=0)", f"AND({missing}=0,{at['same']}<={few})"),
        {
            "themes": (int(now["themes"]), f'COUNTIF({at["theme_posts"]},">0")'),
            "of": (int(now["every_theme"]), f"ROWS({at['theme_posts']})"),
            "silence": (int(now["silence"]), f"MAX({at['silences']})"),
            "same": (int(now["same"]), at["same"]),
        },
    )


def _mission(page: Page) -> _Answer:
    at, now = page.refs, page.figures
    served, posts, parts = f"SUM({at['served']})", f"SUM({at['mission_posts']})", at["served_parts"]
    # A platform without posts serves nothing and fails nothing.
    least = f"(1-SUMPRODUCT(MAX(({at['mission_posts']}>0)*(1-{parts}))))"
    part = now["served"] / page.tally.total if page.tally.total else 0.0
    verdict = answers.mission(now["least"])
    return (
        "mission",
        verdict,
        _choose(page, f"{least}>={MOST}", f"{least}>={LEAST}"),
        {
            "part": (_round(100 * part), f"ROUND(100*IF({posts}=0,0,{served}/{posts}),0)"),
            "least": (_round(100 * now["least"]), f"ROUND(100*{least},0)"),
        },
    )


def _round(value: float) -> int:
    """A half goes up, as in a spreadsheet."""
    return int(value + 0.5 + 1e-9)


def _choose(page: Page, good: str, fair: str) -> str:
    yes, nearly, no = (quoted_text(page.desk.words.text("labels", f"verdict_{one}")) for one in ("yes", "nearly", "no"))
    return f"=IF({good},{yes},IF({fair},{nearly},{no}))"
