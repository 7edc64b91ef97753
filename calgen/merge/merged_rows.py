"""The new plan under the user's edits: each row and cell of a calendar as it will stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time

from calgen.book.cells import as_text
from calgen.book.sheet import StyledCell
from calgen.book.words import Words
from calgen.calendar import LIVE, Line, Row, Standing, as_written, canonical
from calgen.merge.cell_ownership import LIVE_KEYS, NEEDED, UNSEEN, locked, touched, users
from calgen.merge.edits import Edits
from calgen.merge.row_changes import Change, change

_MOVES = frozenset({"date", "time", "platform"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A row of a calendar as it will stand; `old` is its number now, 0 for a new one."""

    id: str
    old: int
    cells: Mapping[str, StyledCell]  # by column key, all that will be shown
    take: frozenset[str]  # the cells that calgen writes; the others stay as they are
    held: frozenset[str] = frozenset()  # the cells that stay though the plan might say otherwise
    fresh: bool = False  # a row of the user's own that has its id from this run


@dataclass(frozen=True, slots=True)
class Arranged:
    """A calendar as it will stand: its rows in order, those that go, and what is to be remembered."""

    calendar: str
    rows: tuple[Placed, ...]
    deleted: frozenset[int] = frozenset()
    memory: Mapping[str, Row] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    own_order: bool = False  # the user sorted it
    back: frozenset[str] = frozenset()  # columns that the user took out, and that come back


def arrange(
    edits: Edits,
    calendar: str,
    new: Mapping[str, Mapping[str, StyledCell]],
    words: Words,
    today: date,
    needed: Mapping[str, Mapping[str, StyledCell]] | None = None,
) -> Arranged:
    """A calendar's rows; `new` are the lines of the plan by id, in order.

    `needed` are lines that must not go though the plan does not know them, with the links that they hold now.
    """
    work = _Work(edits, calendar, words, today)
    rows = [work.line(id_, cells) for id_, cells in new.items()]
    deleted = set[int]()
    for id_, line in edits.of(calendar).items():
        if id_ not in new:
            if work.stays(id_, line) or id_ in (needed or {}):
                rows.append(work.left(id_, line, (needed or {}).get(id_) or _lost(line)))
            else:
                deleted.add(line.row)
                work.changes.append(change("removed", calendar, id_, _shown(line)))
    own_order = _own_order(edits, calendar)
    ordered = _ordered(edits.of(calendar), rows, own_order)
    memory = {row.id: work.memory[row.id] for row in ordered}
    return Arranged(calendar, tuple(ordered), frozenset(deleted), memory, tuple(work.changes), own_order, work.back)


