"""The two calendars: as they stand in the workbook now, and as calgen wrote them last.

The last written state stands in the hidden sheet `_calgen`: one row per line of a calendar, with what calgen wrote.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from calgen.book import dates
from calgen.book.cells import ReadOptions, as_text
from calgen.book.folding import fold, tidy
from calgen.book.grid import EMPTY, Cell, CellState, Grid, Workbook, address
from calgen.book.headings import find_headings
from calgen.book.languages import languages
from calgen.book.problems import Place, Problem
from calgen.book.vocabulary import choice_codes, column_titles
from calgen.book.words import load_words

STATE = "state"
FORMAT = 2  # of the state that this version writes; version 0.1.0 wrote none, which is format 1
CALENDARS = ("editorial", "social")
LIVE = "="  # what stands in the state for a live cell: any formula there is still ours
REMOVED = "removed_"  # before a calendar's name: lines that the user took out, which stay out

Row = Mapping[str, str]  # column key → what calgen wrote, as text


@dataclass(frozen=True, slots=True)
class Memory:
    """What the last run wrote: its facts (version, start, fingerprint, next numbers) and the calendars' rows."""

    facts: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, Row]] = field(default_factory=dict)  # calendar → id → row
    removed: Mapping[str, Mapping[str, Row]] = field(default_factory=dict)  # the same, of what the user took out

    @property
    def format(self) -> int:
        """The number of the state's format; FORMAT where there is no state, or somebody wrote into the number."""
        found = self.facts.get("format", "1" if self.facts else "")
        return int(found) if found.isdecimal() else FORMAT

    @property
    def start(self) -> date | None:
        """The start that the first run settled."""
        return date.fromisoformat(self.facts["start"]) if "start" in self.facts else None

    def of(self, calendar: str) -> Mapping[str, Row]:
        """The rows of a calendar by id."""
        return self.rows.get(calendar, {})


def remember(workbook: Workbook) -> Memory:
    """The last written state, or an empty one."""
    grid = workbook.ours(STATE)
    facts: dict[str, str] = {}
    found: dict[str, dict[str, Row]] = {}
    for cells in grid.by_row().values() if grid else ():
        kind, key, value = (as_text(cells.get(column, EMPTY).value) for column in (1, 2, 3))
        if kind == "run":
            facts[key] = value
        elif kind.removeprefix(REMOVED) in CALENDARS:
            row = _row(value)
            if row is not None:
                found.setdefault(kind, {})[key] = row
    rows = {key: found.get(key, {}) for key in CALENDARS if key in found}
    return Memory(facts, rows, {key: found.get(REMOVED + key, {}) for key in CALENDARS})


def newer_state(memory: Memory) -> tuple[Problem, ...]:
    """The error of a state in a format of a later version: it cannot be read, so nothing may be written over it."""
    if memory.format <= FORMAT:
        return ()
    return (Problem("state_newer", values={"version": memory.facts.get("version", "?")}),)


def _row(value: str) -> Row | None:
    """A line of the state; none where somebody wrote into it."""
    try:
        found = json.loads(value)
    except ValueError:
        return None
    return {str(key): str(text) for key, text in found.items()} if isinstance(found, dict) else None


def state_lines(facts: Mapping[str, str], memory: Memory) -> Iterable[tuple[str, str, str]]:
    """The state as the lines of its hidden sheet: kind, key, value."""
    for key, value in facts.items():
        yield "run", key, value
    for prefix, rows in (("", memory.rows), (REMOVED, memory.removed)):
        for calendar in CALENDARS:
            for id_, row in rows.get(calendar, {}).items():
                yield prefix + calendar, id_, json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def canonical(value: object) -> str:
    """A value as text, the same whichever program wrote it; an hour to the nearest minute."""
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case datetime():
            return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case time() | timedelta():
            found = dates.hour(value)
            return f"{found:%H:%M}" if isinstance(found, time) else as_text(value)
        case float() | int():
            return f"{value:.10g}"
        case str():
            return tidy(value)
    return as_text(None)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a calendar as it stands: cells by column key, and those of the user's own columns by their number."""

    id: str
    row: int
    cells: Mapping[str, Cell]
    own: Mapping[int, Cell] = field(default_factory=dict)
    marked: bool = False  # a comment or a colour of the user's is on it
    columns: frozenset[str] = frozenset()  # the keys of the columns that the tab has
    options: ReadOptions = field(default_factory=ReadOptions)

    def cell(self, key: str) -> Cell:
        return self.cells.get(key, EMPTY)

    def text(self, key: str) -> str:
        """What a cell says; empty where it is blank, or an error."""
        cell = self.cell(key)
        return "" if cell.state is CellState.ERROR else as_text(cell.value)

    def day(self, key: str = "date") -> date | None:
        """The day in a cell, however it was typed."""
        found = dates.day(self.cell(key).value, self.options.day_first, self.options.epoch_1904)
        return found if isinstance(found, date) else None

    def hour(self, key: str = "time") -> time | None:
        """The hour in a cell, however it was typed."""
        found = dates.hour(self.cell(key).value)
        return found if isinstance(found, time) else None

    def code(self, key: str, of: str = "") -> str:
        """The code of a word of the list `of` (the column's own, if not given); another word as it stands."""
        text = self.text(key)
        return choice_codes(of or key).get(fold(text), text)

    @property
    def blank(self) -> bool:
        """Whether nothing at all stands on it."""
        return not any(as_text(one.value) or one.formula for one in (*self.cells.values(), *self.own.values()))

    @property
    def subject(self) -> str:
        """The id of a post's subject: what its cell shows, or what its link looks for."""
        cell = self.cell("editorial")
        shown = normal(as_text(cell.value)) if cell.state is CellState.PLAIN else ""
        ids = _ID.findall(shown) or _ID.findall(cell.formula.upper())
        return ids[-1] if ids else ""


