"""What is unclear in a workbook of theirs, and what the user may say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from calgen.adopt.asked_meanings import AskedMeaning
from calgen.adopt.calendar_grids import numbered_days
from calgen.adopt.columns import ITEMS, column_of, columns_of
from calgen.adopt.day_texts import day_or_hour
from calgen.adopt.input_records import DAY_KINDS, table_options
from calgen.adopt.periods import completed_day, first_month_and_year, lacks_its_year, month_in
from calgen.adopt.records import Question
from calgen.adopt.sections import is_section
from calgen.adopt.source_tables import SourceTable
from calgen.adopt.table_readings import TableReading, nameless_reading
from calgen.adopt.tables import ReadableTable
from calgen.book.cells import ReadOptions
from calgen.book.problems import Problem
from calgen.book.rows import read_cell
from calgen.book.values import Phrase


def find_questions(
    tables: Iterable[ReadableTable],
    options: ReadOptions,
    asked: Sequence[AskedMeaning],
) -> Iterator[Question]:
    """A question for each table that may be several tabs, and for each that has a known title and no names of rows."""
    for each in tables:
        table, found = each.table, each.readings
        yield from _questions_of_days(each, options)
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


def _questions_of_days(each: ReadableTable, options: ReadOptions) -> Iterator[Question]:
    """Days that may be read in two ways, and days whose month or year nothing names."""
    table = each.table
    if each.grid and not (table.month and table.year):
        rows = ({number: cell for number, cell in row.items() if number in each.grid.columns} for row in table.rows)
        if any(isinstance(day, int) for row in rows for day in numbered_days(row, options).values()):
            yield _question_of_year(table)
        return
    for reading in each.readings[:1]:
        own, table = table_options(table, reading, options), _with_sections(table, reading)
        for number, key in sorted(reading.columns.items()):
            column, heading = column_of(reading.key, key), table.headings[number]
            if column.kind not in DAY_KINDS:
                continue
            cells = [*map(day_or_hour, table.column(number))]
            read = [read_cell(column, cell.cell, cell.place, own) for cell in cells]
            if any(isinstance(found, Problem) and found.code == "date_ambiguous" for found in read):
                orders = tuple(Phrase(("adopt", "answers", order), {}) for order in ("day_first", "month_first"))
                yield Question(heading.place, heading.text, answers=orders, reason="days")
            is_of_post = reading.key in ITEMS and key in ("date", "publish")
            if is_of_post and any(_is_incomplete(cell.text, table, own) for cell in cells):
                yield _question_of_year(table)


def _with_sections(table: SourceTable, reading: TableReading) -> SourceTable:
    """The table with the month and year that its sections name, where its titles name none."""
    sections = [next(iter(row.values())).text for row in table.rows if is_section(row, reading)]
    month, year = first_month_and_year(sections)
    return replace(table, month=table.month or month, year=table.year or year)


def _is_incomplete(text: str, table: SourceTable, options: ReadOptions) -> bool:
    return lacks_its_year(text) and completed_day(text, table.year, table.month, options) is None


def _question_of_year(table: SourceTable) -> Question:
    title = next((cell for cell in reversed(table.above) if month_in(cell.text)), None)
    answers = (Phrase(("adopt", "answers", "year" if table.month else "month_and_year"), {}),)
    return Question(title.place if title else table.place, title.text if title else table.tab, answers=answers,
                    reason="year")  # fmt: skip
