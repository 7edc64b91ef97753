"""The posts of the social calendar as an export reads them: typed values, codes instead of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time

from calgen.book.hours import hour
from calgen.book.result_figures import RESULTS
from calgen.calendar import CalendarRow, CalendarTab
from calgen.plan.days.time_zones import zone_of
from calgen.strategy import Strategy

# columns whose text goes out as it stands
TEXTS = (
    "platform", "account", "format", "theme", "title", "objective", "audience", "campaign", "key_date", "owner", "text",
    "hashtags", "link", "image", "alt_text", "url",
)  # fmt: skip
# columns of a list of choices: a known word goes out as its code, another one as it stands
CODES = ("category", "stage", "status")


@dataclass(frozen=True, slots=True)
class ExportedPost:
    """One row of the social calendar; `values` holds `TEXTS`, `CODES` and `RESULTS` by column key, blanks left out."""

    id: str
    subject: str  # the id of its subject; empty where it has none
    day: date
    time: time | None
    values: Mapping[str, str | int | float]
    sequence: int = 0  # how often the row has changed since it was first written
    row: int = 0  # its number in the workbook


@dataclass(frozen=True, slots=True)
class ExportedEvent:
    """A key date or a task, as an event of whole days in a phone's calendar."""

    id: str  # the same at each export; letters and digits
    first: date
    last: date
    title: str
    note: str = ""
    person: str = ""
    calendar: str = ""  # what its own calendar is called, where posts have one for each platform or person
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class ExportedCalendar:
    """What a format writes: the brand, the time zone of all hours (IANA name, or empty), and the posts in order.

    `left_out` are the numbers of the rows that hold something and are no posts: they lack a day or a platform.
    """

    brand: str
    language: str
    time_zone: str
    posts: tuple[ExportedPost, ...]
    left_out: tuple[int, ...] = ()
    gone: tuple[ExportedPost, ...] = ()  # rows that the user deleted, cancelled: who imported them must hear of it
    key: str = ""  # of the calendar, the same for all its exports
    events: tuple[ExportedEvent, ...] = ()  # key dates and tasks, where they are asked for


def calendar_posts(
    strategy: Strategy,
    tab: CalendarTab,
    written: Mapping[str, Mapping[str, str]],
    titles: Mapping[str, str] | None = None,
) -> ExportedCalendar:
    """The calendar as it stands; a row without a day or a platform is no post yet, and stays out.

    `written` is what the last run wrote: where an hour cannot be read, the planned one counts, as in all tabs. `titles`
    are those of the subjects, by id: a program that keeps no values of formulas leaves the title of a post blank.
    """
    settings = strategy.settings
    time_zone = zone_of(settings)
    posts = sorted(_posts(tab, written, titles or {}), key=lambda post: (post.day, post.time or time.min, post.id))
    left_out = tuple(row.number for row in tab.rows if not _is_post(row) and _is_typed(row))
    return ExportedCalendar(settings.brand, settings.language, time_zone, tuple(posts), left_out)


def shown_title(row: CalendarRow, titles: Mapping[str, str]) -> str:
    """The title of a post as its row shows it, or would show it once its formula is worked out."""
    shown = row.text("title")
    return shown or (titles.get(row.subject, "") if row.cell("title").formula else "")


def _is_post(row: CalendarRow) -> bool:
    return bool(row.day() and row.text("platform"))


def _is_typed(row: CalendarRow) -> bool:
    """Whether a cell of the row holds something else than its id and the results of formulas."""
    return any(row.text(key) for key, cell in row.cells.items() if key != "id" and not cell.formula)


def _posts(
    tab: CalendarTab, written: Mapping[str, Mapping[str, str]], titles: Mapping[str, str]
) -> Iterator[ExportedPost]:
    for row in tab.rows:
        day = row.day()
        if day is None or not _is_post(row):
            continue
        values = {key: row.text(key) for key in TEXTS} | {key: row.code(key) for key in CODES}
        values["title"] = shown_title(row, titles)
        filled = {key: value for key, value in values.items() if value}
        hour_of_post = _hour(row, written.get(row.id, {}))
        yield ExportedPost(row.id, row.subject, day, hour_of_post, filled | dict(_results(row)), row=row.number)


def _results(row: CalendarRow) -> Iterator[tuple[str, int | float]]:
    for key in RESULTS:
        if (figure := row.figure(key)) is not None:
            yield key, int(figure) if figure.denominator == 1 else float(figure)


def _hour(row: CalendarRow, written: Mapping[str, str]) -> time | None:
    planned = hour(written.get("time", "")) if row.text("time") else None
    return row.hour() or (planned if isinstance(planned, time) else None)
