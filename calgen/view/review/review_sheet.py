"""The tab Review while it is drawn, and the sentences that several of its sections say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import ClassVar

from calgen.book.review_columns import KEY_COLUMN
from calgen.book.sheet import DropDown, SheetValue, Style, StyledCell
from calgen.review.model import Review
from calgen.view import styles
from calgen.view.figure_sheet import FIRST_WIDTH, WIDTH, FigureSheet, add_lines, heading_lines
from calgen.view.review.sentences import ReviewSentences
from calgen.view.text_width import cell_text_width, fit_text, line_height, wrap_text

ROW_HEIGHT = 16.0  # points
PRINTED = KEY_COLUMN - 1  # columns, of which the first is as wide as three others
LINE = replace(styles.BODY, bottom="", color=styles.GREY_TEXT, size=9, indent=1)
BESIDE = replace(styles.NAME, indent=1)  # of a text beside figures
DATE = replace(styles.NAME, number="date", align="right")
NUMBER_FORMATS = {"sum": "#,##0;-#,##0;–", "signed_percent": "+0%;-0%;0%", "money": "#,##0"}

Cells = Mapping[int, tuple[SheetValue, Style]]  # what stands in the columns of a row


@dataclass(slots=True)
class ReviewSheet(FigureSheet):
    """The tab while it is drawn."""

    KEY: ClassVar[str] = "review"
    TEXTS: ClassVar[str] = "review"

    choices: list[DropDown] = field(default_factory=list)

    @property
    def say(self) -> ReviewSentences:
        """The sentences in the workbook's language."""
        return ReviewSentences(self.context.words)

    def text(self, key: str, **values: object) -> str:
        """A sentence with its values, in the workbook's language."""
        return self.context.words.text(self.TEXTS, key, **values)

    @property
    def review(self) -> Review:
        """What the tab shows; ValueError where there is nothing."""
        if self.context.review is None:
            raise ValueError("no result and no reading")
        return self.context.review


def number_cell(value: Fraction | None, *, bold: bool = False) -> tuple[SheetValue, Style]:
    """A figure as a cell, with a digit behind the mark where it is not whole."""
    is_whole = value is None or value.denominator == 1
    style = replace(styles.WHOLE_NUMBER if is_whole else styles.DECIMAL_NUMBER, bold=bold)
    return None if value is None else float(value), style


def add_sentence(sheet: ReviewSheet, text: str, style: Style = LINE, *, columns: int = 0) -> None:
    """A small sentence over the first so many columns, or the width of the tab; nothing for an empty text."""
    if text:
        add_lines(sheet, text, style, columns=columns)


def add_wide_headings(sheet: ReviewSheet, names: Mapping[int, str], *, right: Sequence[int] = ()) -> None:
    """The headings of a table by their columns, each up to the next one; those in `right` take one column.

    One on the left beside one on the right keeps its distance, as do its cells (`BESIDE`).
    """
    columns, lines = sorted(names), [1]
    for column in range(1, PRINTED + 1):
        sheet.cells[sheet.row, column] = StyledCell(None, styles.HEADING)
    for column, after in zip(columns, [*columns[1:], PRINTED + 1], strict=True):
        is_right = column in right
        style = replace(styles.HEADING, align="right" if is_right else "", wrap=after - column == 1)
        style = replace(style, indent=int(not is_right and column - 1 in right))
        sheet.cells[sheet.row, column] = StyledCell(names[column] or None, style)
        lines.append(len(heading_lines(names[column], column_width(column, after))))
    sheet.heights[sheet.row] = 7.0 + line_height(styles.HEADING.size) * max(lines)
    sheet.row += 1


def column_pixels(first: int, after: int) -> int:
    """The width of the columns from `first` on and before `after`, in pixels."""
    return sum(7 * (FIRST_WIDTH if column == 1 else WIDTH) + 5 for column in range(first, after))


def column_width(first: int, after: int) -> float:
    """The width of the columns from `first` on and before `after`, in digits."""
    return sum(FIRST_WIDTH if column == 1 else WIDTH for column in range(first, after))


def add_wide_row(sheet: ReviewSheet, cells: Cells, *, spans: Mapping[int, int] | None = None) -> None:
    """A row of cells by column; a text that needs several lines has a row for each, and no cell is merged.

    `spans` has the last of the columns over which a text runs; the others between are blank. The line below goes
    through all columns.
    """
    last = spans or {}
    lines = {column: _lines(value, style, column, last.get(column, column)) for column, (value, style) in cells.items()}
    under = {column: first for first, end in last.items() for column in range(first + 1, end + 1)}
    count = max(map(len, lines.values()))
    for at in range(count):
        bottom = styles.LINE_COLOR if at == count - 1 else ""
        for column in range(1, PRINTED + 1):
            style = cells[column][1] if column in cells else _style_under(cells, under.get(column))
            shown = lines[column][at] if column in lines and at < len(lines[column]) else None
            style = styles.BODY if style.border and at else style  # what is framed is the first line alone
            sheet.cells[sheet.row, column] = StyledCell(shown, replace(style, bottom=bottom))
        sheet.heights[sheet.row] = ROW_HEIGHT if count == 1 else 14.0
        sheet.row += 1


def _style_under(cells: Cells, column: int | None) -> Style:
    """The look of a blank cell over which the text of a column runs: it has its fill."""
    return styles.BODY if column is None else replace(styles.BODY, fill=cells[column][1].fill)


def _lines(value: SheetValue, style: Style, first: int, last: int) -> Sequence[SheetValue]:
    """The lines of a text in some columns; any other value stands in one."""
    if not isinstance(value, str):
        return [value]
    room = cell_text_width(column_width(first, last + 1), indent=style.indent)
    return wrap_text(value, room, style.size, bold=style.bold)


def fitting_text(text: str, style: Style, first: int, last: int) -> str:
    """A text that must stay in one cell, cut with an ellipsis to what its columns hold."""
    return fit_text(text, cell_text_width(column_width(first, last + 1), indent=style.indent), 1, style.size)
