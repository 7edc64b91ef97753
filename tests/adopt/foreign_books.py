"""Workbooks and CSV files of other people, written in code: rows of values by tab."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class ForeignBook:
    """A file of somebody's: its bytes, the number of records that each tab gets, and its language."""

    data: bytes
    records: Mapping[str, int]
    language: str = "en"
    posts: frozenset[tuple[str, str, str]] = frozenset()  # day, platform, title or text, of the social calendar
    asked: tuple[str, ...] = ()  # what the user says of its titles


def book(tabs: Mapping[str, Rows], merges: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """The bytes of a workbook; `None` and empty texts are no cells. A value `(number, format)` has a number format."""
    made = openpyxl.Workbook()
    made.remove(made["Sheet"])
    for title, rows in tabs.items():
        sheet = made.create_sheet(title)
        for r, row in enumerate(rows, 1):
            for c, value in enumerate(row, 1):
                shown, number_format = value if isinstance(value, tuple) else (value, "")
                if shown not in (None, ""):
                    cell = sheet.cell(r, c, shown)
                    cell.number_format = number_format or cell.number_format
        for area in (merges or {}).get(title, ()):
            sheet.merge_cells(area)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


STRATEGY: dict[str, Rows] = {
    "About us": [
        ["Business name", "Riverside Hair"],
        ["Web site", "https://www.riverside.example"],
        ["Number of weeks", 4],
    ],
    "Goals & KPIs": [
        ["Goal", "Metric", "Current", "Target", "Timeframe"],
        ["Fill quiet weekdays", "Online bookings a month", 35, 60, "2027-06-30"],
        ["Win new clients", "First visits", 10, 20, "2027-06-30"],
    ],
    "Channel plan": [
        ["Social channel", "Purpose", "Goals served", "Posts / week", "Best days to post", "Best times", "Budget code"],
        ["Instagram", "Make people want it", "Fill quiet weekdays", 4, "Tue, Thu, Sat", "12:00, 6 PM", "A-12"],
        ["Facebook", "Keep in touch", "Win new clients; Fill quiet weekdays", 2, "Mon, Wed", "9:30 AM", None],
    ],
    "Content pillars": [
        ["Pillar", "What it is about", "Mix", "Example posts"],
        ["Behind the scenes", "Who we are", "Promote", "A day with Rosie\nThe ficus"],
        ["Hair advice", "Tips for the week", "Curate", "Wash less"],
        ["Your turn", "Questions to clients", "Interact", "Short or long?"],
    ],
}
