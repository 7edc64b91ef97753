"""The looks of the house: one palette, one set of styles, used by every tab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from calgen.book.sheet import SheetValue, Style, StyledCell

INK, SOFT, LINE, MIST, PAPER, NAVY = "#1F2933", "#616E7C", "#E4E7EB", "#F5F7FA", "#FFFFFF", "#243B53"
LINK = "#1D5FA8"
GOOD, BAD, ODD = "#2F8F5B", "#C63D2F", "#B7791F"
NOW = "#FFF3C4"

# light fill and strong colour, for the categories in their order
CATEGORY = (
    ("#FBD9CC", "#DD6B4D"),
    ("#CFE5F7", "#3B82C4"),
    ("#CFEBD4", "#4B9E67"),
    ("#E6D8F3", "#8A5DB8"),
    ("#FBEAB5", "#C29A1B"),
    ("#D9E2EC", "#627D98"),
)

STATUS: Mapping[str, tuple[str, str]] = {
    "idea": ("#F0F4F8", "#52606D"),
    "to_write": ("#FFF3C4", "#8D6708"),
    "in_progress": ("#FFE3C7", "#A34A0B"),
    "to_review": ("#E3DDF7", "#5B3E99"),
    "approved": ("#D3F0DC", "#1F7A45"),
    "scheduled": ("#CFE5F7", "#1D5FA8"),
    "published": ("#BFE3C9", "#14532D"),
    "cancelled": ("#E4E7EB", "#9AA5B1"),
}

# one tab colour per step of TOMSTER, and one for what calgen makes
STEP: Mapping[str, str] = {
    "frame": "#486581",
    "target": "#DD6B4D",
    "objectives": "#C29A1B",
    "message": "#4B9E67",
    "strategy": "#2C9C91",
    "technologies": "#3B82C4",
    "evaluate": "#8A5DB8",
    "resources": "#B8528B",
}
MADE = NAVY

TITLE = Style(size=20, bold=True, color=NAVY)
LEAD = Style(size=11, color=SOFT)
SECTION = Style(size=13, bold=True, color=NAVY)
HEADING = Style(size=10, bold=True, color=PAPER, fill=NAVY, wrap=True)
BODY = Style(size=10, bottom=LINE)
TEXT = replace(BODY, wrap=True)
QUIET = replace(TEXT, color=SOFT, size=9)
JUMP = Style(size=10, color=LINK, underline=True)
FIGURE = replace(BODY, number="whole", align="right", valign="vcenter")
DECIMAL = replace(FIGURE, number="decimal")
PERCENT = replace(FIGURE, number="percent")
NAME = replace(BODY, valign="vcenter")


def category_color(categories: Sequence[str], name: str, *, strong: bool = False) -> str:
    """The colour of a category, by its place in the mix."""
    at = categories.index(name) if name in categories else len(CATEGORY) - 1
    return CATEGORY[min(at, len(CATEGORY) - 1)][1 if strong else 0]


def heading(title: str, lead: str, width: int = 1) -> dict[tuple[int, int], StyledCell]:
    """The two first lines of a tab: its title, and what it is for."""
    return {(1, width): StyledCell(title, TITLE), (2, width): StyledCell(lead, LEAD)}


def put(
    cells: dict[tuple[int, int], StyledCell], row: int, column: int, values: Sequence[SheetValue], style: Style
) -> None:
    """A row of values in one style."""
    for step, value in enumerate(values):
        cells[row, column + step] = StyledCell(value, style)


def lines_of(text: str, width: float) -> int:
    """About how many lines a text takes in a column that is `width` characters wide."""
    if len(text) <= width and "\n" not in text:
        return 1
    return sum(max(1, -(-len(line) // max(1, int(width)))) for line in text.split("\n"))
