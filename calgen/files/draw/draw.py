"""Drawing: neutral sheets as a workbook's bytes, by XlsxWriter, each formula with the value it has now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from calgen.book.grid import address
from calgen.book.sheet import ConditionalFormat, DropDown, Sheet, Style, StyledCell, Table
from calgen.files.draw import charts, print_setup
from calgen.files.draw.cells import BLANK, LONGEST, LONGEST_LINK, Cells, Line, Sketch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

MADE = datetime(2000, 1, 1)  # noqa: DTZ001 -- a fixed stamp: the same sheets make the same bytes


def draw(sheets: Sequence[Sheet], *, from_1904: bool = False) -> bytes:
    """A workbook with these sheets; `from_1904` where the user's counts its days from there."""

    def fill(sheet: Sheet, page: Worksheet, looks: _Looks) -> None:
        for _ in _merge(sheet, page, looks):
            pass
        for table in sheet.tables:
            _table(table, table.bottom, page)  # first: it writes plain headings, which ours then overwrite
        for (row, column), cell in sorted(sheet.cells.items()):
            _cell(cell, row - 1, column - 1, page, looks.of_cell(sheet, cell), from_1904)

    return _book(sheets, fill, from_1904)


def sketch(sheets: Sequence[Sheet], *, from_1904: bool = False) -> Sketch:
    """The same with the cells aside, ready to be written: in the workbook stand those alone that it is made with."""
    filling = _Sketching(sheets, from_1904)
    data = _book(sheets, filling.fill, from_1904)
    tables = {table.name: table.ref() for sheet in sheets for table in sheet.tables}
    samples = tuple((title, address(*at)) for title, at in filling.samples.values())
    return Sketch(data, filling.lines, samples, tables)


def _book(sheets: Sequence[Sheet], fill: Callable[[Sheet, Worksheet, _Looks], None], from_1904: bool) -> bytes:
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "date_1904": from_1904}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": MADE})
    book.set_calc_mode("auto")
    looks = _Looks(book)
    pages = [(sheet, book.add_worksheet(sheet.title, _Page)) for sheet in sheets]
    for sheet, page in pages:
        _lay(sheet, page)
        fill(sheet, page, looks)
        _note(sheet, page)
        for choice in sheet.choices:
            _choice(choice, page)
        for rule in sheet.rules:
            _rule(rule, page, looks)
        for chart in sheet.charts:
            charts.draw(chart, book, page)
        for name, formula in sheet.names.items():
            book.define_name(name, formula)
    book.close()
    return out.getvalue()


