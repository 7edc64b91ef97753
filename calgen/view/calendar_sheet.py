"""The sheet of a calendar: one table of Excel; columns that are seldom needed are folded away on the right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Any

from calgen.book.grid import address, letter
from calgen.book.sheet import (
    PLAIN,
    ConditionalFormat,
    DropDown,
    PrintSetup,
    Sheet,
    SheetValue,
    Style,
    StyledCell,
    Table,
    fits_in_list,
    quote_title,
)
from calgen.view import legend, styles
from calgen.view.past_weeks import PastWeeks
from calgen.view.table_cells import TableCells
from calgen.view.text_formulas import equals_one
from calgen.view.text_width import cell_text_width, line_height, wrap_text
from calgen.view.view_context import TOP, ViewContext

_DAY_COLUMNS = ("date", "day", "time", "week")  # coloured in the rows of the present week
LEAST_ROWS = 12  # drop-downs cover at least so many rows
MOST_LINES = {"brief": 24, "advice": 24, "suggestions": 12}  # of a cell that are seen, by its column; of others, four
_ROW_PADDING, _ROW_LINE = 6.0, 13.0  # points: above and below the text of a row, together; of one line of it
MOST_KNOWN = 20_000  # cells that rows may share; by then those that come again are known


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a table: its key, its width in characters, and the style of its cells."""

    key: str
    width: float
    folded: bool = False
    style: Style = styles.TEXT
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """How a calendar stands on screen and paper: columns that stay in sight, least lines of a row, the page's side."""

    frozen: int
    least_lines: int = 1
    portrait: bool = False


RowCells = Mapping[str, StyledCell]  # the cells of a row by column key


def column_number(columns: Sequence[SheetColumn], key: str) -> int:
    """The number of a column, from 1."""
    return next(n for n, column in enumerate(columns, 1) if column.key == key)


class RowMaker:
    """Makes the cells of rows in the styles of their columns; equal values of a column are one object."""

    def __init__(self, columns: Sequence[SheetColumn]) -> None:
        self.blanks: Mapping[str, StyledCell] = {column.key: StyledCell(None, column.style) for column in columns}
        self._known: dict[tuple[str, SheetValue], StyledCell] = {}

    def row(self, values: Mapping[str, SheetValue], formulas: Mapping[str, str]) -> dict[str, StyledCell]:
        """The cells of a row from its values and formulas by column key."""
        found, known, blanks = {}, self._known, self.blanks
        for key, value in values.items():
            if formula := formulas.get(key):
                found[key] = StyledCell(value, blanks.get(key, _UNSTYLED).style, formula)
                continue
            if value is None or value == "":
                found[key] = blanks.get(key, _UNSTYLED)
                continue
            cell = known.get((key, value))
            if cell is None:
                cell = StyledCell(value, blanks.get(key, _UNSTYLED).style)
                if len(known) < MOST_KNOWN:
                    known[key, value] = cell
            found[key] = cell
        return found


_UNSTYLED = StyledCell()
LONGEST_QUOTED = 255  # characters of a text within a formula


def build(
    context: ViewContext,
    tab: str,
    columns: Sequence[SheetColumn],
    rows: Sequence[RowCells],
    past: PastWeeks,
    layout: Layout,
    extra: Sequence[ConditionalFormat] = (),
) -> Sheet:
    """The sheet of a calendar; `extra` conditional formats come before the usual ones."""
    words, last = context.words, TOP + max(1, len(rows))
    first_day, last_day = context.plan.horizon.first, context.plan.horizon.last
    about = words.text("labels", "made_for", brand=context.strategy.settings.brand, first=first_day, last=last_day)
    headings = tuple(context.heading(tab, column.key) for column in columns)
    above = styles.tab_heading(context.titles[tab], words.help(tab))
    above[3, 1] = _today_link(context, tab, about, past)
    is_new = tab not in context.calendars  # the rows of a present tab are folded where they stand
    printed = max(n for n, column in enumerate(columns, 1) if column.printed and not column.folded)
    widths = {n: column.width for n, column in enumerate(columns, 1) if not column.folded}
    above |= legend.calendar_legend(context, tab, widths)
    return Sheet(
        tab,
        context.titles[tab],
        _table_cells(above, columns, headings, rows),
        widths={n: column.width for n, column in enumerate(columns, 1)},
        heights={1: 28.0, 2: 18.0, TOP: 30.0} | _row_heights(columns, rows, layout.least_lines),
        folded=frozenset(n for n, column in enumerate(columns, 1) if column.folded),
        folded_rows=frozenset(TOP + 1 + n for n in past.grouped) if is_new else frozenset(),
        freeze=(TOP, layout.frozen),
        opens_at=0 if past.opens_at is None else TOP + 1 + past.opens_at,
        tables=(Table(context.table_name(tab), TOP, 1, last, headings, context.former_headings(tab)),),
        choices=(*_drop_downs(context, columns, last), *_heading_helps(context, tab, columns)),
        rules=(*extra, *_conditional_formats(context, tab, columns, last)),
        print=PrintSetup((TOP, TOP), area=f"A1:{letter(printed)}{last}", portrait=layout.portrait, footer=about),
        formats=words.formats(),
        tab_color=styles.OUTPUT_COLOR,
    )


