"""Workbooks whose links have no number of their post, as an earlier version wrote them."""

from __future__ import annotations

import re
from collections.abc import Collection

from openpyxl import Workbook

_NUMBER = re.compile(r"&utm_content=(P\d+)")


def without_numbers(book: Workbook, kept: Collection[str] = ()) -> None:
    """Takes the numbers off the links of the calendar and of calgen's memory, but for those of some posts."""
    for sheet in book:
        for cells in sheet.iter_rows():
            for cell in cells:
                if isinstance(cell.value, str) and "utm_content" in cell.value:
                    cell.value = _NUMBER.sub(lambda found: found[0] if found[1] in kept else "", cell.value)
