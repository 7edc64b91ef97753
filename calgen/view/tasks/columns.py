"""The columns of the tab of tasks."""

from __future__ import annotations

from dataclasses import replace

from calgen.view import styles
from calgen.view.calendar_sheet import SheetColumn, column_number

_SMALL = replace(styles.BODY, size=9, color=styles.GREY_TEXT)
_HOURS = replace(styles.BODY, number="0.0#", align="center")

# The two columns that are the user's: on paper they are boxes to tick and lines to write on.
_TICK = replace(styles.BODY, size=12, bold=True, color=styles.GOOD, align="center", border=styles.LINE_COLOR)
_NOTE = replace(styles.TEXT, border=styles.LINE_COLOR)
TICK = "✓"

COLUMNS = (
    SheetColumn("done", 6, style=_TICK),
    SheetColumn("state", 13, style=replace(styles.BODY, bold=True)),
    SheetColumn("date", 11, style=replace(styles.BODY, number="date", bold=True, align="left")),
    SheetColumn("day", 10, style=replace(styles.BODY, number="weekday", align="left")),
    SheetColumn("person", 14, style=replace(styles.BODY, bold=True)),
    SheetColumn("task", 19),
    SheetColumn("subject", 46, style=replace(styles.TEXT, color=styles.LINK_COLOR)),
    SheetColumn("platform", 17),
    SheetColumn("format", 15),
    SheetColumn("time", 7.5, style=replace(styles.BODY, number="time", align="center")),
    SheetColumn("hours", 8, style=_HOURS),
    SheetColumn("hours_asked", 9, style=_HOURS),
    SheetColumn("hours_available", 9, style=replace(_HOURS, color=styles.GREY_TEXT)),
    SheetColumn("status", 12.5),
    SheetColumn("note", 30, style=_NOTE),
    SheetColumn("week", 11, folded=True, style=replace(_SMALL, number="date", align="left")),
    SheetColumn("until", 11, folded=True, style=replace(_SMALL, number="date", align="left")),
    SheetColumn("production_hours", 9, folded=True, style=replace(_SMALL, number="0.0#")),
    SheetColumn("post", 12, folded=True, style=_SMALL),
    SheetColumn("row", 8, folded=True, style=_SMALL),
    SheetColumn("id", 16, folded=True, style=_SMALL),
)
LAST_PRINTED = column_number(COLUMNS, "note")
