"""The columns that a calendar's table takes in an edit: where calgen adds columns again, and what stands in the way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from calgen.book.grid import address
from calgen.book.problems import Place, Refused
from calgen.book.sheet import SheetEdit
from calgen.files.read.formulas import LAST_COLUMN, Area
from calgen.files.read.object_ranges import ObjectKind, ObjectRange

LONGEST_NAME = 255  # characters of the name of a table's column


def place_added_columns(
    area: Area, edit: SheetEdit, objects: Sequence[ObjectRange], filled: Mapping[int, Collection[int]]
) -> dict[int, int]:
    """The columns at which calgen adds those of an edit: the first free ones on the right of a table.

    `area` is that of the table, `filled` are the columns of cells that hold something, by row. Returns drawn column →
    column of the tab. The user's columns in between come to be columns of the table.
    """
    taken = {column for row, columns in filled.items() if area.top <= row <= area.bottom for column in columns}
    for item in objects:
        if item.area.top <= area.bottom and item.area.bottom >= area.top:
            taken.update(range(item.area.left, min(item.area.right, LAST_COLUMN) + 1))
    count, start = len(edit.added_columns), area.right + 1
    while not taken.isdisjoint(range(start, start + count)):
        start += 1
    return {drawn: start + n for n, drawn in enumerate(edit.added_columns)}


def check_new_columns(
    title: str, edit: SheetEdit, area: Area, span: tuple[int, int], objects: Sequence[ObjectRange], *, is_new: bool
) -> None:
    """Checks the columns that come to be columns of a table: all of them where the table is new, else those it gains.

    Raises Refused (`table_in_the_way`, `heading_too_long`): a table stands over no merge and no other table, pivot
    table or array formula.
    """
    left = span[0] if is_new else area.right + 1
    _check_lengths(title, edit, range(span[0], left))
    if left > span[1]:
        return
    gained = Area(area.top, left, area.bottom, span[1])
    for item in objects:
        if item.kind is not ObjectKind.LINK and item.area.overlaps(gained):
            cell = str(Area(item.area.top, item.area.left, item.area.top, item.area.left))
            raise Refused("table_in_the_way", Place(title, cell), range=str(item.area))
    _check_lengths(title, edit, range(left, span[1] + 1))


def _check_lengths(title: str, edit: SheetEdit, columns: Iterable[int]) -> None:
    """Raises Refused (`heading_too_long`) where a heading on the tab `title` is longer than a column's name can be."""
    for column in columns:
        heading = edit.changed_headings.get(column) or edit.present_headings.get(column, "")
        if len(heading) > LONGEST_NAME:
            place = Place(title, address(edit.top, column))
            raise Refused("heading_too_long", place, length=len(heading), limit=LONGEST_NAME)
