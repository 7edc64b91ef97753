"""What the user wrote on the tab of tasks: ticks, notes, and tasks of her own.

The tab is drawn anew in each run; these cells are the user's and follow their task (docs/decisions.md, "Ticks and
notes").
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import lru_cache

from calgen.book import dates, numbers
from calgen.book.cells import ReadOptions, as_text, read_days, value_for_message
from calgen.book.folding import fold
from calgen.book.grid import EMPTY, Cell, CellState, Value, Workbook, address
from calgen.book.headings import Headings, find_headings
from calgen.book.problems import Place, Problem, Severity
from calgen.book.sheet import StyledCell
from calgen.book.values import Interpreted, Phrase, Title
from calgen.book.vocabulary import choice_codes, column_titles, reading_words
from calgen.calendar import canonical_text
from calgen.last_run import FORMULA

TASK_COLUMNS = ("date", "person", "task", "subject", "platform", "format", "time", "hours", "status")
_LIVE = ("state", "day")  # columns of formulas alone
OWN_PREFIX = "T"  # of the ids of the user's own tasks: T0001
# of a step of production, a publication, an own task, a routine
_ID = re.compile(r"(?:S\d+/[1-3]/.*|[PT]\d+|.*@\d{4}-\d\d-\d\d)(?:~\d+)?", re.ASCII | re.DOTALL)
_SEAL = re.compile(r"#(\d{18})$", re.ASCII)  # after an id: two digits for each of TASK_COLUMNS
_BLANK = StyledCell()
_NEIGHBORS = {"done": ("state", -1), "note": ("status", 1)}  # where they stand if their heading was changed


@dataclass(frozen=True, slots=True)
class TaskEntry:
    """A row of the tab on which something is the user's: a tick, a note, or the whole row."""

    row: int
    id: str = ""  # of the task; empty where the user or another program removed it
    done: Value = None
    note: Value = None
    is_own: bool = False  # a task that the user wrote herself
    values: Mapping[str, Value] = field(default_factory=dict)  # what the row says of its task, by column key
    was_planned: bool = False  # the last run wrote the row for a task of its plan

    @property
    def is_ticked(self) -> bool:
        return is_ticked(self.done)

    @property
    def is_denied(self) -> bool:
        """Whether the user typed that it is not done: whatever the status of the post says."""
        return bool(fold(as_text(self.done))) and not self.is_ticked

    @property
    def is_filled(self) -> bool:
        """Whether there is a tick or a note."""
        return bool(canonical_text(self.done) or canonical_text(self.note))


@dataclass(frozen=True, slots=True)
class TaskEntries:
    """What the user wrote on the tab of tasks, from top to bottom, and the ids of all tasks that it shows."""

    entries: tuple[TaskEntry, ...] = ()
    shown: frozenset[str] = frozenset()


def is_ticked(value: Value) -> bool:
    """Whether a cell says that a task is done: with any word, sign or number but no, false, 0 and `half`, `begun`…"""
    text = fold(as_text(value))
    is_no = choice_codes("yes_no").get(text) == "no" or text in map(fold, reading_words("not_done"))
    return bool(text) and value is not False and not is_no


def read_task_entries(workbook: Workbook, options: ReadOptions) -> TaskEntries:
    """The entries on the tab of tasks, from top to bottom; none where the tab or its headings are gone.

    A day of an own task that was typed as a text is read as everywhere else.
    """
    grid = workbook.calgen_tab("tasks")
    headings = find_headings(grid, column_titles("tasks")) if grid else None
    if grid is None or headings is None or not headings.row:
        return TaskEntries()
    where = {**headings.where, **columns_by_place(headings.where)}
    rows = {number: cells for number, cells in grid.by_row().items() if number > headings.row}
    shown = frozenset(task_id(cells, where) for cells in rows.values()) - {""}
    found = (_with_day(entry, options) for entry in _entries(rows, headings.row, where, with_ids=bool(shown)))
    return TaskEntries(tuple(found), shown)


def unread_task_days(workbook: Workbook, options: ReadOptions) -> Iterator[Problem]:
    """The own tasks whose day is no day that can be read: they stay, and are due on none."""
    grid = workbook.calgen_tab("tasks")
    headings = find_headings(grid, column_titles("tasks")) if grid else None
    for entry in read_task_entries(workbook, options).entries:
        typed = entry.values.get("date") if entry.is_own else None
        if grid and headings and canonical_text(typed) and not day_of(entry):
            texts = {part: Phrase(("typed_cells", part, "day")) for part in ("kind", "example")}
            values = {"value": value_for_message(typed), "column": Title("tasks", "date"), "more": ""}
            effect = Phrase(("typed_cells", "effect", "task_day"))
            place = Place(grid.title, address(entry.row, headings.where["date"]))
            yield Problem("cell_unread", place, Severity.WARNING, {**values, **texts, "effect": effect})


def _with_day(entry: TaskEntry, options: ReadOptions) -> TaskEntry:
    typed = entry.values.get("date")
    found = read_days(dates.day, typed, options) if entry.is_own and isinstance(typed, str) else None
    day = found.value if isinstance(found, Interpreted) else found
    return replace(entry, values={**entry.values, "date": day}) if isinstance(day, date) else entry


def columns_by_place(where: Mapping[str, int]) -> dict[str, int]:
    """The columns of ticks and notes whose heading the user changed, by the column beside them."""
    found = {}
    for key, (neighbor, step) in _NEIGHBORS.items():
        column = where.get(neighbor, 0) + step
        if key not in where and where.get(neighbor) and column > 0 and column not in where.values():
            found[key] = column
    return found


