"""Variety: each theme's posts and part, how long it is silent and how soon it comes again; days that say it twice."""

from __future__ import annotations

from dataclasses import replace

from calgen.book.grid import letter
from calgen.book.sheet import ConditionalFormat, StyledCell
from calgen.figures import variety
from calgen.figures.variety import ThemeVariety
from calgen.view import styles
from calgen.view.balance.balance_sheet import BalanceSheet
from calgen.view.balance.formulas import count_all_posts, count_posts, name_criterion, quotient
from calgen.view.balance.theme_gaps import KEYS, GapBlock
from calgen.view.figure_sheet import (
    BAD,
    BAR,
    DOUBTFUL,
    SMALL_LEAD,
    Figure,
    add_headings,
    add_lines,
    add_row,
    add_title,
    category_style,
    column_range,
)

LISTED_DAYS = 10
ASKED = 0.004  # a part of the posts below which nothing is asked of a theme


def draw_themes(sheet: BalanceSheet) -> None:
    """Each theme: posts, part asked by the target path and planned, longest silence, shortest gap on one platform."""
    add_title(sheet, "variety")
    keys = ("theme", "category", "posts", "target_path", "share_got", "silence", "shortest", "spacing")
    add_headings(sheet, sheet.labels(*keys), left=2)
    block = GapBlock(sheet, sheet.fold_columns(len(KEYS)))
    top = sheet.row
    for theme in variety.by_theme(sheet.calendar):
        _add_theme(sheet, block, theme)
    last = sheet.row - 1
    sheet.formats += [
        ConditionalFormat(column_range(3, top, last), bar=BAR),
        ConditionalFormat(column_range(3, top, last), f"=AND(C{top}=0,D{top}>{ASKED})", BAD),
        ConditionalFormat(
            column_range(7, top, last), f"=AND(ISNUMBER(G{top}),ISNUMBER(H{top}),N(G{top})<N(H{top}))", BAD
        ),
        ConditionalFormat(column_range(6, top, last), f"=AND(D{top}>{ASKED},F{top}>{_long_silence(sheet)})", DOUBTFUL),
    ]
    _add_repeated_days(sheet, block)
    block.draw()
    sheet.refs |= {"theme_posts": column_range(3, top, last), "theme_parts": column_range(4, top, last)}
    sheet.refs["silences"] = column_range(6, top, last)


def _long_silence(sheet: BalanceSheet) -> int:
    """The days of silence that deserve a look: a third of the calendar."""
    return max(21, len(sheet.calendar.horizon.days) // 3)


def _add_theme(sheet: BalanceSheet, block: GapBlock, theme: ThemeVariety) -> None:
    context, row = sheet.context, sheet.row
    known, criterion = context.themes.get(theme.theme), name_criterion(theme.theme, f"$A{row}")
    shortest = "" if theme.shortest is None else theme.shortest
    figures: list[Figure] = [
        (context.category_name(theme.category), "", category_style(sheet, theme.category)),
        (theme.posts, "=" + count_posts(context, ("theme", criterion)), styles.WHOLE_NUMBER),
        (theme.on_path, "", styles.PERCENT),
        (theme.share, quotient(f"C{row}", count_all_posts(context)), styles.PERCENT),
        (theme.silence, block.longest_formula(theme.theme, f"$A{row}"), styles.WHOLE_NUMBER),
        (shortest, block.shortest_formula(theme.theme, f"$A{row}"), styles.WHOLE_NUMBER),
        (known.spacing if known and known.spacing else None, "", replace(styles.WHOLE_NUMBER, color=styles.GREY_TEXT)),
    ]
    add_row(sheet, theme.theme, figures)


def _add_repeated_days(sheet: BalanceSheet, block: GapBlock) -> None:
    """The number of days that say one thing on several platforms without a launch, and the first of them."""
    row, days = sheet.row + 1, sheet.calendar.intervals.repeated_days
    style = replace(styles.NAME, number="short_date", align="right", color=styles.GREY_TEXT)
    sheet.cells[row, 1] = StyledCell(sheet.label("same_day"), replace(styles.NAME, bold=True))
    sheet.cells[row, 2] = StyledCell(len(days), replace(styles.WHOLE_NUMBER, bold=True), block.count_formula())
    for n in range(LISTED_DAYS):
        shown = days[n] if n < len(days) else ""
        sheet.cells[row, 3 + n] = StyledCell(shown, style, block.day_formula(n + 1))
    sheet.formats.append(ConditionalFormat(f"B{row}", f"=B{row}>0", DOUBTFUL))
    sheet.refs["same"] = f"{letter(2)}{row}"
    sheet.row = row + 1
    if not block.is_live:
        add_lines(sheet, sheet.label("silence_still"), SMALL_LEAD)
