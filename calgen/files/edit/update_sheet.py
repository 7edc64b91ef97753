"""Updates a calendar tab in place: its rows, and with them its table, ranges, conditional formats and comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calgen.book.sheet import SheetEdit
from calgen.files.edit import tables
from calgen.files.edit.beside_cells import renew_footer, renew_helps
from calgen.files.edit.edit_rows import edit_rows
from calgen.files.edit.edited_rows import EditedRows
from calgen.files.edit.present_sheet import PresentSheet
from calgen.files.edit.row_groups import outline_rows, scroll_to
from calgen.files.edit.rules import add_missing_rules, drawn_rules, remove_old_drop_downs, remove_old_rules
from calgen.files.moves.comments import move_comments
from calgen.files.moves.moved_formulas import MovesByTitle
from calgen.files.moves.moved_parts import move_parts
from calgen.files.moves.moved_ranges import close_lists, move_ranges_of_sheet
from calgen.files.read.markup import XmlDocument
from calgen.files.read.opened_workbook import OpenedWorkbook, WorkbookSheet

if TYPE_CHECKING:
    from calgen.files.edit.copy_parts import PartCopier


def update_sheet(
    workbook: OpenedWorkbook,
    copier: PartCopier,
    present: PresentSheet,
    drawn: WorkbookSheet,
    moves_of_tabs: MovesByTitle,
) -> None:
    """Edits a tab of a workbook so that it shows what `drawn` shows; `moves_of_tabs` are those of all edited tabs."""
    package, tab, edit = workbook.package, present.tab, present.edit
    fresh, lines = copier.sheet_for_edit(drawn)
    edited = edit_rows(present, lines, moves_of_tabs)
    move_ranges_of_sheet(present.document, moves_of_tabs, tab.title)
    _show_rows(present)
    package.write(tab.part, _with_rules(present.document, edited, fresh, edit))
    if present.table is not None:
        own_table = present.table[0]
        tables.resize_table(package, present.table, edited)
    else:
        own_table = tables.add_table(package, tab, copier.table_of(drawn), edited, edit)
    move_comments(package, tab.part, moves_of_tabs, tab.title)
    move_parts(package, tab, own_table, moves_of_tabs)


def _show_rows(present: PresentSheet) -> None:
    """Shows the signs of the group of past weeks where some of its rows are new, and the row that the tab opens on."""
    if present.edit.grouped_rows:
        outline_rows(present.document)
    opens_at = opening_row(present)
    if opens_at:
        scroll_to(present.document, present.edit.top, opens_at)


def opening_row(present: PresentSheet) -> int:
    """The row that the tab opens on; 0 where the view stays."""
    wanted = present.edit.opens_at
    return next((goal for goal, moved in present.order.items() if wanted and moved.drawn == wanted), 0)


def _with_rules(document: XmlDocument, edited: EditedRows, fresh: bytes, edit: SheetEdit) -> bytes:
    """The XML of the edited sheet, its conditional formats, drop-downs, helps and footer up to date."""
    former = set(edit.former_patterns)
    seen: set[str] = set()
    current = drawn_rules(fresh)
    for node in document.root.children:
        if node.name == "conditionalFormatting":
            seen |= remove_old_rules(document, node, former - current.keys())
        elif node.name == "dataValidations":
            seen |= remove_old_drop_downs(document, node, former - current.keys())
            renew_helps(document, node, edit.former_helps)
        elif node.name == "headerFooter":
            renew_footer(document, node, fresh, edit.former_above)
        elif node.name == "dimension":
            document.remove(node)
    add_missing_rules(document, {form: xml for form, xml in current.items() if form not in seen}, edited)
    close_lists(document)
    written = document.to_bytes()
    return written.replace(b"<sheetData/>", b"<sheetData>" + edited.data + b"</sheetData>", 1)
