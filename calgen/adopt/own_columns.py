"""Columns of theirs that calgen has no counterpart for: they go along beside the table that their rows go to."""

from __future__ import annotations

from collections.abc import Mapping

from calgen.adopt.collection import Collection, GatheredRecord, GatheredValue
from calgen.adopt.columns import CALENDARS, ITEMS
from calgen.adopt.regions import PlacedCell
from calgen.adopt.source_tables import SourceTable
from calgen.adopt.table_readings import TableReading
from calgen.book.folding import fold, tidy
from calgen.book.grid import letter
from calgen.book.sheet import SheetValue
from calgen.book.values import Phrase
from calgen.book.vocabulary import column_titles
from calgen.book.words import Words


def is_carried(table: SourceTable, reading: TableReading, number: int) -> bool:
    """Whether a column that is not read goes along; settings have no columns."""
    heading = table.headings[number].text
    is_free = number not in reading.columns and number not in reading.aside
    if is_worked_out(heading, reading):
        return False
    return is_free and reading.key != "settings" and (bool(heading) or reading.key in ITEMS)


def is_worked_out(heading: str, reading: TableReading) -> bool:
    """Whether a column of a list of posts says what follows from the day: the weekday, the week."""
    keys = {column_titles(tab).get(fold(heading)) for tab in CALENDARS}
    has_day = bool({"date", "publish"} & set(reading.columns.values()))
    return reading.key in ITEMS and has_day and bool(keys & {"day", "week"})


def no_column(heading: str) -> Phrase:
    """Why the cells below a heading that is not read are left."""
    if not heading:
        return Phrase(("adopt", "reasons", "no_heading"), {})
    return Phrase(("adopt", "reasons", "no_column"), {"heading": heading})


def own_name(table: SourceTable, number: int) -> str:
    """The heading of a column of theirs, with its letter where an earlier one has the same; of a list its row."""
    heading = table.headings[number].text
    before = {cell.text for at, cell in table.headings.items() if at < number}
    return f"{heading} ({number if table.is_list else letter(number)})" if heading in before else heading


def own_value(cell: PlacedCell) -> GatheredValue:
    """A cell that goes along as it is."""
    return GatheredValue(carried_value(cell), [cell], is_own=True)


def carried_value(cell: PlacedCell) -> SheetValue:
    """The value of a cell that goes along as it is."""
    value = cell.cell.value
    return tidy(value) if isinstance(value, str) else value  # type: ignore[return-value]


def add_own_values(own: Mapping[str, GatheredValue], key: str, record: GatheredRecord, collection: Collection,
                   words: Words) -> None:  # fmt: skip
    """Adds values by heading of theirs to a record of a tab, in columns of theirs there."""
    columns = collection.own_columns.setdefault(key, {})
    for heading, value in own.items():
        if heading not in columns:
            columns[heading] = _own_heading(heading, key, columns, words)
        record[columns[heading]] = value


def _own_heading(heading: str, key: str, taken: Mapping[str, str], words: Words) -> str:
    """The heading of a column of theirs, told from those of calgen's and from others of theirs."""
    name = heading or words.text("adopt", "no_title")
    if fold(name) in column_titles(key) or name in words.columns(key):
        name = words.text("adopt", "own_heading", heading=name)
    known, number = {fold(each) for each in taken.values()}, 2
    found = name
    while fold(found) in known:
        found, number = f"{name} {number}", number + 1
    return found
