"""The workbook to fill in: the guide, the input tabs that `strategy` declares, and placeholders of our own tabs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import fsum
from typing import Any

from calgen.book.columns import Column, Kind
from calgen.book.grid import address, letter
from calgen.book.sheet import DropDown, PrintSetup, Sheet, SheetValue, Style, StyledCell, quote_title
from calgen.book.values import EXCEPT
from calgen.book.words import Words, capitalized
from calgen.strategy import TABS, Strategy, Tab, defaults, tab
from calgen.strategy.settings import Settings
from calgen.view import guide, styles
from calgen.view.cell_text import NUMBER_FORMATS, cell_value
from calgen.view.paper_size import on_paper_of
from calgen.view.tabs import OUTPUTS
from calgen.view.text_width import columns_for, text_width

TOP = 4  # the heading row
BLANK_ROWS = 32  # the formatted rows of a tab without any: a printed page
SPARE_ROWS = 8  # the formatted rows below those of a filled tab
MOST_UPRIGHT = 110.0  # characters across a page in portrait whose letters can still be read: a wider tab lies
LAST_ROW = 300  # drop-downs reach so many rows down
_BOX = Style(size=10, border=styles.LINE_COLOR, wrap=True)
_REQUIRED = replace(_BOX, fill=styles.REQUIRED_FILL)
_CENTRED = {Kind.DAY, Kind.SPAN, Kind.NUMBER, Kind.WHOLE, Kind.SHARE, Kind.YES_NO, Kind.CADENCE}
_EXAMPLE = replace(_BOX, italic=True, color=styles.GREY_TEXT)


@dataclass(frozen=True, slots=True)
class TemplateContent:
    """What is written into a template: the rows of each tab, in the user's order.

    `typed` are the cells of a tab's rows by column key, as they stand: they take the place of the strategy's.
    """

    strategy: Strategy
    has_examples: bool  # tabs without rows show an example
    typed: Mapping[str, Sequence[Mapping[str, SheetValue]]] = field(default_factory=dict)


def empty_content(words: Words) -> TemplateContent:
    """A strategy that the user has still to write, with the defaults of a language."""
    formats = [replace(row, format=capitalized(row.format)) for row in defaults.formats(words)]
    strategy = Strategy(
        settings=Settings(language=words.language, country=words.locale.country),
        wheel=defaults.wheel(words),
        mix=defaults.mix(),
        formats=tuple(formats),
        routines=defaults.routines(words),
        key_dates=defaults.key_dates(words),
    )
    return TemplateContent(strategy, has_examples=True)


def input_sheets(words: Words, content: TemplateContent) -> tuple[Sheet, ...]:
    """The guide and the input tabs; one that is drawn on demand only where it has rows."""
    shown = [tab for tab in TABS if not tab.on_demand or _rows(words, tab, content)]
    inputs = [_settings(words, content) if tab.key == "settings" else _table(words, tab, content) for tab in shown]
    country = content.strategy.settings.country
    return tuple(on_paper_of(country, sheet) for sheet in (guide.sheet(words), *inputs))


def input_sheet(words: Words, key: str, *, has_examples: bool = False) -> Sheet:
    """One input tab without rows."""
    content = TemplateContent(Strategy(), has_examples)
    sheet = _settings(words, content) if key == "settings" else _table(words, tab(key), content)
    return on_paper_of(words.locale.country, sheet)


def output_placeholders(words: Words) -> tuple[Sheet, ...]:
    """Our own tabs before the first run: their title, and a line that says what a run will write there."""
    found = []
    for key in OUTPUTS:
        cells = styles.tab_heading(words.title(key), words.text("outputs", key))
        heights = {1: 28.0, 2: 22.0}
        found.append(
            Sheet(key, words.title(key), cells, widths={1: 30}, heights=heights, tab_color=styles.OUTPUT_COLOR)
        )
    return tuple(on_paper_of(words.locale.country, sheet) for sheet in found)


def _heading(words: Words, tab: Tab) -> dict[tuple[int, int], StyledCell]:
    """The lines above a tab's table: title, purpose, and a link back to the guide."""
    color = styles.STEP_COLORS[tab.step]
    cells = styles.tab_heading(words.title(tab.key), words.help(tab.key))
    cells[1, 1] = StyledCell(words.title(tab.key), replace(styles.TITLE, color=color))
    back = f"{quote_title(words.title('guide'))}!A1"
    cells[3, 1] = StyledCell(words.text("phrases", "back_to_guide"), replace(styles.LINK_TEXT, size=9), link=back)
    return cells


