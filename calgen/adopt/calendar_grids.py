"""Calendars drawn as grids: a column for each network, for each day of the week, or for each date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from calgen.adopt.collection import Collection, GatheredRecord, GatheredValue
from calgen.adopt.network_texts import is_network
from calgen.adopt.periods import day_in, day_number_in, day_of, monday_of, weekday_in
from calgen.adopt.post_items import PostItem, split_platforms
from calgen.adopt.regions import PlacedCell
from calgen.adopt.sections import default_platform, first_day_named
from calgen.adopt.shapes import TICKED, is_box
from calgen.adopt.source_tables import Row, SourceTable
from calgen.book.cells import ReadOptions
from calgen.book.folding import tidy
from calgen.book.values import Phrase

_LEAST_DAYS = 3  # headings that are days
_LEAST_NETWORKS = 2
_LONGEST_TITLE = 120  # characters; what is longer, or has several lines, is the text of a post
_LONGEST_DAY = 12
_LATE = 20  # a first number above it is a day of the month before


@dataclass(frozen=True, slots=True)
class GridReading:
    """A grid: the columns of its days or networks, and the column of the labels beside them (0: none)."""

    columns: tuple[int, ...]
    label: int = 0


def read_day_grid(table: SourceTable, options: ReadOptions) -> GridReading | None:
    """The reading of a table whose headings are days; `None` where it is no such grid."""
    days = tuple(number for number, heading in sorted(table.headings.items()) if is_day_heading(heading, options))
    if len(days) < _LEAST_DAYS or table.is_list:
        return None
    beside = [number for number in sorted({number for row in table.rows for number in row}) if number not in days]
    if len(beside) > 1 and not _are_weeks(table.column(beside[0])):
        return None
    return GridReading(days, beside[0] if beside else 0)


def _are_weeks(labels: Sequence[PlacedCell]) -> bool:
    """Whether the cells beside the rows of a grid are the first days of their weeks."""
    return bool(labels) and len(_first_days(labels)) == len(labels)


def _first_days(labels: Sequence[PlacedCell]) -> dict[int, date]:
    """The days that the labels of a grid name, by row; in the order of figures in which all are the same weekday."""
    read = [{label.row: day for label in labels if (day := _day_named(label, order))} for order in (True, False)]
    same = [found for found in read if found and len({day.weekday() for day in found.values()}) == 1]
    return max(same, key=len, default={})


def _day_named(label: PlacedCell, day_first: bool) -> date | None:
    value = label.cell.value
    named = value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None
    return named or day_in(label.text, ReadOptions(day_first=day_first))


def is_day_heading(cell: PlacedCell, options: ReadOptions) -> bool:
    """Whether a heading is a day of the week or a date."""
    value = cell.cell.value
    if isinstance(value, date):
        return True
    is_short = isinstance(value, str) and len(cell.text) <= 30
    return is_short and (weekday_in(cell.text, options.language) is not None or day_in(cell.text, options) is not None)


def network_columns(table: SourceTable) -> tuple[int, ...]:
    """The columns whose headings are networks, where there are several."""
    found = tuple(number for number, heading in sorted(table.headings.items()) if is_network(heading.text))
    return found if len(found) >= _LEAST_NETWORKS else ()


# -- a column for each day ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _GridDays:
    """The days of the columns, as far as they are known at a row of the grid."""

    by_column: dict[int, date] = field(default_factory=dict)
    month: int | None = None
    year: int | None = None
    last: int = 0  # the number of the last day that was seen
    offset: int = 0  # months between the one that is named and that of the last day


def day_grid_items(
    table: SourceTable, grid: GridReading, options: ReadOptions, collection: Collection
) -> list[PostItem]:
    """An item for each text of a grid of days."""
    days = _GridDays(_heading_days(table, grid, first_day_named(table, options), options), table.month, table.year)
    default, found = default_platform(table), list[PostItem]()
    weeks = _first_days(table.column(grid.label))
    for row in table.rows:
        cells = {number: cell for number, cell in row.items() if number in grid.columns}
        if numbers := numbered_days(cells, options):
            days.by_column = _days_of_numbers(numbers, days)
            for number in [number for number, cell in cells.items() if "\n" not in cell.text]:
                collection.name(cells.pop(number))
        label = row.get(grid.label)
        if label and label.row in weeks:
            days.by_column = _heading_days(table, grid, weeks[label.row], options)
            collection.name(label)
            label = None
        _leave_others(row, (*grid.columns, grid.label), collection)
        for number, cell in sorted(cells.items()):
            found += _cell_items(cell, days.by_column.get(number), label, default, collection)
        if label and not cells:
            collection.leave(label, Phrase(("adopt", "reasons", "no_post"), {}))
    return found


def _leave_others(row: Row, read: Sequence[int], collection: Collection) -> None:
    for cell in (cell for number, cell in row.items() if number not in read):
        collection.leave(cell, Phrase(("adopt", "reasons", "no_post"), {}))


def _heading_days(
    table: SourceTable, grid: GridReading, first: date | None, options: ReadOptions
) -> dict[int, date]:
    """The day of each column that its heading tells, in the week of a first day."""
    days = {}
    for number in grid.columns:
        heading = table.headings[number]
        value = heading.cell.value
        weekday = weekday_in(heading.text, options.language)
        named = value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None
        named = named or day_in(heading.text, options)
        if named is None and first and weekday is not None:
            named = monday_of(first) + timedelta(days=weekday)
        if named:
            days[number] = named
    return days


def numbered_days(cells: Mapping[int, PlacedCell], options: ReadOptions) -> dict[int, int | date]:
    """The days of a row all of whose cells are days, or begin with a line that is one; else none.

    They are dates, or numbers in the month.
    """
    found: dict[int, int | date] = {}
    for number, cell in cells.items():
        value = cell.cell.value
        named = value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None
        line = cell.text.split("\n")[0]
        day = named or day_number_in(line) or (day_in(line, options) if len(line) <= _LONGEST_DAY else None)
        if day is None:
            return {}
        found[number] = day
    return found


def _days_of_numbers(numbers: Mapping[int, int | date], days: _GridDays) -> dict[int, date]:
    """The days of a row of numbers; before the first and after the last, those of the months beside."""
    found = {}
    for column, number in sorted(numbers.items()):
        if isinstance(number, date):
            found[column] = number
            continue
        if not days.last:
            days.offset = -1 if number > _LATE else 0
        elif number < days.last:
            days.offset += 1
        days.last = number
        if known := day_of(*_shifted(days.year, days.month, days.offset), number):
            found[column] = known
    return found


def _shifted(year: int | None, month: int | None, by: int) -> tuple[int | None, int | None]:
    if not year or not month or not by:
        return year, month
    at = year * 12 + month - 1 + by
    return at // 12, at % 12 + 1


def _cell_items(
    cell: PlacedCell, day: date | None, label: PlacedCell | None, default: str, collection: Collection
) -> Iterator[PostItem]:
    """The items of a cell: one for each of its lines where each begins with a network, else one."""
    text = cell.text
    if not text:
        collection.leave(cell, Phrase(("adopt", "reasons", "says_nothing"), {}))
        return
    lines = [tidy(line) for line in text.split("\n") if tidy(line)]
    number = day_number_in(lines[0]) if len(lines) > 1 else None
    lines = lines[1:] if number else lines
    pairs = [_network_before(line) for line in lines]
    parts = pairs if all(network for network, _ in pairs) else [_network_before("\n".join(lines))]
    for platform, said in parts:
        values: GatheredRecord = _title_or_text(said, cell)
        if day:
            values["date"] = GatheredValue(day, [])
        if platform:
            values["platform"] = GatheredValue(platform, [cell])
        elif label and is_network(label.text):
            values["platform"] = GatheredValue(label.text, [label])
        elif default:
            values["platform"] = GatheredValue(default, [])
        own = {}
        if (label and "platform" not in values) or (label and not is_network(label.text)):
            own[""] = GatheredValue(label.text, [label], is_own=True)
        yield from split_platforms(PostItem(values, own))


def _network_before(text: str) -> tuple[str, str]:
    """The network that stands before a colon or dash at the beginning of a text, and the rest of it."""
    for sign in (":", " - ", " – "):
        before, found, after = text.partition(sign)
        if found and is_network(before) and tidy(after):
            return tidy(before), tidy(after)
    behind = _BEHIND.fullmatch(text)
    return (tidy(behind[2]), tidy(behind[1])) if behind and is_network(behind[2]) else ("", text)


_BEHIND = re.compile(r"([^\n]+)\(([^()\n]+)\)\s*")  # « Webinar teaser (IG) »


def _title_or_text(said: str, cell: PlacedCell) -> GatheredRecord:
    is_title = len(said) <= _LONGEST_TITLE and "\n" not in said
    return {"title" if is_title else "text": GatheredValue(said, [cell])}


# -- a column for each network -----------------------------------------------------------------------------------------


def network_items(
    table: SourceTable, networks: Sequence[int], rows: Sequence[tuple[Row, PostItem]], collection: Collection
) -> list[PostItem]:
    """An item for each filled cell of the columns of networks; `rows` are their rows with what the others say."""
    found: list[PostItem] = []
    for row, item in rows:
        before = len(found)
        for number in networks:
            cell = row.get(number)
            if cell is None:
                continue
            if not is_tick(cell) and (not cell.text or is_box(cell)):
                collection.leave(cell, Phrase(("adopt", "reasons", "says_nothing"), {}))
                continue
            platform = {"platform": GatheredValue(table.headings[number].text, [cell] if is_tick(cell) else [])}
            said = {} if is_tick(cell) else _title_or_text(cell.text, cell)
            if "title" in item.values and "title" in said:
                said = {"text": said["title"]}
            found.append(PostItem({**item.values, **said, **platform}, dict(item.own)))
        if len(found) == before and (item.values or item.own):
            found.append(item)
    return found


_TICKS = {"x", "✓", "✔", "☑", "✅", "●", "•", "yes", "oui", "1"}


def is_tick(cell: PlacedCell) -> bool:
    """Whether a cell is a ticked box, or a sign that stands for one."""
    return cell.cell.value is True or cell.text.casefold() in _TICKS | TICKED
