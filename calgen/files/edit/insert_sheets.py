"""Puts the tabs that we drew into the user's workbook, and leaves every other part of it as it is.

The user's parts keep their bytes, whatever they hold; a tab of ours that is there already is replaced in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from calgen.book.problems import Place, Refused
from calgen.files.draw.draw_sheets import DrawnWorkbook, blank_workbook, draw_sheets
from calgen.files.edit.copy_parts import PartCopier, tables
from calgen.files.edit.moved_cells import Places, followed
from calgen.files.edit.sheet_views import is_selected, unselect
from calgen.files.edit.styles import EMPTY, Styles
from calgen.files.edit.update_sheet import update_sheet
from calgen.files.read.markup import RELATIONS, escape, number
from calgen.files.read.opened_workbook import MARKER, PREFIX, SHEET_KIND, DefinedName, OpenedWorkbook, WorkbookSheet
from calgen.files.read.package import ROOT, Package
from calgen.files.read.part_names import part_key, relationships_part
from calgen.files.read.run_stamp import write_stamp

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from calgen.book.sheet import Sheet, SheetEdit

_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_BUILT_IN = "_xlnm."
_FILTER = "_xlnm._filterdatabase"


@dataclass(frozen=True, slots=True)
class _Home:
    """Where a drawn sheet goes: in the place of `old`, or at the end; or by which edit `old` comes to show the same."""

    key: str
    drawn: WorkbookSheet
    old: WorkbookSheet | None
    position: int
    part: str
    selected: bool = False  # whether `old` is
    edit: SheetEdit | None = None


def _names(book: OpenedWorkbook, ours: Collection[WorkbookSheet]) -> frozenset[str]:
    mine = {sheet.position for sheet in ours}
    parts = {part_key(sheet.part) for sheet in ours}
    theirs = book.package.reached([ROOT], parts)
    own_tables = {part for part in book.package.reached(sheet.part for sheet in ours) if part not in theirs}
    defined = {name.name.casefold() for name in book.names
               if name.local not in mine and name.name.casefold() != MARKER
               and not name.name.casefold().startswith((PREFIX, _BUILT_IN))}
    listed = {root.get(attribute).casefold() for part, root in tables(book.package).items() if part not in own_tables
              for attribute in ("displayName", "name")}
    return frozenset(defined | listed) - {""}


def insert_sheets(
    workbook: OpenedWorkbook,
    sheets: Iterable[Sheet],
    *,
    open_on: str | None = None,
    hidden: Collection[str] = (),
    inputs: Collection[str] = (),
    stamped: str = "",
) -> bytes:
    """The bytes of a workbook with sheets in it; a second call with the same sheets returns the same bytes.

    A tab of calgen's that stands there already keeps its part, id, title, place and whether it is hidden: it is edited
    where its sheet has an `edit`, and replaced otherwise. `hidden` and the drawn state count for new tabs only. Those
    whose keys are in `inputs` become the user's: no marker tells that calgen wrote them. `open_on` is a key too, and
    `stamped` that of the sheet with a blank stamp, which is filled in.
    Raises Refused (`tab_title_taken`, `name_taken`, `too_many_formats`, `file_…`), and ValueError for an `edit` of a
    tab that is not there.
    """
    book = workbook.copy()
    package = book.package
    style_part = _style_part(book)
    styles = Styles(package.document(style_part))
    drawn = draw_sheets(sheets, styles.cell_format, from_1904=book.from_1904)
    homes = _homes(book, drawn)
    _refuse_clashes(book, drawn.workbook, homes)
    table_ids = _table_ids(package, homes)
    shown = _shown(book, homes, open_on, hidden)
    _clear(package, [home.old.part for home in homes if home.old and not home.edit])
    reserved = package.awaited()
    copier = PartCopier(drawn, package, styles, table_ids, reserved)
    homes = [_placed(home, package, reserved) for home in homes]
    places = _take_in(book, copier, homes, open_on if shown else None)
    package.write(style_part, styles.done())
    if shown:
        _show(book, homes, open_on)
    _register(book, drawn.workbook, homes, hidden, places, inputs)
    book.recalculate()
    book.finish()
    if stamped:
        write_stamp(package, next(home.part for home in homes if home.key == stamped))
    return package.dump()


def new_workbook(inputs: Sequence[Sheet], outputs: Sequence[Sheet] = (), *, from_1904: bool = False) -> bytes:
    """The bytes of a workbook of its own: sheets that are the user's from now on, then those that calgen owns."""
    keys, blank = [sheet.key for sheet in inputs], blank_workbook(from_1904=from_1904)
    return insert_sheets(blank, (*inputs, *outputs), open_on=(*inputs, *outputs)[0].key, inputs=keys)


def _style_part(book: OpenedWorkbook) -> str:
    """The user's styles; where there are none, a part of the plainest is added before anything else of ours."""
    part = book.one("styles")
    if not part:
        part = book.package.free("xl/styles.xml", book.package.awaited())
        book.package.add(part, EMPTY, content_type=_STYLES_TYPE)
        book.link(f"{RELATIONS}/styles", part)
    return part


def _homes(book: OpenedWorkbook, drawn: DrawnWorkbook) -> list[_Home]:
    """Where each drawn sheet goes, in the order in which they were drawn."""
    ours, end = book.ours(), len(book.sheets)
    homes: list[_Home] = []
    for sheet in drawn.workbook.sheets:
        key, edit = drawn.sheets[sheet.title].key, drawn.sheets[sheet.title].edit
        old = ours.get(key)
        if old is None:
            if edit:  # of what an edit does not take, nothing was drawn
                raise ValueError("only a tab that stands there can be edited")
            homes.append(_Home(key, sheet, None, end, ""))
            end += 1
        elif old.title != sheet.title:
            raise ValueError(f"drawn as {sheet.title!r}, but the user's tab is {old.title!r}")
        else:
            homes.append(_Home(key, sheet, old, old.position, old.part, is_selected(book.package, old.part), edit))
    return homes


