"""What the days are, above what is posted: holidays and key dates, campaigns and school holidays as bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from calgen.book.sheet import Style, StyledCell
from calgen.view import styles
from calgen.view.view_context import ViewContext

LINE = 12.0
_ROOM = 11  # the letters of a band's name that a day holds
_CAMPAIGN = Style(size=8, bold=True, color=styles.PAPER, fill="#627D98")
_SCHOOL = Style(size=8, italic=True, color=styles.SOFT, fill="#F7E6C4")
_NAMES = Style(size=8, italic=True, color=styles.ODD, align="center", wrap=True)

Band = tuple[date, date, str]  # first day, last day, name


def height(context: ViewContext, days: Sequence[date]) -> float:
    """The points that the bands of some days take."""
    return (_named_height(context, days) if any(_names(context, days).values()) else 0.0) + LINE * len(
        _lines(context, days)
    )


def draw(
    context: ViewContext,
    cells: dict[tuple[int, int], StyledCell],
    heights: dict[int, float],
    row: int,
    days: Sequence[date],
) -> int:
    """The bands of some days from a row on; the row after them."""
    names = _names(context, days)
    if any(names.values()):
        for column, day in enumerate(days, 2):
            cells[row, column] = StyledCell("\n".join(names[day]) or None, _NAMES)
        heights[row] = _named_height(context, days)
        row += 1
    for bands, style in _lines(context, days):
        for first, last, name in bands:
            own = [column for column, day in enumerate(days, 2) if first <= day <= last]
            room = _ROOM * len(own)  # past its last day a name would stand white on white
            shown = name if len(name) <= room else name[: room - 1].rstrip() + "…"
            for column in own:
                cells[row, column] = StyledCell(shown if column == own[0] else None, style)
        heights[row] = LINE
        row += 1
    return row


def _names(context: ViewContext, days: Sequence[date]) -> dict[date, list[str]]:
    """The public holidays and key dates of each day."""
    horizon = context.plan.horizon
    found: dict[date, list[str]] = {}
    for day in days:
        found[day] = [name for name in (horizon.holidays.get(day),) if name]
        found[day] += [one.name for one in horizon.occasions if one.day == day and one.name not in found[day]]
    return found


def _named_height(context: ViewContext, days: Sequence[date]) -> float:
    most = max(sum(styles.lines_of(name, 10) for name in own) for own in _names(context, days).values())
    return 4 + 10.5 * most


def _lines(context: ViewContext, days: Sequence[date]) -> list[tuple[list[Band], Style]]:
    """The bands, as many on a line as do not meet: campaigns by their start, then school holidays."""
    campaigns = [(one.start, one.end, one.campaign) for one in context.strategy.campaigns]
    here = sorted(band for band in campaigns if band[0] <= days[-1] and days[0] <= band[1])
    found: list[tuple[list[Band], Style]] = []
    for band in here:
        line = next((bands for bands, _ in found if bands[-1][1] < band[0]), None)
        if line is None:
            found.append(([band], _CAMPAIGN))
        else:
            line.append(band)
    school = _runs(days, context.plan.horizon.school_holidays)
    return [*found, (school, _SCHOOL)] if school else found


def _runs(days: Sequence[date], names: Mapping[date, str]) -> list[Band]:
    """The runs of days of one name."""
    found: list[Band] = []
    for day in days:
        name = names.get(day, "")
        if found and found[-1][1] == day - timedelta(days=1) and found[-1][2] == name:
            found[-1] = (found[-1][0], day, name)
        elif name:
            found.append((day, day, name))
    return found
