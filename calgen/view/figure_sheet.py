"""A tab of figures while it is drawn: its cells, charts and colours, and what adds rows, headings and charts to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from calgen.book.grid import letter
from calgen.book.sheet import Chart, ConditionalFormat, Series, SheetValue, Style, StyledCell, quote_title
from calgen.figures.counted_calendar import CountedCalendar
from calgen.view import styles
from calgen.view.text_width import cell_text_width, line_height, text_width, wrap_text
from calgen.view.view_context import ViewContext, quoted_text

BAD, DOUBTFUL, GOOD = styles.ALERT, styles.DOUBT, styles.PRAISE
BAR = styles.BAR
SMALL_LEAD = replace(styles.LEAD, size=9)
FIRST_WIDTH, WIDTH = 34, 12  # of the first column and of the others, in digits
CHART_COLUMN = 8  # the column at which a chart stands beside a table
CHART_WIDTH, CHART_HEIGHT = 436, 230  # pixels

Figure = tuple[SheetValue, str, Style]  # the value now, the formula that keeps it true (or none), the look


@dataclass(slots=True)
class FigureSheet:
    """A tab of figures while it is drawn; `row` is the next free one."""

    KEY: ClassVar[str]  # of the tab
    TEXTS: ClassVar[str]  # the table of the words files that holds its labels

    context: ViewContext
    calendar: CountedCalendar
    cells: dict[tuple[int, int], StyledCell]
    printed: int  # the columns that are printed; those after it are folded away
    heights: dict[int, float] = field(default_factory=dict)
    formats: list[ConditionalFormat] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)  # the rows at which a page may begin
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    row: int = 4
    next_folded: int = 0  # the next free column after the printed ones

    def label(self, key: str) -> str:
        """A label in the workbook's language."""
        return self.context.words.text(self.TEXTS, key)

    def labels(self, *keys: str) -> list[str]:
        """Labels in the workbook's language."""
        return [self.label(key) for key in keys]

    def width_of(self, columns: int) -> float:
        """The width of the first so many columns, in points."""
        return cell_text_width(FIRST_WIDTH + WIDTH * (columns - 1))

    def fold_columns(self, columns: int) -> int:
        """The first of so many columns that are folded away."""
        first = max(self.next_folded, self.printed + 1)
        self.next_folded = first + columns
        return first


def add_title(sheet: FigureSheet, key: str, *, small: bool = False) -> None:
    """The title of a section with a line that says what stands below; a page may begin here."""
    sheet.blocks.append(sheet.row)
    style = replace(styles.SECTION, size=11) if small else styles.SECTION
    sheet.cells[sheet.row, 1] = StyledCell(sheet.label(key), style)
    sheet.heights[sheet.row] = 18.0 if small else 22.0
    sheet.row += 1
    if not small:
        add_lines(sheet, sheet.label(f"{key}_help"), SMALL_LEAD)


def add_lines(sheet: FigureSheet, text: str, style: Style, *, further: str = "", columns: int = 0) -> None:
    """A text over the printed or the first so many columns, a row a line; `further` begins those after the first.

    Rows of a text read one after the other, which one merged cell with line breaks does not in every program.
    """
    room = cell_text_width(FIRST_WIDTH + ((columns or sheet.printed) - 1) * WIDTH, indent=style.indent)
    room -= text_width(further, style.size)
    for number, line in enumerate(wrap_text(text, room, style.size, bold=style.bold, italic=style.italic)):
        sheet.cells[sheet.row, 1] = StyledCell(further * bool(number) + line, style)
        sheet.row += 1


def add_headings(sheet: FigureSheet, names: Sequence[str], *, left: int = 1) -> None:
    """The headings of a table; the first `left` ones are aligned left, over words."""
    for column, name in enumerate(names, 1):
        style = styles.HEADING if column <= left else replace(styles.HEADING, align="right")
        sheet.cells[sheet.row, column] = StyledCell(name, style)
    sheet.heights[sheet.row] = headings_height(names)
    sheet.row += 1


