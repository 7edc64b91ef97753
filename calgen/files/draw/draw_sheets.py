"""Draws neutral sheets: XlsxWriter writes a workbook of everything but the cells, `cells` writes the cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import BytesIO
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from calgen.book import palette
from calgen.book.sheet import Chart, ConditionalFormat, DropDown, Sheet, Style, StyledCell, Table, fits_in_list
from calgen.files.draw import charts, print_setup
from calgen.files.draw.cells import LONGEST_LINK_TEXT, LONGEST_TEXT, CellWriter, CellXml, Place, row_attributes
from calgen.files.read.opened_workbook import OpenedWorkbook
from calgen.files.read.package import ROOT, Package
from calgen.files.read.part_names import relationships_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

    from calgen.book.sheet import SheetEdit

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 -- a fixed stamp: the same sheets make the same bytes


@dataclass(frozen=True, slots=True)
class DrawnSheet:
    """The cells of a drawn sheet: XML of its rows for a new tab, single cells for an edit of the present tab."""

    key: str
    title: str
    rows: tuple[bytes, ...] = ()
    edit: SheetEdit | None = None
    cells: Mapping[Place, CellXml] = field(default_factory=dict)
    row_attributes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DrawnWorkbook:
    """Drawn sheets: a workbook of XlsxWriter's without their cells, and the cells by title of the sheet.

    `tables` gives the range of each table by name; in the workbook itself a table has one row. `former_headings` gives
    the headings of each table that change in this run, with the new ones.
    """

    workbook: OpenedWorkbook
    sheets: Mapping[str, DrawnSheet]
    tables: Mapping[str, str]
    former_headings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def draw_sheets(
    sheets: Iterable[Sheet], index_of: Callable[[Style, str], int], *, from_1904: bool = False
) -> DrawnWorkbook:
    """Draws sheets one after the other; `index_of` gives the index of a style with a number format.

    `from_1904`: the days of the target workbook count from 1904.
    """
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "date_1904": from_1904}
    book = _Book(out, options)
    book.set_properties({"created": CREATED})
    book.set_calc_mode("auto")
    writer, any_format = CellWriter(index_of, from_1904=from_1904), book.add_format({"bold": True})
    drawn: dict[str, DrawnSheet] = {}
    tables: dict[str, str] = {}
    former: dict[str, Mapping[str, str]] = {}
    for sheet in sheets:
        page = book.add_worksheet(sheet.title, _Page)
        drawn[sheet.title] = _cells(sheet, writer)
        _set_up(sheet, page, book)
        _write_needed_cells(sheet, writer, page, any_format, from_1904)
        tables |= {table.name: table.ref() for table in sheet.tables}
        former |= {table.name: table.former for table in sheet.tables}
        del sheet  # the next one is made without it
    book.close()
    package = Package.load(out.getvalue())
    charts.finish_charts(package)
    return DrawnWorkbook(OpenedWorkbook(package), drawn, tables, former)


def blank_workbook(*, from_1904: bool = False) -> OpenedWorkbook:
    """A workbook without a sheet, to insert drawn sheets into."""
    workbook = draw_sheets([Sheet("", "Sheet", {})], lambda *_: 0, from_1904=from_1904).workbook
    package, (sheet,) = workbook.package, workbook.sheets
    listed = package.document(workbook.part)
    if sheet.node:
        listed.remove(sheet.node)
    package.write(workbook.part, listed.to_bytes())
    for owner, part in ((workbook.part, sheet.part), (ROOT, "docProps/app.xml")):  # app.xml lists the sheets
        links = package.document(relationships_part(owner))
        for link in package.relationships(owner):
            if link.part == part:
                links.remove(link.node)
        package.write(relationships_part(owner), links.to_bytes())
        package.remove(part)
    return OpenedWorkbook(package)


class _Book(xlsxwriter.Workbook):  # type: ignore[misc]  # XlsxWriter has no types
    """A workbook that takes any title: a user may have renamed the tab in a program without Excel's limits."""

    def _check_sheetname(self, sheetname: str, is_chartsheet: bool = False) -> str:
        del is_chartsheet
        return sheetname


class _Page(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A page that leaves formulas as they are: ours have their `_xlfn.` already."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")

    def extend_to(self, row: int, column: int) -> None:
        """Extends the used range of the page to a cell, counted from 1."""
        self._check_dimensions(row - 1, column - 1)


def _cells(sheet: Sheet, writer: CellWriter) -> DrawnSheet:
    merged = _merged_cells(sheet)
    if sheet.edit is None:
        return DrawnSheet(sheet.key, sheet.title, tuple(writer.rows(sheet, merged)))
    cells = dict(writer.cells(sheet, merged))
    return DrawnSheet(sheet.key, sheet.title, (), sheet.edit, cells, row_attributes(sheet))


def _merged_cells(sheet: Sheet) -> dict[Place, StyledCell]:
    """The blank cells under merges, in the style of the first cell of the merge."""
    return {
        (row, column): StyledCell(style=replace(sheet.cells.get((top, left), StyledCell()).style, number=""))
        for top, left, bottom, right in sheet.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) not in sheet.cells
    }


# -- what XlsxWriter draws ---------------------------------------------------------------------------------------------


def _set_up(sheet: Sheet, page: _Page, book: Workbook) -> None:
    """Everything of a sheet but its cells."""
    _set_up_view(sheet, page)
    print_setup.set_up_page(sheet, page)
    for top, left, bottom, right in sheet.merges:
        page.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
    _add_notes(sheet, page)
    for choice in sheet.choices:
        _add_drop_down(choice, page)
    for rule in sheet.rules:
        _add_conditional_format(rule, page, book)
    for chart in sheet.charts:
        charts.add_chart(chart, book, page)
    for name, formula in sheet.names.items():
        book.define_name(name, formula)


