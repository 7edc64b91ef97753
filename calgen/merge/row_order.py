"""In which order the rows of a calendar stand: by day and time, or as the user sorted them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time

from calgen.book.problems import Problem
from calgen.book.sheet import StyledCell
from calgen.calendar import CalendarRow, CalendarTab
from calgen.merge.edits import Edits
from calgen.merge.merged_rows import MergedCalendar, MergedRow

_CELL = re.compile(r"([A-Z]+)(\d+)")
_SortKey = tuple[date, time, str, int, int]  # day, time, platform, number of the id, place below a row with a day


def has_own_order(edits: Edits, calendar: str) -> bool:
    """Whether the user sorted the rows: they then stay in that order, and new ones come last."""
    rows = [row for id_, row in edits.rows_of(calendar).items() if id_ not in edits.new_ids.get(calendar, ())]
    days = [_day_and_time(row) for row in sorted(rows, key=lambda row: row.number)]
    is_by_day = days == sorted(days)
    if is_by_day or not edits.last_run.rows or calendar in edits.last_run.facts.get("own_order", "").split():
        return not is_by_day
    order = {id_: at for at, id_ in enumerate(edits.last_run.rows_of(calendar))}
    numbered = sorted((row.number, id_) for id_, row in edits.rows_of(calendar).items() if id_ in order)
    now = [order[id_] for _, id_ in numbered]
    return now != sorted(now)


def in_order(rows: Mapping[str, CalendarRow], merged: Sequence[MergedRow], *, own_order: bool) -> list[MergedRow]:
    """The merged rows from top to bottom; `rows` are those that stand now, by id."""
    standing = sorted((row for row in merged if row.old_number), key=lambda row: row.old_number)
    added = [row for row in merged if not row.old_number]
    if own_order:
        return [*standing, *added]
    last: _SortKey = (date.min, time(0), "", 0, 0)
    keyed: list[tuple[_SortKey, MergedRow]] = []
    for row in standing:
        found = _sort_key(row, rows.get(row.id))
        last = found or (*last[:4], last[4] + 1)  # without a day it stays below the row that it stands under
        keyed.append((last, row))
    keyed += [(_sort_key(row, None) or last, row) for row in added]
    return [row for _, row in sorted(keyed, key=lambda pair: pair[0])]


def _sort_key(row: MergedRow, now: CalendarRow | None) -> _SortKey | None:
    """The sort key of a row; None where it has no day."""
    day, at = row.cells.get("date", StyledCell()).value, row.cells.get("time", StyledCell()).value
    if now is not None and "date" in row.kept:
        day = now.day()
    if now is not None and "time" in row.kept:
        at = now.hour()
    if not isinstance(day, date):
        return None
    platform = str(row.cells.get("platform", StyledCell()).value or "")
    return (day, at if isinstance(at, time) else time(0), platform, int(row.id[1:]), 0)


def _day_and_time(row: CalendarRow) -> tuple[date, time]:
    return (row.day() or date.max, row.hour() or time(0))


def ids_by_row(tab: CalendarTab | None, merged: MergedCalendar) -> tuple[str, ...]:
    """The ids of the rows of a calendar as it will stand, from top to bottom.

    They are empty where a row holds no post or subject: it stays below the row that it stands under.
    """
    standing = {row.old_number for row in merged.rows if row.old_number}
    top = anchor = tab.heading_row if tab else 0
    below = Counter[int]()
    for number in range(top + 1, _last_row(tab, merged) + 1):
        anchor = number if number in standing else anchor
        below[anchor] += number not in standing and number not in merged.deleted
    found = [""] * below[top]
    for row in merged.rows:
        found += [row.id, *[""] * (below[row.old_number] if row.old_number else 0)]
    return tuple(found)


def _last_row(tab: CalendarTab | None, merged: MergedCalendar) -> int:
    """The last row of a calendar's body as it stands: rows further down are moved with its end."""
    listed = {row.old_number for row in merged.rows} | merged.deleted
    return (tab.body_end if tab else 0) or max(listed, default=0)


def at_new_rows(
    problems: Iterable[Problem], calendars: Mapping[str, CalendarTab], merged: Mapping[str, MergedCalendar]
) -> tuple[Problem, ...]:
    """The problems of cells of the calendars, with the rows that these will have."""
    goals = {
        (tab.title, old): new
        for key, tab in calendars.items()
        for old, new in _goals(tab, merged[key]).items()
    }  # fmt: skip

    def moved(problem: Problem) -> Problem:
        cell = _CELL.fullmatch(problem.place.cell) if problem.place else None
        new = goals.get((problem.place.tab, int(cell[2]))) if problem.place and cell else None
        if not problem.place or not cell or not new:
            return problem
        return replace(problem, place=replace(problem.place, cell=f"{cell[1]}{new}"))

    return tuple(map(moved, problems))


def _goals(tab: CalendarTab, merged: MergedCalendar) -> dict[int, int]:
    """The new number of each row of a calendar, and of the rows of the user's below it, by its number now."""
    last = max(_last_row(tab, merged), tab.heading_row + 1)
    end = max(tab.heading_row + len(ids_by_row(tab, merged)), tab.heading_row + 1)
    lists = {row.number: row.number + end - last for row in tab.listed if row.number > last}
    return lists | {row.old_number: new for new, row in _numbered(tab, merged)}


def _numbered(tab: CalendarTab, merged: MergedCalendar) -> Iterator[tuple[int, MergedRow]]:
    """The rows that stand in a calendar's tab, with the numbers that they will have."""
    numbers = {id_: tab.heading_row + at for at, id_ in enumerate(ids_by_row(tab, merged), 1) if id_}
    return ((numbers[row.id], row) for row in merged.rows if row.old_number)


def rows_at_new_numbers(tab: CalendarTab | None, merged: MergedCalendar) -> CalendarTab | None:
    """A calendar's tab with its rows at the numbers that they will have."""
    if tab is None:
        return None
    goals = {row.old_number: number for number, row in _numbered(tab, merged)}
    rows = (row for row in tab.rows if row.number not in merged.deleted)
    return replace(tab, rows=tuple(replace(row, number=goals.get(row.number, row.number)) for row in rows))
