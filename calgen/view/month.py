"""The month view: a block per month in two strips of days, one line per platform; each cell leads to its row."""

from __future__ import annotations

import calendar as months
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from calgen.book.grid import address
from calgen.book.sheet import Cell, Print, Sheet, Style
from calgen.plan.model import Post
from calgen.view import looks
from calgen.view.desk import Desk, text

DAYS = 16  # the days of a strip: half a month, so that a day stays wide enough to be read on paper
_DAY = Style(size=9, bold=True, color=looks.SOFT, align="center", bottom=looks.LINE)
_REST = replace(_DAY, fill="#EEF1F4", color="#9AA5B1")
_EMPTY = Style(size=9, border=looks.LINE)
_CAMPAIGN = Style(size=8, bold=True, color=looks.PAPER, fill="#627D98")
_SCHOOL = Style(size=8, italic=True, color=looks.SOFT, fill="#F7E6C4")
_ROOM = 13  # the letters of a band's name that a day holds
_BAND = Style(size=8, italic=True, color=looks.ODD, align="center", wrap=True, valign="vcenter")

_Band = tuple[date, date, str]  # first day, last day, name


@dataclass(slots=True)
class _Page:
    """The sheet on its way."""

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    breaks: list[int] = field(default_factory=list)
    row: int = 4


def sheet(desk: Desk) -> Sheet:
    """The tab."""
    page = _Page(looks.heading(desk.titles["month"], desk.words.help("month")))
    _legend(desk, page)
    horizon = desk.plan.horizon
    by_day: dict[tuple[str, date], list[int]] = {}
    for n, post in enumerate(desk.plan.posts):
        by_day.setdefault((post.platform, post.day), []).append(n)
    first = horizon.first.replace(day=1)
    while first <= horizon.last:
        page.breaks.append(page.row)
        _month(desk, page, first, by_day)
        first = (first + timedelta(days=31)).replace(day=1)
    return Sheet(
        "month",
        desk.titles["month"],
        page.cells,
        widths={1: 16.0} | dict.fromkeys(range(2, DAYS + 2), 10.2),
        heights={1: 28.0, 2: 18.0} | page.heights,
        freeze=(0, 1),
        print=Print(
            breaks=tuple(page.breaks[1:]),
            area=f"A1:{address(page.row, DAYS + 1)}",
            columns=DAYS + 1,
            footer=desk.titles["month"],
        ),
        formats=desk.words.formats(),
        tab_color=looks.MADE,
    )


def _legend(desk: Desk, page: _Page) -> None:
    page.cells[3, 1] = Cell(desk.words.text("labels", "legend"), Style(size=9, color=looks.SOFT))
    for n, name in enumerate(desk.categories):
        fill = looks.category_color(desk.categories, name)
        page.cells[3, 2 + n] = Cell(desk.category(name), Style(size=9, fill=fill, align="center"))


def _month(desk: Desk, page: _Page, first: date, by_day: dict[tuple[str, date], list[int]]) -> None:
    title = f"{desk.words.month(first.month)} {first.year}"
    page.cells[page.row, 1] = Cell(title, Style(size=16, bold=True, color=looks.NAVY))
    page.heights[page.row] = 26
    page.row += 1
    days = [first.replace(day=n) for n in range(1, months.monthrange(first.year, first.month)[1] + 1)]
    for strip in (days[:DAYS], days[DAYS:]):
        if desk.plan.horizon.first <= strip[-1] and strip[0] <= desk.plan.horizon.last:
            _strip(desk, page, strip, by_day)
            page.row += 1


def _strip(desk: Desk, page: _Page, days: Sequence[date], by_day: dict[tuple[str, date], list[int]]) -> None:
    for column, day in enumerate(days, 2):
        weekday = desk.words.weekday(day.weekday())[:3]
        rest = day in desk.plan.horizon.holidays or day.weekday() > 4
        style = replace(_REST if rest else _DAY, left="#829AB1" if day.weekday() == 0 else "")
        page.cells[page.row, column] = Cell(f"{weekday} {day.day}", style)
    page.row += 1
    _bands(desk, page, days)
    for platform in desk.strategy.platforms:
        _line(desk, page, platform.platform, days, by_day)