class _Page(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A page that takes a formula as it is, for ours say `_xlfn.` themselves: XlsxWriter looks for thirty functions."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class _Sketching:
    """Puts aside the cells of each sheet, and on its page one of each look, links, corners and what charts show."""

    def __init__(self, sheets: Sequence[Sheet], from_1904: bool) -> None:
        self.lines: dict[str, dict[int, Line]] = {}
        self.samples: dict[Format, tuple[str, tuple[int, int]]] = {}  # look → a tab and a cell that has it
        self._numbers: dict[Format, int] = {}
        self._said, self._from_1904 = Cells(from_1904), from_1904
        self._blank: dict[tuple[int, int, str], tuple[int, int, str]] = {}  # half of all cells: one for all rows
        self._charted: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for chart in (chart for sheet in sheets for chart in sheet.charts):
            for title, row, column in charts.places(chart):
                self._charted[title].add((row, column))

    def fill(self, sheet: Sheet, page: Worksheet, looks: _Looks) -> None:
        lines = self.lines[sheet.title] = defaultdict[int, Line](list)
        shown = self._charted[sheet.title] & sheet.cells.keys() | _corners(sheet)
        for row, column, look in _merge(sheet, page, looks):
            lines[row].append((column, self._number(look, sheet, (row, column)), BLANK))
        known: dict[tuple[int, type], int] = {}  # what a look depends on; most cells share their style itself
        taken = {moved.drawn: moved.take for moved in sheet.retouch.rows} if sheet.retouch else {}
        for (row, column), cell in sheet.cells.items():
            key = (id(cell.style), cell.value.__class__)
            if key not in known:
                known[key] = self._number(looks.of_cell(sheet, cell), sheet, (row, column))
            if cell.link:
                shown.add((row, column))
            wanted = row not in taken or column in taken[row]  # what an edit does not take is not said
            said = (column, known[key], self._said.of(cell) if wanted else BLANK)
            lines[row].append(self._blank.setdefault(said, said) if said[2] is BLANK else said)
        shown |= {at for title, at in self.samples.values() if title == sheet.title and at in sheet.cells}
        for line in lines.values():
            line.sort(key=itemgetter(0))
        for table in sheet.tables:
            _table(table, table.top + 1, page)  # XlsxWriter goes through all cells of a table
        for at in sorted(shown):
            cell = replace(sheet.cells[at], formula="")
            _cell(cell, at[0] - 1, at[1] - 1, page, looks.of_cell(sheet, cell), self._from_1904)

    def _number(self, look: Format, sheet: Sheet, at: tuple[int, int]) -> int:
        """The number of a look; a new one is that of the cell at hand."""
        if look not in self._numbers:
            self.samples[look] = (sheet.title, at)
            self._numbers[look] = len(self._numbers)
        return self._numbers[look]


def _corners(sheet: Sheet) -> set[tuple[int, int]]:
    """Cells that reach as far as the sheet does on each side."""
    ends = (min, max) if sheet.cells else ()
    return {end(sheet.cells, key=itemgetter(n)) for end in ends for n in (0, 1)}


class _Looks:
    """Each look once: XlsxWriter formats by style."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._formats: dict[tuple[Style, str], Format] = {}
        self._seen: dict[tuple[int, str], tuple[Style, Format]] = {}  # most cells share their style itself

    def of(self, style: Style, number: str) -> Format:
        seen = self._seen.get((id(style), number))
        if seen is not None:
            return seen[1]
        key = (style, number)
        if key not in self._formats:
            self._formats[key] = self._book.add_format(_properties(style, number))
        self._seen[id(style), number] = (style, self._formats[key])
        return self._formats[key]

    def of_cell(self, sheet: Sheet, cell: StyledCell) -> Format:
        name = cell.style.number or _number(cell.value)
        return self.of(cell.style, sheet.formats.get(name, name))

    def rule(self, style: Style) -> Format:
        """A differential format: only what the rule changes."""
        properties: dict[str, Any] = {}
        if style.fill:
            properties["bg_color"] = style.fill
        if style.color != Style().color:
            properties["font_color"] = style.color
        if style.bold:
            properties["bold"] = True
        if style.top:
            properties |= {"top": 1, "top_color": style.top}
        return self._book.add_format(properties)


def _properties(style: Style, number: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "font_name": charts.FONT,
        "font_size": style.size,
        "font_color": style.color,
        "valign": style.valign,
    }
    flags = {"bold": style.bold, "italic": style.italic, "text_wrap": style.wrap, "underline": style.underline}
    found |= {name: 1 for name, on in flags.items() if on}
    if style.fill:
        found |= {"bg_color": style.fill, "pattern": 1}
    if style.align:
        found["align"] = style.align
    if style.indent:
        found["indent"] = style.indent
    if style.border:
        found |= {"border": 1, "border_color": style.border}
    if style.bottom:
        found |= {"bottom": 1, "bottom_color": style.bottom}
    if style.left:
        found |= {"left": 2, "left_color": style.left}
    if number:
        found["num_format"] = number
    return found


def _lay(sheet: Sheet, page: Worksheet) -> None:
    page.hide_gridlines(2)
    for column, width in sheet.widths.items():
        options = {"level": 1, "hidden": True} if column in sheet.folded else {}
        page.set_column(column - 1, column - 1, width, None, options)
    if sheet.folded:
        page.set_column(
            max(sheet.folded), max(sheet.folded), sheet.widths.get(max(sheet.folded) + 1), None, {"collapsed": True}
        )
        page.outline_settings(True, True, False, False)
    for row, height in sheet.heights.items():
        page.set_row(row - 1, height)
    if sheet.freeze != (0, 0):
        page.freeze_panes(*sheet.freeze)
    if sheet.tab_color:
        page.set_tab_color(sheet.tab_color)
    page.set_zoom(sheet.zoom)
    if sheet.hidden:
        page.hide()
    print_setup.lay(sheet, page)


def _merge(sheet: Sheet, page: Worksheet, looks: _Looks) -> Iterator[tuple[int, int, Format]]:
    """Merges what is to be, and tells each cell that nothing else stands in, with its look."""
    for top, left, bottom, right in sheet.merges:
        look = looks.of(sheet.cells.get((top, left), StyledCell()).style, "")
        page.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", look)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) not in sheet.cells:
                    yield row, column, look


def _note(sheet: Sheet, page: Worksheet) -> None:
    for (row, column), note in sorted(sheet.notes.items()):
        size = {"x_scale": 1.9, "y_scale": max(0.8, len(note) / 110), "font_size": 9, "color": "#FFFBEA"}
        page.write_comment(row - 1, column - 1, note, size)


def _cell(cell: StyledCell, row: int, column: int, page: Worksheet, look: Format, from_1904: bool) -> None:
    value = cell.value
    if cell.formula:
        page.write_formula(row, column, cell.formula, look, _cached(value, from_1904))
    elif cell.link:
        page.write_url(row, column, f"internal:{cell.link}", look, str(value)[:LONGEST_LINK])
    elif value is None:
        page.write_blank(row, column, None, look)
    elif isinstance(value, bool):
        page.write_boolean(row, column, value, look)
    elif isinstance(value, str):
        page.write_string(row, column, value[:LONGEST], look)
    elif isinstance(value, int | float):
        page.write_number(row, column, value, look)
    else:
        page.write_datetime(row, column, value, look)


def _number(value: object) -> str:
    """The number format that a value has of itself."""
    return "date" if isinstance(value, date) else "time" if isinstance(value, time) else ""


def _cached(value: object, from_1904: bool) -> object:
    """A formula's present value as the file stores it: days and hours are numbers there."""
    if isinstance(value, date):
        return (value - date(1899, 12, 30)).days - (1462 if from_1904 else 0)
    if isinstance(value, time):
        return (value.hour * 60 + value.minute) / 1440
    return "" if value is None else value


def _table(table: Table, bottom: int, page: Worksheet) -> None:
    right = table.left + len(table.headings) - 2
    columns = [{"header": heading} for heading in table.headings]
    options = {"name": table.name, "columns": columns, "style": None}
    page.add_table(table.top - 1, table.left - 1, bottom - 1, right, options)


def _choice(choice: DropDown, page: Worksheet) -> None:
    options: dict[str, Any] = {
        "validate": "list",
        "source": list(choice.words) if choice.words else choice.source,
        "error_type": "stop" if choice.strict else "information",
        "show_error": choice.strict,
        "ignore_blank": True,
    }
    if choice.words and sum(map(len, choice.words)) + len(choice.words) > 255:
        return
    if choice.prompt:
        options |= {"input_title": choice.title[:32], "input_message": choice.prompt[:255]}
    page.data_validation(choice.ref, options)


def _rule(rule: ConditionalFormat, page: Worksheet, looks: _Looks) -> None:
    if rule.bar:
        options = {"type": "data_bar", "bar_color": rule.bar, "bar_solid": True, "bar_only": False, "min_value": 0}
        page.conditional_format(rule.ref, options | {"min_type": "num", "data_bar_2010": True})
    else:
        options = {"type": "formula", "criteria": rule.formula, "format": looks.rule(rule.style)}
        page.conditional_format(rule.ref.split()[0], options | ({"multi_range": rule.ref} if " " in rule.ref else {}))
