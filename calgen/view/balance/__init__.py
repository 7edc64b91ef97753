"""The balance: does the calendar hold the frequency, the variety and the missions that the strategy asks for?

Every figure about the calendar is a live formula over the calendars' tables, which stays true while the user edits.
"""

from __future__ import annotations

from collections.abc import Callable

from calgen.book.grid import address
from calgen.book.sheet import PrintSetup, Sheet
from calgen.view import styles
from calgen.view.balance import frequency, hours, mission, mix, questions, variety, wheel
from calgen.view.balance.page import EACH, FIRST, Page
from calgen.view.balance.tally import Tally
from calgen.view.view_context import ViewContext

SECTIONS: tuple[Callable[[Page], None], ...] = (
    frequency.by_platform,
    frequency.by_week,
    variety.themes,
    mission.platforms,
    mission.objectives,
    mission.audiences,
    mission.campaigns,
    mix.overall,
    mix.by_platform,
    mix.by_month,
    mix.stages,
    hours.by_week,
    wheel.ring,
    mix.certificate,
)
LEAST = 12  # the columns that are printed at least: a table with its chart beside


def sheet(desk: ViewContext) -> Sheet:
    """The tab."""
    tally = Tally(desk)
    printed = max(LEAST, len(tally.platforms) + 5, 1 + 2 * len(tally.categories))
    page = Page(desk, tally, styles.heading(desk.titles["balance"], desk.words.help("balance")), printed)
    page.blocks.append(1)
    page.row = questions.TOP + questions.ROWS
    for section in SECTIONS:
        section(page)
        page.row += 1
    questions.answer(page)
    columns = max(column for _, column in page.cells)
    return Sheet(
        "balance",
        desk.titles["balance"],
        page.cells,
        widths={1: float(FIRST)} | dict.fromkeys(range(2, columns + 1), float(EACH)),
        folded=frozenset(range(printed + 1, columns + 1)),
        heights={1: 28.0, 2: 18.0} | page.heights,
        merges=tuple(page.merges),
        freeze=(2, 1),
        rules=tuple(page.rules),
        charts=tuple(page.charts),
        print=PrintSetup(
            blocks=tuple(page.blocks),
            area=f"A1:{address(page.row, printed)}",
            columns=printed,
            footer=desk.titles["balance"],
        ),
        formats=desk.words.formats(),
        tab_color=styles.MADE,
    )
