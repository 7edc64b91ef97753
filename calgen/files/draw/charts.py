"""Native charts, drawn by XlsxWriter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from calgen.book import palette
from calgen.book.sheet import Chart, Series
from calgen.files.draw.cell_formats import FONT
from calgen.files.read.formulas import parse_address
from calgen.files.read.package import Package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_RANGE = re.compile(r"'((?:[^']|'')*)'!([A-Z$0-9]+)(?::([A-Z$0-9]+))?")
WITHIN = 4  # pixels below the top of its row: the frame of a chart after a page break is none of the page before
_CHART = re.compile(r"xl/charts/chart\d+\.xml")
_KINDS: dict[str, dict[str, str]] = {
    "column": {"type": "column"},
    "bar": {"type": "bar"},
    "stacked": {"type": "column", "subtype": "stacked"},
    "share": {"type": "column", "subtype": "percent_stacked"},
    "line": {"type": "line"},
    "ring": {"type": "doughnut"},
}


def add_chart(chart: Chart, book: Workbook, page: Worksheet) -> None:
    """Adds a chart to a page."""
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
    quiet = {"name": FONT, "size": 9, "color": palette.GREY_TEXT}
    drawn.set_title(
        {
            "name": chart.title,
            "name_font": {"name": FONT, "size": 11, "bold": True, "color": palette.DARK_TEXT},
            "overlay": False,
        }
    )
    has_legend = len(chart.series) > 1 and not any(series.point_names for series in chart.series)
    drawn.set_legend({"position": "bottom", "font": quiet} if has_legend else {"none": True})
    if chart.kind == "ring":
        drawn.set_hole_size(38)
    else:
        _axes(chart, drawn, quiet)
    drawn.show_hidden_data()  # charts show figures of folded columns too
    drawn.set_chartarea({"border": {"color": palette.LINE_COLOR}, "fill": {"color": palette.WHITE}})
    drawn.set_size({"width": chart.width, "height": chart.height})
    placed = {"object_position": 2, "x_offset": chart.shift, "y_offset": WITHIN, "description": chart.description}
    page.insert_chart(chart.row - 1, chart.column - 1, drawn, placed)


def _axes(chart: Chart, drawn: Any, quiet: dict[str, Any]) -> None:
    """Labels along one axis, figures along the other; bars are horizontal, the first on top."""
    axis = {"color": palette.AXIS_COLOR}
    along: dict[str, Any] = {"num_font": quiet, "line": axis, "major_gridlines": {"visible": False}}
    along |= {"text_axis": True, "num_format": chart.labels} if chart.labels else {}
    lines = {"visible": True, "line": {"color": palette.LINE_COLOR, "width": 0.5}}
    figures: dict[str, Any] = {"num_font": quiet, "line": {"none": True}, "major_gridlines": lines}
    figures |= {} if chart.lowest is None else {"min": chart.lowest}
    figures |= {} if chart.highest is None else {"max": chart.highest}
    figures["num_format"] = chart.number or ("0%" if chart.percent else "0")
    if chart.kind == "bar":  # with the first bar on top, Excel would put the figures above
        drawn.set_y_axis(along | {"reverse": True})
        drawn.set_x_axis(figures | {"label_position": "high"})
        if chart.crossing is not None:
            drawn.set_y_axis(along | {"reverse": True, "label_position": "low", "major_tick_mark": "none"})
            drawn.set_x_axis(figures | {"label_position": "high", "crossing": chart.crossing})
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
        edge = {"color": palette.WHITE}
        found["points"] = [{"fill": {"color": color}, "border": edge} for color in series.point_colors]
    if series.above:
        line = {"color": palette.DARK_TEXT, "width": 1.25}
        ends = {"plus_values": f"={series.above}", "minus_values": f"={series.below}"}
        found["y_error_bars"] = {"type": "custom", "line": line} | ends
    if series.point_names:
        font = {"name": FONT, "size": 9, "bold": True}
        named = [{"value": name, "font": font | {"color": ink}} for name, ink in series.point_names]
        found["data_labels"] = {"value": True, "custom": named}
    return found


def finish_charts(package: Package) -> None:
    """Says in each chart of a package what XlsxWriter leaves out: figures of folded columns, labels without their key.

    LibreOffice reads what is left out as the contrary.
    """
    for part in [part for part in package.parts() if _CHART.fullmatch(part)]:
        drawn = package.read(part).replace(b"<c:showVal ", b'<c:showLegendKey val="0"/><c:showVal ')
        is_line = b"<c:lineChart>" in drawn and b"<c:barChart>" not in drawn
        more = b'<c:plotVisOnly val="0"/>'
        if is_line:
            drawn, more = _with_straight_lines(drawn), more + b'<c:dispBlanksAs val="gap"/>'
        package.write(part, drawn.replace(b"</c:chart>", more + b"</c:chart>", 1))


def _with_straight_lines(drawn: bytes) -> bytes:
    """A chart whose lines are straight: LibreOffice draws them as curves where nothing is said."""
    return drawn.replace(b"</c:ser>", b'<c:smooth val="0"/></c:ser>')


def shown_cells(chart: Chart) -> Iterator[tuple[str, int, int]]:
    """The cells that a chart shows: title of the tab, row and column."""
    for series in chart.series:
        for title, first, last in _RANGE.findall(f"{series.name} {series.labels} {series.values}"):
            (top, left), (bottom, right) = parse_address(first), parse_address(last or first)
            for row in range(top, bottom + 1):
                yield from ((title.replace("''", "'"), row, column) for column in range(left, right + 1))
