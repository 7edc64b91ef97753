"""The tables of a tab of theirs: a heading row, the rows below it, and the titles above and within."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from calgen.adopt.foreign_titles import BARE, PART, known_matches
from calgen.adopt.network_texts import is_network
from calgen.adopt.periods import weekday_in
from calgen.adopt.regions import PlacedCell, Region, cut_regions
from calgen.book.folding import fold
from calgen.book.grid import Cell, Grid
from calgen.book.problems import Place
from calgen.strategy import TABS

KEYS = ("social", *(tab.key for tab in TABS if not tab.on_demand))
_FIRST_ROWS = 6  # of a region, among which its heading row is looked for
_LONGEST_HEADING = 60
_LEAST_DAYS, _LEAST_NETWORKS = 3, 2  # days or networks beside one another that are headings
_LONGEST_DAY = 30
_MOST_KNOWN = 0.6  # share of a row's cells that are known headings, from which on it begins another table

Row = Mapping[int, PlacedCell]  # by column


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table of theirs; without `headings`, a region whose cells are in no table. `above` are the texts over it."""

    tab: str
    above: tuple[PlacedCell, ...]
    headings: Row
    rows: tuple[Row, ...]
    earlier: tuple[PlacedCell, ...] = ()  # the texts over the tables before it on its tab
    is_list: bool = False  # the headings stand below one another, and its rows beside them: all are keyed by row
    month: int | None = None  # the month and the year that the titles above name, or the user
    year: int | None = None
    day_first: bool | None = None  # the order of days in figures that the user tells

    @property
    def title(self) -> str:
        """The text directly above the table; empty where there is none."""
        return self.above[-1].text if self.above else ""

    @property
    def cells(self) -> tuple[PlacedCell, ...]:
        """All of its cells."""
        return (*self.headings.values(), *self.above, *(cell for row in self.rows for cell in row.values()))

    @property
    def place(self) -> Place:
        return min(self.cells, key=lambda cell: (cell.row, cell.column)).place

    def column(self, number: int) -> tuple[PlacedCell, ...]:
        """The filled cells below a heading."""
        return tuple(row[number] for row in self.rows if number in row)


def source_tables(grid: Grid) -> tuple[SourceTable, ...]:
    """All tables of a tab; a region without headings that stands under a table goes on with it."""
    found: list[SourceTable] = []
    for region in cut_regions(grid):
        for table in _tables(grid.title, region):
            last = found[-1] if found else None
            if last and table.rows and not table.headings and _goes_on(last, table):
                above = ({cell.column: cell} for cell in table.above)
                found[-1] = replace(last, rows=(*last.rows, *above, *table.rows))
            else:
                found.append(table)
    titles = [table.above if table.headings else table.cells for table in found]
    earlier = [tuple(cell for above in titles[:n] for cell in above) for n in range(len(found))]
    return tuple(replace(_with_merged_cells(table, grid), earlier=earlier[n]) for n, table in enumerate(found))


def _with_merged_cells(table: SourceTable, grid: Grid) -> SourceTable:
    """The table with a cell that is merged over several rows in each of them: a day with three posts."""
    spans = [(top, left, bottom) for top, left, bottom, right in grid.merges if left == right]
    if not spans or table.is_list:
        return table
    rows = [dict(row) for row in table.rows]
    numbers = [min(cell.row for cell in row.values()) for row in rows]
    for top, left, bottom in spans:
        pairs = [*zip(rows, numbers, strict=True)]
        anchor = next((row[left] for row, number in pairs if number == top and left in row), None)
        for row, number in pairs:
            if anchor and top < number <= bottom:
                row.setdefault(left, anchor)
    return replace(table, rows=tuple(rows))


def _goes_on(table: SourceTable, rest: SourceTable) -> bool:
    """Whether the cells of a region without headings stand under the headings of the table before it.

    A text alone, under rows that have more cells, is a remark below the table.
    """
    cells = [*rest.above, *(cell for row in rest.rows for cell in row.values())]
    if len(cells) == 1 and isinstance(cells[0].cell.value, str) and max(map(len, table.rows), default=0) > 1:
        return False
    below = max((cell.row for row in table.rows for cell in row.values()), default=0)
    return bool(table.headings) and all(cell.column in table.headings and cell.row > below for cell in cells)