class _Work:
    """One calendar on its way."""

    def __init__(self, edits: Edits, calendar: str, words: Words, today: date) -> None:
        self.edits, self.calendar, self.words, self.today = edits, calendar, words, today
        self.memory: dict[str, Row] = {}
        self.changes: list[Change] = []
        standing = edits.standing.get(calendar)
        self.columns = frozenset(standing.where) if standing else frozenset()
        self.back = frozenset(NEEDED[calendar]) - self.columns if standing else frozenset()
        self.kept = {pin.id: pin for pin in edits.kept}

    def line(self, id_: str, new: Mapping[str, StyledCell]) -> Placed:
        """A line of the plan."""
        now, wrote = self.edits.of(self.calendar).get(id_), self.edits.wrote(self.calendar, id_)
        if now is None:
            self.memory[id_] = _written(new)
            self.changes.append(change("added", self.calendar, id_, new))
            return Placed(id_, 0, new, frozenset(new))
        cells, row, take, held = dict(new), dict(_written(new)), set[str](), set[str]()
        for key in {*new, *now.cells} - self.back - UNSEEN:
            cell, there = new.get(key, StyledCell()), now.cell(key)
            if key == "id":
                take |= {key} if there.value != id_ else set()
            elif self._holds(id_, now, wrote, key, cell):
                held.add(key)
                cells[key] = StyledCell(there.value, cell.style)  # type: ignore[arg-type]
                _remember(row, wrote, key)
            elif not _stands(cell, there):
                take.add(key)
        take |= self.back & set(new)
        self._calm(take, held, row, wrote, new)
        self.memory[id_] = row
        self._tell(id_, now, wrote, new, frozenset(take), frozenset(held))
        return Placed(id_, now.row, cells, frozenset(take), frozenset(held), self._fresh(id_))

    def _calm(
        self, take: set[str], held: set[str], row: dict[str, str], wrote: Row, new: Mapping[str, StyledCell]
    ) -> None:
        """A reason is written anew only with something else: its figures alone are no news."""
        if take and all(key == "reason" or (new.get(key) or StyledCell()).formula for key in take) and "reason" in take:
            take.discard("reason")
            held.add("reason")
            _remember(row, wrote, "reason")

    def _holds(self, id_: str, now: Line, wrote: Row, key: str, cell: StyledCell) -> bool:
        if users(self.calendar, now, wrote, key):
            return True
        live = now.cell(key).formula
        if live and not cell.formula and cell.value in (None, "") and key in LIVE_KEYS[self.calendar]:
            return True  # it leans on a column that calgen does not find again: it is sound as it stands
        if cell.formula or live or key not in wrote:
            return False
        if self.calendar == "social" and key == "reason" and id_ in self.kept:
            return not self.kept[id_].reasons
        return self.calendar == "social" and id_ not in self.edits.status and locked(now, self.today)

    def stays(self, id_: str, line: Line) -> bool:
        """Whether a line stays though the plan does not know it: the user's own, or one with the user's hand on it."""
        wrote = self.edits.wrote(self.calendar, id_)
        return id_ in self.edits.stays or not wrote or touched(self.calendar, line, wrote)

    def left(self, id_: str, line: Line, links: Mapping[str, StyledCell]) -> Placed:
        """A line that stays as it is; its id and its links are put right, and a status that its subject hands on."""
        wrote = self.edits.wrote(self.calendar, id_)
        cells = {key: StyledCell(cell.value) for key, cell in line.cells.items()}  # type: ignore[arg-type]
        take = set()
        if line.cell("id").value != id_ and "id" in self.columns:
            take.add("id")
        cells["id"] = StyledCell(id_)
        for key, cell in links.items():
            if key in self.columns and not users(self.calendar, line, wrote, key) and not _stands(cell, line.cell(key)):
                cells[key] = cell
                take.add(key)
        row = dict(wrote)
        code = self.edits.status.get(id_, "")
        if code and "status" in self.columns and self.calendar == "social":
            cells["status"] = StyledCell(self.words.choice("status", code))
            row["status"] = canonical(cells["status"].value)
            take.add("status")
        self.memory[id_] = row
        self._tell(id_, line, wrote, {}, frozenset(take), frozenset(line.cells))
        return Placed(id_, line.row, cells, frozenset(take), frozenset(line.cells), self._fresh(id_))

    def _fresh(self, id_: str) -> bool:
        return id_ in self.edits.fresh.get(self.calendar, ())

    def _tell(
        self, id_: str, now: Line, wrote: Row, new: Mapping[str, StyledCell], take: frozenset[str], held: frozenset[str]
    ) -> None:
        told = [key for key in sorted(take - {"id"}) if not (new.get(key) or StyledCell()).formula]
        if told:
            kind = "moved" if any(as_text(now.cell(key).value) for key in _MOVES & set(told)) else "changed"
            before = {key: now.cell(key).value for key in told}
            self.changes.append(change(kind, self.calendar, id_, new or _shown(now), before))
        mine = sorted(key for key in held if users(self.calendar, now, wrote, key))
        if mine:
            self.changes.append(change("kept", self.calendar, id_, _shown(now), dict.fromkeys(mine)))


def _written(new: Mapping[str, StyledCell]) -> Row:
    """A line as it is remembered: its cells as text, live ones by their sign; of a post also its subject."""
    row = {key: LIVE if cell.formula else canonical(cell.value) for key, cell in new.items()}
    if "editorial" in new:
        row["subject"] = canonical(new["editorial"].value)
    return row


def _remember(row: dict[str, str], wrote: Row, key: str) -> None:
    """What calgen wrote before stays remembered under a cell of the user's, which so stays the user's."""
    if key in wrote:
        row[key] = wrote[key]
    else:
        row.pop(key, None)


