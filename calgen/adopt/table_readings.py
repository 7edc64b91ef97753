"""What a table of theirs is: the tab whose columns its headings and the shape of its values fit best."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from calgen.adopt.asked_meanings import AskedMeaning, asked_column, asked_tab
from calgen.adopt.columns import ITEMS, column_of, columns_of, table_keys
from calgen.adopt.foreign_titles import BARE, CALENDAR, EXACT, TitleMatch, column_matches, tab_match
from calgen.adopt.shapes import fit, is_box, shape_matches
from calgen.adopt.signs import is_sign
from calgen.adopt.source_tables import SourceTable
from calgen.book.cells import ReadOptions
from calgen.book.columns import Column

_LEAST_FIT = 0.5  # share of a column's cells that must be readable
_NAME, _REQUIRED, _OTHER = 3.0, 2.0, 1.0  # what a heading tells of a table
_OF_TITLE, _OF_TAB = 4.0, 3.0  # what its own title tells, and that of the tab it stands on
_BY_SHAPE = 0.7  # of what a heading tells, where only the values tell it
_LEAST_SETTINGS = 2
_MOST_UNKNOWN = 2  # headings of a table of which one alone is known
_CLEARLY = 0.25  # by how much the best reading of a table must be better than the next


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table read as a tab: the key of each column by its number, how it is known, and how well all of it fits."""

    key: str
    columns: Mapping[int, str] = field(default_factory=dict)
    known_by: Mapping[int, str] = field(default_factory=dict)  # `title`, `near`, `values`, `asked`
    score: float = 0
    aside: frozenset[int] = frozenset()  # the columns that the user says to leave
    count: int = 0  # of its headings
    is_titled: bool = False  # whether its own title, or that of its tab, tells what it is

    @property
    def is_whole(self) -> bool:
        """Whether it has what a row of the tab needs: its name; of a post something that it says, and when or where."""
        keys = set(self.columns.values())
        if self.key == "settings":
            return len(keys) >= _LEAST_SETTINGS
        if self.key == "social":
            return bool(keys & {"title", "text", "theme"}) and bool(keys & {"date", "platform", "status"})
        if len(self.columns) == 1 and self.count > _MOST_UNKNOWN and self.key != "platforms" and not self.is_titled:
            return False  # one known heading among others tells nothing
        needed = ("category", "share") if self.key == "mix" else (columns_of(self.key)[0].key,)
        return keys.issuperset(needed)


def without_column(reading: TableReading, number: int) -> TableReading:
    """The reading without one of its columns."""
    return replace(reading, columns={at: key for at, key in reading.columns.items() if at != number})


def without_key(reading: TableReading, key: str) -> TableReading:
    """The reading without the column of a key."""
    return replace(reading, columns={at: column for at, column in reading.columns.items() if column != key})


def read_table(table: SourceTable, options: ReadOptions, asked: Sequence[AskedMeaning]) -> list[TableReading]:
    """The readings of a table that have what they need, the best first; more than one where none is clearly better."""
    meaning = asked_tab(asked, table)
    if meaning and not meaning.means:
        return []
    keys = (meaning.tab_key,) if meaning else table_keys(with_settings=table.is_list)
    readings = [read_as(table, key, options, asked) for key in keys]
    found = sorted((reading for reading in readings if reading.is_whole), key=lambda reading: -reading.score)
    found = [reading for reading in found if reading.score > found[0].score - _CLEARLY]
    of_posts = [reading for reading in found if reading.key == CALENDAR and "date" in reading.columns.values()]
    if of_posts and {reading.key for reading in found} <= {*ITEMS}:
        return of_posts  # where a row goes, its day and its platform tell
    only_names = [reading for reading in found if reading.key == "platforms" and len(reading.columns) == 1]
    return only_names or found