def _tables(tab: str, region: Region) -> Iterator[SourceTable]:
    rows = [*region.by_row().values()]
    if not rows:
        yield SourceTable(tab, region.above, {}, ())
        return
    starts = [n for n, row in enumerate(rows) if _is_heading_row(row)]
    first = _heading_row(rows)
    if labels := _labels(rows, 0 if first is None else _known_count(rows[first])):
        yield _label_list(tab, region, rows, labels)
        return
    if first is None:
        yield SourceTable(tab, region.above, {}, tuple(rows))
        return
    starts = sorted({first, *(n for n in starts if n > first)})
    before = [row for row in rows[:first] if len(row) > 1]
    if before:
        yield SourceTable(tab, (), {}, tuple(before))
    above = (*region.above, *(cell for row in rows[:first] if len(row) == 1 for cell in row.values()))
    for n, start in enumerate(starts):
        end = starts[n + 1] if n + 1 < len(starts) else len(rows)
        body, titles = rows[start + 1 : end], list[PlacedCell]()
        while n + 1 < len(starts) and body and len(body[-1]) == 1 and _is_text(next(iter(body[-1].values()))):
            titles.insert(0, next(iter(body.pop().values())))
        yield SourceTable(tab, above, rows[start], tuple(body))
        above = tuple(titles)


def _labels(rows: list[dict[int, PlacedCell]], known_in_row: int) -> Row:
    """The cells of the first column, by row, where more of them are known headings than of any row; else none."""
    left = min(column for row in rows for column in row)
    found = {cell.row: cell for row in rows if (cell := row.get(left)) and len(row) > 1}
    known = _most_known(found)
    return found if known >= 2 and known > known_in_row else {}


def _label_list(tab: str, region: Region, rows: list[dict[int, PlacedCell]], labels: Row) -> SourceTable:
    left = min(column for row in rows for column in row)
    columns = sorted({column for row in rows for column in row} - {left})
    beside = [{number: row[column] for row in rows for number in {cell.row for cell in row.values()} if column in row}
              for column in columns]  # fmt: skip
    alone = tuple(row[left] for row in rows if left in row and row[left].row not in labels)
    unnamed = {number: PlacedCell(tab, number, left, Cell("")) for column in beside for number in column}
    return SourceTable(tab, (*region.above, *alone), {**unnamed, **labels}, tuple(beside), is_list=True)


def _heading_row(rows: list[dict[int, PlacedCell]]) -> int | None:
    """The number of the row, among the first ones, with most known headings; the first with several short texts."""
    last = max(1, len(rows) - 1)  # with something below it
    scores = [(_known_count(row), -n) for n, row in enumerate(rows[: min(_FIRST_ROWS, last)])]
    best = max(scores, default=(0, 0))
    least = 2 if len({column for row in rows for column in row}) > 2 else 1
    if best[0] >= least:
        return -best[1]
    return None


def _known_count(row: Row) -> int:
    """How many cells of a row are headings: known titles of one tab, or days or networks, one beside the other."""
    cells = [*row.values()]
    days, networks = sum(map(_is_day, cells)), sum(is_network(cell.text) for cell in cells)
    if days >= _LEAST_DAYS or networks >= _LEAST_NETWORKS:
        return max(days, networks) + 1
    return _most_known(row)


def _most_known(row: Row) -> int:
    """How many different columns of one tab the cells of a row, or of a column, are known titles of."""
    texts = [cell.text for cell in row.values() if _is_text(cell)]
    return max((len({known for text in texts if (known := _surest(key, text))}) for key in KEYS), default=0)


def _surest(key: str, text: str) -> str:
    matches = known_matches(key, text)
    return matches[0].key if matches and matches[0].sureness >= PART else ""


def _is_dated(row: Row) -> bool:
    return any(isinstance(cell.cell.value, date) for cell in row.values())


def _is_day(cell: PlacedCell) -> bool:
    value = cell.cell.value
    is_short = isinstance(value, str) and len(cell.text) <= _LONGEST_DAY
    return isinstance(value, date) or (is_short and weekday_in(cell.text, "") is not None)


def _means(key: str, cell: PlacedCell, least: float) -> bool:
    if not _is_text(cell):
        return False
    matches = known_matches(key, cell.text)
    return bool(matches) and matches[0].sureness >= least


def _is_text(cell: PlacedCell) -> bool:
    return isinstance(cell.cell.value, str) and len(cell.text) <= _LONGEST_HEADING


def _is_heading_row(row: Row) -> bool:
    """Whether a row within a region is the heading row of another table: most of its cells are known headings."""
    if sum(map(_is_day, row.values())) >= max(_LEAST_DAYS, len(row) - 1) and not _is_dated(row):
        return True
    if len(row) < 2 or not all(_is_text(cell) for cell in row.values()):
        return False
    texts = {fold(cell.text) for cell in row.values()}
    known = max(len({cell.column for cell in row.values() if _means(key, cell, BARE)}) for key in KEYS)
    return len(texts) == len(row) and known >= 2 and known >= _MOST_KNOWN * len(row)


def cells_of(tables: Iterable[SourceTable]) -> Iterator[PlacedCell]:
    """Every cell of some tables."""
    for table in tables:
        yield from table.above
        yield from table.headings.values()
        for row in table.rows:
            yield from row.values()
