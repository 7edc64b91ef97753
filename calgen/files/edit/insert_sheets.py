"""Inserts drawn sheets into a workbook, and leaves every part of the user's as it is, byte for byte."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from calgen.book.problems import Refused
from calgen.files.draw.draw_sheets import DrawnWorkbook, blank_workbook, draw_sheets
from calgen.files.edit.carried_objects import KeptObjects, read_objects
from calgen.files.edit.copy_parts import PartCopier, table_roots
from calgen.files.edit.heading_changes import changed_headings, follow_headings
from calgen.files.edit.lost_views import restore_view
from calgen.files.edit.present_sheet import read_present_sheet
from calgen.files.edit.refusals import clashes
from calgen.files.edit.sheet_views import deselect, is_selected
from calgen.files.edit.styles import EMPTY, WorkbookStyles
from calgen.files.edit.update_sheet import opening_row, update_sheet
from calgen.files.moves.moved_formulas import MovesByTitle
from calgen.files.moves.named_ranges import move_names
from calgen.files.read.markup import RELATIONS, escape_xml, whole_number
from calgen.files.read.opened_workbook import (
    SHEET_KIND,
    TAB_MARKER,
    DefinedName,
    OpenedWorkbook,
    WorkbookSheet,
)
from calgen.files.read.package import ROOT, Package
from calgen.files.read.part_names import part_key, relationships_part
from calgen.files.read.run_stamp import write_stamp
from calgen.files.read.tab_losses import has_lost_views
from calgen.files.references.structured_references import HeadingChanges

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from calgen.book.sheet import Sheet, SheetEdit

_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_BUILT_IN = "_xlnm."
_FILTER = "_xlnm._filterdatabase"


@dataclass(frozen=True, slots=True)
class _TargetTab:
    """The tab that a drawn sheet becomes: the present one (`old`), edited or replaced, or a new one at the end."""

    key: str
    drawn: WorkbookSheet
    old: WorkbookSheet | None
    position: int  # among all sheets of the workbook, from 0
    part: str
    selected: bool = False  # whether `old` is selected
    edit: SheetEdit | None = None


def insert_sheets(
    workbook: OpenedWorkbook,
    sheets: Iterable[Sheet],
    *,
    open_on: str | None = None,
    hidden: Collection[str] = (),
    inputs: Collection[str] = (),
    stamped: str = "",
    kept: KeptObjects | None = None,
) -> bytes:
    """The bytes of a workbook with sheets in it; a second call with the same sheets returns the same bytes.

    A tab of calgen's that the workbook has already is edited if its sheet has an `edit`, and replaced otherwise. It
    keeps its part, id, title and position, and stays hidden or visible; of a replaced one, `kept` says which objects of
    the user's stay. The other arguments are keys of sheets: `open_on` is shown on opening, new tabs in `hidden` are
    hidden, those in `inputs` belong to the user (no marker says that calgen wrote them), and `stamped` has a blank
    stamp, which is filled in.
    Raises Refused (`tab_title_taken`, `name_taken`, `too_many_formats`, `file_…`), and ValueError for an `edit` of a
    tab that is not there.
    """
    workbook = workbook.copy()
    package, style_part = workbook.package, _style_part(workbook)
    styles = WorkbookStyles(package.document(style_part))
    drawn = draw_sheets(sheets, styles.cell_format, from_1904=workbook.counts_from_1904)
    tabs = _target_tabs(workbook, drawn)
    _refuse_clashes(workbook, drawn.workbook, tabs)
    changes = changed_headings(package, workbook.calgen_sheets(), drawn)
    follow_headings(package, [tab.old for tab in tabs if tab.old and tab.edit], changes)
    shown = open_on if _can_open_on(tabs, open_on, hidden) else None
    tabs, moves = _insert_tabs(workbook, drawn, styles, tabs, shown, kept or KeptObjects())
    package.write(style_part, styles.to_bytes())
    if shown:
        _select_only(workbook, tabs, shown)
    _register_sheets(workbook, drawn.workbook, tabs, hidden, moves, inputs, changes)
    workbook.request_recalculation()
    workbook.write_parts()
    if stamped:
        write_stamp(package, next(tab.part for tab in tabs if tab.key == stamped))
    return package.to_bytes()


def new_workbook(inputs: Sequence[Sheet], outputs: Sequence[Sheet] = (), *, from_1904: bool = False) -> bytes:
    """The bytes of a new workbook: the sheets that the user fills in, then those that calgen owns."""
    keys, blank = [sheet.key for sheet in inputs], blank_workbook(from_1904=from_1904)
    return insert_sheets(blank, (*inputs, *outputs), open_on=(*inputs, *outputs)[0].key, inputs=keys)


def _style_part(workbook: OpenedWorkbook) -> str:
    """The name of the styles part; a workbook without one gets a minimal one."""
    part = workbook.part_of_kind("styles")
    if not part:
        part = workbook.package.unused_name("xl/styles.xml", workbook.package.referenced_names())
        workbook.package.add(part, EMPTY, content_type=_STYLES_TYPE)
        workbook.add_relationship(f"{RELATIONS}/styles", part)
    return part


def _target_tabs(workbook: OpenedWorkbook, drawn: DrawnWorkbook) -> list[_TargetTab]:
    """The tab that each drawn sheet becomes, in the order of the sheets."""
    ours, end = workbook.calgen_sheets(), len(workbook.sheets)
    tabs: list[_TargetTab] = []
    for sheet in drawn.workbook.sheets:
        key, edit = drawn.sheets[sheet.title].key, drawn.sheets[sheet.title].edit
        old = ours.get(key)
        if old is None:
            if edit:  # only the cells that the edit takes were drawn
                raise ValueError("only a tab that is there can be edited")
            tabs.append(_TargetTab(key, sheet, None, end, ""))
            end += 1
        elif old.title != sheet.title:
            raise ValueError(f"drawn as {sheet.title!r}, but the user's tab is {old.title!r}")
        else:
            selected = is_selected(workbook.package, old.part)
            tabs.append(_TargetTab(key, sheet, old, old.position, old.part, selected, edit))
    return tabs


def _refuse_clashes(workbook: OpenedWorkbook, source: OpenedWorkbook, tabs: Collection[_TargetTab]) -> None:
    """Refuses sheets, tables and defined names that have the name of something of the user's."""
    if source.part_of_kind("sheetMetadata"):
        raise ValueError("a drawn sheet has dynamic arrays, which need a part that all sheets share")
    titles = {tab.key: tab.drawn.title for tab in tabs if tab.old is None}
    names = [name.name for name in source.names if name.local is None]
    names += [root.get("displayName") for root in table_roots(source.package).values()]
    if found := tuple(clashes(workbook, titles, names)):
        raise Refused.joined(found)