def _bands(desk: Desk, page: _Page, days: Sequence[date]) -> None:
    """What the days are, above what is posted: holidays, key dates, campaigns, school holidays."""
    horizon = desk.plan.horizon
    names: dict[date, list[str]] = {}
    for day in days:
        names[day] = [name for name in (horizon.holidays.get(day),) if name]
        names[day] += [one.name for one in horizon.occasions if one.day == day and one.name not in names[day]]
    if any(names.values()):
        for column, day in enumerate(days, 2):
            page.cells[page.row, column] = Cell("\n".join(names[day]) or None, _BAND)
        most = max(sum(looks.lines_of(name, 11) for name in own) for own in names.values())
        page.heights[page.row] = 4 + 11.0 * most
        page.row += 1
    for one in desk.strategy.campaigns:
        _line_of_bands(page, days, [(one.start, one.end, one.campaign)], _CAMPAIGN)
    _line_of_bands(page, days, _runs(days, horizon.school), _SCHOOL)


def _runs(days: Sequence[date], names: Mapping[date, str]) -> list[_Band]:
    """The runs of days of one name."""
    found: list[_Band] = []
    for day in days:
        name = names.get(day, "")
        if found and found[-1][1] == day - timedelta(days=1) and found[-1][2] == name:
            found[-1] = (found[-1][0], day, name)
        elif name:
            found.append((day, day, name))
    return found


def _line_of_bands(page: _Page, days: Sequence[date], bands: Iterable[_Band], style: Style) -> None:
    """A line in colour over the days of something, with its name where it begins; none where it has no day here."""
    drawn = False
    for first, last, name in bands:
        own = [column for column, day in enumerate(days, 2) if first <= day <= last]
        room = _ROOM * len(own)  # past its last day a name would stand white on white
        shown = name if len(name) <= room else name[: room - 1].rstrip() + "…"
        for column in own:
            page.cells[page.row, column] = Cell(shown if column == own[0] else None, style)
            drawn = True
    if drawn:
        page.heights[page.row] = 12.0
        page.row += 1


def _line(
    desk: Desk, page: _Page, platform: str, days: Sequence[date], by_day: dict[tuple[str, date], list[int]]
) -> None:
    page.cells[page.row, 1] = Cell(platform, Style(size=10, bold=True, bottom=looks.LINE))
    most = 1
    for column, day in enumerate(days, 2):
        posts = by_day.get((platform, day), [])
        within = desk.plan.horizon.first <= day <= desk.plan.horizon.last
        fill = "" if within and day not in desk.plan.horizon.closed else "#F2F4F7"
        left = "#829AB1" if day.weekday() == 0 else ""
        page.cells[page.row, column] = _cell(desk, posts) if posts else Cell(None, replace(_EMPTY, fill=fill))
        if left:
            found = page.cells[page.row, column]
            page.cells[page.row, column] = replace(found, style=replace(found.style, left=left))
        most = max(most, sum(1 + looks.lines_of(desk.plan.posts[n].theme, 9) for n in posts))
    page.heights[page.row] = max(12.0 * most + 4, min(64.0, 380 / (2 * len(desk.strategy.platforms))))
    page.row += 1


def _cell(desk: Desk, posts: Iterable[int]) -> Cell:
    numbers = list(posts)
    own = [desk.plan.posts[n] for n in numbers]
    shown = [f"{desk.words.hour(post.time)}\n{post.theme}" for post in own]
    formula = _formula(desk, desk.ids.posts[numbers[0]], own)
    fill = looks.category_color(desk.categories, own[0].category)
    return Cell("\n".join(shown), Style(size=9, fill=fill, border=looks.PAPER, wrap=True), formula)


def _formula(desk: Desk, id_: str, posts: Sequence[Post]) -> str:
    parts = [part for post in posts for part in (desk.words.hour(post.time), post.theme)]
    shown = "&CHAR(10)&".join(text(part) for part in parts)
    jump = desk.jump("social", id_, "")
    return jump.removesuffix(',"")') + f",{shown})"
