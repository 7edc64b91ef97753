"""Shares that stand beside themes: they become the content mix, whose categories the themes then are in."""

from __future__ import annotations

from fractions import Fraction

from calgen.adopt.collection import Collection, GatheredValue
from calgen.adopt.columns import column_of
from calgen.adopt.foreign_titles import column_matches
from calgen.adopt.regions import PlacedCell
from calgen.adopt.source_tables import SourceTable
from calgen.adopt.table_readings import TableReading
from calgen.book.cells import ReadOptions
from calgen.book.folding import fold
from calgen.book.rows import read_cell
from calgen.book.words import Words
from calgen.view.cell_text import cell_value

_SHARE = column_of("mix", "share")
_NEARLY_ALL = Fraction(1, 50)  # by how much shares may miss one, rounded as they are typed
_LEAST_SHARES = 2
Shares = dict[int, tuple[PlacedCell, Fraction]]  # by row of theirs


def share_column(table: SourceTable, reading: TableReading, options: ReadOptions) -> int:
    """The column of a table of themes whose values are shares that make up the whole; 0 where there is none."""
    if reading.key != "themes":
        return 0
    for number, heading in sorted(table.headings.items()):
        is_free = number not in reading.columns or reading.columns[number] == "weight"
        if is_free and _is_titled(heading.text) and _makes_up_the_whole(table.column(number), options):
            return number
    return 0


def _is_titled(heading: str) -> bool:
    return any(match.key == "share" for match in column_matches("mix", heading)) or "%" in heading


def _makes_up_the_whole(cells: tuple[PlacedCell, ...], options: ReadOptions) -> bool:
    found = [_share(cell, options) for cell in cells]
    shares = [share for share in found if share is not None]
    return len(shares) == len(found) >= _LEAST_SHARES and abs(sum(shares, Fraction(-1))) <= _NEARLY_ALL


def _share(cell: PlacedCell, options: ReadOptions) -> Fraction | None:
    found = read_cell(_SHARE, cell.cell, cell.place, options)
    return found if isinstance(found, Fraction) else None


def gather_shares(
    table: SourceTable, reading: TableReading, number: int, options: ReadOptions, words: Words, collection: Collection
) -> None:
    """Adds the shares of a table of themes to the mix; a theme without a category is a category of its own.

    Where themes have categories, the shares of these are the sums, and those of the themes their weights.
    """
    name = next(column for column, key in reading.columns.items() if key == "theme")
    for row in table.rows:
        if number not in row or name not in row:
            continue
        cell, theme = row[number], collection.find("themes", "theme", row[name].text)
        share = _share(cell, options)
        if theme is None or share is None:
            continue
        if "category" in theme:
            theme["weight"] = GatheredValue(_number(100 * share), [cell])
            category = theme["category"]
        else:
            category = theme["category"] = GatheredValue(theme["theme"].value, list(theme["theme"].cells))
        _add_share(category, share, cell, words, collection)


def _add_share(
    category: GatheredValue, share: Fraction, cell: PlacedCell, words: Words, collection: Collection
) -> None:
    records = collection.records.setdefault("mix", [])
    known = next((each for each in records if fold(str(each["category"].value)) == fold(str(category.value))), None)
    if known is None:
        known = {"category": GatheredValue(category.value, list(category.cells)), "share": GatheredValue(0, [])}
        records.append(known)
    before = Fraction(str(known["share"].value))
    known["share"].value = cell_value(before + share, _SHARE, words)
    known["share"].cells.append(cell)


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)
