"""The legend of a tab: a cell for each colour that its cells take, with its sign where it has one, and its meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from calgen.book.sheet import Style, StyledCell
from calgen.book.words import Words
from calgen.view import styles
from calgen.view.text_width import cell_text_width, fit_text, text_width
from calgen.view.view_context import ViewContext

SIZE = 8.0  # points
_CELL = Style(size=SIZE, align="center", border=styles.WHITE)
_LEAST_WIDTH = 8.0  # of a column that holds an entry, in characters

Entry = tuple[str, Style]  # what a colour means, and the style that has it


def category_entries(context: ViewContext, categories: Sequence[str]) -> list[Entry]:
    """The categories with their signs and colours."""
    return [
        (
            f"{styles.category_sign(categories, code)} {context.category_name(code)}",
            Style(fill=styles.category_color(categories, code)),
        )
        for code in categories
    ]


def entries(words: Words, looks: Mapping[str, Style]) -> list[Entry]:
    """The meanings of some styles, by the keys of their words."""
    return [(words.text("labels", f"legend_{key}"), look) for key, look in looks.items()]


def legend_cells(
    row: int, first: int, widths: Mapping[int, float], shown: Iterable[Entry]
) -> dict[tuple[int, int], StyledCell]:
    """The entries of a legend in a row, each in a column that is wide enough, from the column `first` on."""
    columns = (column for column in sorted(widths) if column >= first and widths[column] >= _LEAST_WIDTH)
    return {
        (row, column): StyledCell(
            fit_text(text, cell_text_width(widths[column]), 1, SIZE),
            replace(_CELL, fill=look.fill, color=look.color),
        )
        for column, (text, look) in zip(columns, shown, strict=False)
    }


def calendar_legend(context: ViewContext, tab: str, widths: Mapping[int, float]) -> dict[tuple[int, int], StyledCell]:
    """The categories, the present week and, where texts have a length, those that are too long, beside the title."""
    looks = {"week": Style(fill=styles.PRESENT)}
    if tab == "social":
        looks["too_long"] = styles.ALERT
    shown = [*category_entries(context, context.categories), *entries(context.words, looks)]
    return legend_cells(1, column_after(context.titles[tab], styles.TITLE, widths), widths, shown)


def column_after(text: str, style: Style, widths: Mapping[int, float]) -> int:
    """The first column that a text in the first column does not reach."""
    room, column = text_width(text, style.size, bold=style.bold), 1
    while room > 0:
        room -= cell_text_width(widths[column])
        column += 1
    return column
