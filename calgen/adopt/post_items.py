"""Posts, subjects and ideas of theirs, one for each row of a list, before it is known where they go."""

from __future__ import annotations

import re
from collections.abc import Collection as Numbers
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time

from calgen.adopt.collection import Collection, GatheredRecord, GatheredValue
from calgen.adopt.columns import PIECE_COLUMNS, column_of
from calgen.adopt.day_texts import day_or_hour, texts_beside
from calgen.adopt.input_records import table_options
from calgen.adopt.network_texts import is_network, labels_in, networks_in
from calgen.adopt.own_columns import is_worked_out, no_column, own_name, own_value
from calgen.adopt.periods import completed_day, day_in
from calgen.adopt.regions import PlacedCell
from calgen.adopt.sections import Section, default_platform, first_day_named, is_section
from calgen.adopt.shapes import TICKED, is_box
from calgen.adopt.source_tables import SourceTable
from calgen.adopt.table_readings import TableReading
from calgen.adopt.values import adopted_value, status_word
from calgen.book.cells import ReadOptions
from calgen.book.folding import tidy
from calgen.book.hours import hour
from calgen.book.problems import Problem
from calgen.book.sheet import SheetValue
from calgen.book.values import Phrase
from calgen.book.words import Words

_POST_COLUMNS = {column: key for key, column in PIECE_COLUMNS.items()}  # column of the content → of a post


@dataclass(slots=True)
class PostItem:
    """A post or an idea: its values by column key of the social calendar, and those of columns of theirs by heading.

    `piece` are values that only a piece of content has, by column key of that tab.
    """

    values: GatheredRecord
    own: GatheredRecord = field(default_factory=dict)
    piece: GatheredRecord = field(default_factory=dict)

    def at(self, platform: str, cells: Sequence[PlacedCell]) -> PostItem:
        """The same on a platform that some cells name; its values are copies, each of them settled on its own."""
        values, own, piece = (
            {key: replace(value, cells=[*value.cells]) for key, value in each.items()}
            for each in (self.values, self.own, self.piece)
        )
        return PostItem({**values, "platform": GatheredValue(platform, [*cells])}, own, piece)


def list_items(
    table: SourceTable, reading: TableReading, options: ReadOptions, words: Words, collection: Collection
) -> list[PostItem]:
    """An item for each row of a list of posts, and for each network that a row names."""
    options, found = table_options(table, reading, options), list[PostItem]()
    section = Section(table, default_platform(table), first_day_named(table, options))
    for row in table.rows:
        if is_section(row, reading):
            cell = next(iter(row.values()))
            collection.name(cell)
            section = section.below(cell, options)
            continue
        item = _row_item(section.table, row, reading, options, words, collection)
        if section.day and "date" not in {*reading.columns.values()}:
            item.values["date"] = GatheredValue(section.day, [])
        if not {"title", "text", "theme", "date"} & item.values.keys():
            for value in (*item.values.values(), *item.own.values(), *item.piece.values()):
                for cell in value.cells:
                    collection.leave(cell, Phrase(("adopt", "reasons", "no_post"), {}))
            continue
        if "platform" not in item.values and section.platform:
            item.values["platform"] = GatheredValue(section.platform, [])
        found += split_platforms(item)
    return found


def row_item(
    table: SourceTable,
    row: Mapping[int, PlacedCell],
    reading: TableReading,
    without: Numbers[int],
    options: ReadOptions,
    words: Words,
    collection: Collection,
) -> PostItem:
    """What a row says, the cells in the columns `without` left alone."""
    others = {number: cell for number, cell in row.items() if number not in without}
    return _row_item(table, others, reading, options, words, collection)