def _column_title(words: Words, tab: Tab, column: Column) -> str:
    return words.title(tab.key, column.key) + (" *" if column.required else "")


def _settings(words: Words, content: TemplateContent) -> Sheet:
    """The tab of settings: title, value and help of each in a row."""
    tab = TABS[0]
    cells, heights = _heading(words, tab), {1: 28.0, 2: 20.0}
    typed = next(iter(content.typed.get(tab.key, ())), {})
    drop_downs = []
    for row, column in enumerate(tab.columns, TOP):
        value = typed.get(column.key) or _value(content.strategy.settings, column, words)
        title, help_ = words.title(tab.key, column.key), words.help(tab.key, column.key)
        style = replace(_REQUIRED, number=NUMBER_FORMATS.get(column.kind, ""), align="left")
        cells[row, 1] = StyledCell(title, Style(bold=True, bottom=styles.LINE_COLOR, color=styles.NAVY))
        cells[row, 2] = StyledCell(value, style)
        cells[row, 3] = StyledCell(help_, replace(styles.SMALL_GREY, indent=1, italic=True))
        heights[row] = 6 + 13.5 * max(styles.line_count(help_, 92), styles.line_count(str(value or ""), 46))
        drop_downs += _drop_downs(words, column, f"B{row}")
    return Sheet(
        "settings",
        words.title("settings"),
        cells,
        widths={1: 26, 2: 46, 3: 84},
        heights=heights,
        freeze=(TOP - 1, 0),
        folded_rows=frozenset(
            n for n, column in enumerate(tab.columns, TOP) if _is_folded(column, [cells[n, 2].value])
        ),
        choices=tuple(drop_downs),
        formats=words.formats(),
        tab_color=styles.STEP_COLORS[tab.step],
        print=PrintSetup(footer=words.title("settings"), one_page=True),
    )


def _records(tab: Tab, content: TemplateContent) -> list[Any]:
    """The records of a tab, in the order of their rows where they were read from some."""
    records = list(getattr(content.strategy, tab.key))
    if any(record.source.row for record in records):
        return sorted(records, key=lambda record: record.source.row)
    return records


def _rows(words: Words, tab: Tab, content: TemplateContent) -> list[list[SheetValue]]:
    """The cells of a tab's rows, in the order of its columns."""
    if tab.key in content.typed:
        return [[row.get(column.key) for column in tab.columns] for row in content.typed[tab.key]]
    records = _records(tab, content)
    return [[_value(record, column, words) for column in tab.columns] for record in records]


def _value(record: Any, column: Column, words: Words) -> SheetValue:
    """The cell of a record in a column; blank in one that is seldom needed, where it says what a blank cell means."""
    value = getattr(record, column.key)
    return None if column.folded and value == column.default else cell_value(value, column, words)


def _table(words: Words, tab: Tab, content: TemplateContent) -> Sheet:
    """An input tab with its table: the rows of the strategy, or an example, then blank rows to fill in."""
    rows = _rows(words, tab, content)
    values = {n: [row[n - 1] for row in rows] for n in range(1, len(tab.columns) + 1)}
    example = _example(words, tab) if content.has_examples and not rows else None
    cells, color = _heading(words, tab), styles.STEP_COLORS[tab.step]
    for n, column in enumerate(tab.columns, 1):
        cells[TOP, n] = StyledCell(_column_title(words, tab, column), replace(styles.HEADING, fill=color))
        cells |= _column_cells(n, column, values[n], [example[n - 1]] if example else [])
    heights = {TOP + n: _height(row, tab) for n, row in enumerate([example] if example else rows, 1)}
    drop_downs: list[DropDown] = []
    for n, column in enumerate(tab.columns, 1):
        drop_downs += _drop_downs(words, column, _column_range(n), tab)
    widths = {n: _width(words, tab, column) for n, column in enumerate(tab.columns, 1)}
    folded = frozenset(n for n, column in enumerate(tab.columns, 1) if _is_folded(column, values[n]))
    across = fsum(width for n, width in widths.items() if n not in folded)
    return Sheet(
        tab.key,
        words.title(tab.key),
        cells,
        widths=widths,
        heights={1: 28.0, 2: 20.0, TOP: 32.0} | heights,
        freeze=(TOP, 1),
        folded=folded,
        choices=tuple(drop_downs),
        notes={(TOP, n): words.help(tab.key, column.key) for n, column in enumerate(tab.columns, 1)},
        names={f"calgen_{tab.key}": _names_formula(words, tab)},
        print=PrintSetup(repeat=(TOP, TOP), footer=words.title(tab.key), portrait=across <= MOST_UPRIGHT),
        formats=words.formats(),
        tab_color=color,
    )


