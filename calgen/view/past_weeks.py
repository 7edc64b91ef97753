"""Which rows of a calendar are folded as those of past weeks, and on which row it opens.

docs/decisions.md, "The calendar opens on this week".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from calgen.book.grid import RowStates
from calgen.calendar import CalendarRow, CalendarTab
from calgen.last_run import LastRun
from calgen.merge import MergedCalendar, MergedRow

FACT = "past_weeks"  # key of the hidden tab's row: the calendars that have a group of past weeks
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class PastWeeks:
    """What a run does to the rows of a calendar; a row is its index from the top, from 0.

    `grouped` are the rows of the group of past weeks, each with whether it is hidden; `ungrouped` leave it. `opens_at`
    is the first row of this week or a later one; None where the view stays. `has_group` says whether calgen has given
    the calendar such a group, in this run or an earlier one; the user may have removed it since.
    """

    grouped: Mapping[int, bool] = field(default_factory=dict)
    ungrouped: frozenset[int] = frozenset()
    opens_at: int | None = None
    has_group: bool = False


NO_PAST_WEEKS = PastWeeks()


@dataclass(frozen=True, slots=True)
class PresentRows:
    """The rows of a calendar as it stands: the number of each (0: a new one) and their states.

    `were_past` are those that were of past weeks in the last run. `had_group`: see `has_group` of `PastWeeks`.
    """

    numbers: Sequence[int]
    states: RowStates
    were_past: Collection[int] = frozenset()
    had_group: bool = False


def past_weeks(merged: MergedCalendar, tab: CalendarTab | None, last_run: LastRun, today: date) -> PastWeeks:
    """The past weeks of a calendar with its merged rows; `tab` is None where it is drawn anew."""
    now = {row.id: row for row in tab.rows} if tab else {}
    days = [_day(row, now.get(row.id)) for row in merged.rows]
    if tab is None:
        return fold_past_weeks(days, today)
    numbers, written = [row.old_number for row in merged.rows], last_run.rows_of(merged.calendar)
    before = last_run.facts.get("today", "")
    monday = _monday(date.fromisoformat(before)).isoformat() if _ISO_DAY.fullmatch(before) else ""
    texts = [written.get(row.id, {}).get("date", "") for row in merged.rows]
    were_past = {n for n, text in enumerate(texts) if _ISO_DAY.fullmatch(text) and text < monday}
    had_group = merged.calendar in last_run.facts.get(FACT, "").split()
    return fold_past_weeks(days, today, PresentRows(numbers, tab.row_states, were_past, had_group))


def _day(row: MergedRow, now: CalendarRow | None) -> date | None:
    """The day that a row will show."""
    cell = row.cells.get("date")
    day = now.day() if now and "date" in row.kept else cell.value if cell else None
    if isinstance(day, datetime):
        return day.date()
    return day if isinstance(day, date) else None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def fold_past_weeks(days: Sequence[date | None], today: date, present: PresentRows | None = None) -> PastWeeks:
    """What a run does to rows with these days, of a calendar that is drawn anew or is `present` in the workbook."""
    monday = _monday(today)
    past = [n for n, day in enumerate(days) if day and day < monday]
    opens_at = next((n for n, day in enumerate(days) if day and day >= monday), None)
    is_by_week = opens_at is not None and (not past or past[-1] < opens_at)
    if present is None:
        group = dict.fromkeys(past, True) if is_by_week else {}
        return PastWeeks(group, opens_at=opens_at if is_by_week else None, has_group=bool(group))
    if present.states.is_filtered or opens_at is None:
        return PastWeeks(has_group=present.had_group)
    if not is_by_week:
        return PastWeeks(ungrouped=_leaving_group(present, ()) if present.had_group else frozenset())
    return _regroup(past, opens_at, present)


def _regroup(past: Sequence[int], opens_at: int, present: PresentRows) -> PastWeeks:
    """The group of a present calendar that stands by week."""
    levels, hidden = present.states.levels, present.states.hidden
    if any(row <= max(present.numbers[n] for n in (*past, opens_at)) for row in present.states.objects):
        return PastWeeks(ungrouped=_leaving_group(present, past), opens_at=opens_at, has_group=present.had_group)
    old = {n: present.numbers[n] for n in past if present.numbers[n]}
    if not present.had_group:
        is_users = bool(levels.keys() & set(present.numbers)) or any(number in hidden for number in old.values())
        group = {} if is_users else dict.fromkeys(past, True)
        return PastWeeks(group, opens_at=opens_at, has_group=bool(group))
    stale = _leaving_group(present, past)
    grouped = [n for n, number in old.items() if number in levels]
    if not grouped or any(levels[old[n]] > 1 for n in grouped):  # the user removed the group, or has one within it
        return PastWeeks(ungrouped=stale, opens_at=opens_at, has_group=True)
    is_closed = all(old[n] in hidden for n in grouped)
    new = [n for n in past if old.get(n, 0) not in hidden and old.get(n, 0) not in levels]
    return PastWeeks(dict.fromkeys(new, is_closed), stale, opens_at, has_group=True)


def _leaving_group(present: PresentRows, past: Collection[int]) -> frozenset[int]:
    """The rows of calgen's group that are not among those of past weeks, or no longer: a post to come is seen."""
    levels = present.states.levels
    return frozenset(n for n in present.were_past if present.numbers[n] in levels and n not in past)