_ID = re.compile(r"\b[PS]\d+\b")


def normal(id_: str) -> str:
    """An id however it was typed again: letter case and spaces do not matter."""
    return re.sub(r"\s", "", tidy(id_)).upper()


@dataclass(frozen=True, slots=True)
class Standing:
    """A calendar tab as it is: its title, the heading row, the column of each key, the headings, and its lines."""

    calendar: str
    title: str
    top: int
    where: Mapping[str, int]
    headings: Mapping[int, str]
    lines: tuple[Line, ...]
    above: Mapping[tuple[int, int], str] = field(default_factory=dict)  # what stands above the headings

    def place(self, line: Line, key: str = "") -> Place:
        """The cell of a line in a column, or its first."""
        return Place(self.title, address(line.row, self.where.get(key) or min(self.where.values(), default=1)))


def stand(workbook: Workbook, calendar: str, memory: Memory, options: ReadOptions) -> Standing | None:
    """A calendar as it stands; `None` where there is no such tab, or no heading of it is left."""
    grid = workbook.ours(calendar)
    if grid is None:
        return None
    found = find_headings(grid, column_titles(calendar))
    if not found.row:
        return None
    rows = {number: cells for number, cells in grid.by_row().items() if number > found.row}
    headed = grid.row(found.row)
    exact = {fold(title): key for key, titles in _exact(calendar).items() for title in titles}
    where = dict(find_headings(Grid(grid.title, {(found.row, at): cell for at, cell in headed.items()}), exact).where)
    where |= _renamed(rows, where, memory.of(calendar), set(headed))
    where |= _aliased(found.where, where, memory.of(calendar))
    keys = {column: key for key, column in where.items()}
    headings = {column: as_text(cell.value) for column, cell in headed.items() if as_text(cell.value)}
    marked = {row for row, _ in grid.marks}
    lines = []
    for number, cells in rows.items():
        own = {column: cell for column, cell in cells.items() if column not in keys}
        ours = {keys[column]: cell for column, cell in cells.items() if column in keys}
        id_ = normal(as_text(ours.get("id", EMPTY).value))
        lines.append(Line(id_, number, ours, own, number in marked, frozenset(where), options))
    above = {place: canonical(cell.value) for place, cell in grid.cells.items() if place[0] < found.row}
    full = tuple(one for one in lines if not one.blank)
    return Standing(calendar, grid.title, found.row, where, headings, full, above)


def _exact(calendar: str) -> dict[str, tuple[str, ...]]:
    """The titles that calgen itself writes over a calendar's columns, in each language."""
    spoken = [load_words(language) for language in languages()]
    return {key: tuple(one.title(calendar, key) for one in spoken) for key in spoken[0].columns(calendar)}


def _aliased(found: Mapping[str, int], where: Mapping[str, int], written: Mapping[str, Row]) -> dict[str, int]:
    """Columns by another spelling of their title: only where what calgen wrote into them cannot tell.

    A column of the user's own may well have such a title.
    """
    told = {key for row in written.values() for key, text in row.items() if text}
    taken = set(where.values())
    return {key: at for key, at in found.items() if key not in where and key not in told and at not in taken}


_ENOUGH = 2  # cells that must be as they were written for a column to be known by what stands in it


def _renamed(
    rows: Mapping[int, Mapping[int, Cell]], where: Mapping[str, int], written: Mapping[str, Row], headed: set[int]
) -> dict[str, int]:
    """Columns whose heading was changed, known by what calgen wrote into them: most of what they hold is as it was."""
    at = where.get("id") or _ids(rows, written)
    if not at:
        return {}
    found = {"id": at}
    by_id = {normal(as_text(cells.get(at, EMPTY).value)): cells for cells in rows.values()}
    pairs = [(by_id[id_], row) for id_, row in written.items() if id_ in by_id]
    missing = {key for _, row in pairs for key in row} - set(where) - {"id", "subject"}
    free = sorted(headed - set(where.values()) - {at})
    scores = sorted((-_alike(pairs, key, column), key, column) for key in missing for column in free)
    for score, key, column in scores:
        if score < 0 and key not in found and column not in found.values():
            found[key] = column
    return found


def _ids(rows: Mapping[int, Mapping[int, Cell]], written: Mapping[str, Row]) -> int:
    """The column in which most of the ids stand, under whatever heading."""
    count: dict[int, int] = {}
    for cells in rows.values():
        for column, cell in cells.items():
            if isinstance(cell.value, str) and not cell.formula and normal(cell.value) in written:
                count[column] = count.get(column, 0) + 1
    best = max(count, key=lambda column: (count[column], -column), default=0)
    return best if best and count[best] >= min(_ENOUGH, len(written)) else 0


def _alike(pairs: Iterable[tuple[Mapping[int, Cell], Row]], key: str, column: int) -> int:
    """How many cells of a column are as they were written under a key; none unless they are most of it."""
    same = held = 0
    for cells, row in pairs:
        wrote = row.get(key, "")
        if wrote and wrote != LIVE:
            held += 1
            same += as_written(wrote, cells.get(column, EMPTY))
    return same if same >= _ENOUGH and 2 * same > held else 0


def as_written(wrote: str, cell: Cell) -> bool:
    """Whether a cell is still as calgen wrote it: a live one as long as it holds a formula."""
    if wrote == LIVE:
        return bool(cell.formula)
    return not cell.formula and cell.state is not CellState.ERROR and canonical(cell.value) == wrote

