"""The rows of a file of results as posts: which post each is about, when it came out, and its figures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from calgen.book.folding import fold
from calgen.book.problems import Refused
from calgen.results.export_tables import ExportRow, ExportValue
from calgen.results.export_values import (
    ExportMoment,
    day_order,
    has_day_figures,
    read_counts,
    read_moment,
    unturned_days,
)
from calgen.results.hour_zones import HourZones, ReadingOptions, local_moment
from calgen.results.post_links import ID_NETWORKS, PostLink, read_link
from calgen.results.sources import FIGURES, GENERIC, ReadTable

_ENGAGEMENT_PARTS = ("reactions", "comments", "shares", "reposts", "saves")
_EXACT_NUMBERS = 10**15  # a spreadsheet program keeps 15 digits of a number
_ROUNDED = re.compile(r"\d[.,]?\d*e\+?\d+", re.I)
_NO_TAG = re.compile(r"\([^()]*\)")  # `(not set)`, in whatever language
_EVENT_OF_VISITS = "session_start"  # of Google Analytics 4
_DAY_OF_PERIOD = re.compile(r"(?<!\d)(\d{8})(?!\d)")


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A row of a file. `key` is that of its link; `hour_known` tells `moment` from a day alone; `margin` is how far the
    file's hours may be wrong beyond the usual."""

    source: str
    file: str
    network: str
    day: date | None
    moment: datetime | None = None  # without zone, in the workbook's
    margin: timedelta = timedelta()
    key: str = ""
    link: str = ""
    id: str = ""
    tag: str = ""
    campaign: str = ""  # of statistics: `utm_campaign`
    channel: str = ""  # of statistics: `utm_source`
    account: str = ""
    platform: str = ""
    text: str = ""
    title: str = ""  # of a newsletter, beside its subject
    kind: str = ""
    figures: Mapping[str, int] = field(default_factory=dict)
    period: tuple[date, date] | None = None  # of statistics: first and last day
    paid_impressions: int = 0
    is_fallback: bool = False
    is_placed: bool = False  # the user says that it is of this one platform


@dataclass(frozen=True, slots=True)
class ResultTable:
    """What was read of a table: its rows, and whether their hours were assumed to be of the zone of the source.

    `has_rounded_ids`: a spreadsheet program has saved it, and numbers of posts are lost.
    """

    table: ReadTable
    rows: tuple[ResultRow, ...]
    has_assumed_zone: bool = False
    has_rounded_ids: bool = False
    totals: int = 0  # rows of totals, which are left aside


def read_posts(table: ReadTable, options: ReadingOptions) -> ResultTable:
    """The posts of a table. Raises Refused where the order of day and month is not known, or no row is a post."""
    if is_by_day(table):
        raise Refused("results_by_day", file=table.file, source=table.source.name)
    repaired = _repaired(table)
    rows = [row for row in repaired if not _is_total(table, row)]
    columns = {role: [_cells(table, row, role) for row in rows] for role in table.columns}
    blank: list[tuple[ExportValue, ...]] = [()] * len(rows)
    addresses = zip(columns.get("link", blank), columns.get("id", blank), strict=True)
    links = [_link(table, cells) for cells in addresses]
    days = _moments(table, columns.get("published", []), options)
    zones = HourZones.of(table, links, days, options)
    figures = _figures(table, rows)
    posts = [
        _post(table, columns, n, links[n], days[n] if days else None, figures[n], zones, options)
        for n in range(len(rows))
    ]
    kept = tuple(post for post in posts if _says_something(post))
    is_rounded = any(_is_rounded(cell) for cells in columns.get("id", []) for cell in cells)
    return ResultTable(table, kept, bool(zones.margin), is_rounded, len(repaired) - len(rows))


def _is_rounded(id_: ExportValue) -> bool:
    """Whether a spreadsheet program has made an id a number and lost its last digits: `1.82E+16`."""
    if isinstance(id_, int | float):
        return abs(id_) >= _EXACT_NUMBERS
    return isinstance(id_, str) and bool(_ROUNDED.fullmatch(id_.strip()))


def is_by_day(table: ReadTable) -> bool:
    """Whether a table has a row for each day: a series of a page, or Meta's rows for each day of a post.

    The column `Date` of the latter holds no word such as Lifetime.
    """
    if table.source.kind != "posts":
        return True
    return "span" in table.columns and any(read_moment(_first(_cells(table, row, "span")), True) for row in table.rows)


def _says_something(post: ResultRow) -> bool:
    return bool(post.key or post.tag or post.campaign or post.text or post.day) and bool(post.figures)


def _cells(table: ReadTable, row: ExportRow, role: str) -> tuple[ExportValue, ...]:
    return tuple(row[at] if at < len(row) else "" for at in table.columns[role])


def _first(cells: Sequence[ExportValue]) -> ExportValue:
    return next((cell for cell in cells if cell != ""), "")


def _is_total(table: ReadTable, row: ExportRow) -> bool:
    """Whether a row is one of totals: its first text says so; in a known file, its first or its second cell."""
    heads = [_first(row)] if table.source.key == GENERIC else row[:2]
    return any(isinstance(cell, str) and fold(cell) in table.source.totals for cell in heads)


def _repaired(table: ReadTable) -> list[ExportRow]:
    """The rows as wide as the headings: in TikTok's files, commas of a title shift what stands behind it."""
    width, tail = len(table.headings), table.source.tail
    if not tail or "text" not in table.columns:
        return list(table.rows)
    text, link = table.columns["text"][0], table.columns["link"][0]
    return [row if len(row) <= width else _anchored(row, width, text, link) for row in table.rows]


