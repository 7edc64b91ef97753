"""Rows of the user's below the social calendar that look like posts, but have no day or platform that can be read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from calgen.book.dates import month_numbers
from calgen.book.folding import fold
from calgen.book.problems import Problem, Severity
from calgen.calendar import CalendarRow, CalendarTab

_NEAR_DAY = re.compile(r"\d.*[^\W\d_]|\d\s*[/.-]\s*\d")
_TEXTS = ("platform", "title", "theme", "text")  # one of these beside a day makes a row look like a post


def near_posts(tab: CalendarTab | None) -> Iterator[CalendarRow]:
    """The rows below a calendar that name something like a day, or a platform, beside another cell of a post."""
    for row in tab.listed if tab and tab.calendar == "social" else ():
        is_near = row.text("platform") if not _has_near_day(row) else any(row.text(key) for key in _TEXTS)
        if is_near:
            yield row


def problems_of_rows_below(tab: CalendarTab | None, platforms: Collection[str]) -> Iterator[Problem]:
    """A warning for each of these rows that names a platform of the strategy, else a note where it has a day."""
    known = {fold(name) for name in platforms}
    for row in near_posts(tab):
        is_known = fold(row.text("platform")) in known
        if tab and (is_known or _has_near_day(row)):
            key = "date" if row.day() is None else "platform"
            yield Problem("row_without_day", tab.place(row, key), Severity.WARNING if is_known else Severity.NOTE)


def _has_near_day(row: CalendarRow) -> bool:
    """Whether the cell of its day holds a day, figures beside words, or the name of a month."""
    text = fold(row.text("date"))
    is_named = any(map(month_numbers().get, re.findall(r"[^\W\d_]+", text)))
    return row.day() is not None or is_named or bool(_NEAR_DAY.search(text))