def _set_up_view(sheet: Sheet, page: _Page) -> None:
    page.hide_gridlines(2)
    for column, width in sheet.widths.items():
        options = {"level": 1, "hidden": True} if column in sheet.folded else {"hidden": column in sheet.hidden_columns}
        page.set_column(column - 1, column - 1, width, None, options)
    if sheet.folded:
        last = max(sheet.folded)
        page.set_column(last, last, sheet.widths.get(last + 1), None, {"collapsed": True})
        page.outline_settings(True, True, False, False)
    for row in sorted(sheet.folded_rows):
        page.set_row(row - 1, sheet.heights.get(row), None, {"level": 1, "hidden": True})
    if sheet.folded_rows:
        page.outline_settings(True, False, False, False)
    if sheet.charts or sheet.notes:  # they are placed by the heights of rows; nothing else of XlsxWriter needs these
        for row, height in sheet.heights.items():
            page.set_row(row - 1, height)
    if sheet.freeze != (0, 0):
        top, left = sheet.freeze
        opens_at = max(top, sheet.opens_at - 1)
        page.freeze_panes(top, left, opens_at, left)
        if sheet.opens_at:
            page.set_selection(opens_at, left, opens_at, left)
    if sheet.tab_color:
        page.set_tab_color(sheet.tab_color)
    page.set_zoom(sheet.zoom)
    if sheet.hidden:
        page.hide()
    if sheet.protected:
        page.protect("", {"format_columns": True, "format_rows": True})


def _write_needed_cells(
    sheet: Sheet, writer: CellWriter, page: _Page, any_format: Format, from_1904: bool
) -> None:
    """The cells that XlsxWriter needs: links, headings of tables, what charts show, and the corners of the sheet."""
    for table in sheet.tables:
        _add_table(table, page)
    charted = {place for chart in sheet.charts for place in _charted(chart, sheet)}
    needed = dict(writer.links) | {place: sheet.cells[place] for place in charted if place in sheet.cells}
    for place, cell in sorted(needed.items(), key=itemgetter(0)):
        _write_cell(cell, place, page, any_format, from_1904)
    if writer.extent:
        top, left, bottom, right = writer.extent
        page.extend_to(min(top, *sheet.heights, top), left)
        page.extend_to(max(bottom, *sheet.heights, bottom), right)


def _charted(chart: Chart, sheet: Sheet) -> Iterator[Place]:
    for title, row, column in charts.shown_cells(chart):
        if title != sheet.title:
            raise ValueError(f"a chart of {sheet.title!r} shows cells of {title!r}")
        yield row, column


def _write_cell(cell: StyledCell, place: Place, page: _Page, any_format: Format, from_1904: bool) -> None:
    """Writes a cell with its present value, in any format."""
    value, at = cell.value, (place[0] - 1, place[1] - 1)
    if cell.link:
        page.write_url(*at, f"internal:{cell.link}", any_format, str(value)[:LONGEST_LINK_TEXT])
    elif value is None:
        page.write_blank(*at, None, any_format)
    elif isinstance(value, bool):
        page.write_boolean(*at, value, any_format)
    elif isinstance(value, str):
        page.write_string(*at, value[:LONGEST_TEXT], any_format)
    elif isinstance(value, int | float):
        page.write_number(*at, value, any_format)
    else:
        page.write_datetime(*at, value, any_format)


def _add_notes(sheet: Sheet, page: _Page) -> None:
    for (row, column), note in sorted(sheet.notes.items()):
        size = {"x_scale": 1.9, "y_scale": max(0.8, len(note) / 110), "font_size": 9, "color": palette.NOTE_FILL}
        page.write_comment(row - 1, column - 1, note, size)


def _add_table(table: Table, page: _Page) -> None:
    """Adds a table of one row: XlsxWriter loops over all cells of a table."""
    right = table.left + len(table.headings) - 2
    columns = [{"header": heading} for heading in table.headings]
    options = {"name": table.name, "columns": columns, "style": None}
    page.add_table(table.top - 1, table.left - 1, table.top, right, options)


def _add_drop_down(choice: DropDown, page: _Page) -> None:
    options: dict[str, Any] = {
        "validate": "list",
        "source": list(choice.words) if choice.words else choice.source,
        "error_type": "stop" if choice.strict else "information",
        "show_error": choice.strict,
        "ignore_blank": True,
    }
    if choice.words and not fits_in_list(choice.words):
        return
    if not (choice.words or choice.source):
        options = {"validate": "any"}
    if choice.prompt:
        options |= {"input_title": choice.title[:32], "input_message": choice.prompt[:255]}
    page.data_validation(choice.ref, options)


def _add_conditional_format(rule: ConditionalFormat, page: _Page, book: Workbook) -> None:
    if rule.bar:
        options = {"type": "data_bar", "bar_color": rule.bar, "bar_solid": True, "bar_only": False, "min_value": 0}
        page.conditional_format(rule.ref, options | {"min_type": "num", "data_bar_2010": True})
    else:
        options = {"type": "formula", "criteria": rule.formula, "format": _differential_format(rule.style, book)}
        page.conditional_format(rule.ref.split()[0], options | ({"multi_range": rule.ref} if " " in rule.ref else {}))


def _differential_format(style: Style, book: Workbook) -> Format:
    """The format with only what a conditional format changes."""
    properties: dict[str, Any] = {}
    if style.fill:
        properties["bg_color"] = style.fill
    if style.color != Style().color:
        properties["font_color"] = style.color
    if style.bold:
        properties["bold"] = True
    if style.top:
        properties |= {"top": 1, "top_color": style.top}
    return book.add_format(properties)
