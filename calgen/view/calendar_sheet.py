"""A calendar as a sheet: one real table, with what a row needs first standing first and the rest folded away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from calgen.book.grid import address, letter
from calgen.book.sheet import ConditionalFormat, DropDown, PrintSetup, Sheet, Style, StyledCell, Table, quote_title
from calgen.view import styles
from calgen.view.view_context import TABLES, TOP, ViewContext

_NOW = ("date", "day", "time", "week")
LIKELY = 12  # the least number of rows for which drop-downs are laid out


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a calendar: its key, its width, whether it is folded away, and its look."""

    key: str
    width: float
    folded: bool = False
    style: Style = styles.TEXT
    printed: bool = True


Line = Mapping[str, StyledCell]


def at(fields: Sequence[Field], key: str) -> int:
    """The number of a column, from 1."""
    return next(n for n, field in enumerate(fields, 1) if field.key == key)


def draw(
    context: ViewContext,
    tab: str,
    fields: Sequence[Field],
    lines: Sequence[Line],
    freeze: int,
    extra: Sequence[ConditionalFormat] = (),
) -> Sheet:
    """The sheet of a calendar; `freeze` columns stay in sight."""
    words, last = context.words, TOP + max(1, len(lines))
    first, end = context.plan.horizon.first, context.plan.horizon.last
    about = words.text("labels", "made_for", brand=context.strategy.settings.brand, first=first, last=end)
    cells = styles.heading(context.titles[tab], words.help(tab))
    cells[3, 1] = StyledCell(about, Style(size=10, color=styles.SOFT, italic=True))
    for column, field in enumerate(fields, 1):
        cells[TOP, column] = StyledCell(context.heading(tab, field.key), styles.HEADING)
        for row, line in enumerate(lines, TOP + 1):
            cell = line.get(field.key, StyledCell())
            cells[row, column] = replace(cell, style=_style(field.style, cell))
    heights = {1: 28.0, 2: 18.0, TOP: 30.0} | _heights(fields, lines)
    area = f"A1:{letter(max(n for n, field in enumerate(fields, 1) if field.printed and not field.folded))}{last}"
    return Sheet(
        tab,
        context.titles[tab],
        cells,
        widths={n: field.width for n, field in enumerate(fields, 1)},
        heights=heights,
        folded=frozenset(n for n, field in enumerate(fields, 1) if field.folded),
        freeze=(TOP, freeze),
        tables=(Table(TABLES[tab], TOP, 1, last, tuple(context.heading(tab, field.key) for field in fields)),),
        choices=_choices(context, fields, last),
        rules=(*extra, *_colors(context, fields, last)),
        print=PrintSetup(repeat=(TOP, TOP), area=area, footer=about),
        formats=context.words.formats(),
        tab_color=styles.MADE,
    )


def _style(style: Style, cell: StyledCell) -> Style:
    """The column's look, with what this cell adds to it."""
    given = cell.style
    if given == Style():
        return style
    return replace(
        style,
        bold=given.bold or style.bold,
        italic=given.italic or style.italic,
        color=given.color if given.color != Style().color else style.color,
        underline=given.underline or style.underline,
    )


def _heights(fields: Sequence[Field], lines: Sequence[Line]) -> dict[int, float]:
    """Rows as high as their longest visible text, up to four lines: LibreOffice and Excel need not measure."""
    found = {}
    for row, line in enumerate(lines, TOP + 1):
        most = 1
        for field in fields:
            cell = line.get(field.key)
            if cell and isinstance(cell.value, str) and field.style.wrap and not field.folded:
                most = max(most, styles.lines_of(cell.value, field.width * (1.18 if field.style.size < 10 else 1.05)))
        found[row] = 6 + 13.0 * min(most, 4)
    return found


def _ref(column: int, last: int) -> str:
    return f"{address(TOP + 1, column)}:{address(last, column)}"


def _choices(context: ViewContext, fields: Sequence[Field], last: int) -> tuple[DropDown, ...]:
    words, strategy = context.words, context.strategy
    own = {
        "status": tuple(words.choices("status").values()),
        "category": tuple(map(context.category_name, context.categories)),
        "stage": tuple(words.choices("stage").values()),
        "keep": (words.choice("yes_no", "yes"),),
    }
    named: dict[str, Sequence[Any]] = {
        "platform": strategy.platforms,
        "theme": strategy.themes,
        "format": strategy.formats,
        "objective": strategy.objectives,
        "audience": strategy.audiences,
        "owner": strategy.team,
    }
    found = []
    for column, field in enumerate(fields, 1):
        ref = _ref(column, max(last, TOP + LIKELY))
        if field.key in own:
            found.append(DropDown(ref, words=own[field.key]))
        elif rows := named.get(field.key):
            found.append(_named(ref, rows, "person" if field.key == "owner" else field.key))
    return tuple(found)


def _named(ref: str, rows: Sequence[Any], key: str) -> DropDown:
    """The names of a tab's rows. A list in a rule of its own holds 255 signs and no comma; any other is read there."""
    names = tuple(str(getattr(row, key)) for row in rows)
    numbers, source = [row.source.row for row in rows], rows[0].source
    short = sum(map(len, names)) + len(names) <= 255 and not any("," in name for name in names)
    if short or not all(numbers) or key not in source.columns:
        return DropDown(ref, words=names)
    column = source.columns[key]
    return DropDown(ref, source=f"={quote_title(source.tab)}!${column}${min(numbers)}:${column}${max(numbers)}")


def _colors(context: ViewContext, fields: Sequence[Field], last: int) -> tuple[ConditionalFormat, ...]:
    """Category and status in colour, the present week, and a line above each new week: all follow the user's edits."""
    rules: list[ConditionalFormat] = []
    keys = [field.key for field in fields]
    row = TOP + 1
    # LibreOffice shows one conditional format a cell: lines and greying keep off the columns that have colours.
    colored = ("category", "status", *_NOW)
    plain = " ".join(_ref(n, last) for n, key in enumerate(keys, 1) if key not in colored)
    day = f"${letter(at(fields, 'date'))}"
    status = f"${letter(at(fields, 'status'))}"
    cancelled = context.words.choice("status", "cancelled")
    rules.append(ConditionalFormat(plain, f'={status}{row}="{cancelled}"', Style(color=styles.STATUS["cancelled"][1])))
    for code, (fill, ink) in styles.STATUS.items():
        word = context.words.choice("status", code)
        rules.append(
            ConditionalFormat(_ref(at(fields, "status"), last), f'={status}{row}="{word}"', Style(fill=fill, color=ink))
        )
    category = f"${letter(at(fields, 'category'))}"
    for name in context.categories:
        word = context.category_name(name).replace('"', '""')
        style = Style(fill=styles.category_color(context.categories, name))
        rules.append(ConditionalFormat(_ref(at(fields, "category"), last), f'={category}{row}="{word}"', style))
    shown = [n for n, key in enumerate(keys, 1) if key in _NOW]
    now = f"=AND(ISNUMBER({day}{row}),INT(({day}{row}-2)/7)=INT((TODAY()-2)/7))"
    this_week = f"{address(row, min(shown))}:{address(last, max(shown))}"
    rules.append(ConditionalFormat(this_week, now, Style(fill=styles.NOW, bold=True)))
    new_week = f"=AND(ROW()>{row},INT(({day}{row}-2)/7)<>INT((N({day}{row - 1})-2)/7))"
    rules.append(ConditionalFormat(plain, new_week, Style(top="#829AB1")))
    return tuple(rules)
