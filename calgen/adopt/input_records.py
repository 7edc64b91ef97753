"""The rows of a table of theirs as records of an input tab."""

from __future__ import annotations

from collections.abc import Collection as Numbers
from collections.abc import Iterable, Mapping
from dataclasses import replace

from calgen.adopt.collection import Collection, GatheredRecord, GatheredValue
from calgen.adopt.columns import column_of, columns_of
from calgen.adopt.day_texts import day_or_hour, texts_beside
from calgen.adopt.own_columns import add_own_values, own_name, own_value
from calgen.adopt.periods import completed_day
from calgen.adopt.regions import PlacedCell
from calgen.adopt.signs import is_sign
from calgen.adopt.source_tables import SourceTable
from calgen.adopt.table_readings import TableReading
from calgen.adopt.values import adopted_value
from calgen.book.cells import ReadOptions
from calgen.book.columns import Column, Kind
from calgen.book.dates import orders_of_figures
from calgen.book.folding import tidy
from calgen.book.problems import Problem
from calgen.book.values import Phrase
from calgen.book.words import Words
from calgen.strategy import tab

_YEARLESS = ("date_year", "date_year_unknown")
DAY_KINDS = {Kind.DAY, Kind.DAYS, Kind.SPAN}


def gather_rows(
    table: SourceTable,
    reading: TableReading,
    carried: Numbers[int],
    options: ReadOptions,
    words: Words,
    collection: Collection,
) -> int:
    """Adds the rows of a table to the records of its tab, with the columns that are `carried` along.

    Returns the number of rows that were taken.
    """
    taken = 0
    options = table_options(table, reading, options)
    name = tab(reading.key).name.key
    if reading.key == "settings":
        return gather_settings(table, reading, options, words, collection)
    for row in table.rows:
        record = read_record(table, row, reading, options, words, collection)
        own = {own_name(table, number): own_value(cell) for number, cell in row.items() if number in carried}
        add_own_values(own, reading.key, record, collection, words)
        if name not in record or is_sign("totals", str(record[name].value)):
            reason = "total" if name in record else "no_name"
            for found in record.values():
                for cell in found.cells:
                    collection.leave(cell, Phrase(("adopt", "reasons", reason), {}))
            continue
        collection.add(reading.key, record, name if len(tab(reading.key).unique) == 1 else "")
        taken += 1
    return taken


def gather_settings(
    table: SourceTable, reading: TableReading, options: ReadOptions, words: Words, collection: Collection
) -> int:
    """Adds what stands beside the labels to the settings: the first value of each; the number of settings.

    Of a table, all that stands below a heading is one setting.
    """
    if not table.rows:
        return 0
    record = read_record(table, table.rows[0], reading, options, words, collection)
    for row in table.rows[1:]:
        if table.is_list:
            for cell in (cell for number, cell in row.items() if number in reading.columns):
                collection.leave(cell, Phrase(("adopt", "reasons", "no_heading"), {}))
            continue
        for key, found in read_record(table, row, reading, options, words, collection).items():
            before = record.setdefault(key, GatheredValue("", []))
            before.value = "; ".join(filter(None, (str(before.value), str(found.value))))
            before.cells += found.cells
    known = collection.records.setdefault("settings", [{}])[0]
    for key, found in record.items():
        if key in known:
            for cell in found.cells:
                reason = Phrase(("adopt", "reasons", "said_before"), {"value": str(known[key].value)})
                collection.leave(cell, reason)
        known.setdefault(key, found)
    return len(record)


def read_record(
    table: SourceTable,
    row: Mapping[int, PlacedCell],
    reading: TableReading,
    options: ReadOptions,
    words: Words,
    collection: Collection,
) -> GatheredRecord:
    """The values of a row by column key; a cell that cannot be read is left with its problem."""
    record: GatheredRecord = {}
    for number, cell in row.items():
        key = reading.columns.get(number)
        if key is None:
            continue
        value = adopted_value(cell, column_of(reading.key, key), options, words)
        if isinstance(value, Problem) and value.code in _YEARLESS:
            # without a year calgen takes that of the calendar, or asks
            value = completed_day(cell.text, table.year, table.month, options) or tidy(cell.text)
        if isinstance(value, Problem):
            collection.leave(cell, value)
        elif value is None:
            collection.leave(cell, Phrase(("adopt", "reasons", "says_nothing"), {}))
        else:
            record[key] = GatheredValue(value, [cell])
            for text, reason in texts_beside(cell) if column_of(reading.key, key).kind is Kind.DAY else ():
                collection.leave(cell, Phrase(("adopt", "reasons", reason), {}), text)
    return record


def table_options(table: SourceTable, reading: TableReading, options: ReadOptions) -> ReadOptions:
    """How the ambiguous cells of a table are read: its own days and shares settle it, where they do."""
    columns = {number: column_of(reading.key, key) for number, key in reading.columns.items()}
    days = _cells(table, (number for number, column in columns.items() if column.kind in DAY_KINDS))
    orders = frozenset[bool]().union(*(orders_of_figures(cell.cell.value) for cell in days))
    shares = _cells(table, (number for number, column in columns.items() if column.kind is Kind.SHARE))
    whole = any(not cell.cell.percent and "%" not in cell.text and _number(cell) > 1 for cell in shares)
    told = options.day_first if table.day_first is None else table.day_first
    day_first = next(iter(orders)) if len(orders) == 1 else told
    return replace(options, day_first=day_first, whole_percents=whole)


def _cells(table: SourceTable, numbers: Iterable[int]) -> list[PlacedCell]:
    return [day_or_hour(cell) for number in numbers for cell in table.column(number)]


def _number(cell: PlacedCell) -> float:
    return float(cell.cell.value) if isinstance(cell.cell.value, int | float) else 0


def required_columns(key: str) -> tuple[Column, ...]:
    """The columns that a row of a tab cannot be without."""
    return tuple(column for column in columns_of(key) if column.required)
