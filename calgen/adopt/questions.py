"""What is unclear in a workbook of theirs, and what the user may say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from calgen.adopt.asked_meanings import AskedMeaning
from calgen.adopt.columns import columns_of
from calgen.adopt.records import Question
from calgen.adopt.table_readings import nameless_reading
from calgen.adopt.tables import ReadableTable
from calgen.book.cells import ReadOptions


def find_questions(
    tables: Iterable[ReadableTable],
    options: ReadOptions,
    asked: Sequence[AskedMeaning],
) -> Iterator[Question]:
    """A question for each table that may be several tabs, and for each that has a known title and no names of rows."""
    for each in tables:
        table, found = each.table, each.readings
        if len(found) > 1:
            choices = tuple((reading.key, "") for reading in found)
            yield Question(table.place, table.title or table.tab, choices)
            continue
        is_left = not found and each.grid is None and bool(table.headings)
        if is_left and (nameless := nameless_reading(table, options, asked)):
            reading, columns = nameless
            name = columns_of(reading.key)[0].key
            for number in columns:
                heading = table.headings[number]
                yield Question(heading.place, heading.text, ((reading.key, name),))
