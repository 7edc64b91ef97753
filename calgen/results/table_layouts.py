"""Tables of results that are not one heading row above the rows of posts: tables side by side, and lists of keys."""

from __future__ import annotations

from collections.abc import Sequence

from calgen.book.folding import fold
from calgen.results.export_tables import ExportRow, ExportTable, ExportValue
from calgen.results.export_values import read_counts
from calgen.results.sources import naming_titles

_FIRST_LINES = 15
_LEAST_KEYS = 5
_PART = "combination"  # before the figures of a part of an A/B test, as Mailchimp writes it


def single_tables(table: ExportTable) -> list[ExportTable]:
    """The tables that a table is made of, each with one heading row above its rows."""
    if listed := _of_keys(table):
        return [listed]
    return _beside(table)


def _beside(table: ExportTable) -> list[ExportTable]:
    """Tables that stand side by side, told by their first title, which comes again; else the table as it is.

    It is one by which posts are named: an address, a day, a text.
    """
    known = naming_titles()
    for row in table.rows[:_FIRST_LINES]:
        titles = [fold(cell) if isinstance(cell, str) else "" for cell in row]
        first = next((title for title in titles if title), "")
        starts = [at for at, title in enumerate(titles) if title == first]
        if first in known and len(starts) > 1:
            ends = [*starts[1:], None]
            return [_columns(table, start, end) for start, end in zip(starts, ends, strict=True)]
    return [table]


def _columns(table: ExportTable, start: int, end: int | None) -> ExportTable:
    rows = (row[start:end] for row in table.rows)
    return ExportTable(table.file, tuple(row for row in rows if any(cell != "" for cell in row)))


def _of_keys(table: ExportTable) -> ExportTable | None:
    """A list of keys, each with a colon behind it and its value beside it, as one row under the keys; else nothing.

    Where a key comes again for each part of an A/B test, the whole counts, else the sum of the parts.
    """
    pairs = [(str(row[0]), row[1]) for row in table.rows if len(row) > 1 and _is_key(row[0])]
    if len({key for key, _ in pairs}) < _LEAST_KEYS:
        return None
    whole = dict(reversed(pairs[: _whole(table.rows)]))
    parts: dict[str, list[ExportValue]] = {}
    for key, value in pairs:
        parts.setdefault(key, []).append(value)
    values = {key: whole[key] if key in whole else _sum(found) for key, found in parts.items()}
    return ExportTable(table.file, (tuple(values), tuple(values.values())))


def _is_key(cell: ExportValue) -> bool:
    return isinstance(cell, str) and len(cell) > 1 and cell.endswith(":")


def _whole(rows: Sequence[ExportRow]) -> int:
    """How many keys stand before the first part of a test."""
    first = next((n for n, row in enumerate(rows) if row and fold(str(row[0])).startswith(_PART)), len(rows))
    return sum(len(row) > 1 and _is_key(row[0]) for row in rows[:first])


def _sum(values: Sequence[ExportValue]) -> ExportValue:
    counts = [count for count in read_counts(values) if count is not None]
    return sum(counts) if len(counts) == len(values) else values[0]