def _table_ids(package: Package, tabs: Collection[_TargetTab]) -> dict[str, int]:
    """The ids of the tables on calgen's present tabs, by casefolded name."""
    old = package.reachable(tab.old.part for tab in tabs if tab.old)
    roots = [root for part, root in table_roots(package).items() if part in old]
    found = {root.get("displayName").casefold(): whole_number(root.get("id"), 0) for root in roots}
    return {name: id_ for name, id_ in found.items() if id_}


def _insert_tabs(
    workbook: OpenedWorkbook,
    drawn: DrawnWorkbook,
    styles: WorkbookStyles,
    tabs: Collection[_TargetTab],
    open_on: str | None,
    kept: KeptObjects,
) -> tuple[list[_TargetTab], MovesByTitle]:
    """Replaces, edits or adds the sheets of the tabs; the tabs with the names of their parts, and the row moves."""
    package = workbook.package
    table_ids, lost_views = _table_ids(package, tabs), has_lost_views(workbook)
    replaced = {tab.key: tab.old.part for tab in tabs if tab.old and not tab.edit}
    objects = read_objects(package, replaced, kept)
    _remove_sheets(package, replaced.values(), objects.parts)
    copier = PartCopier(drawn, package, styles, table_ids, package.referenced_names())
    named = [_with_part(tab, package, copier.reserved) for tab in tabs]
    moves = _write_sheets(workbook, copier, named, open_on, lost_views=lost_views)
    objects.put_back(package)
    return named, moves


def _remove_sheets(package: Package, sheets: Collection[str], kept: Collection[str]) -> None:
    """Removes sheets, and the parts that nothing else leads to, `kept` ones apart."""
    reach = package.reachable(sheets)
    others = [part for part in package.parts() if part_key(part) not in reach and not part_key(part).endswith(".rels")]
    alive = package.reachable([ROOT, *others, *kept], sheets)
    for part in [part for part in package.parts() if part_key(part) in reach - alive]:
        package.remove(part)


def _with_part(tab: _TargetTab, package: Package, reserved: set[str]) -> _TargetTab:
    """The tab with the name of its part; the name of a new part is reserved."""
    if tab.old is not None:
        return tab
    part = package.unused_name(tab.drawn.part, reserved)
    reserved |= {part_key(part), part_key(relationships_part(part))}
    return _TargetTab(tab.key, tab.drawn, None, tab.position, part)


