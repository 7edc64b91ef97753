"""The place among others: figures and observations of the tabs of audit and competitors, platform by platform."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from calgen.book.sheet import StyledCell
from calgen.figures.market import OWN, MarketRow, market_rows
from calgen.view import styles
from calgen.view.balance.balance_sheet import BalanceSheet
from calgen.view.figure_sheet import Figure, add_headings, add_lines, add_row, add_title

_DATE = replace(styles.NAME, number="date", align="right")
_GREY = replace(styles.NAME, color=styles.GREY_TEXT, align="right")


def draw_market(sheet: BalanceSheet) -> None:
    """A row of figures for each platform's last audit and for each of the others there; then what was seen of each."""
    rows = market_rows(sheet.context.strategy)
    if not rows:
        return
    words = sheet.context.words
    add_title(sheet, "market")
    followers, *others = (words.title("audit", key) for key in ("followers", "reach", "engagement_rate", "date"))
    titles = [followers, sheet.label("per_week"), *others]
    add_headings(sheet, [*sheet.labels("who"), words.title("competitors", "kind"), *titles])
    for _, own in groupby(rows, key=lambda row: row.platform.casefold()):
        group = list(own)
        add_row(sheet, group[0].platform, (), replace(styles.NAME, bold=True))
        for row in group:
            _add_market_row(sheet, row)
    _add_observations(sheet, rows)


def _add_market_row(sheet: BalanceSheet, row: MarketRow) -> None:
    is_own = row.kind == OWN
    kind = "" if is_own else sheet.context.words.choice("competitor_kind", row.kind)
    figures: list[Figure] = [
        (kind or None, "", _GREY),
        (row.followers, "", styles.WHOLE_NUMBER),
        (None if row.posts_per_week is None else float(row.posts_per_week), "", styles.DECIMAL_NUMBER),
        (row.reach, "", styles.WHOLE_NUMBER),
        (None if row.engagement_rate is None else float(row.engagement_rate), "", _RATE),
        (row.day, "", _DATE),
    ]
    add_row(sheet, _name(sheet, row), figures, replace(styles.NAME, indent=1, bold=is_own))


def _name(sheet: BalanceSheet, row: MarketRow) -> str:
    own = sheet.context.strategy.settings.brand or sheet.label("ourselves")
    return own if row.kind == OWN else row.name


def _add_observations(sheet: BalanceSheet, rows: Sequence[MarketRow]) -> None:
    """What was seen of each account, in as many lines as it takes: a table has no room for texts."""
    words, colon = sheet.context.words, sheet.context.words.text("phrases", "colon")
    observed = [row for row in rows if row.texts]
    if not observed:
        return
    sheet.row += 1
    sheet.blocks.append(sheet.row)
    sheet.cells[sheet.row, 1] = StyledCell(sheet.label("observed"), replace(styles.SECTION, size=11))
    sheet.row += 1
    for row in observed:
        said = " · ".join(words.title(tab, key) + colon + text for tab, key, text in row.texts)
        add_lines(sheet, f"{_name(sheet, row)} ({row.platform}){colon}{said}", _OBSERVATION, further="   ")


_RATE = replace(styles.PERCENT, number="0.0%")
_OBSERVATION = replace(styles.LEAD, size=10)
