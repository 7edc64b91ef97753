"""The archive as it is first drawn: the headings of the social calendar, and no row yet.

Its rows are copied from the calendar as they stand there; no run draws them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from calgen.book.grid import letter
from calgen.book.owned_tabs import ARCHIVE
from calgen.book.sheet import PrintSetup, Sheet, StyledCell, Table
from calgen.book.words import Words
from calgen.calendar import CalendarTab
from calgen.view import social, styles
from calgen.view.paper_size import on_paper_of
from calgen.view.view_context import TOP

TABLE = "calgen_archive"
_OWN_WIDTH = 16.0  # of a column of the user's own
_FROZEN = 6
_LAST_ROW = 1_048_576  # of a sheet: the printed columns are printed as far down as there are rows


@dataclass(frozen=True, slots=True)
class ArchiveColumns:
    """Which column of the archive each column of the calendar goes to, and the headings that the archive lacks."""

    columns: Mapping[int, int]
    added: Mapping[int, str]


def archive_columns(calendar: CalendarTab, archive: CalendarTab | None, filled: Sequence[int]) -> ArchiveColumns:
    """The columns of the calendar in the archive; `filled` are the calendar's columns with cells to be copied.

    A new archive has them in the order of the calendar. One that is there has them where their headings stand, those
    of calgen's under any title; others come at its right.
    """
    keys = {column: key for key, column in calendar.columns.items()}
    names = {column: calendar.headings.get(column) or letter(column) for column in sorted({*filled, *keys})}
    if archive is None:
        goals = {column: n for n, column in enumerate(names, 1)}
        return ArchiveColumns(goals, _unique({goals[column]: name for column, name in names.items()}, ()))
    by_heading = {heading: column for column, heading in archive.headings.items()}
    found, added = dict[int, int](), dict[int, str]()
    right = max([*archive.headings, *archive.columns.values()])
    for column, name in names.items():
        goal = archive.columns.get(keys[column]) if column in keys else by_heading.get(name)
        if goal is None:
            right = goal = right + 1
            added[goal] = name
        found[column] = goal
    return ArchiveColumns(found, _unique(added, archive.headings.values()))


def _unique(names: Mapping[int, str], taken: Iterable[str]) -> dict[int, str]:
    """The names as headings of one table: none twice, whatever its letter case."""
    used = {name.casefold() for name in taken}
    found = {}
    for column, name in names.items():
        own, n = name, 2
        while own.casefold() in used:
            own, n = f"{name} {n}", n + 1
        used.add(own.casefold())
        found[column] = own
    return found


def sheet(words: Words, title: str, calendar: CalendarTab, columns: ArchiveColumns, country: str) -> Sheet:
    """The empty archive of a calendar."""
    keys = {columns.columns[column]: key for key, column in calendar.columns.items()}
    known = {column.key: column for column in social.COLUMNS}
    drawn = {at: known.get(keys.get(at, "")) for at in columns.added}
    cells = dict(styles.tab_heading(title, words.help(ARCHIVE)))
    cells |= {(TOP, at): StyledCell(name, styles.HEADING) for at, name in columns.added.items()}
    cells |= {(TOP + 1, at): StyledCell(None, column.style if column else styles.BODY) for at, column in drawn.items()}
    folded = frozenset(at for at, column in drawn.items() if column and column.folded)
    shown = [at for at, column in drawn.items() if column and column.printed and at not in folded]
    printed = max(shown, default=len(drawn))
    made = Sheet(
        ARCHIVE,
        title,
        cells,
        widths={at: column.width if column else _OWN_WIDTH for at, column in drawn.items()},
        heights={1: 28.0, 2: 18.0, TOP: 30.0},
        folded=folded,
        freeze=(TOP, min(_FROZEN, len(drawn))),
        tables=(Table(TABLE, TOP, 1, TOP + 1, tuple(columns.added.values())),),
        print=PrintSetup((TOP, TOP), area=f"A1:{letter(printed)}{_LAST_ROW}", portrait=True, footer=title),
        formats=words.formats(),
        tab_color=styles.OUTPUT_COLOR,
    )
    return on_paper_of(country, made)
