"""The rows of a file of results as posts: which post each is about, when it came out, and its figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from statistics import median

from calgen.book.folding import fold
from calgen.book.problems import Refused
from calgen.results.export_tables import ExportRow, ExportValue
from calgen.results.export_values import (
    ExportMoment,
    day_order,
    full_day,
    has_day_figures,
    read_counts,
    read_moment,
)
from calgen.results.post_links import PostLink, read_link
from calgen.results.sources import FIGURES, ReadTable

_ENGAGEMENT_PARTS = ("reactions", "comments", "shares", "reposts", "saves")
_QUARTER = timedelta(minutes=15)
_UNSURE_ZONE = timedelta(hours=10)
_SPREADSHEET_ID = "e+"  # `1.82E+16`: a spreadsheet program has rounded an id

ToLocal = Callable[[datetime, str], datetime]  # a moment without zone, in a zone by name → in the workbook's zone


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
    account: str = ""
    platform: str = ""
    text: str = ""
    kind: str = ""
    figures: Mapping[str, int] = field(default_factory=dict)
    paid_impressions: int = 0
    is_fallback: bool = False


@dataclass(frozen=True, slots=True)
class ResultTable:
    """What was read of a table: its rows, and whether their hours were assumed to be of the zone of the source."""

    table: ReadTable
    rows: tuple[ResultRow, ...]
    has_assumed_zone: bool = False


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What the user says of a file (`day_first`), the day of the run, and how hours become those of the workbook."""

    today: date
    to_local: ToLocal
    day_first: bool | None = None


def read_posts(table: ReadTable, options: ReadingOptions) -> ResultTable:
    """The posts of a table. Raises Refused where the order of day and month is not known, or no row is a post."""
    if table.source.kind != "posts":
        raise Refused("results_by_day", file=table.file, source=table.source.name)
    rows = [row for row in _repaired(table) if not _is_total(table, row)]
    _refuse_daily_rows(table, rows)
    columns = {role: [_cells(table, row, role) for row in rows] for role in table.columns}
    blank: list[tuple[ExportValue, ...]] = [()] * len(rows)
    addresses = zip(columns.get("link", blank), columns.get("id", blank), strict=True)
    links = [_link(table, cells) for cells in addresses]
    days = _moments(table, columns.get("published", []), options)
    zones = _Zones.of(table, links, days, options)
    figures = _figures(table, rows)
    posts = [
        _post(table, columns, n, links[n], days[n] if days else None, figures[n], zones, options)
        for n in range(len(rows))
    ]
    return ResultTable(
        table, tuple(post for post in posts if _says_something(post)), has_assumed_zone=bool(zones.margin)
    )


def _refuse_daily_rows(table: ReadTable, rows: Sequence[ExportRow]) -> None:
    """Files of Meta may have a row for each day of a post; their column `Date` then holds no word such as Lifetime."""
    if "span" in table.columns and any(read_moment(_first(_cells(table, row, "span")), True) for row in rows):
        raise Refused("results_by_day", file=table.file, source=table.source.name)


def _says_something(post: ResultRow) -> bool:
    return bool(post.key or post.tag or post.text or post.day) and bool(post.figures)


def _cells(table: ReadTable, row: ExportRow, role: str) -> tuple[ExportValue, ...]:
    return tuple(row[at] if at < len(row) else "" for at in table.columns[role])


def _first(cells: Sequence[ExportValue]) -> ExportValue:
    return next((cell for cell in cells if cell != ""), "")


def _is_total(table: ReadTable, row: ExportRow) -> bool:
    return any(isinstance(cell, str) and fold(cell) in table.source.totals for cell in row[:2])


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
    return [read_moment(value, order) for value in values]


def _order_of_language(table: ReadTable) -> bool | None:
    """English headings have the month first, the others of a known file the day; an unknown file does not tell."""
    names = table.source.roles.get("published", ())
    if len(names) < 2 or not table.source.network:
        return None
    return fold(table.headings[table.columns["published"][0]]) != names[0]


