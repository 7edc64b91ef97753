"""The promise on the mix: each category's worst gap from its target path, on each platform and over all of them."""

from __future__ import annotations

from dataclasses import replace

from calgen.view import styles
from calgen.view.balance.balance_sheet import BalanceSheet
from calgen.view.figure_sheet import Figure, add_headings, add_row, add_title


def draw_certificate(sheet: BalanceSheet) -> None:
    """The lines of the certificate about categories, as counted by `plan/certificate.py`."""
    add_title(sheet, "certificate")
    context = sheet.context
    keys = ("platform", "category", "worst", "on_day", "limit", "least", "held")
    add_headings(sheet, sheet.labels(*keys), left=2)
    exact = replace(styles.DECIMAL_NUMBER, number="0.00")
    for deviation in context.plan.certificate:
        if deviation.level != "category":
            continue
        held = deviation.worst_gap <= deviation.limit + 1e-9
        style = replace(styles.NAME, color=styles.GOOD if held else styles.BAD, bold=True, align="right")
        figures: list[Figure] = [
            (context.category_name(deviation.name), "", styles.NAME),
            (round(deviation.worst_gap, 2), "", exact),
            (deviation.worst_day, "", replace(styles.NAME, number="date", align="right")),
            (deviation.limit, "", styles.DECIMAL_NUMBER),
            (round(deviation.unavoidable, 2) if deviation.is_mostly_unavoidable else None, "", exact),
            (sheet.label("yes" if held else "no"), "", style),
        ]
        add_row(sheet, deviation.platform or context.words.text("phrases", "all_platforms"), figures)
