"""Drawing: neutral sheets as a workbook's bytes, by XlsxWriter, each formula with the value it has now."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter
import xlsxwriter.worksheet

from calgen.book.sheet import Cell, Chart, Choice, Rule, Series, Sheet, Style, Table
from calgen.files import paper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FONT = "Calibri"
MADE = datetime(2000, 1, 1)  # noqa: DTZ001 -- a fixed stamp: the same sheets make the same bytes
LONGEST = 32767


def draw(sheets: Sequence[Sheet], *, from_1904: bool = False) -> bytes:
    """A workbook with these sheets; `from_1904` where the user's counts its days from there."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "date_1904": from_1904}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": MADE})
    book.set_calc_mode("auto")
    looks = _Looks(book)
    pages = [(sheet, book.add_worksheet(sheet.title, _Page)) for sheet in sheets]
    for sheet, page in pages:
        _lay(sheet, page)
        for table in sheet.tables:
            _table(table, page)  # first: it writes plain headings, which ours then overwrite
        _write(sheet, page, looks, from_1904)
        for choice in sheet.choices:
            _choice(choice, page)
        for rule in sheet.rules:
            _rule(rule, page, looks)
        for chart in sheet.charts:
            _chart(chart, book, page)
        for name, formula in sheet.names.items():
            book.define_name(name, formula)
    book.close()
    return out.getvalue()


class _Page(xlsxwriter.worksheet.Worksheet):  # type: ignore[misc]
    """A sheet that takes formulas as they are: XlsxWriter looks for thirty functions, which we do not use, in each."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


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
        "font_name": FONT,
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
    paper.lay(sheet, page)


def _write(sheet: Sheet, page: Worksheet, looks: _Looks, from_1904: bool) -> None:
    for top, left, bottom, right in sheet.merges:
        cell = sheet.cells.get((top, left), Cell())
        page.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", looks.of(cell.style, ""))
    for (row, column), cell in sorted(sheet.cells.items()):
        name = cell.style.number or _number(cell.value)
        look = looks.of(cell.style, sheet.formats.get(name, name))
        _cell(cell, row - 1, column - 1, page, look, from_1904)
    for (row, column), note in sorted(sheet.notes.items()):
        size = {"x_scale": 1.9, "y_scale": max(0.8, len(note) / 110), "font_size": 9, "color": "#FFFBEA"}
        page.write_comment(row - 1, column - 1, note, size)


def _cell(cell: Cell, row: int, column: int, page: Worksheet, look: Format, from_1904: bool) -> None:
    value = cell.value
    if cell.formula:
        page.write_formula(row, column, cell.formula, look, _cached(value, from_1904))
    elif cell.link:
        page.write_url(row, column, f"internal:{cell.link}", look, str(value)[:250])
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


def _table(table: Table, page: Worksheet) -> None:
    right = table.left + len(table.headings) - 2
    columns = [{"header": heading} for heading in table.headings]
    options = {"name": table.name, "columns": columns, "style": None}
    page.add_table(table.top - 1, table.left - 1, table.bottom - 1, right, options)


def _choice(choice: Choice, page: Worksheet) -> None:
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


def _rule(rule: Rule, page: Worksheet, looks: _Looks) -> None:
    if rule.bar:
        options = {"type": "data_bar", "bar_color": rule.bar, "bar_solid": True, "bar_only": False, "min_value": 0}
        page.conditional_format(rule.ref, options | {"min_type": "num", "data_bar_2010": True})
    else:
        options = {"type": "formula", "criteria": rule.formula, "format": looks.rule(rule.style)}
        page.conditional_format(rule.ref.split()[0], options | ({"multi_range": rule.ref} if " " in rule.ref else {}))


_KINDS: dict[str, dict[str, str]] = {
    "column": {"type": "column"},
    "bar": {"type": "bar"},
    "stacked": {"type": "column", "subtype": "stacked"},
    "share": {"type": "column", "subtype": "percent_stacked"},
    "line": {"type": "line"},
    "ring": {"type": "doughnut"},
}


def _chart(chart: Chart, book: Workbook, page: Worksheet) -> None:
    drawn = book.add_chart(_KINDS[chart.kind])
    for series in chart.series:
        if not series.line:
            drawn.add_series(_series(series, chart.kind))
    if any(series.line for series in chart.series):
        line = book.add_chart({"type": "line"})
        for series in chart.series:
            if series.line:
                line.add_series(_series(series, "line"))
        drawn.combine(line)
    quiet = {"name": FONT, "size": 9, "color": "#52606D"}
    drawn.set_title(
        {
            "name": chart.title,
            "name_font": {"name": FONT, "size": 11, "bold": True, "color": "#1F2933"},
            "overlay": False,
        }
    )
    told = len(chart.series) > 1 and not any(series.point_names for series in chart.series)
    drawn.set_legend({"position": "bottom", "font": quiet} if told else {"none": True})
    if chart.kind == "ring":
        drawn.set_hole_size(38)
    else:
        _axes(chart, drawn, quiet)
    drawn.show_hidden_data()  # a folded column still feeds its chart
    drawn.set_chartarea({"border": {"color": "#E4E7EB"}, "fill": {"color": "#FFFFFF"}})
    drawn.set_size({"width": chart.width, "height": chart.height})
    page.insert_chart(chart.row - 1, chart.column - 1, drawn, {"object_position": 2})


def _axes(chart: Chart, drawn: Any, quiet: dict[str, Any]) -> None:
    """Labels along one axis, figures along the other; bars lie, the first on top."""
    along: dict[str, Any] = {"num_font": quiet, "line": {"color": "#CBD2D9"}, "major_gridlines": {"visible": False}}
    along |= {"text_axis": True, "num_format": chart.labels} if chart.labels else {}
    lines = {"visible": True, "line": {"color": "#E4E7EB", "width": 0.5}}
    figures: dict[str, Any] = {"num_font": quiet, "line": {"none": True}, "major_gridlines": lines, "min": 0}
    figures["num_format"] = "0%" if chart.percent else "0"
    if chart.kind == "bar":  # turned round, the figures would stand above
        drawn.set_y_axis(along | {"reverse": True})
        drawn.set_x_axis(figures | {"label_position": "high"})
    else:
        drawn.set_x_axis(along)
        drawn.set_y_axis(figures)


def _series(series: Series, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = {"name": series.name, "categories": f"={series.labels}", "values": f"={series.values}"}
    if kind == "line":
        found["line"] = {"color": series.color, "width": 1.75}
    elif series.color:
        found |= {"fill": {"color": series.color}, "gap": 60}
    if series.point_colors:
        found["points"] = [{"fill": {"color": color}, "border": {"color": "#FFFFFF"}} for color in series.point_colors]
    if series.point_names:
        font = {"name": FONT, "size": 9, "bold": True}
        named = [{"value": name, "font": font | {"color": ink}} for name, ink in series.point_names]
        found["data_labels"] = {"value": True, "custom": named}
    return found