def _entries(
    rows: Mapping[int, Mapping[int, Cell]], top: int, where: Mapping[str, int], *, with_ids: bool
) -> Iterator[TaskEntry]:
    last = top  # of the rows of the table without a gap: what stands below is no task
    for number, cells in rows.items():
        if not any(column in cells for column in where.values()):
            continue
        last = number if number == last + 1 else last
        id_ = task_id(cells, where)
        done, note = (_typed(cells.get(where.get(key, 0), EMPTY)) for key in ("done", "note"))
        values = {key: _typed(cells[where[key]]) for key in TASK_COLUMNS if where.get(key) in cells}
        own = id_.startswith(OWN_PREFIX) and id_[1:].isdecimal()
        own = own or (with_ids and not id_ and last == number and any(map(canonical_text, values.values())))
        is_sealed = bool(_SEAL.search(as_text(cells.get(where.get("id", 0), EMPTY).value)))
        entry = TaskEntry(number, id_, done, note, own, values, is_sealed)
        if (entry.is_filled and (id_ or last == number)) or own:
            yield entry


def task_id(cells: Mapping[int, Cell], where: Mapping[str, int]) -> str:
    """The id of the task of a row; empty where there is none, or something else was typed over it."""
    found = _SEAL.sub("", as_text(cells.get(where.get("id", 0), EMPTY).value))
    return found if _ID.fullmatch(found) else ""


def sealed_id(id_: str, cells: Mapping[str, StyledCell]) -> str:
    """An id with two digits for each cell of its row that says something of the task: `S0012/2/reel#074461…`."""
    texts = (cells.get(key, _BLANK) for key in TASK_COLUMNS)
    return f"{id_}#{''.join(_digits(FORMULA if cell.formula else canonical_text(cell.value)) for cell in texts)}"


@lru_cache(maxsize=8_192)
def _digits(text: str) -> str:
    return f"{zlib.crc32(text.encode('utf-8', 'replace')) % 100:02d}"


_FORMULA = _digits(FORMULA)


def overwritten_task_cells(
    rows: Mapping[int, Mapping[int, Cell]], headings: Headings
) -> Iterator[tuple[int, int, Cell]]:
    """The rows, columns and cells of tasks over which the user typed: the digits of the row's id do not fit them."""
    if "id" not in headings.where:
        return
    yield from _overwritten_ids(rows, headings)
    kept_formulas = {column for cells in rows.values() for column, cell in cells.items() if cell.formula}  # of columns
    for row, cells in rows.items():
        seal = _SEAL.search(as_text(cells.get(headings.where["id"], EMPTY).value))
        pairs = re.findall("..", seal[1]) if seal and row > headings.row else ()
        for key, digits in (*zip(TASK_COLUMNS, pairs, strict=False), *((key, _FORMULA) for key in _LIVE if pairs)):
            column = headings.where.get(key, 0)
            cell = cells.get(column, EMPTY)
            text = FORMULA if cell.formula else canonical_text(cell.value)
            is_lost_formula = digits == _FORMULA and column not in kept_formulas
            if text and _digits(text) != digits and not is_lost_formula:
                yield row, column, cell
        for key, is_readable in _FIGURES.items() if pairs else ():
            cell = cells.get(headings.where.get(key, 0), EMPTY)
            if not cell.formula and (text := canonical_text(cell.value)) and not is_readable(text):
                yield row, headings.where[key], cell


def _overwritten_ids(rows: Mapping[int, Mapping[int, Cell]], headings: Headings) -> Iterator[tuple[int, int, Cell]]:
    """The cells of ids over which the user typed, in the rows of the table without a gap, where calgen gave ids."""
    column, last = headings.where["id"], headings.row
    texts = {row: as_text(cells[column].value) for row, cells in rows.items() if row > headings.row and column in cells}
    for row in texts if any(map(_SEAL.search, texts.values())) else ():
        if row != last + 1:
            return
        last = row
        if texts[row] and not task_id(rows[row], headings.where):
            yield row, column, rows[row][column]


def _is_day(text: str) -> bool:
    return isinstance(dates.day(text, day_first=True), date)


def _is_number(text: str) -> bool:
    return numbers.number(text, decimal_comma=True) is not None


# Columns of days, figures and ids that no digits seal: a word in one of them is the user's.
_FIGURES: Mapping[str, Callable[[str], bool]] = {
    **dict.fromkeys(("week", "until"), _is_day),
    **dict.fromkeys(("hours_asked", "hours_available", "production_hours", "row"), _is_number),
    "post": lambda text: bool(re.fullmatch(r"P\d+", text)),
}


def _typed(cell: Cell) -> Value:
    """What a cell shows, as it is to be written again."""
    value = cell.value
    if cell.state is CellState.COVERED or (cell.formula and cell.state is not CellState.PLAIN):
        return None
    return value.date() if isinstance(value, datetime) and value.time() == time(0) else value


def entries_checksum(entries: Iterable[TaskEntry]) -> str:
    """A checksum of entries whose ids are known: while it is the same, no tick or note has changed."""
    found = sorted(
        [entry.id, canonical_text(entry.done), canonical_text(entry.note), entry.is_own and _texts(entry)]
        for entry in entries
    )
    return hashlib.sha256(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()[:16]


def _texts(entry: TaskEntry) -> list[list[str]]:
    return sorted([key, canonical_text(value)] for key, value in entry.values.items() if canonical_text(value))


def day_of(entry: TaskEntry) -> date | None:
    """The day that a row says, if it is stored as one; of a day with an hour the day."""
    value = entry.values.get("date")
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None
