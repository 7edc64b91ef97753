"""A social calendar as it stands in a workbook, written in the test: a row per post, cells by column key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sheets import book

from calgen.book.cells import ReadOptions
from calgen.book.words import load_words
from calgen.calendar import CalendarTab, read_calendar_tab
from calgen.last_run import LastRun

Post = dict[str, str]
TITLE = load_words("fr").title("social")


def social_calendar(*posts: Post) -> CalendarTab:
    """The calendar with these posts: each has its id (P0001, …) and, unless it says otherwise, a day and a network."""
    rows = [{**_USUAL, "id": f"P{n:04d}", **post} for n, post in enumerate(posts, 1)]
    keys = list(dict.fromkeys(key for row in rows for key in row))
    lines = [
        f"## {TITLE}",
        "",
        _line(load_words("fr").title("social", key) for key in keys),
        _line("---" for _ in keys),
    ]
    lines += [_line(row.get(key, "") for key in keys) for row in rows]
    workbook = replace(book("\n".join(lines)), calgen_titles={"social": TITLE})
    found = read_calendar_tab(workbook, "social", LastRun(), ReadOptions(True, decimal_comma=True))
    assert found
    return found


_USUAL = {"id": "", "date": "12/01/2027", "time": "9h30", "platform": "Facebook", "status": "à rédiger", "text": ""}


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
