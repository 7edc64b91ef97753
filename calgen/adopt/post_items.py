"""Posts, subjects and ideas of theirs, one for each row of a list, before it is known where they go."""

from __future__ import annotations

import re
from collections.abc import Collection as Numbers
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time

from calgen.adopt.collection import Collection, GatheredRecord, GatheredValue
from calgen.adopt.columns import PIECE_COLUMNS, column_of
from calgen.adopt.input_records import table_options
from calgen.adopt.network_texts import is_network, networks_in
from calgen.adopt.own_columns import no_column, own_name, own_value
from calgen.adopt.periods import completed_day, day_in, first_month_and_year, lacks_its_year
from calgen.adopt.regions import PlacedCell
from calgen.adopt.source_tables import SourceTable
from calgen.adopt.table_readings import TableReading
from calgen.adopt.values import adopted_value, status_word
from calgen.book.cells import ReadOptions
from calgen.book.folding import fold, tidy
from calgen.book.hours import hour
from calgen.book.problems import Problem
from calgen.book.sheet import SheetValue
from calgen.book.values import Phrase
from calgen.book.vocabulary import column_titles
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
    default = default_platform(table)
    for row in table.rows:
        if is_section(row, reading):
            table, default = _of_section(table, next(iter(row.values())), default, collection)
            continue
        item = _row_item(table, row, reading, options, words, collection)
        if not {"title", "text", "theme", "date"} & item.values.keys():
            for value in (*item.values.values(), *item.own.values(), *item.piece.values()):
                for cell in value.cells:
                    collection.leave(cell, Phrase(("adopt", "reasons", "no_post"), {}))
            continue
        if "platform" not in item.values and default:
            item.values["platform"] = GatheredValue(default, [])
        found += split_platforms(item)
    return found


def is_section(row: Mapping[int, PlacedCell], reading: TableReading) -> bool:
    """Whether a row is a text alone that parts a list: a month, a week, a network."""
    number, cell = next(iter(row.items()))
    if len(row) > 1 or not isinstance(cell.cell.value, str) or reading.columns.get(number) in ("title", "text"):
        return False
    is_day = lacks_its_year(cell.text) or day_in(cell.text, _ANY) is not None
    return reading.columns.get(number) != "date" or not is_day


_ANY = ReadOptions(day_first=True)


def _of_section(
    table: SourceTable, cell: PlacedCell, default: str, collection: Collection
) -> tuple[SourceTable, str]:
    """The table and the network that hold for the rows below a section's text."""
    collection.name(cell)
    if is_network(cell.text):
        return table, cell.text
    month, year = first_month_and_year([cell.text])
    return replace(table, month=month or table.month, year=year or table.year), default


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


def default_platform(table: SourceTable) -> str:
    """The network that is the title above a list, or that of its tab; empty where there is none."""
    titles = (*(cell.text for cell in reversed(table.above)), table.tab)
    return next((title for title in titles if is_network(title)), "")


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
            if number in table.headings and _is_worked_out(table.headings[number].text, reading):
                collection.leave(cell, Phrase(("adopt", "reasons", "worked_out"), {}))
            elif number in reading.aside:
                collection.leave(cell, no_column(table.headings[number].text))
            elif number in table.headings:
                item.own[own_name(table, number)] = own_value(cell)
            continue
        key, is_piece = _POST_COLUMNS.get(key, key), reading.key == "content" and key not in _POST_COLUMNS
        found = adopted_value(cell, column_of("content", key), options, words) if is_piece else (
            post_value(cell, key, options, words))  # fmt: skip
        if isinstance(found, Problem) and key == "date":
            found = completed_day(cell.text, table.year, table.month, options) or found
        if isinstance(found, Problem):
            collection.leave(cell, found)
        elif found is None:
            collection.leave(cell, Phrase(("adopt", "reasons", "says_nothing"), {}))
        else:
            (item.piece if is_piece else item.values)[key] = GatheredValue(found, [cell])
    if "date" in item.values and "time" not in item.values:
        dated = item.values["date"].cells
        if utc := _UTC.search(dated[0].text):
            collection.leave(dated[0], Phrase(("adopt", "reasons", "utc"), {}), utc[0])
        elif clock := _clock(dated[0]):
            item.values["time"] = GatheredValue(clock, dated)
    return item


def _is_worked_out(heading: str, reading: TableReading) -> bool:
    """Whether a column says what follows from the day: the weekday, the week."""
    keys = {column_titles(tab).get(fold(heading)) for tab in ("social", "editorial")}
    return bool(keys & {"day", "week"}) and "date" in reading.columns.values()


def post_value(cell: PlacedCell, key: str, options: ReadOptions, words: Words) -> SheetValue | Problem:
    """The value of a cell in a column of the social calendar."""
    found = adopted_value(cell, column_of("social", key), options, words)
    if isinstance(found, Problem) or found is None:
        return found
    if key == "status":
        return status_word(str(found), words)
    if key == "time":
        read = hour(cell.cell.value)
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
    """The item once for each network that its platform cell names."""
    found = item.values.get("platform")
    pieces = networks_in(str(found.value)) if found else ()
    if found is None or not pieces or pieces == (found.value,):
        yield item
        return
    for piece in pieces:
        yield item.at(piece, found.cells)