def _today_link(context: ViewContext, tab: str, about: str, past: PastWeeks) -> StyledCell:
    """The line above the headings: of what the calendar is, and a link to the first row of today or later.

    The rows may stand in any order. Where none is of today or later, it leads to the last one.
    """
    parts = [context.words.text("labels", "to_today"), about]
    parts += [context.words.text("labels", "past_weeks")] if past.has_group else []
    shown = " · ".join(parts)
    if not context.has_column(tab, "date") or len(shown) > LONGEST_QUOTED:
        return StyledCell(about, Style(size=10, color=styles.GREY_TEXT, italic=True))
    return StyledCell(shown, styles.LINK_TEXT, context.today_link(tab, shown))
def _table_cells(
    above: Mapping[tuple[int, int], StyledCell],
    columns: Sequence[SheetColumn],
    headings: Sequence[str],
    rows: Sequence[RowCells],
) -> TableCells:
    """The cells of the sheet; a cell without a style of its own takes that of its column."""
    keyed = [(column.key, column.style, StyledCell(None, column.style)) for column in columns]

    def make_row(number: int) -> Sequence[StyledCell]:
        if number == TOP:
            return [StyledCell(heading, styles.HEADING) for heading in headings]
        row = rows[number - TOP - 1]
        return [
            StyledCell(cell.value, style, cell.formula, cell.link) if cell.style is PLAIN else cell
            for cell, style in ((row.get(key, blank), style) for key, style, blank in keyed)
        ]

    return TableCells(above, range(TOP, TOP + 1 + len(rows)), len(columns), make_row)


def _row_heights(columns: Sequence[SheetColumn], rows: Sequence[RowCells], least: int) -> dict[int, float]:
    """The height of each row in points: `least` lines of it at least, and as many as its highest visible text needs.

    More lines than `MOST_LINES` are cut off. Heights are whole lines: another one would be the user's own
    (`calgen.files.read.user_marks`).
    """
    wrapped = [column for column in columns if column.style.wrap and not column.folded]
    found = {}
    for number, row in enumerate(rows, TOP + 1):
        highest = max(_text_height(column, row.get(column.key)) for column in wrapped)
        found[number] = _ROW_PADDING + _ROW_LINE * max(least, ceil((highest - _ROW_PADDING / 2) / _ROW_LINE))
    return found


def _text_height(column: SheetColumn, cell: StyledCell | None) -> float:
    """The height of the text of a cell in points; 0 for any other value."""
    if cell is None or not isinstance(cell.value, str) or not cell.value:
        return 0.0
    style = column.style if cell.style is PLAIN else cell.style
    lines = _line_count(cell.value, column.width, style.size, style.bold, style.italic)
    return line_height(style.size) * min(MOST_LINES.get(column.key, 4), lines)


@lru_cache(maxsize=MOST_KNOWN)
def _line_count(text: str, columns: float, size: float, bold: bool, italic: bool) -> int:
    return len(wrap_text(text, cell_text_width(columns), size, bold=bold, italic=italic))


def column_range(column: int, last: int) -> str:
    """The range of a column from the first row of a table to its last, such as `B5:B40`."""
    return f"{address(TOP + 1, column)}:{address(last, column)}"


