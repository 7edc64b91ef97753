"""What is told beside the figures alone: findings that would only make the letter longer."""

from __future__ import annotations

from calgen.book.sheet import StyledCell
from calgen.check.advice_order import in_order, is_of_balance
from calgen.view import styles
from calgen.view.balance.balance_sheet import BalanceSheet, add_title

LINE = 130  # letters over the width of the printed columns


def draw_findings(sheet: BalanceSheet) -> None:
    """A line for each of these findings; nothing where there is none."""
    context = sheet.context
    found = [problem for problem in in_order(context.problems, context.titles) if is_of_balance(problem)]
    if not found:
        return
    add_title(sheet, "remarks")
    for problem in found:
        message, _ = context.words.message(problem)
        sheet.cells[sheet.row, 1] = StyledCell(message, styles.TEXT)
        sheet.merges.append((sheet.row, 1, sheet.row, sheet.printed))
        sheet.heights[sheet.row] = 4 + 13.5 * styles.line_count(message, LINE)
        sheet.row += 1
