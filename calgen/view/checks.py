"""The tab of findings: what weighs most first, each with a link to its cell and a cure."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from calgen.book.problems import Place, Problem, Severity
from calgen.book.sheet import Cell, Print, Sheet, Style, quoted
from calgen.view import looks
from calgen.view.desk import Desk

TOP = 5
_LOOK = {
    Severity.ERROR: Style(size=10, bold=True, color="#8A1C12", fill="#FAD4D0", align="center", bottom=looks.LINE),
    Severity.WARNING: Style(size=10, bold=True, color="#8D6708", fill="#FFF3C4", align="center", bottom=looks.LINE),
    Severity.NOTE: Style(size=10, color=looks.SOFT, fill="#F0F4F8", align="center", bottom=looks.LINE),
}
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
COLUMNS = ("severity", "what", "where", "cure")


def ordered(problems: tuple[Problem, ...]) -> list[Problem]:
    """What weighs most first; else as found."""
    return sorted(problems, key=lambda one: _ORDER[one.severity])


def sheet(desk: Desk) -> Sheet:
    """The tab."""
    words = desk.words
    cells = looks.heading(desk.titles["checks"], words.help("checks"))
    count = Counter(problem.severity for problem in desk.problems)
    told = ", ".join(words.text("cli", f"counts_{one}", n=count[one]) for one in Severity if count[one])
    cells[3, 1] = Cell(told or words.text("labels", "nothing_to_say"), Style(size=10, bold=True, color=looks.NAVY))
    for column, key in enumerate(COLUMNS, 1):
        cells[TOP, column] = Cell(words.title("checks", key), looks.HEADING)
    heights = {1: 28.0, 2: 18.0, TOP: 22.0}
    for row, problem in enumerate(ordered(desk.problems), TOP + 1):
        message, cure = words.message(problem)
        cells[row, 1] = Cell(words.choice("severity", problem.severity), _LOOK[problem.severity])
        cells[row, 2] = Cell(message, looks.TEXT)
        cells[row, 3] = _where(problem.place)
        cells[row, 4] = Cell(cure, replace(looks.TEXT, color=looks.SOFT))
        heights[row] = 5 + 13.5 * max(looks.lines_of(message, 72), looks.lines_of(cure, 66))
    last = TOP + max(1, len(desk.problems))
    return Sheet(
        "checks",
        desk.titles["checks"],
        cells,
        widths={1: 15, 2: 68, 3: 24, 4: 62},
        heights=heights,
        freeze=(TOP, 0),
        print=Print(repeat=(TOP, TOP), area=f"A1:D{last}", footer=desk.titles["checks"]),
        formats=desk.words.formats(),
        tab_color=looks.MADE,
    )


def _where(place: Place | None) -> Cell:
    if place is None or not place.tab:
        return Cell(None, looks.TEXT)
    style = replace(looks.TEXT, color=looks.LINK, underline=True)
    return Cell(str(place), style, link=f"{quoted(place.tab)}!{place.cell or 'A1'}")