def headings_height(names: Sequence[str]) -> float:
    """The height of a row of headings, in points: that of the one with the most lines."""
    lines = max(len(heading_lines(name, FIRST_WIDTH if at == 0 else WIDTH)) for at, name in enumerate(names))
    return 7.0 + line_height(styles.HEADING.size) * lines


def heading_lines(name: str, width: float) -> list[str]:
    """The lines of a heading in a column, with room between it and its neighbours."""
    return wrap_text(name, cell_text_width(width), styles.HEADING.size, bold=True)


def add_row(sheet: FigureSheet, name: SheetValue, figures: Sequence[Figure], style: Style = styles.NAME) -> None:
    """A row of a table: its name, then its figures."""
    sheet.cells[sheet.row, 1] = StyledCell(name, style)
    for column, (value, formula, look) in enumerate(figures, 2):
        sheet.cells[sheet.row, column] = StyledCell(value, look, formula)
    sheet.heights[sheet.row] = 2 + 14.0 * (styles.line_count(name, 34) if isinstance(name, str) else 1)
    sheet.row += 1


def category_style(sheet: FigureSheet, category: str) -> Style:
    """The look of a cell that holds the word of a category: its colour, and its sign before the word."""
    categories = sheet.calendar.categories
    sign = styles.category_sign(categories, category)
    return replace(
        styles.NAME,
        fill=styles.category_color(categories, category),
        number=f"{quoted_text(sign + ' ')}@" if sign else "",
    )


def column_range(column: int, top: int, bottom: int) -> str:
    """The cells of a column between two rows, both included."""
    return f"{letter(column)}{top}:{letter(column)}{bottom}"


def series(
    sheet: FigureSheet, name: tuple[int, int], along: int, column: int, rows: tuple[int, int], **more: object
) -> Series:
    """A column of figures between two rows for a chart, named by a cell, along the labels of another column."""
    tab, (top, bottom) = quote_title(sheet.context.titles[sheet.KEY]), rows

    def ref(at: int) -> str:
        return f"{tab}!${letter(at)}${top}:${letter(at)}${bottom}"

    title = f"={tab}!${letter(name[1])}${name[0]}"
    return Series(title, ref(along), ref(column), **more)  # type: ignore[arg-type]


def add_chart_beside(
    sheet: FigureSheet,
    kind: str,
    title: str,
    top: int,
    rows: Sequence[Series],
    *,
    height: int = CHART_HEIGHT,
    **more: object,
) -> None:
    """A chart beside a table whose title stands at `top`; what follows begins below it."""
    chart = Chart(kind, sheet.label(title), top, CHART_COLUMN, CHART_WIDTH, height, tuple(rows), **more)  # type: ignore[arg-type]
    sheet.charts.append(chart)
    sheet.row = max(sheet.row, _row_below(sheet, top, height))


def add_wide_chart(
    sheet: FigureSheet, kind: str, title: str, top: int, rows: Sequence[Series], *, height: int, **more: object
) -> None:
    """A chart over the whole width of the tab, in the rows that were reserved for it."""
    width = int(7 * FIRST_WIDTH + 5 + (sheet.printed - 1) * (7 * WIDTH + 5))
    chart = Chart(kind, sheet.label(title), top, 1, width, height, tuple(rows), **more)  # type: ignore[arg-type]
    sheet.charts.append(chart)


def reserve_rows(sheet: FigureSheet, height: int) -> int:
    """Leaves rows free for a chart of so many pixels, and returns the first of them."""
    top = sheet.row
    sheet.row = _row_below(sheet, top, height)
    return top


def _row_below(sheet: FigureSheet, top: int, height: int) -> int:
    """The first row below a chart of so many pixels."""
    below, points = top, 0.0
    while points < height * 0.75 + 8:
        points += sheet.heights.get(below, 15.0)
        below += 1
    return below
