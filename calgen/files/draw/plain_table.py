"""A workbook of one plain table, for reports."""

from __future__ import annotations

import io
from collections.abc import Sequence

from xlsxwriter import Workbook


def draw_plain_table(table: Sequence[Sequence[str | int | None]]) -> bytes:
    """The bytes of a workbook; the first row is the headings. Texts are texts: none becomes a formula or a link."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        for number, row in enumerate(table):
            sheet.write_row(number, 0, row, None if number else bold)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(table) - 1, len(table[0]) - 1)
        sheet.autofit()
    return out.getvalue()