def _write_sheets(
    workbook: OpenedWorkbook,
    copier: PartCopier,
    tabs: Collection[_TargetTab],
    open_on: str | None,
    *,
    lost_views: bool,
) -> MovesByTitle:
    """Edits or fills the tabs, and selects the one to open on; returns the row moves of edited ones."""
    edited = [(tab, read_present_sheet(workbook.package, tab.old, tab.edit)) for tab in tabs if tab.old and tab.edit]
    moves = {present.tab.title.casefold(): present.moves for _, present in edited}
    for tab, present in edited:
        if lost_views:
            restore_view(present.document, copier.without_rows(tab.drawn), present.edit, opening_row(present))
        update_sheet(workbook, copier, present, tab.drawn, moves)
    del edited
    for tab in tabs:
        if not tab.edit:
            selected = tab.selected if open_on is None else tab.key == open_on
            copier.copy_sheet(tab.drawn, tab.part, selected=selected)
    return moves


def _state(tab: _TargetTab, hidden: Collection[str]) -> str:
    if tab.old is not None:
        return tab.old.state
    return "hidden" if tab.key in hidden and tab.drawn.state == "visible" else tab.drawn.state


def _can_open_on(tabs: Collection[_TargetTab], open_on: str | None, hidden: Collection[str]) -> bool:
    """Whether the tab to open on is there and can be seen."""
    return any(tab.key == open_on and _state(tab, hidden) == "visible" for tab in tabs)


def _select_only(workbook: OpenedWorkbook, tabs: Collection[_TargetTab], open_on: str | None) -> None:
    """Makes a tab the active and only selected one: what is typed goes into all selected tabs."""
    written = {tab.position for tab in tabs}
    workbook.show_on_opening(next(tab.position for tab in tabs if tab.key == open_on))
    for sheet in workbook.sheets:
        if sheet.part and sheet.position not in written:
            deselect(workbook.package, sheet)


def _register_sheets(
    workbook: OpenedWorkbook,
    source: OpenedWorkbook,
    tabs: Collection[_TargetTab],
    hidden: Collection[str],
    moves: MovesByTitle,
    inputs: Collection[str],
    changes: HeadingChanges,
) -> None:
    """Enters new sheets into the workbook part, with the defined names of all drawn sheets."""
    next_id = max([0, *(sheet.sheet_id for sheet in workbook.sheets if sheet.sheet_id < 10**9)]) + 1
    for tab in tabs:
        if tab.old is None:
            link = workbook.add_relationship(SHEET_KIND, tab.part)
            workbook.add_sheet(tab.drawn.title, next_id, link, _state(tab, hidden))
            next_id += 1
    positions = {tab.drawn.position: tab.position for tab in tabs if not tab.edit}
    drawn_names = [name for name in source.names if name.local is None or name.local in positions]
    replaced = {(name.name.casefold(), None if name.local is None else positions[name.local]) for name in drawn_names}
    replaced |= {(name, position) for position in positions.values() for name in (TAB_MARKER, _FILTER)}
    old_names = frozenset(name for name in workbook.names if (name.name.casefold(), name.local) in replaced)
    for name in old_names:
        workbook.remove_name(name)
    move_names(workbook, [name for name in workbook.names if name not in old_names], moves, changes)
    has_mark = {(key, sheet.position) for key, copies in workbook.marked_sheets().items() for sheet in copies}
    still = {(tab.key, tab.position) for tab in tabs if tab.edit} & has_mark
    marked = [tab for tab in tabs if tab.key not in inputs and (tab.key, tab.position) not in still]
    workbook.add_names([_marker_xml(tab) for tab in marked] + [_name_xml(name, positions) for name in drawn_names])


def _marker_xml(tab: _TargetTab) -> str:
    """The hidden name by which calgen finds its tab again, whatever title the user gives it."""
    attributes = f'name="{TAB_MARKER}" localSheetId="{tab.position}" hidden="1"'
    return f'<definedName {attributes}>"{escape_xml(tab.key)}"</definedName>'


def _name_xml(name: DefinedName, positions: Mapping[int, int]) -> str:
    """A drawn defined name with the position of its sheet in the workbook; `positions` maps drawn to present ones."""
    place = "" if name.local is None else f' localSheetId="{positions[name.local]}"'
    is_hidden = ' hidden="1"' if name.node.get("hidden") in {"1", "true"} else ""
    return f'<definedName name="{escape_xml(name.name)}"{place}{is_hidden}>{escape_xml(name.text)}</definedName>'