def _drop_downs(context: ViewContext, columns: Sequence[SheetColumn], last: int) -> tuple[DropDown, ...]:
    words, strategy = context.words, context.strategy
    choices = {
        "status": tuple(words.choices("status").values()),
        "category": tuple(map(context.category_name, context.categories)),
        "stage": tuple(words.choices("stage").values()),
        "keep": (words.choice("yes_no", "yes"),),
    }
    records: dict[str, Sequence[Any]] = {
        "platform": strategy.platforms,
        "theme": strategy.themes,
        "format": strategy.formats,
        "objective": strategy.objectives,
        "audience": strategy.audiences,
        "owner": strategy.team,
    }
    found = []
    for n, column in enumerate(columns, 1):
        ref = column_range(n, max(last, TOP + LEAST_ROWS))
        if column.key == "category" and strategy.mix and not fits_in_list(choices["category"]):
            found.append(_names_drop_down(ref, strategy.mix, "category"))
        elif column.key in choices:
            found.append(DropDown(ref, words=choices[column.key]))
        elif named := records.get(column.key):
            found.append(_names_drop_down(ref, named, "person" if column.key == "owner" else column.key))
    return tuple(found)


def _heading_helps(context: ViewContext, tab: str, columns: Sequence[SheetColumn]) -> Iterator[DropDown]:
    """What each column is for, shown where its heading is selected; a calendar that is there already gets none.

    No comments: those are the user's, and programs list them as a conversation.
    """
    if tab not in context.calendars:
        for n, column in enumerate(columns, 1):
            title, help_ = context.heading(tab, column.key), context.words.help(tab, column.key)
            yield DropDown(address(TOP, n), title=title, prompt=help_)


def _names_drop_down(ref: str, records: Sequence[Any], key: str) -> DropDown:
    """The names of a tab's records: listed where they are short and hold no comma, else read from their cells."""
    names = tuple(str(getattr(record, key)) for record in records)
    rows, source = [record.source.row for record in records], records[0].source
    short = fits_in_list(names) and not any("," in name for name in names)
    if short or not all(rows) or key not in source.columns:
        return DropDown(ref, words=names)
    column = source.columns[key]
    return DropDown(ref, source=f"={quote_title(source.tab)}!${column}${min(rows)}:${column}${max(rows)}")


def _conditional_formats(
    context: ViewContext, tab: str, columns: Sequence[SheetColumn], last: int
) -> tuple[ConditionalFormat, ...]:
    """Colours of categories, statuses and the present week, and a line above each new week; edits move them."""
    row = TOP + 1
    number = {column.key: n for n, column in enumerate(columns, 1)}
    day, above = (f"${letter(number['date'])}{n}" for n in (row, row - 1))
    status, category = (f"${letter(number[key])}{row}" for key in ("status", "category"))
    # LibreOffice shows one conditional format per cell: lines and greying stay off the columns that have colours.
    colored = {"category", "status", *_DAY_COLUMNS}
    plain = " ".join(column_range(n, last) for key, n in number.items() if key not in colored)
    days = [n for key, n in number.items() if key in _DAY_COLUMNS]
    day_cells = f"{address(row, min(days))}:{address(last, max(days))}"
    this_week = f"=AND(ISNUMBER({day}),INT(({day}-2)/7)=INT((TODAY()-2)/7))"
    new_week = f"=AND(ROW()>{row},INT(({day}-2)/7)<>INT((N({above})-2)/7))"
    is_cancelled = f"={equals_one(status, context.spelled(tab, 'status', 'cancelled'))}"
    return (
        ConditionalFormat(plain, is_cancelled, Style(color=styles.STATUS_COLORS["cancelled"][1])),
        *_word_colors(context, tab, "status", status, column_range(number["status"], last)),
        *_word_colors(context, tab, "category", category, column_range(number["category"], last)),
        ConditionalFormat(day_cells, this_week, Style(fill=styles.PRESENT, bold=True)),
        ConditionalFormat(plain, new_week, Style(top=styles.WEEK_LINE)),
    )


def _word_colors(context: ViewContext, tab: str, of: str, first: str, cells: str) -> Iterator[ConditionalFormat]:
    """The colour of each status, or of each category, on its cells; `first` is the first of these."""
    if of == "status":
        found = {code: Style(fill=fill, color=ink) for code, (fill, ink) in styles.STATUS_COLORS.items()}
    else:
        found = {name: Style(fill=styles.category_color(context.categories, name)) for name in context.categories}
    for word, style in found.items():
        yield ConditionalFormat(cells, f"={equals_one(first, context.spelled(tab, of, word))}", style)