def _row_item(
    table: SourceTable,
    row: Mapping[int, PlacedCell],
    reading: TableReading,
    options: ReadOptions,
    words: Words,
    collection: Collection,
) -> PostItem:
    item = PostItem({})
    for number, cell in row.items():
        key = reading.columns.get(number)
        if key is None:
            if number in table.headings and is_worked_out(table.headings[number].text, reading):
                collection.leave(cell, Phrase(("adopt", "reasons", "worked_out"), {}))
            elif number in reading.aside:
                collection.leave(cell, no_column(table.headings[number].text))
            elif number in table.headings:
                item.own[own_name(table, number)] = own_value(cell)
            continue
        key, is_piece = _POST_COLUMNS.get(key, key), reading.key == "content" and key not in _POST_COLUMNS
        found = adopted_value(cell, column_of("content", key), options, words) if is_piece else (
            post_value(cell, key, options, words))  # fmt: skip
        if key in ("date", "time"):
            cell = day_or_hour(cell)
            if isinstance(found, Problem) and key == "date":
                completed = completed_day(cell.text, table.year, table.month, options)
                found = completed or day_in(cell.text, options) or found
        if isinstance(found, Problem):
            collection.leave(cell, found)
        elif found is None:
            collection.leave(cell, Phrase(("adopt", "reasons", "says_nothing"), {}))
        else:
            (item.piece if is_piece else item.values)[key] = GatheredValue(found, [cell])
            for text, reason in texts_beside(row[number]) if key in ("date", "time") else ():
                collection.leave(cell, Phrase(("adopt", "reasons", reason), {}), text)
    _part_labels(item, collection)
    _read_hour_of_day(item, collection)
    return item


def _read_hour_of_day(item: PostItem, collection: Collection) -> None:
    """The hour that stands in the cell of the day, where no column has it; one of universal time is left."""
    if "date" in item.values and "time" not in item.values:
        dated = item.values["date"].cells
        if utc := _UTC.search(dated[0].text):
            collection.leave(dated[0], Phrase(("adopt", "reasons", "utc"), {}), utc[0])
        elif clock := _clock(dated[0]):
            item.values["time"] = GatheredValue(clock, dated)


def _part_labels(item: PostItem, collection: Collection) -> None:
    """Takes the labels of a card apart: networks are its platforms, the first of the others is its theme."""
    found = item.values.get("theme")
    labels = labels_in(str(found.value)) if found else ()
    if found is None or not labels:
        return
    networks = [label for label in labels if is_network(label)] if "platform" not in item.values else []
    themes = [label for label in labels if label not in networks]
    if networks:
        item.values["platform"] = GatheredValue(", ".join(networks), [*found.cells])
    found.value = "".join(themes[:1])
    if not themes:
        del item.values["theme"]
    for label in themes[1:]:
        collection.leave(found.cells[0], Phrase(("adopt", "reasons", "one_theme"), {}), label)


def post_value(cell: PlacedCell, key: str, options: ReadOptions, words: Words) -> SheetValue | Problem:
    """The value of a cell in a column of the social calendar."""
    found = adopted_value(cell, column_of("social", key), options, words)
    if isinstance(found, Problem) or found is None:
        return found
    if key == "status" and is_box(cell):
        is_ticked = cell.cell.value is True or cell.text.casefold() in TICKED
        return words.choice("status", "published") if is_ticked else None
    if key == "status":
        return status_word(str(found), words)
    if key == "time":
        read = hour(day_or_hour(cell).cell.value)
        return read if isinstance(read, time) else tidy(cell.text)
    return found


_UTC = re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|UTC)$")
_HOUR = re.compile(r"(?:^|[\sT,·])(\d{1,2}(?::\d{2}|h\d{0,2})(?:\s?[AaPp]\.?[Mm]\.?)?)(?::\d{2})?$")


def _clock(cell: PlacedCell) -> time | None:
    """The hour that stands behind a day in the same cell."""
    value = cell.cell.value
    if isinstance(value, datetime) and value.time() != time(0):
        return value.time().replace(second=0, microsecond=0)
    if isinstance(value, str):
        found = _HOUR.search(value)
        read = hour(found[1]) if found else None
        return read if isinstance(read, time) else None
    return None


def split_platforms(item: PostItem) -> Iterator[PostItem]:
    """The item once for each network that its platform cell names; one without a day is a single subject."""
    found = item.values.get("platform")
    pieces = networks_in(str(found.value)) if found else ()
    if found is None or not pieces or pieces == (found.value,):
        yield item
        return
    if "date" not in item.values:
        found.value = ", ".join(pieces)
        yield item
        return
    for piece in pieces:
        yield item.at(piece, found.cells)
