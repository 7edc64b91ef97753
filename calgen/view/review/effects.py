"""Themes, formats and moments beside the average of their group, each with its doubt, and charts of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, exp

from calgen.book.grid import letter
from calgen.book.sheet import Chart, Series, SheetValue, Style, StyledCell, quote_title
from calgen.review.model import EffectReview
from calgen.view import styles
from calgen.view.figure_sheet import add_title, headings_height
from calgen.view.review.review_sheet import ReviewSheet, add_sentence
from calgen.view.review.sentences import LEAST_COUNT, sure_side
from calgen.view.text_formulas import shorten

FACTORS = ("theme", "format", "moment")
CHART_COLUMN, CHART_WIDTH, CHART_SHIFT = 8, 429, 12  # where the charts stand, their width and their way in, in pixels
MOST_BARS = 12
_TABLE = 7  # columns of the tables beside the charts
_WRAPPED = replace(styles.NAME, wrap=True, indent=1)
_GROUP = replace(styles.NAME, bold=True, color=styles.NAVY, bottom=styles.NAVY, size=9.5)
_SURE = replace(styles.NAME, align="right")
_COLORS = {"above": styles.GOOD, "below": styles.BAD, "": styles.SECONDARY}
_LOOKS = {"above": styles.PRAISE, "below": styles.ALERT, "": Style()}
_SIGNS = {"above": "▲ ", "below": "▼ ", "": ""}


def draw_effects(sheet: ReviewSheet) -> None:
    """A table for each factor, with a chart beside it."""
    if not sheet.review.effects:
        return
    add_title(sheet, "effects")
    for factor in FACTORS:
        found = [review for review in sheet.review.effects if review.factor == factor]
        if found:
            _draw_factor(sheet, factor, found)
            sheet.row += 1
            sheet.blocks.append(sheet.row)
    sheet.row -= 1
    sheet.blocks.pop()


def _draw_factor(sheet: ReviewSheet, factor: str, effects: Sequence[EffectReview]) -> None:
    top = sheet.row
    _add_headings(sheet, factor)
    for group in dict.fromkeys(review.group for review in effects):
        of_group = [review for review in effects if review.group == group]
        _add_group(sheet, factor, group, of_group[0].measures)
        for review in sorted(of_group, key=lambda review: (-review.effect.effect, review.effect.name)):
            _add_effect(sheet, review)
    for review in effects:
        if text := sheet.say.inseparable(review):
            add_sentence(sheet, text, columns=_TABLE)
    _add_chart(sheet, factor, effects, top)


def _add_headings(sheet: ReviewSheet, factor: str) -> None:
    names = {1: sheet.label(f"factor_{factor}"), 2: sheet.label("posts"), 3: sheet.label("beside_average"),
             _TABLE: sheet.label("chance_above")}  # fmt: skip
    for column in range(1, _TABLE + 1):
        is_right = column in (2, _TABLE)
        style = replace(styles.HEADING, align="right" if is_right else "", wrap=False, indent=int(column == 3))
        sheet.cells[sheet.row, column] = StyledCell(names.get(column), style)
    sheet.heights[sheet.row] = headings_height([names[1]])
    sheet.row += 1


def _add_group(sheet: ReviewSheet, factor: str, group: str, measures: Sequence[str]) -> None:
    """A line over the rows that are compared with each other: what they belong to, and by which figure."""
    context = sheet.context
    name = context.category_name(group) if factor == "theme" else group
    by = tuple(sheet.label(f"measure_{measure}") for measure in measures)
    text = sheet.text("compared_by", group=name, measures=by) if by else name
    for column in range(1, _TABLE + 1):
        sheet.cells[sheet.row, column] = StyledCell(text if column == 1 else None, _GROUP)
    sheet.heights[sheet.row] = 17.0
    sheet.row += 1


def _add_effect(sheet: ReviewSheet, review: EffectReview) -> None:
    """The name, the number of posts, the factor with its interval, and the chance to be above the average."""
    effect, say, row = review.effect, sheet.say, sheet.row
    found = sure_side(review)
    look = _LOOKS[found]
    is_few = effect.count < LEAST_COUNT
    texts: dict[int, tuple[SheetValue, Style]] = {
        1: (say.level(review.factor, effect.name), _WRAPPED),
        2: (effect.count, styles.WHOLE_NUMBER),
        3: (sheet.text("few_posts", n=LEAST_COUNT - effect.count) if is_few
            else say.factor(effect.effect, effect.low, effect.high), replace(styles.NAME, indent=1)),
        _TABLE: (None if is_few else f"{_SIGNS[found]}{say.chance(effect.chance_above)}",
            replace(_SURE, fill=look.fill, color=look.color or _SURE.color, bold=look.bold)),
    }  # fmt: skip
    for column in range(1, _TABLE + 1):
        value, style = texts.get(column, (None, styles.BODY))
        sheet.cells[row, column] = StyledCell(value, style)
    sheet.heights[row] = 2 + 14.0 * styles.line_count(str(texts[1][0]), 34)
    sheet.row += 1


def _add_chart(sheet: ReviewSheet, factor: str, effects: Sequence[EffectReview], top: int) -> None:
    """The factors as bars from the average on, with their intervals: those that are surest where they are many."""
    known = [review for review in effects if review.effect.count >= LEAST_COUNT]
    surest = sorted(known, key=lambda review: (-abs(review.effect.chance_above - 0.5), *_name(review)))
    shown = sorted(surest[:MOST_BARS], key=lambda review: (-review.effect.effect, *_name(review)))
    if not shown:
        return
    first = sheet.fold_columns(4)
    sheet.cells[top, first + 1] = StyledCell(sheet.label("beside_average"), styles.SMALL_GREY)
    for row, review in enumerate(shown, top + 1):
        effect = review.effect
        middle, low, high = (round(exp(value), 4) for value in (effect.effect, effect.low, effect.high))
        values: tuple[SheetValue, ...] = (
            _bar_name(sheet, review, shown),
            middle,
            round(high - middle, 4),
            round(middle - low, 4),
        )
        for column, value in enumerate(values, first):
            sheet.cells[row, column] = StyledCell(value, replace(styles.SMALL_GREY, wrap=False))
    bars = _bars(sheet, first, top, len(shown), tuple(_COLORS[sure_side(review)] for review in shown))
    height = max(170, 70 + 24 * len(shown))
    title = sheet.label(f"chart_{factor}")
    highest = ceil(max(2 * exp(review.effect.high) for review in shown)) / 2
    chart = Chart("bar", title, top, CHART_COLUMN, CHART_WIDTH, height, (bars,), number="0.0", crossing=1.0,
                  highest=highest, shift=CHART_SHIFT)  # fmt: skip
    sheet.charts.append(chart)
    sheet.row = max(sheet.row, _row_below(sheet, top, height))


def _name(review: EffectReview) -> tuple[str, str]:
    return review.group, review.effect.name


def _bars(sheet: ReviewSheet, first: int, top: int, count: int, colors: tuple[str, ...]) -> Series:
    tab = quote_title(sheet.context.titles[sheet.KEY])

    def ref(column: int) -> str:
        return f"{tab}!${letter(column)}${top + 1}:${letter(column)}${top + count}"

    name = f"={tab}!${letter(first + 1)}${top}"
    ranges = (ref(first), ref(first + 1))
    return Series(name, *ranges, color=colors[0], point_colors=colors, above=ref(first + 2), below=ref(first + 3))


def _bar_name(sheet: ReviewSheet, review: EffectReview, shown: Sequence[EffectReview]) -> str:
    """The name of a bar, with its group where several are shown."""
    name = sheet.say.level(review.factor, review.effect.name)
    if review.factor != "theme" and len({other.group for other in shown}) > 1:
        name = f"{review.group} · {name}"
    return shorten(name, 40)


def _row_below(sheet: ReviewSheet, top: int, height: int) -> int:
    """The first row below a chart of so many pixels."""
    below, points = top, 0.0
    while points < height * 0.75 + 8:
        points += sheet.heights.get(below, 15.0)
        below += 1
    return below