@dataclass(frozen=True, slots=True)
class _Zones:
    """How the hours of a file become those of the workbook."""

    shift: timedelta | None = None  # of the file's hours from UTC, as its own ids show it
    zone: str = ""
    margin: timedelta = timedelta()

    @classmethod
    def of(
        cls,
        table: ReadTable,
        links: Sequence[tuple[PostLink | None, str]],
        moments: Sequence[ExportMoment | None],
        options: ReadingOptions,
    ) -> _Zones:
        """Ids of Instagram say when a post was made: the difference from the file's own hour is that of its zone.

        It changes in the midst of a file where the zone has summer time: where most rows agree with the zone of the
        source, that zone is taken.
        """
        if not table.source.zone:
            return cls()
        pairs = [
            (_naive(moment), link.created.replace(tzinfo=None))
            for (link, _), moment in zip(links, moments, strict=False)
            if link and link.created and moment and moment.year and moment.hour
        ]
        if pairs:
            to_local, zone = options.to_local, table.source.zone
            agree = sum(abs(to_local(shown, zone) - to_local(made, "UTC")) <= _QUARTER for shown, made in pairs)
            if 2 * agree > len(pairs):
                return cls(zone=zone)
            return cls(shift=round(median(round((shown - made) / _QUARTER) for shown, made in pairs)) * _QUARTER)
        if table.source.zone == "UTC":
            return cls(zone="UTC")
        return cls(zone=table.source.zone, margin=_UNSURE_ZONE)

    def local(self, moment: ExportMoment, options: ReadingOptions) -> datetime:
        found = _naive(moment)
        if self.shift is not None:
            return options.to_local(found - self.shift, "UTC")
        if moment.is_utc or self.zone:
            return options.to_local(found, "UTC" if moment.is_utc else self.zone)
        return found


def _naive(moment: ExportMoment) -> datetime:
    assert moment.hour is not None
    return datetime.combine(date(moment.year, moment.month, moment.day_of_month), moment.hour)


def _figures(table: ReadTable, rows: Sequence[ExportRow]) -> list[dict[str, int]]:
    """The figures of each row: engagements are the file's own sum, else that of their parts."""
    roles = [role for role in (*FIGURES, *_ENGAGEMENT_PARTS) if role in table.columns]
    read = {role: _counts(table, rows, role) for role in roles}
    found: list[dict[str, int]] = []
    for n in range(len(rows)):
        values = {role: count for role in roles if (count := read[role][n]) is not None}
        parts = [values.pop(role) for role in _ENGAGEMENT_PARTS if role in values]
        if parts and "engagements" not in values:
            values["engagements"] = sum(parts)
        if not values.get("impressions") and values.get("engagements"):
            values.pop("impressions", None)  # nobody reacts to what nobody saw: the figure is missing
        found.append(values)
    return found


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
    zones: _Zones,
    options: ReadingOptions,
) -> ResultRow:
    def text(role: str) -> str:
        return max((str(cell) for cell in columns[role][n]), key=len) if role in columns else ""

    created = link[0].created if link[0] else None
    at, day = _local_moment(moment, created, zones, options)
    paid = read_counts([text("paid_impressions")])[0] or 0
    id_ = text("id")
    return ResultRow(
        table.source.key,
        table.file,
        table.source.network,
        day,
        at,
        zones.margin,
        link[0].key if link[0] else "",
        link[1],
        "" if _SPREADSHEET_ID in id_.casefold() else id_.strip(),
        text("tag").strip(),
        text("username") or text("account"),
        text("platform"),
        text("text"),
        text("kind"),
        figures,
        paid,
        table.source.is_fallback,
    )


def _local_moment(
    moment: ExportMoment | None, created: datetime | None, zones: _Zones, options: ReadingOptions
) -> tuple[datetime | None, date | None]:
    """The moment where an hour is known, and the day: an id gives the hour to a file that has days alone."""
    made = options.to_local(created.astimezone(UTC).replace(tzinfo=None), "UTC") if created else None
    if moment is None:
        return made, made.date() if made else None
    day = full_day(moment, made.date() if made else None, options.today)
    if moment.hour and moment.year:
        local = zones.local(moment, options)
        return local, local.date()
    if made and day and abs(made.date() - day) <= timedelta(days=1):
        return made, day
    return None, day
