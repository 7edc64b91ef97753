"""A sheet to be drawn: cells with styles and links, tables, charts and rules, independent of any file format."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from calgen.book.grid import address
from calgen.book.palette import DARK_TEXT

SheetValue = str | int | float | bool | date | datetime | time | None


@dataclass(frozen=True, slots=True)
class Style:
    """The look of a cell. Colours are `#RRGGBB`, sizes points, `number` the name of a format in `Sheet.formats`."""

    bold: bool = False
    italic: bool = False
    size: float = 10
    color: str = DARK_TEXT
    fill: str = ""
    align: str = ""
    valign: str = "vcenter"
    wrap: bool = False
    number: str = ""
    border: str = ""  # the colour of a hairline on all sides
    bottom: str = ""  # the colour of a line below
    top: str = ""  # the colour of a line above (rules only)
    left: str = ""  # the colour of a line on the left
    indent: int = 0
    underline: bool = False
    unlocked: bool = False  # whether the cell may be typed in where its sheet is protected
    present: int = -1  # index of a format that the workbook has: it is taken as it is, whatever the rest says


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class StyledCell:
    """A cell to be drawn: a value, or a formula with its present value; with a `link`, it leads to another place."""

    value: SheetValue = None
    style: Style = PLAIN
    formula: str = ""
    link: str = ""  # an internal place: 'Tab'!A1


class CellRows(Mapping[tuple[int, int], StyledCell]):
    """Cells by row and column that are made row by row, in order, as they are drawn."""

    @abstractmethod
    def by_row(self) -> Iterator[tuple[int, Iterable[tuple[int, StyledCell]]]]:
        """The rows in order, each with the columns and the cells in order."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with filters; `top` is its heading row, `bottom` its last row, counted from 1."""

    name: str
    top: int
    left: int
    bottom: int
    headings: tuple[str, ...]
    former: Mapping[str, str] = field(default_factory=dict)  # headings that change in this run → the new ones

    def ref(self) -> str:
        """The range of the table with its headings, as A4:F20."""
        return f"{address(self.top, self.left)}:{address(self.bottom, self.left + len(self.headings) - 1)}"


@dataclass(frozen=True, slots=True)
class DropDown:
    """A drop-down in the cells of a range: the words themselves, or a formula for the range that holds them.

    With neither, only the prompt is shown where a cell of the range is chosen.
    """

    ref: str
    words: tuple[str, ...] = ()
    source: str = ""
    title: str = ""
    prompt: str = ""
    strict: bool = False


LONGEST_LIST = 255  # characters of a drop-down that lists its words itself


def fits_in_list(words: Iterable[str]) -> bool:
    """Whether a drop-down can list words itself, between commas; characters count as UTF-16 units, an emoji as two."""
    return len(",".join(words).encode("utf-16-le")) // 2 <= LONGEST_LIST


@dataclass(frozen=True, slots=True)
class ConditionalFormat:
    """A conditional format: where `formula` is true over `ref`, `style`'s fill, colour and weight; or a data bar."""

    ref: str
    formula: str = ""
    style: Style = PLAIN
    bar: str = ""  # the colour of a data bar


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart; its ranges are written `'Tab'!$A$1:$A$9`."""

    name: str
    labels: str
    values: str
    color: str = ""
    point_colors: tuple[str, ...] = ()
    point_names: tuple[tuple[str, str], ...] = ()  # what stands on each point of a ring, and its colour
    line: bool = False
    above: str = ""  # the range of what the intervals of the values reach above them; as `values`
    below: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart whose top left corner is at a cell; sizes are pixels. `kind`: column, bar, stacked, share, line, ring."""

    kind: str
    title: str
    row: int
    column: int
    width: int
    height: int
    series: tuple[Series, ...]
    shift: int = 0  # pixels to the right of the cell's left edge
    percent: bool = False
    number: str = ""  # the number format of the figures, where they are no whole numbers
    crossing: float | None = None  # the figure from which bars begin
    lowest: float | None = 0  # at which the axis of the figures begins; None: as the figures ask for
    highest: float | None = None  # at which it ends
    labels: str = ""  # a number format for labels that are days, each shown as it stands
    description: str = ""  # what the chart shows, for those who do not see it


A4, LETTER = "A4", "Letter"