def _is_folded(column: Column, values: Sequence[SheetValue]) -> bool:
    """Whether a column is folded away: it is seldom needed, and none of its cells has a value."""
    return column.folded and not any(values)


def _column_cells(
    n: int, column: Column, values: Sequence[SheetValue], example: Sequence[SheetValue]
) -> dict[tuple[int, int], StyledCell]:
    """The cells of a column: its values, with blank cells below them; or its cell of an example row."""
    style = replace(
        _REQUIRED if column.required else _BOX,
        number=NUMBER_FORMATS.get(column.kind, ""),
        align="center" if column.kind in _CENTRED else "",
        bold=n == 1,
    )
    count = len(values) + SPARE_ROWS if values else BLANK_ROWS
    shown = [*values, *[None] * (count - len(values))]
    cells = {(TOP + at, n): StyledCell(value, style) for at, value in enumerate(shown, 1)}
    if example:
        cells[TOP + 1, n] = StyledCell(example[0], replace(_EXAMPLE, align=style.align))
    return cells


def _width(words: Words, tab: Tab, column: Column) -> float:
    """The width of a column in characters: its own, or that of its title."""
    title, heading = _column_title(words, tab, column), styles.HEADING
    longest = max(text_width(word, heading.size, bold=True) for word in title.split())
    return max(column.width, len(title) * 0.62 + 3, columns_for(longest))


def _height(row: Sequence[SheetValue], tab: Tab) -> float:
    """The height of a row in points, for its longest text."""
    pairs = zip(row, tab.columns, strict=True)
    lines = [styles.line_count(value, column.width * 1.05) for value, column in pairs if isinstance(value, str)]
    return 5 + 13.5 * min(9, max(lines, default=1))


def _column_range(column: int) -> str:
    return f"{address(TOP + 1, column)}:{address(TOP + LAST_ROW, column)}"


def _names_formula(words: Words, tab: Tab) -> str:
    """The range of a tab's names, as far as they are filled in: what the drop-downs of other tabs show."""
    return names_formula(quote_title(words.title(tab.key)), TOP + 1, 1)


def names_formula(title: str, row: int, column: int) -> str:
    """The range of the names in a column of a tab from a row on; the title stands in quotes."""
    at = letter(column)
    first = f"{title}!${at}${row}"
    names = f"{first}:${at}${row + LAST_ROW - 1}"
    return f"=OFFSET({first},0,0,MAX(1,COUNTA({names})),1)"


def _drop_downs(words: Words, column: Column, ref: str, tab: Tab | None = None) -> list[DropDown]:
    """The drop-down of a column over a range, if it has one; on the tab of settings (no `tab`) without a prompt."""
    title = words.title(tab.key if tab else "settings", column.key)
    prompt = words.help(tab.key, column.key) if tab else ""
    if column.kind is Kind.CHOICE:
        shown = [*words.choices(column.of).values()]
        if column.excepting:
            exceptions = (f"{column.excepting[0]}{EXCEPT}{code}" for code in words.choices("category"))
            shown += [str(cell_value(value, column, words)) for value in exceptions]
        strict = not column.free and not column.excepting
        return [DropDown(ref, words=tuple(shown), title=title, prompt=prompt, strict=strict)]
    if column.kind is Kind.YES_NO:
        return [DropDown(ref, words=tuple(words.choices("yes_no").values()), title=title, prompt=prompt)]
    if column.kind in (Kind.REF, Kind.REFS):
        return [DropDown(ref, source=f"=calgen_{column.of}", title=title, prompt=prompt)]
    return []


def _example(words: Words, tab: Tab) -> list[SheetValue] | None:
    """An example row, which the reader passes over: its first cell says that it is one."""
    example = words.example(tab.key)
    if not example:
        return None
    row: list[SheetValue] = [example.get(column.key) for column in tab.columns]
    row[0] = words.text("phrases", "example", text=str(row[0]))
    return row
