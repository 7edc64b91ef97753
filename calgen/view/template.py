"""The workbook to fill in: the guide, the input tabs as `strategy` declares them, and the places of our own tabs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from calgen.book.columns import Column, Kind
from calgen.book.grid import address
from calgen.book.sheet import DropDown, PrintSetup, Sheet, SheetValue, Style, StyledCell, quote_title
from calgen.book.words import Words
from calgen.strategy import TABS, Strategy, Tab, defaults
from calgen.strategy.settings import Settings
from calgen.view import styles
from calgen.view.cell_text import NUMBER_FORMATS, cell_value
from calgen.view.tabs import OUTPUTS

TOP = 4  # the heading row
ROWS = 40  # rows laid out; drop-downs reach further
REACH = 300
_BOX = Style(size=10, border=styles.LINE, wrap=True)
_NEED = replace(_BOX, fill="#FFFDF5")
_CENTRED = {Kind.DAY, Kind.NUMBER, Kind.WHOLE, Kind.SHARE, Kind.YES_NO, Kind.CADENCE}
_EXAMPLE = replace(_BOX, italic=True, color="#829AB1")


@dataclass(frozen=True, slots=True)
class Blank:
    """What is written into a template: the rows of each tab, in the user's order."""

    strategy: Strategy
    examples: bool  # whether the tabs without rows show an example


def blank(words: Words) -> Blank:
    """An empty strategy, with what is filled in from the start."""
    return Blank(
        Strategy(
            settings=Settings(language=words.language, country=words.locale.country),
            wheel=defaults.wheel(words),
            mix=defaults.mix(),
            formats=tuple(
                replace(one, format=one.format[:1].upper() + one.format[1:]) for one in defaults.formats(words)
            ),
            routines=defaults.routines(words),
            key_dates=defaults.key_dates(words),
        ),
        examples=True,
    )


def sheets(words: Words, filled: Blank) -> tuple[Sheet, ...]:
    """The guide and the input tabs."""
    inputs = [_settings(words, filled) if tab.key == "settings" else _table(words, tab, filled) for tab in TABS]
    return (_guide(words), *inputs)


def places(words: Words) -> tuple[Sheet, ...]:
    """Our own tabs before the first run: a line that says what will stand there."""
    found = []
    for key in OUTPUTS:
        cells = styles.heading(words.title(key), words.text("outputs", key))
        heights = {1: 28.0, 2: 22.0}
        found.append(Sheet(key, words.title(key), cells, widths={1: 30}, heights=heights, tab_color=styles.MADE))
    return tuple(found)


def _head(words: Words, tab: Tab) -> dict[tuple[int, int], StyledCell]:
    color = styles.STEP[tab.step]
    cells = styles.heading(words.title(tab.key), words.help(tab.key))
    cells[1, 1] = StyledCell(words.title(tab.key), replace(styles.TITLE, color=color))
    guide = quote_title(words.title("guide"))
    cells[3, 1] = StyledCell(words.text("phrases", "back_to_guide"), replace(styles.JUMP, size=9), link=f"{guide}!A1")
    return cells


def _title(words: Words, tab: Tab, column: Column) -> str:
    return words.title(tab.key, column.key) + (" *" if column.required else "")


def _settings(words: Words, filled: Blank) -> Sheet:
    tab = TABS[0]
    cells = _head(words, tab)
    heights = {1: 28.0, 2: 20.0}
    choices = []
    for row, column in enumerate(tab.columns, TOP):
        shown = cell_value(getattr(filled.strategy.settings, column.key), column, words)
        hint = words.help(tab.key, column.key)
        cells[row, 1] = StyledCell(
            words.title(tab.key, column.key), Style(bold=True, bottom=styles.LINE, color=styles.NAVY)
        )
        cells[row, 2] = StyledCell(shown, replace(_NEED, number=NUMBER_FORMATS.get(column.kind, ""), align="left"))
        cells[row, 3] = StyledCell(hint, replace(styles.QUIET, indent=1, italic=True))
        long = styles.lines_of(str(shown or ""), 46)
        heights[row] = 6 + 13.5 * max(styles.lines_of(hint, 92), long)
        choices += _choice(words, column, f"B{row}")
    return Sheet(
        "settings",
        words.title("settings"),
        cells,
        widths={1: 26, 2: 46, 3: 84},
        heights=heights,
        freeze=(TOP - 1, 0),
        choices=tuple(choices),
        formats=words.formats(),
        tab_color=styles.STEP[tab.step],
        print=PrintSetup(footer=words.title("settings"), one_page=True),
    )


def _rows(tab: Tab, filled: Blank) -> list[Any]:
    rows = list(getattr(filled.strategy, tab.key))
    return sorted(rows, key=lambda one: one.source.row) if any(one.source.row for one in rows) else rows


