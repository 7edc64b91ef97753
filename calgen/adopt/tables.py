"""Reads one table of theirs, whatever its shape, and says what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from calgen.adopt.asked_meanings import AskedMeaning, asked_tab
from calgen.adopt.calendar_grids import (
    GridReading,
    day_grid_items,
    network_columns,
    network_items,
    read_day_grid,
)
from calgen.adopt.collection import Collection
from calgen.adopt.columns import ITEMS
from calgen.adopt.input_records import gather_rows, table_options
from calgen.adopt.own_columns import is_carried, no_column
from calgen.adopt.post_items import PostItem, list_items, row_item
from calgen.adopt.posting_days import gather_posting_days, is_posting_week
from calgen.adopt.records import AdoptedColumn, AdoptedTable, ColumnKey
from calgen.adopt.regions import is_filled
from calgen.adopt.sections import is_section
from calgen.adopt.signs import is_sign
from calgen.adopt.source_tables import SourceTable
from calgen.adopt.table_readings import TableReading, read_as, read_table, without_column, without_key
from calgen.adopt.theme_shares import gather_shares, share_column
from calgen.book.cells import ReadOptions
from calgen.book.problems import Place
from calgen.book.values import Phrase
from calgen.book.words import Words


@dataclass(frozen=True, slots=True)
class ReadableTable:
    """A table and how it is read: as a grid of days, as columns of networks, or as a tab; several readings: unclear."""

    table: SourceTable
    grid: GridReading | None = None
    networks: tuple[int, ...] = ()
    readings: Sequence[TableReading] = ()


def find_table(table: SourceTable, options: ReadOptions, asked: Sequence[AskedMeaning]) -> ReadableTable:
    """How a table is read."""
    meaning = asked_tab(asked, table)
    is_aside = meaning is None and is_sign("aside_tabs", table.tab)
    if not table.headings or is_aside or (meaning and not meaning.means):
        return ReadableTable(table)
    if meaning is None and (grid := read_day_grid(table, options)):
        return ReadableTable(table, grid=grid)
    networks = () if meaning else network_columns(table)
    if networks:
        others = replace(table, headings={n: cell for n, cell in table.headings.items() if n not in networks})
        reading = without_key(read_as(others, "social", options, asked), "platform")
        if {"date", "title", "theme"} & set(reading.columns.values()):
            return ReadableTable(table, networks=networks, readings=[reading])
    readings = read_table(table, options, asked)
    if not readings and _is_swot(of_settings := read_as(table, "settings", options, asked)):
        readings = [of_settings]
    return ReadableTable(table, readings=readings)


_SWOT = {"strengths", "opportunities", "threats"}


def _is_swot(reading: TableReading) -> bool:
    """Whether a table has its opportunities and threats beside one another."""
    return len(_SWOT & set(reading.columns.values())) > 1


def adopt_table(
    found: ReadableTable, options: ReadOptions, words: Words, collection: Collection
) -> tuple[AdoptedTable, list[PostItem]]:
    """What became of a table, and the posts and ideas that it holds."""
    table = found.table
    if found.grid is None and not found.readings:
        return _left_table(table, collection), []
    _name_titles(table, collection)
    stray = [cell for row in table.rows for number, cell in row.items() if number not in table.headings]
    if found.grid:
        return _adopt_grid(found, found.grid, options, collection)
    reading = found.readings[0]
    parted = [row for row in table.rows if reading.key in ITEMS and is_section(row, reading)]
    sections = [cell for row in parted for cell in row.values()]
    for cell in (cell for cell in stray if cell not in sections):
        collection.leave(cell, Phrase(("adopt", "reasons", "no_heading"), {}))
    if found.networks:
        rows = [(row, row_item(table, row, reading, found.networks, options, words, collection)) for row in table.rows]
        items = network_items(table, found.networks, rows, collection)
        of_networks = dict.fromkeys(found.networks, ("social", "platform"))
        return AdoptedTable(table.place, table.title, "social", "networks",
                            _columns(table, reading, of_networks), len(items)), items  # fmt: skip
    if reading.key in ITEMS:
        items = list_items(table, reading, options, words, collection)
        columns = _columns(table, reading, {})
        return AdoptedTable(table.place, table.title, reading.key, "list", columns, len(items)), items
    shares = share_column(table, reading, table_options(table, reading, options))
    others = [number for number in table.headings if number not in (*reading.columns, shares)]
    carried = [number for number in others if is_carried(table, reading, number)]
    for number in (number for number in others if number not in carried):
        for cell in table.column(number):
            collection.leave(cell, no_column(table.headings[number].text))
    count = gather_rows(table, without_column(reading, shares), carried, options, words, collection)
    if shares:
        gather_shares(table, reading, shares, options, words, collection)
    of_mix = {shares: ("mix", "share")} if shares else {}
    columns = _columns(table, reading, of_mix)
    return AdoptedTable(table.place, table.title, reading.key, "table", columns, count), []




def _name_titles(table: SourceTable, collection: Collection) -> None:
    for cell in (*table.above, *(heading for heading in table.headings.values() if is_filled(heading.cell))):
        collection.name(cell)


def _adopt_grid(
    found: ReadableTable, grid: GridReading, options: ReadOptions, collection: Collection
) -> tuple[AdoptedTable, list[PostItem]]:
    table = found.table
    if is_posting_week(table, grid, options):
        count = gather_posting_days(table, grid, options, collection)
        return AdoptedTable(table.place, table.title, "platforms", "days", (), count), []
    items = day_grid_items(table, grid, options, collection)
    return AdoptedTable(table.place, table.title, "social", "days", (), len(items)), items


def _columns(
    table: SourceTable, reading: TableReading, more: dict[int, ColumnKey]
) -> tuple[AdoptedColumn, ...]:
    found = []
    for number, heading in sorted(table.headings.items()):
        if not heading.text and number not in reading.columns:
            continue
        key = more.get(number) or ((reading.key, reading.columns[number]) if number in reading.columns else None)
        otherwise = "title" if number in more else "carried" if is_carried(table, reading, number) else "left"
        how = reading.known_by.get(number, otherwise) if number in reading.columns else otherwise
        found.append(AdoptedColumn(heading.text, heading.place, key, how, len(table.column(number))))
    return tuple(found)


def _left_table(table: SourceTable, collection: Collection) -> AdoptedTable:
    """A table that calgen has no tab for: all of its cells are left."""
    for cell in (*table.above, *table.headings.values(), *(cell for row in table.rows for cell in row.values())):
        if cell.text or isinstance(cell.cell.value, bool):
            collection.leave(cell, Phrase(("adopt", "reasons", "no_tab"), {}))
    return AdoptedTable(table.place if table.cells else Place(table.tab), table.title, "")
