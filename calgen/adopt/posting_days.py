"""A week of theirs that says on which days, or at what hours, each network has a post."""

from __future__ import annotations

from collections.abc import Iterator

from calgen.adopt.calendar_grids import GridReading, is_tick
from calgen.adopt.collection import Collection, GatheredRecord, GatheredValue
from calgen.adopt.network_texts import is_network
from calgen.adopt.periods import weekday_in
from calgen.adopt.regions import PlacedCell
from calgen.adopt.source_tables import Row, SourceTable
from calgen.book.cells import ReadOptions
from calgen.book.hours import hours
from calgen.book.values import Phrase, Unreadable


def is_posting_week(table: SourceTable, grid: GridReading, options: ReadOptions) -> bool:
    """Whether a grid of weekdays holds nothing but ticks and hours, a row for each network."""
    labels = [row[grid.label] for row in table.rows if grid.label in row]
    cells = [cell for row in table.rows for number, cell in row.items() if number in grid.columns]
    are_weekdays = all(weekday_in(table.headings[number].text, options.language) is not None for number in grid.columns)
    are_networks = bool(labels) and all(is_network(label.text) for label in labels)
    return are_weekdays and are_networks and bool(cells) and all(_says_when(cell) for cell in cells)


def _says_when(cell: PlacedCell) -> bool:
    return isinstance(cell.cell.value, bool) or is_tick(cell) or _is_hour(cell)


def _is_hour(cell: PlacedCell) -> bool:
    return not isinstance(cell.cell.value, int | float) and not isinstance(hours(cell.cell.value), Unreadable)


def gather_posting_days(
    table: SourceTable, grid: GridReading, options: ReadOptions, collection: Collection
) -> int:
    """Adds the days, and the hours where they stand, to the rows of the platforms; the number of rows."""
    count = 0
    for row in table.rows:
        if grid.label not in row:
            for cell in row.values():
                collection.leave(cell, Phrase(("adopt", "reasons", "no_name"), {}))
            continue
        collection.add("platforms", _record(table, row, grid, collection), "platform")
        count += 1
    return count


def _record(table: SourceTable, row: Row, grid: GridReading, collection: Collection) -> GatheredRecord:
    record: GatheredRecord = {"platform": GatheredValue(row[grid.label].text, [row[grid.label]])}
    cells = [(number, row[number]) for number in grid.columns if number in row]
    told = [(number, cell) for number, cell in cells if is_tick(cell) or _is_hour(cell)]
    for _, cell in (pair for pair in cells if pair not in told):
        collection.leave(cell, Phrase(("adopt", "reasons", "says_nothing"), {}))
    if told:
        names = ", ".join(table.headings[number].text for number, _ in told)
        record["days"] = GatheredValue(names, [cell for _, cell in told if is_tick(cell)])
    if texts := [*dict.fromkeys(_hour_texts(cell for _, cell in told))]:
        record["hours"] = GatheredValue(", ".join(texts), [cell for _, cell in told if _is_hour(cell)])
    return record


def _hour_texts(cells: Iterator[PlacedCell]) -> Iterator[str]:
    yield from (cell.text for cell in cells if _is_hour(cell))
