"""The calendars open on this week: in the file, run after run, whatever their user has done to them in between."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
import short_salon
from office import XLSX, convert, needs_office, unlocked

from calgen import api
from calgen.files.read import guard

TOP = 4
SECOND, THIRD = date(2027, 1, 13), date(2027, 1, 20)
CALENDARS = ("calgen_social", "calgen_editorial")
TABS = pytest.mark.parametrize("table", CALENDARS)


def run(data: bytes, day: date) -> bytes:
    """The workbook after a run on a day."""
    return api.generate(data, "salon.xlsx", day).after


@cache
def second() -> bytes:
    """The workbook after a run in the second week."""
    return run(short_salon.calendar(), SECOND)


@dataclass(frozen=True)
class Shown:
    """How a calendar is shown: its days by row, the rows of the group, and the row that the tab opens on."""

    days: dict[int, date | None]
    group: dict[int, bool]  # row → whether it is hidden
    opens_at: int
    selected: int

    def past(self, day: date) -> set[int]:
        """The rows of the weeks before that of a day."""
        monday = day - timedelta(days=day.weekday())
        return {row for row, of_row in self.days.items() if of_row and of_row < monday}


def sheet_of(data: bytes, table: str) -> Any:
    """The tab of a calendar."""
    return next(sheet for sheet in unlocked(data, values=True) if table in sheet.tables)


def shown(data: bytes, table: str) -> Shown:
    """How a calendar of a workbook is shown."""
    sheet = sheet_of(data, table)
    column = next(cell.column for cell in sheet[TOP] if cell.value == "Date")
    days = {row: value.date() if (value := sheet.cell(row, column).value) else None
            for row in range(TOP + 1, sheet.max_row + 1)}  # fmt: skip
    found = {row: sheet.row_dimensions[row] for row in days}
    pane, active = sheet.sheet_view.pane, {one.pane: one.activeCell for one in sheet.sheet_view.selection}
    rows = [int(re.sub(r"\D", "", cell)) for cell in (pane.topLeftCell, active[pane.activePane])]
    return Shown(days, {row: bool(one.hidden) for row, one in found.items() if one.outlineLevel}, *rows)


@TABS
def test_a_fresh_calendar_has_no_past_week_and_opens_at_its_top(table: str) -> None:
    found = shown(short_salon.calendar(), table)
    assert (found.group, found.opens_at, found.selected) == ({}, TOP + 1, TOP + 1)


@TABS
def test_past_weeks_are_folded_and_the_view_begins_with_this_week(table: str) -> None:
    found = shown(second(), table)
    assert found.past(SECOND)
    assert found.group == dict.fromkeys(found.past(SECOND), True)
    assert found.opens_at == found.selected == max(found.past(SECOND)) + 1
    sheet = sheet_of(second(), table)
    assert sheet.row_dimensions[TOP].collapsed  # the sign that opens them stands at the frozen headings
    assert not sheet.sheet_properties.outlinePr.summaryBelow
    assert sheet.sheet_format.outlineLevelRow == 1


@TABS
def test_the_line_above_the_headings_says_how_they_open_and_leads_to_today(table: str) -> None:
    first, later = (sheet_of(data, table).cell(3, 1).value for data in (short_salon.calendar(), second()))
    assert first.startswith("→ Aujourd'hui · ")
    assert later == f"{first} · semaines passées\u00a0: le + dans la marge les déplie"
    formula = next(one for one in unlocked(second(), values=False) if table in one.tables).cell(3, 1).value
    assert "TODAY()" in formula
    assert later in formula


@TABS
def test_the_next_week_joins_them(table: str) -> None:
    found = shown(run(second(), THIRD), table)
    assert found.group == dict.fromkeys(found.past(THIRD), True)
    assert found.opens_at == max(found.past(THIRD)) + 1


def edited(data: bytes, table: str, change: Callable[[bytes], bytes], *, in_table: bool = False) -> bytes:
    """The workbook with the XML of a calendar's sheet changed, or of its table."""
    workbook = guard.open_workbook(data, "salon.xlsx")
    part = workbook.calgen_sheets()[table.removeprefix("calgen_")].part
    if in_table:
        part = next(link.part for link in workbook.package.relationships(part) if link.kind == "table")
    workbook.package.write(part, change(workbook.package.read(part)))
    return workbook.package.to_bytes()


def opened(data: bytes, table: str) -> bytes:
    """The workbook after a click on the sign of the group."""
    return edited(data, table, lambda xml: re.sub(rb'(<row [^>]*?) hidden="1"', rb"\1", xml))


@TABS
def test_a_group_that_the_user_opened_stays_open(table: str) -> None:
    changed = opened(second(), table)
    found = shown(run(changed, THIRD), table)
    assert found.group == dict.fromkeys(found.past(THIRD), False)


@TABS
def test_a_group_that_the_user_removed_stays_away(table: str) -> None:
    bare = re.compile(rb' (?:hidden|outlineLevel|collapsed)="1"')
    removed = edited(second(), table, lambda xml: re.sub(rb"<row [^>]*>", lambda row: bare.sub(b"", row[0]), xml))
    found = shown(run(removed, THIRD), table)
    assert (found.group, found.opens_at) == ({}, max(found.past(THIRD)) + 1)


@TABS
def test_nothing_is_written_on_the_same_day_though_a_group_was_opened(table: str) -> None:
    changed = opened(second(), table)
    assert run(changed, SECOND) == changed


@TABS
def test_a_filter_keeps_the_view_and_the_rows_as_they_are(table: str) -> None:
    criterion = b'<filterColumn colId="4"><filters><filter val="Facebook"/></filters></filterColumn></autoFilter>'
    with_filter = re.compile(rb"(<autoFilter [^>]*?)/>")
    changed = edited(second(), table, lambda xml: with_filter.sub(rb"\1>" + criterion, xml, count=1), in_table=True)
    before, after = shown(second(), table), shown(run(changed, THIRD), table)
    assert (after.group, after.opens_at) == (before.group, before.opens_at)


@needs_office
@TABS
def test_libreoffice_keeps_the_group(table: str) -> None:
    saved = convert(XLSX, {"saved": second()})["saved"]
    sheet, found = sheet_of(saved, table), shown(second(), table)
    assert {row for row in found.days if sheet.row_dimensions[row].outlineLevel} == set(found.group)
    again = sheet_of(run(saved, THIRD), table)
    dimensions = {row: again.row_dimensions[row] for row in found.days}
    assert {row for row, one in dimensions.items() if one.outlineLevel and one.hidden} == found.past(THIRD)
