"""What the sections of the balance are written with: the page on its way, its rows, the formulas that count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from calgen.book.grid import letter
from calgen.book.sheet import Chart, ConditionalFormat, Series, SheetValue, Style, StyledCell, quote_title
from calgen.view import styles
from calgen.view.balance.tally import Tally
from calgen.view.view_context import ViewContext, quoted_text

OFF = Style(fill="#FAD4D0", color=styles.BAD, bold=True)
SOME = Style(fill="#FFF3C4", color="#8D6708", bold=True)
FINE = Style(fill="#D3F0DC", color="#1F7A45", bold=True)
BAR = "#BCCCDC"
FIRST, EACH = 34, 12  # the widths of the columns, in digits
BESIDE = 8  # the column at which a chart stands beside a table
WIDE, TALL = 436, 230  # a chart's pixels

Figure = tuple[SheetValue, str, Style]  # the value now, the formula that keeps it true (or none), the look


@dataclass(slots=True)
class Page:
    """The sheet on its way; `row` is the next free one."""

    desk: ViewContext
    tally: Tally
    cells: dict[tuple[int, int], StyledCell]
    printed: int  # the columns that are printed; those after it are folded away
    heights: dict[int, float] = field(default_factory=dict)
    rules: list[ConditionalFormat] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)  # the rows at which a page may begin
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    row: int = 4
    spare: int = 0  # the next free column after the printed ones
    refs: dict[str, str] = field(default_factory=dict)  # cells and ranges that the first lines of the tab look at
    figures: dict[str, float] = field(default_factory=dict)  # and what they hold now
    gaps: list[tuple[float, float]] = field(default_factory=list)  # per platform: posts too many or missing, asked

    def take(self, columns: int) -> int:
        """The first of so many folded columns."""
        first = max(self.spare, self.printed + 1)
        self.spare = first + columns
        return first


def labels(desk: ViewContext, *keys: str) -> list[str]:
    return [desk.words.text("labels", key) for key in keys]


def count(desk: ViewContext, *pairs: tuple[str, str]) -> str:
    """How many posts of the calendar meet all pairs (column key, criterion); cancelled ones do not count."""
    cancelled = quoted_text("<>" + desk.words.choice("status", "cancelled"))
    tests = [*pairs, ("status", cancelled)]
    return "COUNTIFS(" + ",".join(f"{desk.column_ref('social', key)},{criterion}" for key, criterion in tests) + ")"


def every_post(desk: ViewContext) -> str:
    return count(desk, ("platform", quoted_text("?*")))


def named(name: str, cell: str = "") -> str:
    """The criterion of a name: its cell; the name itself, its signs made plain, where a spreadsheet would read them."""
    plain = re.sub(r"([~?*])", r"~\1", name)
    return cell if cell and plain == name and name[:1] not in ("<", ">", "=") else quoted_text("=" + plain)


def any_of(desk: ViewContext, names: Sequence[str], *pairs: tuple[str, str]) -> str:
    """How many posts meet all pairs and have one of some objectives: one formula, however many there are."""
    if not names:
        return "0"
    criteria = "{" + ",".join(map(named, names)) + "}"
    return f"SUMPRODUCT({count(desk, *pairs, ('objective', criteria))})"


def portion(part: str, whole: str) -> str:
    """A part of a whole, as a formula; none of nothing."""
    return f"=IF({whole}=0,0,{part}/{whole})"


def section(page: Page, key: str, *, small: bool = False) -> None:
    """A title with a line that says what stands below; a page may begin here."""
    page.blocks.append(page.row)
    say = page.desk.words.text
    page.cells[page.row, 1] = StyledCell(
        say("labels", key), replace(styles.SECTION, size=11) if small else styles.SECTION
    )
    page.heights[page.row] = 18.0 if small else 22.0
    page.row += 1
    if not small:
        page.cells[page.row, 1] = StyledCell(say("labels", f"{key}_help"), replace(styles.LEAD, size=9))
        page.row += 1


def headings(page: Page, names: Sequence[str], *, plain: int = 1) -> None:
    """The titles of a table; the first `plain` ones stand left, over words."""
    for column, name in enumerate(names, 1):
        style = styles.HEADING if column <= plain else replace(styles.HEADING, align="right")
        page.cells[page.row, column] = StyledCell(name, style)
    page.heights[page.row] = 30.0 if any("\n" in name or len(name) > 14 for name in names) else 20.0
    page.row += 1


def add_row(page: Page, name: SheetValue, values: Sequence[Figure], style: Style = styles.NAME) -> None:
    page.cells[page.row, 1] = StyledCell(name, style)
    for column, (value, formula, look) in enumerate(values, 2):
        page.cells[page.row, column] = StyledCell(value, look, formula)
    page.heights[page.row] = 2 + 14.0 * (styles.lines_of(name, 34) if isinstance(name, str) else 1)
    page.row += 1


def span(column: int, top: int, bottom: int) -> str:
    """The cells of a column."""
    return f"{letter(column)}{top}:{letter(column)}{bottom}"


def series(page: Page, name: tuple[int, int], along: int, column: int, rows: tuple[int, int], **more: object) -> Series:
    """A column of figures between two rows, named by a cell, along the labels of another column."""
    tab, (top, bottom) = quote_title(page.desk.titles["balance"]), rows

    def ref(at: int) -> str:
        return f"{tab}!${letter(at)}${top}:${letter(at)}${bottom}"

    title = f"={tab}!${letter(name[1])}${name[0]}"
    return Series(title, ref(along), ref(column), **more)  # type: ignore[arg-type]


def beside(
    page: Page, kind: str, title: str, top: int, rows: Sequence[Series], *, tall: int = TALL, **more: object
) -> None:
    """A chart beside a table whose title stands at `top`; what follows begins below it."""
    name = page.desk.words.text("labels", title)
    page.charts.append(Chart(kind, name, top, BESIDE, WIDE, tall, tuple(rows), **more))  # type: ignore[arg-type]
    page.row = max(page.row, _below(page, top, tall))


def across(
    page: Page, kind: str, title: str, top: int, rows: Sequence[Series], *, tall: int = TALL, **more: object
) -> None:
    """A chart over the whole width of the page, in the rows that were kept for it."""
    name, wide = page.desk.words.text("labels", title), 7 * FIRST + 5 + (page.printed - 1) * (7 * EACH + 5)
    page.charts.append(Chart(kind, name, top, 1, int(wide), tall, tuple(rows), **more))  # type: ignore[arg-type]


def keep(page: Page, tall: int = TALL) -> int:
    """Rows for a chart to come; the first of them."""
    top = page.row
    page.row = _below(page, top, tall)
    return top


def _below(page: Page, top: int, tall: int) -> int:
    """The first row below a chart of so many pixels."""
    below, high = top, 0.0
    while high < tall * 0.75 + 8:
        high += page.heights.get(below, 15.0)
        below += 1
    return below
