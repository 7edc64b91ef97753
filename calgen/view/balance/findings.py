"""What is told beside the figures alone: findings that would only make the letter longer."""

from __future__ import annotations

from dataclasses import replace

from calgen.check.advice_order import in_order, is_of_balance
from calgen.view import styles
from calgen.view.balance.balance_sheet import BalanceSheet
from calgen.view.figure_sheet import add_lines, add_title

_LINE = replace(styles.BODY, bottom="")


def draw_findings(sheet: BalanceSheet) -> None:
    """A line for each of these findings; nothing where there is none."""
    context = sheet.context
    found = [problem for problem in in_order(context.problems, context.titles) if is_of_balance(problem)]
    if not found:
        return
    add_title(sheet, "remarks")
    for problem in found:
        message, _ = context.words.message(problem)
        add_lines(sheet, message, _LINE, further="   ")
