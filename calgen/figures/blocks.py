"""The figures as plain tables, for `calgen balance`: as records for programs, as headings and rows for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from fractions import Fraction

from calgen.book.values import Percent
from calgen.book.words import Words
from calgen.figures import frequency, hours, missions, mix, variety, verdicts
from calgen.figures.counted_calendar import CountedCalendar
from calgen.figures.effort import effort, effort_record

BlockFigure = str | int | float | Fraction | date | None


class FigureFormat(Enum):
    """How the figures of a column are written."""

    NAME = auto()
    NUMBER = auto()
    HOURS = auto()  # of work, to the hundredth, as the tabs write them
    SHARE = auto()  # between 0 and 1, written in percent
    DAY = auto()
    MONTH = auto()


@dataclass(frozen=True, slots=True)
class BlockColumn:
    """A column of a table: its key in records, the format of its figures, and where its words are found.

    Codes are translated by the list `choices` of the words of the language, an empty name by the text at the path
    `empty`. `heading` is the heading of a column whose key is no label: the name of a platform, the code of a category.
    """

    key: str
    format: FigureFormat = FigureFormat.NUMBER
    choices: str = ""
    empty: tuple[str, ...] = ()
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A table: `key` is that of its title among the labels."""

    key: str
    columns: tuple[BlockColumn, ...]
    rows: tuple[tuple[BlockFigure, ...], ...]

    def records(self) -> list[dict[str, object]]:
        """The rows for programs: days as 2027-01-04, decimals to six digits, nothing as None."""
        keys = [column.key for column in self.columns]
        return [dict(zip(keys, map(_plain, row), strict=True)) for row in self.rows]

    def headings(self, words: Words) -> list[str]:
        """The headings in a language."""
        return [_heading(column, words) for column in self.columns]

    def cells(self, words: Words) -> list[list[str]]:
        """The rows in a language."""
        return [
            [_in_words(figure, column, words) for figure, column in zip(row, self.columns, strict=True)]
            for row in self.rows
        ]


def _plain(figure: BlockFigure) -> object:
    if isinstance(figure, date):
        return figure.isoformat()
    return round(float(figure), 6) if isinstance(figure, float | Fraction) else figure


def _heading(column: BlockColumn, words: Words) -> str:
    if column.choices and column.heading:
        return words.choice(column.choices, column.heading)
    return column.heading or words.text("labels", column.key)


def _in_words(figure: BlockFigure, column: BlockColumn, words: Words) -> str:
    match figure:
        case None:
            return ""
        case str():
            if not figure:
                return words.text(*column.empty) if column.empty else ""
            return words.choice(column.choices, figure) if column.choices else figure
        case date() if column.format is FigureFormat.MONTH:
            return f"{words.month(figure.month)} {figure.year}"
        case date():
            return words.format_value(figure)
    is_share = column.format is FigureFormat.SHARE
    digits = 2 if column.format is FigureFormat.HOURS else 1
    return words.format_value(Percent(float(figure))) if is_share else words.number(figure, digits)


# -- the blocks --------------------------------------------------------------------------------------------------------

PLATFORM = BlockColumn("platform", FigureFormat.NAME, empty=("phrases", "all_platforms"))
CATEGORY = BlockColumn("category", FigureFormat.NAME, "category")
POSTS, SHARE, SHARE_ASKED = (
    BlockColumn("posts"),
    BlockColumn("share_got", FigureFormat.SHARE),
    BlockColumn("share_asked", FigureFormat.SHARE),
)
ON_PATH = BlockColumn("target_path", FigureFormat.SHARE)


def _columns(*columns: BlockColumn | str) -> tuple[BlockColumn, ...]:
    return tuple(column if isinstance(column, BlockColumn) else BlockColumn(column) for column in columns)


def _frequency(calendar: CountedCalendar) -> Block:
    rows = [
        (row.platform, float(row.per_week), float(row.asked), row.planned, float(row.gap), row.published)
        for row in frequency.by_platform(calendar)
    ]
    return Block("frequency", _columns(PLATFORM, "per_week", "asked", "planned", "gap", "published"), tuple(rows))


def _by_week(calendar: CountedCalendar) -> Block:
    names, rows = calendar.platforms, list[tuple[BlockFigure, ...]]()
    own = [BlockColumn(name, heading=name) for name in names]
    for week in frequency.by_week(calendar):
        planned = [week.planned_on[name] for name in names]
        rows.append((week.monday, *planned, float(week.asked), week.planned, float(week.gap), week.published))
    columns = _columns(BlockColumn("week", FigureFormat.DAY), *own, "asked", "planned", "gap", "published")
    return Block("by_week", columns, tuple(rows))


def _variety(calendar: CountedCalendar) -> Block:
    rows = [
        (row.theme, row.category, row.posts, row.on_path, row.share, row.silence, row.shortest)
        for row in variety.by_theme(calendar)
    ]
    theme = BlockColumn("theme", FigureFormat.NAME)
    return Block("variety", _columns(theme, CATEGORY, POSTS, ON_PATH, SHARE, "silence", "shortest"), tuple(rows))


