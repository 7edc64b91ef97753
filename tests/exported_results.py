"""Files of results for tests, made from a workbook's own calendar. Figures and addresses are invented."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache

import short_salon
from workbook_rows import calendar_of

from calgen.calendar import CalendarRow
from calgen.plan.days.time_zones import in_zone
from calgen.result_steps import Imported, ResultRequest, import_into

TODAY = date(2027, 3, 1)
META = (
    "Post ID", "Page ID", "Page name", "Title", "Description", "Publish time", "Permalink", "Post type", "Date",
    "Views", "Reach", "Reactions, Comments and Shares", "Total clicks", "Link Clicks",
)  # fmt: skip


@cache
def posts(platform: str = "Facebook") -> tuple[CalendarRow, ...]:
    """The posts of the short salon on a platform, by day."""
    rows = [row for row in calendar_of(short_salon.calendar()).rows if row.text("platform") == platform]
    return tuple(sorted(rows, key=lambda row: (row.day() or date.min, row.id)))


def when(row: CalendarRow) -> datetime:
    """The day and hour of a post, in Paris."""
    day, hour = row.day(), row.hour() or time(12)
    assert day
    return datetime.combine(day, hour)


def meta_row(row: CalendarRow, n: int, **other: str) -> list[str]:
    """The line of a post in the file of Meta: the hour is that of California, the text goes on after the title."""
    at = in_zone(when(row), "Europe/Paris", "America/Los_Angeles")
    cells = {
        "Post ID": str(1000 + n),
        "Page ID": "7",
        "Page name": "Salon",
        "Description": f"{row.text('title')}, {row.id} et toute la suite",
        "Publish time": f"{at:%m/%d/%Y %H:%M}",
        "Permalink": f"https://www.facebook.com/salon/posts/pfbid{n}",
        "Post type": "Photos",
        "Date": "Lifetime",
        "Views": str(500 + n),
        "Reach": "90",
        "Reactions, Comments and Shares": str(20 + n),
        "Total clicks": "99",
        "Link Clicks": str(n),
    } | other
    return [cells.get(title, "") for title in META]


def csv_bytes(rows: Iterable[Sequence[str]], separator: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """Rows as the bytes of a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode(encoding)


def meta_file(change: Callable[[int], dict[str, str]] = lambda n: {}, platform: str = "Facebook") -> bytes:
    """The file of Meta with all posts of the short salon; `change` gives other cells of the n-th."""
    rows = [meta_row(row, n, **change(n)) for n, row in enumerate(posts(platform))]
    return csv_bytes([META, *rows])


def zipped(*files: tuple[str, bytes]) -> bytes:
    """Files in one archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def imported(
    *exports: tuple[str, bytes], data: bytes | None = None, today: date = TODAY, **request: object
) -> Imported:
    """The short salon (or `data`) with the results of some files in it."""
    asked = ResultRequest(exports, **request)  # type: ignore[arg-type]
    return import_into(data or short_salon.calendar(), "salon.xlsx", asked, today, "fr")


def later(row: CalendarRow, hours: int) -> str:
    """The hour of a post, so much later, as Meta writes it."""
    at = in_zone(when(row) + timedelta(hours=hours), "Europe/Paris", "America/Los_Angeles")
    return f"{at:%m/%d/%Y %H:%M}"