def _anchored(row: ExportRow, width: int, text: int, link: int) -> ExportRow:
    """A row that is too long, by its link: what stands before belongs to the title."""
    found = next((at for at, cell in enumerate(row) if isinstance(cell, str) and read_link(cell)), -1)
    extra = found - link
    if extra <= 0 or len(row) - extra < width:
        return row
    title = ",".join(str(cell) for cell in row[text : text + extra + 1])
    return [*row[:text], title, *row[text + extra + 1 :]]


def _link(table: ReadTable, cells: tuple[Sequence[ExportValue], ...]) -> tuple[PostLink | None, str]:
    """The link of a row, and its text: where the file has ids alone, the address that they make."""
    link, id_ = (str(_first(found)) if found else "" for found in cells)
    if not link and table.source.id_link and id_:
        link = table.source.id_link.format(id=id_.strip())
    found = read_link(link)
    return found, link if found else ""


def _moments(
    table: ReadTable, cells: Sequence[Sequence[ExportValue]], options: ReadingOptions
) -> list[ExportMoment | None]:
    values = [_first(row) for row in cells]
    order = options.day_first if options.day_first is not None else day_order(values)
    if order is None and table.source.month_first is not None:
        order = not table.source.month_first
    if order is None:
        order = _order_of_language(table)
    if order is None and has_day_figures(values):
        raise Refused("results_dates", file=table.file, example=next(v for v in values if has_day_figures([v])))
    return [read_moment(value, order) for value in unturned_days(values, options.today)]


def _order_of_language(table: ReadTable) -> bool | None:
    """English headings have the month first, the others of a known file the day; an unknown file does not tell."""
    names = table.source.roles.get("published", ())
    if len(names) < 2 or not table.source.network:
        return None
    return fold(table.headings[table.columns["published"][0]]) != names[0]


def _figures(table: ReadTable, rows: Sequence[ExportRow]) -> list[dict[str, int]]:
    """The figures of each row: engagements are the file's own sum, else that of their parts."""
    roles = [role for role in (*FIGURES, *_ENGAGEMENT_PARTS) if role in table.columns]
    read = {role: _counts(table, rows, role) for role in roles}
    found: list[dict[str, int]] = []
    for n in range(len(rows)):
        values = {role: count for role in roles if (count := read[role][n]) is not None}
        parts = [values.pop(role) for role in _ENGAGEMENT_PARTS if role in values]
        if parts and "reactions" in roles and "engagements" not in values:
            values["engagements"] = sum(parts)
        if not values.get("impressions") and values.get("engagements"):
            values.pop("impressions", None)  # nobody reacts to what nobody saw: the figure is missing
        if not _counts_visits(table, rows[n]):
            values.pop("clicks", None)
        found.append(values)
    return found


def _counts_visits(table: ReadTable, row: ExportRow) -> bool:
    """Whether a row of statistics counts whole visits: rows by event count each visit as often as it has events."""
    return "event" not in table.columns or fold(str(_first(_cells(table, row, "event")))) == _EVENT_OF_VISITS


def _counts(table: ReadTable, rows: Sequence[ExportRow], role: str) -> list[int | None]:
    columns = [read_counts([row[at] if at < len(row) else "" for row in rows]) for at in table.columns[role]]
    return [next((count for count in counts if count is not None), None) for counts in zip(*columns, strict=True)]


def _post(
    table: ReadTable,
    columns: Mapping[str, Sequence[Sequence[ExportValue]]],
    n: int,
    link: tuple[PostLink | None, str],
    moment: ExportMoment | None,
    figures: Mapping[str, int],
    zones: HourZones,
    options: ReadingOptions,
) -> ResultRow:
    def text(role: str) -> str:
        return max((str(cell) for cell in columns[role][n]), key=len) if role in columns else ""

    created = link[0].created if link[0] else None
    at, day = local_moment(moment, created, zones, options)
    paid, ids = read_counts([text("paid_impressions")])[0] or 0, columns["id"][n] if "id" in columns else ()
    return ResultRow(
        table.source.key,
        table.file,
        table.source.network or _network_of(link[0], is_fallback=table.source.is_fallback),
        day,
        at,
        zones.margin,
        link[0].key if link[0] else "",
        link[1],
        next((str(cell).strip() for cell in ids if cell != "" and not _is_rounded(cell)), ""),
        _NO_TAG.sub("", text("tag")).strip(),
        _NO_TAG.sub("", text("campaign")).strip(),
        _NO_TAG.sub("", text("channel").split("/")[0]).strip(),
        text("username") or text("account"),
        text("platform"),
        text("text"),
        text("title"),
        text("kind"),
        figures,
        _period(table) if table.source.is_fallback else None,
        paid,
        table.source.is_fallback,
    )


def _period(table: ReadTable) -> tuple[date, date] | None:
    """The period of statistics, as the notes above their headings say: `# Start date: 20260101`."""
    days = [found for note in table.notes for text in _DAY_OF_PERIOD.findall(note) if (found := _compact_day(text))]
    return (min(days), max(days)) if len(days) > 1 else None


def _compact_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _network_of(link: PostLink | None, *, is_fallback: bool) -> str:
    """The network that the address of a post is of, for files that hold those of any; none for statistics."""
    network, sign, _ = link.key.partition(":") if link and not is_fallback else ("", "", "")
    return network if sign and network in ID_NETWORKS else ""
