"""The balance: does the calendar hold the frequency, the mix and the missions that the strategy asks for?

Every planned figure is a live formula over the calendars' tables, so that it stays true while the user edits.
"""

from __future__ import annotations

from collections.abc import Callable

from calgen.book.grid import address
from calgen.book.sheet import Print, Sheet
from calgen.view import looks
from calgen.view.balance import frequency, mix, variety
from calgen.view.balance.page import WIDTH, Page
from calgen.view.desk import Desk

SECTIONS: tuple[Callable[[Desk, Page], None], ...] = (
    frequency.by_platform,
    mix.overall,
    frequency.by_week,
    variety.themes,
    variety.missions,
    mix.certificate,
)


def sheet(desk: Desk) -> Sheet:
    """The tab."""
    page = Page(looks.heading(desk.titles["balance"], desk.words.help("balance")))
    for section in SECTIONS:
        section(desk, page)
        page.row += 2
    columns = max(WIDTH, max(column for _, column in page.cells))
    widths = {1: 32.0} | dict.fromkeys(range(2, columns + 1), 12.5)
    return Sheet(
        "balance",
        desk.titles["balance"],
        page.cells,
        widths=widths,
        folded=frozenset(range(page.folded, columns + 1)),
        heights={1: 28.0, 2: 18.0} | page.heights,
        freeze=(2, 1),
        rules=tuple(page.rules),
        charts=tuple(page.charts),
        print=Print(
            breaks=tuple(page.breaks),
            area=f"A1:{address(page.row, WIDTH)}",
            columns=WIDTH,
            footer=desk.titles["balance"],
        ),
        formats=desk.words.formats(),
        tab_color=looks.MADE,
    )