@dataclass(frozen=True, slots=True)
class PrintSetup:
    """How a sheet is printed: landscape, one page wide or all on `one_page`, with heading rows to `repeat`."""

    repeat: tuple[int, int] | None = None
    breaks: tuple[int, ...] = ()
    blocks: tuple[int, ...] = ()  # rows at which a page may begin; breaks are set where pages are full
    area: str = ""
    columns: int = 0  # number of columns printed, where there are breaks or blocks
    portrait: bool = False
    one_page: bool = False
    footer: str = ""
    paper: str = A4


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab to draw; rows and columns are counted from 1."""

    key: str
    title: str
    cells: Mapping[tuple[int, int], StyledCell]
    widths: Mapping[int, float] = field(default_factory=dict)
    heights: Mapping[int, float] = field(default_factory=dict)
    folded: frozenset[int] = frozenset()  # columns under a closed outline
    folded_rows: frozenset[int] = frozenset()  # rows under one, each with a height
    merges: tuple[tuple[int, int, int, int], ...] = ()
    freeze: tuple[int, int] = (0, 0)  # rows above and columns left of which stay in sight
    opens_at: int = 0  # the row that stands below these rows when the tab is opened, and is selected; 0: the first
    tables: tuple[Table, ...] = ()
    choices: tuple[DropDown, ...] = ()
    rules: tuple[ConditionalFormat, ...] = ()
    charts: tuple[Chart, ...] = ()
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # defined names: name → ='Tab'!$A$1:$A$9
    print: PrintSetup = PrintSetup()
    formats: Mapping[str, str] = field(default_factory=dict)  # name → number format
    tab_color: str = ""
    zoom: int = 100
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()  # without an outline: nobody is to open them
    protected: bool = False  # without a password: only cells whose style is `unlocked` can be typed in
    edit: SheetEdit | None = None  # if the tab is there already and is edited, not replaced


def quote_title(title: str) -> str:
    """The title of a tab as a formula writes it, in quotes."""
    return "'" + title.replace("'", "''") + "'"


# -- an edit of a present tab ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A row of an edited table: its present number (0: new), its drawn number, and the columns taken from there."""

    old: int
    drawn: int
    taken: frozenset[int]


@dataclass(frozen=True, slots=True)
class SheetEdit:
    """The edit by which a present tab shows what the drawn sheet shows, and keeps everything that the user added."""

    top: int  # the present heading row
    rows: tuple[MovedRow, ...]  # in their new order
    deleted: frozenset[int] = frozenset()  # present rows
    user_rows: int = 0  # number of rows that the user added: a range without these alone means the whole body
    columns: Mapping[int, int] = field(default_factory=dict)  # drawn column → present column
    added_columns: Mapping[int, str] = field(default_factory=dict)  # drawn column added at the right end → its heading
    changed_headings: Mapping[int, str] = field(default_factory=dict)  # present column → its new heading
    present_headings: Mapping[int, str] = field(default_factory=dict)  # present column → its text in the heading row
    text_headings: frozenset[int] = frozenset()  # present columns whose heading cell holds just that text
    unshown_headings: Mapping[int, str] = field(default_factory=dict)  # present column → its heading's unread formula
    changed_above: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)  # present cell → drawn cell
    former_above: tuple[str, ...] = ()  # the texts above the table of the last run: its footer is part of one
    former_helps: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # help in another language → title, help
    former_patterns: frozenset[str] = frozenset()  # `rule_patterns` of the last run
    grouped_rows: Mapping[int, bool] = field(default_factory=dict)  # drawn row that joins a group → whether hidden
    ungrouped_rows: frozenset[int] = frozenset()  # drawn rows that leave their group, and are seen
    opens_at: int = 0  # the drawn row that the tab opens on; 0: the view stays as it is


_REFERENCE = re.compile(r"\$?\b[A-Z]{1,3}\$?\d{1,7}\b")


def rule_pattern(formula: str) -> str:
    """The formula of a rule without references and spaces: equal for a rule that has moved."""
    return re.sub(r"\s+", "", _REFERENCE.sub("#", formula.lstrip("=")))


def rule_patterns(sheet: Sheet) -> tuple[str, ...]:
    """The patterns of the conditional formats and drop-downs of a sheet."""
    rules = [rule_pattern(rule.formula) for rule in sheet.rules if rule.formula]
    choices = [choice for choice in sheet.choices if choice.source or choice.words]  # others only show a prompt
    lists = [rule_pattern(choice.source or '"' + ",".join(choice.words) + '"') for choice in choices]
    return tuple(sorted({*rules, *lists}))
