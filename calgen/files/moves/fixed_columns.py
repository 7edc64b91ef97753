"""Which columns beside a table stay where they are when its rows move: those of objects over several rows.

Only the columns of the table move with its rows; a plain cell beside a row goes with it. A merge, a table, a pivot
table, an array formula or a link over several rows beside the body keeps its place, with its columns: the title above a
small table stays above it. What is below the table moves as one block. docs/decisions.md has the whole rule.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from calgen.book.problems import Place, Problem, Refused
from calgen.files.moves.row_moves import RowMoves, move_block
from calgen.files.read.formulas import LAST_ROW, Area
from calgen.files.read.object_ranges import ObjectKind, ObjectRange

FilledCells = Mapping[int, Collection[int]]  # row → columns of its cells that hold something


@dataclass(frozen=True, slots=True)
class TableSite:
    """Where a table stands: the title of its tab, its area without totals, and the columns that it gains."""

    title: str
    area: Area
    gained_columns: int = 0
    headed: frozenset[int] = frozenset()  # columns with a text in the heading row
    last_row: int = 0  # the last row of the tab


def with_fixed_columns(
    moves: RowMoves, site: TableSite, objects: Sequence[ObjectRange], filled: Callable[[], FilledCells]
) -> RowMoves:
    """The moves with the columns that stay, and as far as what is below the table can move.

    Raises Refused (`rows_held_together`, `no_room_for_rows`) where no place is sound for one of the objects.
    """
    if moves.is_identity and not site.gained_columns:
        return moves
    moves = _fixed(moves, site, objects, filled)
    moves = _with_shift(moves, site, objects, filled)
    if refused := [problem for item in objects if (problem := _object_problem(item, moves, site))]:
        raise Refused.joined(refused)
    return moves


# -- columns -----------------------------------------------------------------------------------------------------------


def _fixed(
    moves: RowMoves, site: TableSite, objects: Sequence[ObjectRange], filled: Callable[[], FilledCells]
) -> RowMoves:
    aside = [item for item in objects if not _shares_columns(item.area, site) and item.area.bottom >= moves.first]
    body = [item for item in aside if item.area.top <= moves.last]
    high = [item for item in body if item.area.top < item.area.bottom and not _is_source_of_rows(item, moves, site)]
    notes = _note_columns(high, moves, site, filled)
    high = [item for item in high if not (item.kind in _BOUND and set(_columns(item)) <= notes)]
    across = [item for item in high if item.area.bottom > moves.last]
    below = _closure({column for item in across for column in _columns(item)},
                     [item for item in aside if item.area.bottom > moves.last])  # fmt: skip
    fixed = _closure(below | {column for item in high for column in _columns(item)}, body)
    return replace(moves, fixed=frozenset(fixed), fixed_below=frozenset(below))


_BOUND = (ObjectKind.MERGE, ObjectKind.LINK)
_LOOSE = (ObjectKind.LINK, ObjectKind.SOURCE)  # they may be separated: a link into several, a source as any range


def _is_source_of_rows(item: ObjectRange, moves: RowMoves, site: TableSite) -> bool:
    """Whether an array formula refers to a column with a cell for each row, which goes with its row."""
    whole = item.area.top <= moves.first and item.area.bottom >= moves.whole
    return item.kind is ObjectKind.SOURCE and (whole or not site.headed.isdisjoint(_columns(item)))


def _note_columns(
    high: Iterable[ObjectRange], moves: RowMoves, site: TableSite, filled: Callable[[], FilledCells]
) -> set[int]:
    """Columns of notes beside the posts: they have a heading, and cells beside rows that no merge or link is on.

    Their notes go with the rows, and so do merges and links over several of them.
    """
    bound = [item for item in high if item.kind in _BOUND and item.area.top > site.area.top]
    asked = {column for item in bound for column in _columns(item)} & site.headed
    asked -= {column for item in high if item.kind not in _BOUND for column in _columns(item)}
    if not asked:
        return set()
    covered = {(row, column) for item in bound for column in _columns(item)
               for row in range(item.area.top, min(item.area.bottom, moves.last) + 1)}  # fmt: skip
    cells = filled()
    rows = range(moves.first, moves.last + 1)
    return {column for column in asked if any(column in cells.get(row, ()) and (row, column) not in covered
                                              for row in rows)}  # fmt: skip


def _closure(columns: set[int], objects: Sequence[ObjectRange]) -> set[int]:
    """The columns, and all columns of objects that stand in one of them."""
    found, waiting = set(columns), list(objects)
    while found:
        touched = [item for item in waiting if not found.isdisjoint(_columns(item))]
        if not touched:
            break
        waiting = [item for item in waiting if found.isdisjoint(_columns(item))]
        found.update(*map(_columns, touched))
    return found


def _columns(item: ObjectRange) -> range:
    return range(item.area.left, item.area.right + 1)


def _shares_columns(area: Area, site: TableSite) -> bool:
    return area.left <= site.area.right and area.right >= site.area.left


# -- what is below -----------------------------------------------------------------------------------------------------


def _with_shift(
    moves: RowMoves, site: TableSite, objects: Sequence[ObjectRange], filled: Callable[[], FilledCells]
) -> RowMoves:
    """The moves with the number of rows by which what is below moves."""
    grown = moves.end - moves.last
    low = [item for item in objects if item.area.top > moves.bottom and item.kind is not ObjectKind.SOURCE]
    held = [item for item in low if _is_torn(item.area, moves)]
    if site.last_row + grown > LAST_ROW:
        held += _pushed_out(filled(), LAST_ROW - grown)
    if grown > 0 and held:
        _check_room(moves, held[0], low, filled(), site)
        return replace(moves, below=0)
    if grown < 0 and held:
        return replace(moves, below=0)
    beside = moves.fixed - moves.fixed_below
    if grown < 0 and beside:
        cells = filled()
        high = (item for item in objects if item.area.top <= moves.last)
        reach = [item.area.bottom for item in high if not beside.isdisjoint(_columns(item))]
        reach += [row for row in range(moves.end + 1, moves.last + 1) if not beside.isdisjoint(cells.get(row, ()))]
        lowest = min(max([moves.end, *reach]), moves.last)
        return replace(moves, below=lowest - moves.last)
    return moves


def _pushed_out(cells: FilledCells, last: int) -> list[ObjectRange]:
    """The first of the cells that would be pushed over the end of the sheet."""
    rows = sorted(row for row, columns in cells.items() if columns and row > last)
    area = Area(rows[0], min(cells[rows[0]]), rows[0], min(cells[rows[0]])) if rows else None
    return [ObjectRange(ObjectKind.MERGE, area)] if area else []


def _is_torn(area: Area, moves: RowMoves) -> bool:
    """Whether an object below has columns that stay, and others that move."""
    stay = {column in moves.fixed_below for column, _ in moves.column_groups(area.left, area.right)}
    return len(stay) > 1


def _check_room(
    moves: RowMoves, held: ObjectRange, low: Iterable[ObjectRange], cells: FilledCells, site: TableSite
) -> None:
    """Checks that the rows into which the table grows are free. Raises Refused."""
    wanted = range(moves.bottom + 1, moves.end + moves.totals + 1)
    taken = moves.rows.keys()
    full = [row for row in wanted if row not in taken and set(cells.get(row, ())) - moves.fixed]
    full += [item.area.top for item in low if item.area.top <= wanted[-1]]
    if full:
        raise Refused.joined([_problem("no_room_for_rows", held, site)])


def _object_problem(item: ObjectRange, moves: RowMoves, site: TableSite) -> Problem | None:
    """Why an object cannot move as a whole, or stands where the table will; None for one that can."""
    area = item.area
    if area.bottom < moves.first or item.kind in _LOOSE:
        return None
    moved = move_block(area, moves)
    if moved is None:
        return _problem("rows_held_together", item, site)
    if moved.top and moved.bottom - moved.top != area.bottom - area.top and item.kind is not ObjectKind.MERGE:
        return _problem("rows_held_together", item, site)
    table = site.area._replace(bottom=moves.end + moves.totals, right=site.area.right + site.gained_columns)
    before = site.area._replace(bottom=moves.bottom)
    if moved.top and moved.overlaps(table) and not area.overlaps(before):
        return _problem("no_room_for_rows", item, site)
    return None


def _problem(code: str, item: ObjectRange, site: TableSite) -> Problem:
    cell = str(Area(item.area.top, item.area.left, item.area.top, item.area.left))
    return Problem(code, Place(site.title, cell), values={"range": str(item.area)})