def _missions(calendar: CountedCalendar) -> Block:
    rows = [(row.platform, row.posts, row.served, row.share) for row in missions.by_platform(calendar)]
    served = BlockColumn("served_share", FigureFormat.SHARE)
    return Block("missions", _columns(PLATFORM, POSTS, "served", served), tuple(rows))


def _named(key: str, kind: str) -> Callable[[CountedCalendar], Block]:
    """The block of the posts of each name of a kind."""

    def block(calendar: CountedCalendar) -> Block:
        rows = [(row.name, row.posts, row.share) for row in missions.by_name(calendar, kind)]
        return Block(key, _columns(BlockColumn(kind, FigureFormat.NAME), POSTS, SHARE), tuple(rows))

    return block


def _campaigns(calendar: CountedCalendar) -> Block:
    found = sorted(missions.by_campaign(calendar), key=lambda row: (row.start is None, row.campaign))
    rows = [(row.campaign, row.start, row.end, row.posts, row.posts_then, row.share) for row in found]
    days = (BlockColumn("from_day", FigureFormat.DAY), BlockColumn("to_day", FigureFormat.DAY))
    name = BlockColumn("campaign", FigureFormat.NAME)
    return Block("campaigns", _columns(name, *days, POSTS, "posts_then", SHARE), tuple(rows))


def _mix(calendar: CountedCalendar) -> Block:
    found = (*mix.overall(calendar), *mix.by_platform(calendar))
    rows = [(row.platform, row.category, row.share_asked, row.on_path, row.share, row.posts) for row in found]
    return Block("mix", _columns(PLATFORM, CATEGORY, SHARE_ASKED, ON_PATH, SHARE, POSTS), tuple(rows))


def _by_month(calendar: CountedCalendar) -> Block:
    own = [BlockColumn(code, FigureFormat.SHARE, "category", heading=code) for code in calendar.categories]
    rows: list[tuple[BlockFigure, ...]] = [
        (month.first, month.posts, *(month.shares[code] for code in calendar.categories))
        for month in mix.by_month(calendar)
    ]
    return Block("mix_by_month", _columns(BlockColumn("month", FigureFormat.MONTH), POSTS, *own), tuple(rows))


def _stages(calendar: CountedCalendar) -> Block:
    rows = [(row.stage, row.posts, row.share) for row in mix.by_stage(calendar)]
    stage = BlockColumn("stage", FigureFormat.NAME, "stage", ("labels", "no_stage"))
    return Block("aida", _columns(stage, POSTS, SHARE), tuple(rows))


def _hours(calendar: CountedCalendar) -> Block:
    rows = [
        (row.week, row.person, float(row.asked), None if row.available is None else float(row.available))
        for row in hours.by_week(calendar)
    ]
    week, person = BlockColumn("week", FigureFormat.DAY), BlockColumn("person", FigureFormat.NAME)
    worked = (BlockColumn(key, FigureFormat.HOURS) for key in ("hours_asked", "hours_held"))
    return Block("hours", _columns(week, person, *worked), tuple(rows))


def _wheel(calendar: CountedCalendar) -> Block:
    rows = [
        (approach.approach, approach.domain, approach.priority, posts.posts, posts.share)
        for approach, posts in missions.by_approach(calendar)
    ]
    name, domain = BlockColumn("approach", FigureFormat.NAME), BlockColumn("domain", FigureFormat.NAME, "domain")
    priority = BlockColumn("priority", FigureFormat.NAME, "wheel_priority")
    return Block("wheel", _columns(name, domain, priority, POSTS, SHARE), tuple(rows))


BLOCKS: tuple[Callable[[CountedCalendar], Block], ...] = (
    _frequency,
    _by_week,
    _variety,
    _missions,
    _named("objectives", "objective"),
    _named("audiences", "audience"),
    _campaigns,
    _mix,
    _by_month,
    _stages,
    _hours,
    _wheel,
)


def blocks(calendar: CountedCalendar) -> tuple[Block, ...]:
    """Every block, in the order of the tab."""
    return tuple(block(calendar) for block in BLOCKS)


def balance_records(calendar: CountedCalendar, today: date = date.min) -> dict[str, object]:
    """The balance for programs: the period, the effort from today on, the answers, the records of each block by key."""
    horizon = calendar.horizon
    period = {
        "first": horizon.first.isoformat(),
        "last": horizon.last.isoformat(),
        "posts_before": calendar.posts_before,
        "posts_after": calendar.posts_after,
    }
    answers = {row.question: {"answer": row.verdict, **_numbers(row.figures)} for row in verdicts.answers(calendar)}
    lead = {"period": period, "effort": effort_record(effort(calendar, today)), "answers": answers}
    return {**lead, **{block.key: block.records() for block in blocks(calendar)}}


def _numbers(figures: Mapping[str, int | Fraction]) -> dict[str, int | float]:
    """Figures for programs: whole ones as they are, the others as decimals."""
    return {name: int(figure) if figure == int(figure) else float(figure) for name, figure in figures.items()}
