"""The colours and the cell styles of all tabs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from calgen.book import palette
from calgen.book.sheet import Style, StyledCell

DARK_TEXT, GREY_TEXT, LINE_COLOR, WHITE = palette.DARK_TEXT, palette.GREY_TEXT, palette.LINE_COLOR, palette.WHITE
PALE_GREY, NAVY = "#F5F7FA", "#243B53"
LINK_COLOR = "#1D5FA8"
GOOD, BAD, AMBER = "#176B3A", "#A93226", "#805B00"  # texts that praise, blame and doubt
GOOD_FILL, BAD_FILL, AMBER_FILL, NEUTRAL_FILL = "#D3F0DC", "#FAD4D0", "#FFF3C4", "#F0F4F8"  # below these texts
PRESENT = "#FFF3C4"  # fill of today and of the present week
TODAY_FILL = "#FBDD8A"  # of the present day where its week has a colour
CLOSED_FILL, OUTSIDE_FILL = "#F3F5F7", "#E9EDF1"  # of days without posts, and of those beside the calendar
# fill and text colour of what runs over the days of the month view and the weeks of the year view
CAMPAIGN_COLORS, MEDIA_COLORS, KEY_DATE_COLORS = ("#BCCFE4", NAVY), ("#D5E3D0", DARK_TEXT), ("#FFE9B0", "#5C4000")
QUIET_COLORS, HOLIDAY_COLORS, SCHOOL_COLORS = ("#F3CFC6", "#6E2415"), ("#DDE1E6", DARK_TEXT), ("#EBEEF2", "#4A5866")
SHADES = ("#E3EEF9", "#BFD7EF", "#8FBBE3")  # of figures, from few to many
WEEK_FILL = "#E3EEF9"  # fill of what is due this week
WEEK_LINE = "#829AB1"  # of lines between weeks and days
REQUIRED_FILL = "#FFFDF5"  # of input cells that must be filled in
BAR = "#BCCCDC"  # of data bars
SECONDARY = "#56718C"  # of missions that come second, beside the navy of those that come first

# light and strong colour of the categories, in the order of the mix; the strong ones are those of all charts. Any two
# strong ones differ by 10 or more (CIEDE2000), to eyes without red, green or blue cones too: tests/view/test_palette.py
CATEGORY_COLORS = (
    ("#FBD9CC", "#B94F21"),
    ("#CFE5F7", "#3C7DC4"),
    ("#CFEBD4", "#296A54"),
    ("#E6D8F3", "#664191"),
    ("#FBEAB5", "#B48F06"),
    ("#D9E2EC", "#4E5C69"),
    ("#C5ECEC", "#0FA4A6"),
    ("#FBD3E3", "#E5679E"),
    ("#F0D8C8", "#843D22"),
    ("#D5DCEC", "#1A345F"),
    ("#E8EAEB", "#787F81"),
    ("#F0D6DF", "#621231"),
)
NO_CATEGORY = ("#EDF0F2", "#616E7C")  # of a post without a category, or with one that is not in the mix
CHART_COLORS = tuple(strong for _, strong in CATEGORY_COLORS)  # of series that are no categories

# what tells the categories apart without colours, in the order of the mix; more of them have numbers
CATEGORY_SIGNS = ("●", "▲", "■", "◆", "★", "✚")
OTHER_SIGN = "◇"  # of a category that is not in the mix
_CIRCLED_ONE, _CIRCLED = ord("①"), 20  # ① to ⑳

# fill and text colour of each status
STATUS_COLORS: Mapping[str, tuple[str, str]] = {
    "idea": ("#F6F8FB", "#52606D"),
    "to_write": ("#FFF5AA", "#6B5200"),
    "in_progress": ("#EBB887", "#4A2A08"),
    "to_review": ("#D6C9EF", "#442874"),
    "approved": ("#ACDFBE", "#0F4A2A"),
    "scheduled": ("#74B5FC", "#0B2A4A"),
    "published": ("#1F5D41", "#FFFFFF"),
    "cancelled": ("#AEB6BD", "#1F2933"),
}
STATUS_SIGNS: Mapping[str, str] = {
    "idea": "○",
    "to_write": "◔",
    "in_progress": "◑",
    "to_review": "◕",
    "approved": "✓",
    "scheduled": "→",
    "published": "⚑",
    "cancelled": "✕",
}

# tab colour of each step of TOMSTER
STEP_COLORS: Mapping[str, str] = {
    "frame": "#47576C",
    "target": "#AD6044",
    "objectives": "#735A00",
    "message": "#156856",
    "strategy": "#0C8282",
    "technologies": "#0268E5",
    "evaluate": "#614193",
    "resources": "#9E314C",
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
ALERT = Style(fill=BAD_FILL, color=BAD, bold=True)
DOUBT = Style(fill=AMBER_FILL, color=AMBER, bold=True)
PRAISE = Style(fill=GOOD_FILL, color=GOOD, bold=True)


def category_color(categories: Sequence[str], name: str, *, strong: bool = False) -> str:
    """The light or the strong colour of a category, by its place in the mix; the last serves all after it."""
    at = categories.index(name) if name in categories else -1
    colors = NO_CATEGORY if at < 0 else CATEGORY_COLORS[min(at, len(CATEGORY_COLORS) - 1)]
    return colors[1 if strong else 0]


def chart_color(at: int) -> str:
    """The colour of a series that is no category, by its place from 0; after the last colour the first comes again."""
    return CHART_COLORS[at % len(CHART_COLORS)]


def category_sign(categories: Sequence[str], name: str) -> str:
    """The sign of a category, by its place in the mix: another for each; empty without a category."""
    if name not in categories:
        return OTHER_SIGN if name else ""
    at = categories.index(name)
    if at < len(CATEGORY_SIGNS):
        return CATEGORY_SIGNS[at]
    return chr(_CIRCLED_ONE + at) if at < _CIRCLED else f"({at + 1})"


def status_sign(code: str) -> str:
    """The sign of a status, by its code; empty for any other word."""
    return STATUS_SIGNS.get(code, "")


def tab_heading(title: str, lead: str, width: int = 1) -> dict[tuple[int, int], StyledCell]:
    """The cells of the first two lines of a tab: its title, and what it is for."""
    return {(1, width): StyledCell(title, TITLE), (2, width): StyledCell(lead, LEAD)}


def line_count(text: str, width: float) -> int:
    """About how many lines a text takes in a column that is `width` characters wide."""
    if len(text) <= width and "\n" not in text:
        return 1
    return sum(max(1, -(-len(line) // max(1, int(width)))) for line in text.split("\n"))
