"""Reads the bytes of a workbook as grids of cells with addresses."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from calgen.book.grid import Grid, Span, Workbook
from calgen.book.near_titles import known_tab_title
from calgen.book.problems import Place, Refused
from calgen.files.read import guard, object_ranges, shared_parts, sheets, user_marks
from calgen.files.read.markup import Malformed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from calgen.files.read.opened_workbook import OpenedWorkbook, WorkbookSheet

_MARKED = ("social", "editorial")  # the tabs on which a mark of the user's keeps a row
MOST_TEXT = 50_000_000  # characters in all cells together
_Part = TypeVar("_Part")


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises Refused if it is absent, unreadable, no regular file or too big."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # a pipe may never answer, a device may never end
            raise Refused("not_a_file", file=path.name)
        if found.st_size > guard.MOST_BYTES:
            raise guard.too_big(path.name, "file", found.st_size // guard.MEGABYTE, guard.MOST_BYTES // guard.MEGABYTE)
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused("file_absent", file=path.name) from None
    except OSError as error:
        raise Refused("file_unread", detail=error.strerror or type(error).__name__) from error


def load(data: bytes, name: str, *, every: bool = False, without: Collection[str] = ()) -> Workbook:
    """The cells of the workbook in these bytes; `name` is that of the file. Raises Refused.

    As `read_grids` of the opened file.
    """
    return read_grids(guard.open_workbook(data, name), every=every, without=without)


def read_grids(workbook: OpenedWorkbook, *, every: bool = False, without: Collection[str] = ()) -> Workbook:
    """The cells of an opened workbook. Raises Refused for damaged or too many cells.

    Tabs that calgen knows, by their title (`near_titles.known_tab_title`) or by its own marker, become grids, but
    for its own tabs whose keys are in `without`. Of the other tabs only the XML is checked. With `every`, all tabs
    become grids.
    """
    try:
        return _read_workbook(workbook, workbook.name, every=every, without=without)
    except Refused:
        raise
    except Exception as error:  # an unforeseen fault of a file becomes a refusal, not a traceback
        raise Refused("file_unread", detail=type(error).__name__) from error


def _read_workbook(workbook: OpenedWorkbook, name: str, *, every: bool, without: Collection[str]) -> Workbook:
    ours = workbook.calgen_sheets()
    owned = {key: sheet.title for key, sheet in ours.items()}
    known = {title: key not in without for key, title in owned.items()}
    no_texts = shared_parts.SharedTexts()
    texts = _read_shared_part(workbook, "sharedStrings", name, shared_parts.read_shared_texts, no_texts)
    kinds = _read_shared_part(workbook, "styles", name, shared_parts.read_number_kinds, list[int]())
    grids: list[Grid] = []
    characters = 0
    for sheet in workbook.sheets:
        place = Place(sheet.title)
        try:
            if not (every or known.get(sheet.title, bool(known_tab_title(sheet.title)))):
                sheets.check_xml(workbook.package.read(sheet.part))
                continue
            data, epoch_1904 = workbook.package.read(sheet.part), workbook.counts_from_1904
            most = guard.MOST_AREA
            found = sheets.read_grid(data, sheet.title, texts, kinds, epoch_1904=epoch_1904, most_merged=most)
        except Malformed as error:
            raise Refused("file_damaged", place, file=name, part=sheet.part) from error
        except sheets.TooLong as error:
            limit = guard.MOST_AREA if error.what == "merge" else shared_parts.LONGEST_TEXT
            raise Refused(f"too_big_{error.what}", Place(sheet.title, error.cell), file=name, limit=limit) from error
        if found:
            grids.append(found[0])
            characters += found[1]
            if characters > MOST_TEXT:
                raise Refused("too_big_texts", place, file=name, found=characters, limit=MOST_TEXT)
    calendars = {ours[key].title: ours[key] for key in _MARKED if key in ours}
    grids = [_of_calendar(workbook, grid, calendars.get(grid.title)) for grid in grids]
    titles = tuple(sheet.title for sheet in workbook.sheets)
    return Workbook(Path(name).stem, tuple(grids), workbook.counts_from_1904, owned, titles)


def _of_calendar(workbook: OpenedWorkbook, grid: Grid, sheet: WorkbookSheet | None) -> Grid:
    """The grid of a calendar with the cells that the user marked, and with its tables; any other grid as it is."""
    if sheet is None:
        return grid
    found = [*object_ranges.part_ranges(workbook.package, sheet.part)]
    tables = tuple[Span, ...](table.area for table in found)
    totals: dict[Span, int] = {table.area: table.totals for table in found if table.totals}
    marks = user_marks.user_marks(workbook, sheet)
    filtered = object_ranges.has_criteria(workbook.package, sheet.part)
    return replace(grid, user_marks=marks.cells, italics=marks.italics, tables=tables, totals=totals,
                   is_filtered=filtered, drawing_rows=frozenset(row for row, _ in marks.drawings))  # fmt: skip


def _read_shared_part(
    workbook: OpenedWorkbook, kind: str, name: str, reader: Callable[[bytes], _Part], none: _Part
) -> _Part:
    """A part that the cells of all sheets refer to; `none` if the workbook has no such part."""
    part = workbook.part_of_kind(kind)
    try:
        return reader(workbook.package.read(part)) if part else none
    except Malformed as error:
        raise Refused("file_damaged", file=name, part=part) from error