def _refuse_clashes(book: OpenedWorkbook, source: OpenedWorkbook, homes: Collection[_Home]) -> None:
    """Nothing that we bring may have the name of something of the user's, or mean something else in his file."""
    if source.one("sheetMetadata"):
        raise ValueError("a drawn sheet has dynamic arrays, which need a part that all sheets share")
    ours = book.ours().values()
    theirs = {sheet.title.casefold() for sheet in book.sheets}
    for home in homes:
        if home.old is None and home.drawn.title.casefold() in theirs:
            raise Refused("tab_title_taken", Place(home.drawn.title), title=home.drawn.title)
    names = _names(book, ours) | {name.name.casefold() for name in book.names if name.local is None
                                  and not name.name.casefold().startswith(PREFIX)}
    brought = [name.name for name in source.names if name.local is None]
    brought += [root.get("displayName") for root in tables(source.package).values()]
    for name in brought:
        if name.casefold() in names:
            raise Refused("name_taken", name=name)


def _table_ids(package: Package, homes: Collection[_Home]) -> dict[str, int]:
    """The ids of the tables on tabs that are replaced, by their casefolded names."""
    old = package.reached(home.old.part for home in homes if home.old)
    found = {root.get("displayName").casefold(): number(root.get("id"), 0) for part, root in tables(package).items()
             if part in old}
    return {title: key for title, key in found.items() if key}


def _clear(package: Package, sheets: Collection[str]) -> None:
    """Removes sheets, and what only they led to."""
    reach = package.reached(sheets)
    others = [part for part in package.parts() if part_key(part) not in reach and not part_key(part).endswith(".rels")]
    alive = package.reached([ROOT, *others], sheets)
    for part in [part for part in package.parts() if part_key(part) in reach - alive]:
        package.drop(part)


def _placed(home: _Home, package: Package, reserved: set[str]) -> _Home:
    """A home whose sheet has the name of its part; a new one is kept from others."""
    if home.old is not None:
        return home
    part = package.free(home.drawn.part, reserved)
    reserved |= {part_key(part), part_key(relationships_part(part))}
    return _Home(home.key, home.drawn, None, home.position, part)


def _take_in(
    book: OpenedWorkbook, copier: PartCopier, homes: Collection[_Home], open_on: str | None
) -> dict[int, Places]:
    """Edits and fills the tabs, and selects the one to open on; returns where rows of edited ones went, by position."""
    places = {home.position: update_sheet(book, copier, home.old, home.drawn, home.edit)
              for home in homes if home.old and home.edit}  # fmt: skip
    for home in homes:
        if not home.edit:
            copier.copy_sheet(home.drawn, home.part, selected=home.selected if open_on is None else home.key == open_on)
    return places


def _state(home: _Home, hidden: Collection[str]) -> str:
    if home.old is not None:
        return home.old.state
    return "hidden" if home.key in hidden and home.drawn.state == "visible" else home.drawn.state


def _shown(book: OpenedWorkbook, homes: Collection[_Home], open_on: str | None, hidden: Collection[str]) -> bool:
    """Whether the tab to open on is there and can be seen."""
    return any(home.key == open_on and _state(home, hidden) == "visible" for home in homes)


def _show(book: OpenedWorkbook, homes: Collection[_Home], open_on: str | None) -> None:
    """Makes a tab the active one, and the only one that is selected: typing in two at once would edit both."""
    written = {home.position for home in homes}
    book.open_on(next(home.position for home in homes if home.key == open_on))
    for sheet in book.sheets:
        if sheet.part and sheet.position not in written:
            unselect(book.package, sheet)


def _register(
    book: OpenedWorkbook,
    source: OpenedWorkbook,
    homes: Collection[_Home],
    hidden: Collection[str],
    places: Mapping[int, Places],
    inputs: Collection[str],
) -> None:
    """Enters new sheets into the workbook, and the names that belong to all of ours."""
    next_id = max([0, *(sheet.sheet_id for sheet in book.sheets if sheet.sheet_id < 10**9)]) + 1
    for home in homes:
        if home.old is None:
            link = book.link(SHEET_KIND, home.part)
            book.append_sheet(home.drawn.title, next_id, link, _state(home, hidden))
            next_id += 1
    positions = {home.drawn.position: home.position for home in homes if home.position not in places}
    own = [name for name in source.names if name.local is None or name.local in positions]
    brought = {(name.name.casefold(), None if name.local is None else positions[name.local]) for name in own}
    brought |= {(own, place) for place in positions.values() for own in (MARKER, _FILTER)}
    for name in book.names:
        if (name.name.casefold(), name.local) in brought:
            book.cut_name(name)
        elif name.local is not None and name.local in places and name.name.casefold().startswith(_BUILT_IN):
            book.document.text(name.node, followed(name.text, places[name.local], book.sheets[name.local].title))
    markers = [f'<definedName name="{MARKER}" localSheetId="{home.position}" hidden="1">"{escape(home.key)}"'
               "</definedName>" for home in homes if home.position not in places and home.key not in inputs]
    book.append_names(markers + [_name(name, positions) for name in own])


def _name(name: DefinedName, positions: Mapping[int, int]) -> str:
    """A drawn name as it stands in the user's workbook."""
    place = "" if name.local is None else f' localSheetId="{positions[name.local]}"'
    shade = ' hidden="1"' if name.node.get("hidden") in {"1", "true"} else ""
    return f'<definedName name="{escape(name.name)}"{place}{shade}>{escape(name.text)}</definedName>'
