"""The social calendar of a workbook's bytes, as calgen reads it."""

from __future__ import annotations

from datetime import date

from calgen.calendar import CalendarTab
from calgen.files.read import guard
from calgen.run_steps import DRAWN, check_file, read_calendar


def calendar_of(data: bytes) -> CalendarTab:
    """The social calendar."""
    checked = check_file(guard.open_workbook(data, "salon.xlsx"), "fr", DRAWN)
    return read_calendar(checked, date(2027, 3, 1), "salon.xlsx")[1]
