"""What the posts that are out took, what a result costs by theme, and what would be cut first."""

from __future__ import annotations

from dataclasses import replace

from calgen.view import styles
from calgen.view.figure_sheet import add_lines, add_title
from calgen.view.review.review_sheet import BESIDE, Cells, ReviewSheet, add_wide_headings, add_wide_row

COLUMNS = {1: "theme", 2: "spent_there", 3: "results", 4: "result_cost"}
_TEXT = replace(styles.BODY, bottom="")


def draw_costs(sheet: ReviewSheet) -> None:
    """A sentence with the sums, a row for each theme, and a sentence on what to cut."""
    costs = sheet.review.costs
    if costs is None:
        return
    add_title(sheet, "costs")
    add_lines(sheet, sheet.say.spent(costs), _TEXT)
    if not costs.by_theme:
        return
    names = {column: sheet.label(key) for column, key in COLUMNS.items()}
    names[3] = sheet.label(costs.measure) if costs.measure else names[3]
    if sign := sheet.context.words.currency:
        names[2] += f" ({sign})"
    add_wide_headings(sheet, names, right=(2, 3))
    for theme, spent, results, cost in costs.by_theme:
        is_first = theme == costs.cut_first
        look = replace(styles.NAME, fill=styles.BAD_FILL, color=styles.BAD, bold=True) if is_first else styles.NAME
        cells: Cells = {
            1: (("▼ " if is_first else "") + theme, look),
            2: (float(spent), replace(styles.WHOLE_NUMBER, number="money")),
            3: (results, styles.WHOLE_NUMBER),
            4: (sheet.say.cost_range(cost), BESIDE),
        }
        add_wide_row(sheet, cells, spans={4: 12})
    add_lines(sheet, sheet.say.cut_first(costs), replace(_TEXT, bold=True))
