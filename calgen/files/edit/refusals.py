"""What keeps calgen's tabs from being written into a workbook, all of it at once, known before anything is drawn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from calgen.book.problems import Place, Problem, Refused, Severity
from calgen.files.edit.copy_parts import table_roots
from calgen.files.edit.present_sheet import read_present_sheet
from calgen.files.edit.styles import LIMIT
from calgen.files.edit.table_span import LONGEST_NAME
from calgen.files.read import guard
from calgen.files.read.markup import to_utf8
from calgen.files.read.opened_workbook import NAME_PREFIX, TAB_MARKER
from calgen.files.read.package import ROOT
from calgen.files.read.part_names import part_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from calgen.book.sheet import SheetEdit
    from calgen.files.read.opened_workbook import OpenedWorkbook, WorkbookSheet

_BUILT_IN = "_xlnm."
LONGEST_TITLE = 31  # characters of a tab's title in UTF-16, as Excel counts them
_ILLEGAL = re.compile(r"[\[\]:*?/\\]")
_MOST_NEW_FORMATS = 2_000  # cell formats that calgen's tabs need at most
_LARGE = 32 * guard.MEGABYTE  # bytes of all sheets: well below what `guard` takes
_OBJECT = re.compile(rb"""<(?:[\w.-]+:)?mergeCell\s|\st\s*=\s*["'](?:array|dataTable)["']""")


def can_refuse(workbook: OpenedWorkbook, edited: Collection[str], headings: Iterable[str]) -> bool:
    """Whether `insert_sheets` may raise Refused for another reason than a name that is taken.

    `edited` are the keys of the calendars that are edited where they stand, and `headings` are theirs: one may be too
    long for a table.

    So it may where the user has put what holds several rows together on such a calendar, or where the workbook is near
    one of the limits: of formats, or of what `guard` takes.
    """
    ours = [sheet for key, sheet in workbook.calgen_sheets().items() if key in edited]
    part = workbook.part_of_kind("styles")
    has_many_formats = bool(part) and workbook.package.read(part).count(b"xf ") > LIMIT - _MOST_NEW_FORMATS
    size = sum(len(workbook.package.read(sheet.part)) for sheet in workbook.sheets)
    has_long_heading = any(len(heading) > LONGEST_NAME for heading in headings)
    return has_many_formats or has_long_heading or size > _LARGE or any(_has_objects(workbook, sheet) for sheet in ours)


def _has_objects(workbook: OpenedWorkbook, sheet: WorkbookSheet) -> bool:
    """Whether a calendar has anything over several cells but its table, or lacks that."""
    links = workbook.package.relationships(sheet.part)
    tables = sum(link.kind == "table" for link in links)
    data = to_utf8(workbook.package.read(sheet.part))
    return tables != 1 or any(link.kind == "pivotTable" for link in links) or bool(_OBJECT.search(data))


def check_titles(workbook: OpenedWorkbook) -> None:
    """Raises Refused where a tab of calgen's has a title that Excel does not accept: it cannot be drawn again."""
    if found := tuple(_illegal_titles(workbook)):
        raise Refused.joined(found)


def _illegal_titles(workbook: OpenedWorkbook) -> Iterator[Problem]:
    for sheet in workbook.calgen_sheets().values():
        title = sheet.title
        if _ILLEGAL.search(title) or title.startswith("'") or title.endswith("'"):
            yield Problem("tab_title_illegal", Place(title), values={"title": title})


def long_titles(workbook: OpenedWorkbook) -> tuple[Problem, ...]:
    """A warning for each of calgen's tabs whose title is too long for Excel; LibreOffice and calgen take it."""
    titles = (sheet.title for sheet in workbook.calgen_sheets().values())
    long = (title for title in titles if len(title.encode("utf-16-le")) > 2 * LONGEST_TITLE)
    return tuple(
        Problem("tab_title_long", Place(title), Severity.WARNING, {"title": title, "limit": LONGEST_TITLE})
        for title in long
    )


def clashes(workbook: OpenedWorkbook, titles: Mapping[str, str], names: Iterable[str]) -> Iterator[Problem]:
    """The titles and names that calgen's tabs need and that something of the user's has, or that Excel refuses.

    `titles` are those of calgen's tabs by key, `names` those of their tables and defined names.
    """
    yield from _illegal_titles(workbook)
    ours = workbook.calgen_sheets()
    present = {sheet.title.casefold(): sheet.title for sheet in workbook.sheets}
    for key, title in titles.items():
        if key not in ours and title.casefold() in present:
            yield Problem("tab_title_taken", Place(present[title.casefold()]), values={"title": title})
    taken = _user_names(workbook, ours.values())
    for name in dict.fromkeys(names):
        if name.casefold() in taken:
            yield Problem("name_taken", taken[name.casefold()], values={"name": name})


def row_refusals(workbook: OpenedWorkbook, edits: Mapping[str, SheetEdit]) -> Iterator[Problem]:
    """The objects of the user's on the calendars for which the moves of rows leave no sound place."""
    ours = workbook.calgen_sheets()
    for key, edit in edits.items():
        try:
            read_present_sheet(workbook.package, ours[key], edit)
        except Refused as refused:
            yield from refused.problems


def _user_names(workbook: OpenedWorkbook, ours: Collection[WorkbookSheet]) -> dict[str, Place]:
    """The casefolded names of the user's defined names and tables, with their places; `ours` are calgen's tabs."""
    positions, parts = {sheet.position for sheet in ours}, {part_key(sheet.part) for sheet in ours}
    found: dict[str, Place] = {}
    for name in workbook.names:
        folded = name.name.casefold()
        if name.local not in positions and folded != TAB_MARKER and not folded.startswith((NAME_PREFIX, _BUILT_IN)):
            is_local = name.local is not None and 0 <= name.local < len(workbook.sheets)
            title = workbook.sheets[name.local].title if is_local and name.local is not None else ""
            found.setdefault(folded, Place(title))
    user_parts = workbook.package.reachable([ROOT], parts)
    tabs = _tabs_of_tables(workbook)
    for part, root in table_roots(workbook.package).items():
        if part in user_parts:  # a table that no tab leads to any more is nobody's
            place = Place(tabs.get(part, ""), root.get("ref").partition(":")[0] if part in tabs else "")
            found |= {root.get(key).casefold(): place for key in ("displayName", "name") if root.get(key)}
    return found


def _tabs_of_tables(workbook: OpenedWorkbook) -> dict[str, str]:
    """The title of the tab that each table is on, by the key of its part."""
    return {
        part_key(link.part): sheet.title
        for sheet in workbook.sheets
        for link in workbook.package.relationships(sheet.part)
        if link.kind == "table"
    }
