"""The A/B pairs of each tested theme, with the verdict, or that nothing allows a choice."""

from __future__ import annotations

from dataclasses import replace

from calgen.review.model import PairReview
from calgen.view import styles
from calgen.view.figure_sheet import add_title
from calgen.view.review.review_sheet import BESIDE, Cells, ReviewSheet, add_wide_headings, add_wide_row

COLUMNS = {1: "theme", 2: "tested", 3: "platforms_tested", 5: "pairs_done", 6: "verdict"}


def draw_pairs(sheet: ReviewSheet) -> None:
    """A row for each theme that tests something."""
    if not sheet.review.pairs:
        return
    add_title(sheet, "pairs")
    add_wide_headings(sheet, {column: sheet.label(key) for column, key in COLUMNS.items()}, right=(5,))
    for pair in sheet.review.pairs:
        add_wide_row(sheet, _cells(sheet, pair), spans={3: 4, 6: 12})


def _cells(sheet: ReviewSheet, pair: PairReview) -> Cells:
    look = styles.PRAISE if pair.winner else replace(styles.PRAISE, fill="", color=styles.DARK_TEXT, bold=False)
    verdict = replace(BESIDE, fill=look.fill, color=look.color, bold=look.bold)
    return {
        1: (pair.theme, styles.NAME),
        2: (sheet.context.words.choice("test", pair.tested), styles.NAME),
        3: (sheet.context.words.format_value(pair.platforms) or None, styles.NAME),
        5: (sheet.text("pairs_of", pairs=pair.pairs, needed=pair.needed), replace(styles.NAME, align="right")),
        6: (("✓ " if pair.winner else "") + sheet.say.verdict(pair), verdict),
    }
