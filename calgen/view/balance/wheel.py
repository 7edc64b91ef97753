"""The strategy wheel as a ring, coloured by priority, with the posts that serve each of its missions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from calgen.book.sheet import ConditionalFormat, Style, StyledCell
from calgen.book.values import Labelled, Word
from calgen.check.situation import answers_situation, first_missions
from calgen.figures import missions
from calgen.figures.missions import NamedPosts
from calgen.strategy.wheel import Approach
from calgen.view import styles
from calgen.view.balance.balance_sheet import BalanceSheet
from calgen.view.balance.chart_texts import chart_text
from calgen.view.balance.formulas import ANY_NAME, count_all_posts, count_serving_posts, quotient
from calgen.view.figure_sheet import (
    BAD,
    SMALL_LEAD,
    Figure,
    add_chart_beside,
    add_headings,
    add_lines,
    add_row,
    add_title,
    series,
)

PRIORITY = {
    "primary": (styles.NAVY, styles.WHITE),
    "secondary": (styles.SECONDARY, styles.WHITE),
    "no": (styles.LINE_COLOR, styles.GREY_TEXT),
}
DOMAINS = ("branding", "selling", "community")
CHART_HEIGHT = 330


def draw_wheel(sheet: BalanceSheet) -> None:
    """The missions by domain; what is chosen and served by nothing is in colour."""
    rows = sorted(missions.by_approach(sheet.calendar), key=lambda row: _order(row[0]))
    if not rows:
        return
    words = sheet.context.words
    add_title(sheet, "wheel")
    first = sheet.blocks[-1]
    if text := _situation_text(sheet):
        add_lines(sheet, text, SMALL_LEAD)
    add_headings(sheet, sheet.labels("approach", "number", "domain", "priority", "posts", "share_got"))
    head, top, equal = sheet.row - 1, sheet.row, sheet.fold_columns(1)
    for number, (approach, posts) in enumerate(rows, 1):
        _add_approach(sheet, number, approach, posts)
        sheet.cells[sheet.row - 1, equal] = StyledCell(1, styles.SMALL_GREY)
    last = sheet.row - 1
    unserved = f'=AND(E{top}=0,D{top}="{words.choice("wheel_priority", "primary")}")'
    sheet.formats.append(ConditionalFormat(f"E{top}:E{last}", unserved, BAD))
    sheet.row += 1
    wheel = [approach for approach, _ in rows]
    domain_rows = _add_domains(sheet, wheel)
    colors = tuple(PRIORITY[approach.priority][0] for approach in wheel)
    numbers = tuple((str(number), PRIORITY[approach.priority][1]) for number, approach in enumerate(wheel, 1))
    names = tuple((words.choice("domain", code), styles.GREY_TEXT) for code in _domains(wheel))
    grey = (styles.NEUTRAL_FILL,) * len(names)
    inner = series(sheet, (head, 3), 1, 2, domain_rows, point_colors=grey, point_names=names)
    outer = series(sheet, (head, 4), 2, equal, (top, last), point_colors=colors, point_names=numbers)
    told = chart_text(words, sheet.label("chart_wheel"), _wheel_text(sheet, wheel))
    add_chart_beside(sheet, "ring", "chart_wheel", first, [inner, outer], height=CHART_HEIGHT, description=told)
    sheet.row += 1


def _wheel_text(sheet: BalanceSheet, wheel: Sequence[Approach]) -> str:
    """The missions of each priority, in words."""
    words = sheet.context.words
    numbered = [(str(number), approach) for number, approach in enumerate(wheel, 1)]
    return words.format_value(
        tuple(
            Labelled(
                Word("wheel_priority", priority),
                tuple(f"{number} {row.approach}" for number, row in numbered if row.priority == priority),
            )
            for priority in PRIORITY
            if any(row.priority == priority for row in wheel)
        )
    )


def _situation_text(sheet: BalanceSheet) -> str:
    """What the situation of the brand asks for first, and whether a primary mission answers it; empty without one."""
    strategy, words = sheet.context.strategy, sheet.context.words
    first = first_missions(strategy)
    if not first:
        return ""
    answer = {True: "answered", False: "unanswered", None: "unknown"}[answers_situation(strategy)]
    values = {"situation": Word("situation", strategy.settings.situation), "first": first}
    return words.text("labels", f"situation_{answer}", **values)


def _order(approach: Approach) -> tuple[int, str]:
    domain = DOMAINS.index(approach.domain) if approach.domain in DOMAINS else len(DOMAINS)
    return (domain, approach.approach)


def _add_approach(sheet: BalanceSheet, number: int, approach: Approach, posts: NamedPosts) -> None:
    context, row = sheet.context, sheet.row
    objectives = missions.serving_objectives(sheet.calendar, approach)
    fill, ink = PRIORITY[approach.priority]
    plain = replace(styles.NAME, color=styles.GREY_TEXT, align="right")
    priority = Style(bold=True, color=ink, fill=fill, align="right", bottom=styles.LINE_COLOR)
    figures: list[Figure] = [
        (number, "", replace(plain, bold=True)),
        (context.words.choice("domain", approach.domain), "", plain),
        (context.words.choice("wheel_priority", approach.priority), "", priority),
        (posts.posts, "=" + count_serving_posts(context, objectives, ("platform", ANY_NAME)), styles.WHOLE_NUMBER),
        (posts.share, quotient(f"E{row}", count_all_posts(context)), styles.PERCENT),
    ]
    add_row(sheet, approach.approach, figures, replace(styles.NAME, bold=approach.priority != "no"))


def _domains(wheel: list[Approach]) -> list[str]:
    """The codes of the domains, in the order of the ring."""
    return list(dict.fromkeys(approach.domain for approach in wheel))


def _add_domains(sheet: BalanceSheet, wheel: list[Approach]) -> tuple[int, int]:
    """The domains with the number of missions in each, which are the inner ring; its first and last row."""
    add_headings(sheet, sheet.labels("domain", "missions_there", "chosen"))
    top = sheet.row
    for code in _domains(wheel):
        own = [approach for approach in wheel if approach.domain == code]
        chosen = sum(approach.priority != "no" for approach in own)
        figures: list[Figure] = [(len(own), "", styles.WHOLE_NUMBER), (chosen, "", styles.WHOLE_NUMBER)]
        add_row(sheet, sheet.context.words.choice("domain", code), figures)
    return (top, sheet.row - 1)