def _table(words: Words, tab: Tab, filled: Blank) -> Sheet:
    rows = [[cell_value(getattr(one, c.key), c, words) for c in tab.columns] for one in _rows(tab, filled)]
    example = _example(words, tab) if filled.examples and not rows else None
    laid = max(ROWS if not rows else 0, len(rows) + 12)
    cells, heights, notes = _head(words, tab), {1: 28.0, 2: 20.0, TOP: 32.0}, {}
    color = styles.STEP[tab.step]
    for n, column in enumerate(tab.columns, 1):
        cells[TOP, n] = StyledCell(_title(words, tab, column), replace(styles.HEADING, fill=color))
        notes[TOP, n] = words.help(tab.key, column.key)
        style = replace(
            _NEED if column.required else _BOX,
            number=NUMBER_FORMATS.get(column.kind, ""),
            align="center" if column.kind in _CENTRED else "",
            bold=n == 1,
        )
        for row in range(TOP + 1, TOP + 1 + laid):
            own = rows[row - TOP - 1][n - 1] if row - TOP - 1 < len(rows) else None
            cells[row, n] = StyledCell(own, style)
        if example:
            cells[TOP + 1, n] = StyledCell(example[n - 1], replace(_EXAMPLE, align=style.align))
    for row, shown in enumerate([example] if example else rows, TOP + 1):
        heights[row] = _height(shown, tab)
    choices = [one for n, c in enumerate(tab.columns, 1) for one in _choice(words, c, _span(n), tab)]
    return Sheet(
        tab.key,
        words.title(tab.key),
        cells,
        widths={
            n: max(column.width, len(_title(words, tab, column)) * 0.62 + 3) for n, column in enumerate(tab.columns, 1)
        },
        heights=heights,
        freeze=(TOP, 1),
        choices=tuple(choices),
        notes=notes,
        names={f"calgen_{tab.key}": _list(words, tab)},
        print=PrintSetup(repeat=(TOP, TOP), footer=words.title(tab.key)),
        formats=words.formats(),
        tab_color=color,
    )


def _height(shown: list[SheetValue], tab: Tab) -> float:
    longest = max(
        (
            styles.lines_of(value, column.width * 1.05)
            for value, column in zip(shown, tab.columns, strict=True)
            if isinstance(value, str)
        ),
        default=1,
    )
    return 5 + 13.5 * min(9, longest)


def _span(column: int) -> str:
    return f"{address(TOP + 1, column)}:{address(TOP + REACH, column)}"


def _list(words: Words, tab: Tab) -> str:
    """The names of a tab, as far as they are filled in: what drop-downs of other tabs show."""
    first = f"{quote_title(words.title(tab.key))}!$A${TOP + 1}"
    span = f"{first}:$A${TOP + REACH}"
    return f"=OFFSET({first},0,0,MAX(1,COUNTA({span})),1)"


def _choice(words: Words, column: Column, ref: str, tab: Tab | None = None) -> list[DropDown]:
    title = words.title(tab.key if tab else "settings", column.key)
    prompt = words.help(tab.key, column.key) if tab else ""
    if column.kind is Kind.CHOICE:
        shown = tuple(words.choices(column.of).values())
        return [DropDown(ref, words=shown, title=title, prompt=prompt, strict=not column.free)]
    if column.kind is Kind.YES_NO:
        return [DropDown(ref, words=tuple(words.choices("yes_no").values()), title=title, prompt=prompt)]
    if column.kind in (Kind.REF, Kind.REFS):
        return [DropDown(ref, source=f"=calgen_{column.of}", title=title, prompt=prompt)]
    return []


def _example(words: Words, tab: Tab) -> list[SheetValue] | None:
    """An example row, which the reader passes over: its first cell says that it is one."""
    shown = words.example(tab.key)
    if not shown:
        return None
    row: list[SheetValue] = [shown.get(column.key) for column in tab.columns]
    row[0] = words.text("phrases", "example", text=str(row[0]))
    return row


def _guide(words: Words) -> Sheet:
    cells = {
        (1, 2): StyledCell(words.text("guide", "title"), styles.TITLE),
        (2, 2): StyledCell(words.text("guide", "intro"), replace(styles.LEAD, wrap=True)),
    }
    heights = {1: 34.0, 2: 48.0, 3: 8.0}
    row = 4
    for n, step in enumerate(words.texts("guide", "steps"), 1):
        cells[row, 1] = StyledCell(n, Style(size=12, bold=True, color=styles.PAPER, fill=styles.NAVY, align="center"))
        cells[row, 2] = StyledCell(step, Style(size=11, wrap=True, indent=1))
        heights[row] = 8 + 14.5 * styles.lines_of(step, 108)
        row += 1
    row = _tabs(words, cells, heights, row + 1)
    cells[row, 2] = StyledCell(words.text("guide", "legend_title"), styles.SECTION)
    wide = [1, 2, *range(4, 4 + len(words.texts("guide", "steps")))]
    for line in words.texts("guide", "legend"):
        row += 1
        wide.append(row)
        cells[row, 2] = StyledCell(line, Style(size=10, color=styles.SOFT, wrap=True, indent=1))
        heights[row] = 4 + 13.5 * styles.lines_of(line, 120)
    return Sheet(
        "guide",
        words.title("guide"),
        cells,
        widths={1: 5, 2: 26, 3: 104},
        heights=heights,
        merges=tuple((r, 2, r, 3) for r in wide),
        tab_color=styles.INK,
        print=PrintSetup(area=f"A1:C{row}", footer=words.title("guide"), one_page=True),
    )


def _tabs(words: Words, cells: dict[tuple[int, int], StyledCell], heights: dict[int, float], row: int) -> int:
    """Every tab with a link, in the colour of its step."""
    entries = [(tab.key, styles.STEP[tab.step], words.text("tomster", tab.step), tab.required) for tab in TABS]
    entries += [(key, styles.MADE, "", False) for key in OUTPUTS]
    for key, color, _step, required in entries:
        title = words.title(key)
        cells[row, 1] = StyledCell(None, Style(fill=color))
        shown = title + (" *" if required else "")
        cells[row, 2] = StyledCell(
            shown, Style(size=10.5, bold=True, color=color, indent=1), link=f"{quote_title(title)}!A1"
        )
        cells[row, 3] = StyledCell(words.help(key), Style(size=10, color=styles.SOFT, wrap=True))
        heights[row] = 18
        row += 1
    return row + 1
