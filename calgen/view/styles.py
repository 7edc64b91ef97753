"""The colours and the cell styles of all tabs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from calgen.book.sheet import Style, StyledCell

DARK_TEXT, GREY_TEXT, LINE_COLOR, PALE_GREY, WHITE, NAVY = (
    "#1F2933",
    "#616E7C",
    "#E4E7EB",
    "#F5F7FA",
    "#FFFFFF",
    "#243B53",
)
LINK_COLOR = "#1D5FA8"
GOOD, BAD, AMBER = "#2F8F5B", "#C63D2F", "#B7791F"
PRESENT = "#FFF3C4"  # fill of today and of the present week

# light and strong colour of the categories, in the order of the mix
CATEGORY_COLORS = (
    ("#FBD9CC", "#DD6B4D"),
    ("#CFE5F7", "#3B82C4"),
    ("#CFEBD4", "#4B9E67"),
    ("#E6D8F3", "#8A5DB8"),
    ("#FBEAB5", "#C29A1B"),
    ("#D9E2EC", "#627D98"),
)

# fill and text colour of each status
STATUS_COLORS: Mapping[str, tuple[str, str]] = {
    "idea": ("#F0F4F8", "#52606D"),
    "to_write": ("#FFF3C4", "#8D6708"),
    "in_progress": ("#FFE3C7", "#A34A0B"),
    "to_review": ("#E3DDF7", "#5B3E99"),
    "approved": ("#D3F0DC", "#1F7A45"),
    "scheduled": ("#CFE5F7", "#1D5FA8"),
    "published": ("#BFE3C9", "#14532D"),
    "cancelled": ("#E4E7EB", "#9AA5B1"),
}

# tab colour of each step of TOMSTER
STEP_COLORS: Mapping[str, str] = {
    "frame": "#486581",
    "target": "#DD6B4D",
    "objectives": "#C29A1B",
    "message": "#4B9E67",
    "strategy": "#2C9C91",
    "technologies": "#3B82C4",
    "evaluate": "#8A5DB8",
    "resources": "#B8528B",
}
OUTPUT_COLOR = NAVY  # tab colour of the tabs that calgen writes

TITLE = Style(size=20, bold=True, color=NAVY)
LEAD = Style(size=11, color=GREY_TEXT)
SECTION = Style(size=13, bold=True, color=NAVY)
HEADING = Style(size=10, bold=True, color=WHITE, fill=NAVY, wrap=True)
BODY = Style(size=10, bottom=LINE_COLOR)
TEXT = replace(BODY, wrap=True)
SMALL_GREY = replace(TEXT, color=GREY_TEXT, size=9)
LINK_TEXT = Style(size=10, color=LINK_COLOR, underline=True)
WHOLE_NUMBER = replace(BODY, number="whole", align="right", valign="vcenter")
DECIMAL_NUMBER = replace(WHOLE_NUMBER, number="decimal")
PERCENT = replace(WHOLE_NUMBER, number="percent")
NAME = replace(BODY, valign="vcenter")


def category_color(categories: Sequence[str], name: str, *, strong: bool = False) -> str:
    """The light or the strong colour of a category, by its place in the mix."""
    at = categories.index(name) if name in categories else len(CATEGORY_COLORS) - 1
    return CATEGORY_COLORS[min(at, len(CATEGORY_COLORS) - 1)][1 if strong else 0]


def tab_heading(title: str, lead: str, width: int = 1) -> dict[tuple[int, int], StyledCell]:
    """The cells of the first two lines of a tab: its title, and what it is for."""
    return {(1, width): StyledCell(title, TITLE), (2, width): StyledCell(lead, LEAD)}


def line_count(text: str, width: float) -> int:
    """About how many lines a text takes in a column that is `width` characters wide."""
    if len(text) <= width and "\n" not in text:
        return 1
    return sum(max(1, -(-len(line) // max(1, int(width)))) for line in text.split("\n"))