def _stands(cell: StyledCell, there: object) -> bool:
    """Whether a cell shows already what it is to show."""
    value, formula = getattr(there, "value", None), getattr(there, "formula", "")
    if cell.formula:
        same = formula.lstrip("=") == cell.formula.lstrip("=").replace("_xlfn.", "") or formula == cell.formula
        return bool(same and canonical(value) == canonical(cell.value))
    return as_written(canonical(cell.value), there)  # type: ignore[arg-type]


def _shown(line: Line) -> Mapping[str, StyledCell]:
    return {key: StyledCell(cell.value) for key, cell in line.cells.items()}  # type: ignore[arg-type]


# -- order -------------------------------------------------------------------------------------------------------------


def _own_order(edits: Edits, calendar: str) -> bool:
    """Whether the user sorted the rows: then they stay in that order, and new ones come last."""
    lines = [line for id_, line in edits.of(calendar).items() if id_ not in edits.fresh.get(calendar, ())]
    days = [_key(line) for line in sorted(lines, key=lambda line: line.row)]
    if calendar in edits.memory.facts.get("own_order", "").split():
        return days != sorted(days)
    if not edits.memory.rows:
        return days != sorted(days)
    order = {id_: n for n, id_ in enumerate(edits.memory.of(calendar))}
    by_row = sorted((line.row, id_) for id_, line in edits.of(calendar).items() if id_ in order)
    now = [order[id_] for _, id_ in by_row]
    return now != sorted(now) and days != sorted(days)


def _key(line: Line) -> tuple[date, time]:
    return (line.day() or date.max, line.hour() or time(0))


_Order = tuple[date, time, str, int, int]


def _ordered(lines: Mapping[str, Line], rows: Sequence[Placed], own_order: bool) -> list[Placed]:
    there = sorted((row for row in rows if row.old), key=lambda row: row.old)
    added = [row for row in rows if not row.old]
    if own_order:
        return [*there, *added]
    last: _Order = (date.min, time(0), "", 0, 0)
    keyed: list[tuple[_Order, Placed]] = []
    for row in there:
        found = _moment(row, lines.get(row.id))
        last = found or (*last[:4], last[4] + 1)  # without a day it stays below the row that it stands under
        keyed.append((last, row))
    keyed += [(_moment(row, None) or last, row) for row in added]
    return [row for _, row in sorted(keyed, key=lambda pair: pair[0])]


def _moment(row: Placed, line: Line | None) -> _Order | None:
    """When a row stands: its day, hour, platform, number."""
    day, at = row.cells.get("date", StyledCell()).value, row.cells.get("time", StyledCell()).value
    if line is not None and "date" in row.held:
        day = line.day()
    if line is not None and "time" in row.held:
        at = line.hour()
    if not isinstance(day, date):
        return None
    platform = str(row.cells.get("platform", StyledCell()).value or "")
    return (day, at if isinstance(at, time) else time(0), platform, int(row.id[1:]), 0)


def _lost(line: Line) -> dict[str, StyledCell]:
    """A subject without posts leads nowhere."""
    return {key: StyledCell() for key in ("first_post", "last_post") if line.cell(key).formula}


def needed_subjects(edits: Edits, rows: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The subjects of posts that stay beside the plan, each with its first and last post."""
    posts = edits.of("social")
    found: dict[str, list[str]] = {}
    for id_ in sorted((one for one in rows if one in posts), key=lambda one: (_key(posts[one]), one)):
        found.setdefault(posts[id_].subject, []).append(id_)
    return {subject: (ids[0], ids[-1]) for subject, ids in found.items()}


def moved(standing: Standing | None, arranged: Arranged) -> Standing | None:
    """A calendar's lines at the rows where they will stand."""
    if standing is None:
        return None
    goals = {row.old: standing.top + n for n, row in enumerate(arranged.rows, 1) if row.old}
    there = (line for line in standing.lines if line.row not in arranged.deleted)
    return replace(standing, lines=tuple(replace(line, row=goals.get(line.row, line.row)) for line in there))
