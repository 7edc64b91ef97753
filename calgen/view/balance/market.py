"""The place among others: figures and observations of the tabs of audit and competitors, platform by platform."""

from __future__ import annotations

from dataclasses import replace

from calgen.book.sheet import StyledCell
from calgen.figures.market import OWN, MarketRow, market_rows
from calgen.view import styles
from calgen.view.balance.balance_sheet import WIDTH, BalanceSheet, Figure, add_headings, add_row, add_title

_TEXT_COLUMN = 8  # the column from which on the observations stand, to the edge of the printed page
_DATE = replace(styles.NAME, number="date", align="right")
_GREY = replace(styles.NAME, color=styles.GREY_TEXT, align="right")


def draw_market(sheet: BalanceSheet) -> None:
    """A row for each platform's last audit, and for each of the others there."""
    rows = market_rows(sheet.context.strategy)
    if not rows:
        return
    words = sheet.context.words
    add_title(sheet, "market")
    titles = [words.title("audit", key) for key in ("followers", "posts_per_week", "reach", "engagement_rate", "date")]
    add_headings(sheet, [*sheet.labels("who"), words.title("competitors", "kind"), *titles, sheet.label("observed")])
    head = sheet.row - 1
    sheet.cells[head, _TEXT_COLUMN] = StyledCell(sheet.label("observed"), replace(styles.HEADING, indent=1))
    for column in range(_TEXT_COLUMN + 1, sheet.printed + 1):
        sheet.cells[head, column] = StyledCell(None, styles.HEADING)
    platform = ""
    for row in rows:
        if row.platform.casefold() != platform:
            platform = row.platform.casefold()
            add_row(sheet, row.platform, (), replace(styles.NAME, bold=True))
        _add_market_row(sheet, row)


def _add_market_row(sheet: BalanceSheet, row: MarketRow) -> None:
    words, at = sheet.context.words, sheet.row
    is_own = row.kind == OWN
    kind = "" if is_own else words.choice("competitor_kind", row.kind)
    name = (sheet.context.strategy.settings.brand or sheet.label("ourselves")) if is_own else row.name
    figures: list[Figure] = [
        (kind or None, "", _GREY),
        (row.followers, "", styles.WHOLE_NUMBER),
        (None if row.posts_per_week is None else float(row.posts_per_week), "", styles.DECIMAL_NUMBER),
        (row.reach, "", styles.WHOLE_NUMBER),
        (None if row.engagement_rate is None else float(row.engagement_rate), "", _RATE),
        (row.day, "", _DATE),
    ]
    add_row(sheet, name, figures, replace(styles.NAME, indent=1, bold=is_own))
    colon = words.text("phrases", "colon")
    shown = " · ".join(words.title(tab, key) + colon + text for tab, key, text in row.texts)
    sheet.cells[at, _TEXT_COLUMN] = StyledCell(
        shown or None, replace(styles.TEXT, color=styles.GREY_TEXT, align="left", indent=1)
    )
    for column in range(_TEXT_COLUMN + 1, sheet.printed + 1):
        sheet.cells[at, column] = StyledCell(None, styles.TEXT)
    sheet.merges.append((at, _TEXT_COLUMN, at, sheet.printed))
    lines = styles.line_count(shown, WIDTH * (sheet.printed - _TEXT_COLUMN + 1)) if shown else 1
    sheet.heights[at] = max(sheet.heights[at], 2 + 14.0 * lines)


_RATE = replace(styles.PERCENT, number="0.0%")