def nameless_reading(
    table: SourceTable, options: ReadOptions, asked: Sequence[AskedMeaning]
) -> tuple[TableReading, tuple[int, ...]] | None:
    """A table whose title tells what it is, but none of whose headings names its rows; and the columns that might.

    `None` where it is no such table.
    """
    matches = (tab_match(title) for title in (table.title, table.tab))
    match = next((match for match in matches if match and match.sureness >= BARE), None)
    if match is None or match.key in (CALENDAR, "settings") or asked_tab(asked, table):
        return None
    reading = read_as(table, match.key, options, asked)
    said = {number for number, heading in table.headings.items() if asked_column(asked, heading.text, table.tab)}
    sure = {number for number, how in reading.known_by.items() if how in ("title", "asked")}
    free = tuple(number for number in sorted({*table.headings} - said - sure)
                 if any(isinstance(cell.cell.value, str) for cell in table.column(number)))  # fmt: skip
    return (reading, free) if free and reading.columns else None


def read_as(table: SourceTable, key: str, options: ReadOptions, asked: Sequence[AskedMeaning]) -> TableReading:
    """A table read as one tab, whether or not it has what that needs."""
    columns, known_by, score = dict[int, str](), dict[int, str](), 0.0
    for value, number, match in _candidates(table, key, options, asked):
        if number not in columns and match.key not in columns.values():
            columns[number] = match.key
            known_by[number] = "asked" if match.sureness > EXACT else "title" if match.sureness >= BARE else "near"
            score += value * _weight(key, match.key)
    for number, heading in table.headings.items():
        is_told = asked_column(asked, heading.text, table.tab)
        if key == "settings" or number in columns or is_told:
            continue
        shapes = shape_matches(key, table.column(number), options)
        found = [column for column in shapes if column not in columns.values()]
        if len(found) == 1:
            columns[number], known_by[number] = found[0], "values"
            score += _weight(key, found[0]) * _BY_SHAPE
    said = {number: asked_column(asked, heading.text, table.tab) for number, heading in table.headings.items()}
    aside = frozenset(number for number, meaning in said.items() if meaning and not meaning.means)
    of_titles = _score_of_titles(table, key)
    count = sum(bool(heading.text) for heading in table.headings.values())
    return TableReading(key, columns, known_by, score + of_titles, aside, count, of_titles > 0)


def _candidates(
    table: SourceTable, key: str, options: ReadOptions, asked: Sequence[AskedMeaning]
) -> list[tuple[float, int, TitleMatch]]:
    """The columns that each heading may mean, with how well it fits and the number of the heading, the best first."""
    found = []
    for number, heading in table.headings.items():
        for match in _matches(key, heading.text, table.tab, asked):
            fitness = _fitness(table, number, column_of(key, match.key), options)
            if fitness >= _LEAST_FIT or match.sureness > EXACT:
                found.append((match.sureness * (0.5 + fitness / 2), number, match))
    order = {column.key: n for n, column in enumerate(columns_of(key))}
    return sorted(found, key=lambda each: (-each[0], order[each[2].key], each[1]))


def _fitness(table: SourceTable, number: int, column: Column, options: ReadOptions) -> float:
    """How well a column of theirs fits; boxes are a status where their heading says that the post is out."""
    cells = table.column(number)
    if column.key == "status" and cells and all(map(is_box, cells)):
        return float(is_sign("published", table.headings[number].text))
    return fit(column, cells, options)


def _matches(key: str, heading: str, tab: str, asked: Sequence[AskedMeaning]) -> Iterator[TitleMatch]:
    meaning = asked_column(asked, heading, tab)
    if meaning is None and is_sign("aside_headings", heading):
        return
    if meaning is None:
        known = {column.key for column in columns_of(key)}
        yield from (match for match in column_matches(key, heading) if match.key in known)
    elif column := meaning.column_key(key):
        yield TitleMatch(column, 2 * EXACT)


def _score_of_titles(table: SourceTable, key: str) -> float:
    """What the title of the table and that of its tab tell."""
    matches = ((tab_match(title), most) for title, most in ((table.title, _OF_TITLE), (table.tab, _OF_TAB)) if title)
    return sum(most * match.sureness for match, most in matches if match and match.key == key)


def _weight(key: str, column: str) -> float:
    declared = column_of(key, column)
    if key == "social":
        return _REQUIRED if declared.required or column in ("title", "text", "time") else _OTHER
    return _NAME if declared.key == columns_of(key)[0].key else _REQUIRED if declared.required else _OTHER
