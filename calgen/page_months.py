"""The months of a calendar as records that the browser page shows: weeks from Monday to Sunday, with their posts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from calgen.book.words import Words
from calgen.export.calendar_posts import ExportedPost, calendar_posts
from calgen.export_steps import subject_titles
from calgen.figures.counted_calendar import CountedCalendar
from calgen.files.read import guard
from calgen.run_steps import DRAWN, check_file, read_calendar
from calgen.view import styles
from calgen.view.month.weeks import weeks_of

CANCELLED = "cancelled"


def month_records(data: bytes, name: str, calendar: CountedCalendar, words: Words) -> dict[str, object]:
    """`months`, the names of `weekdays`, and the `legend` of the categories and statuses that occur."""
    checked = check_file(guard.open_workbook(data, name), words.language, DRAWN)
    before, social = read_calendar(checked, date.min, name)
    written = checked.last_run.rows_of("social")
    found = calendar_posts(checked.read.strategy, social, written, subject_titles(before)).posts
    posts = tuple(post for post in found if post.values.get("status") != CANCELLED)
    by_day: dict[date, list[ExportedPost]] = {}
    for post in posts:
        by_day.setdefault(post.day, []).append(post)
    days = [calendar.horizon.first, calendar.horizon.last, *by_day]
    months = [_month(first, by_day, calendar, words) for first in _firsts(min(days), max(days))]
    weekdays = [words.weekday(number) for number in range(7)]
    return {"months": months, "weekdays": weekdays, "legend": _legend(posts, calendar.categories, words)}


def _firsts(first: date, last: date) -> Iterator[date]:
    """The first days of the months between two days."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=31)).replace(day=1)


def _month(
    first: date, by_day: Mapping[date, Sequence[ExportedPost]], calendar: CountedCalendar, words: Words
) -> dict[str, object]:
    """A month: its title, and seven days a week, blank where a day is of another month."""
    weeks = []
    for days in weeks_of(first):
        monday = days[0] - timedelta(days=days[0].weekday())
        week = [monday + timedelta(days=n) for n in range(7)]
        weeks.append([_day(day, by_day, calendar, words) if day in days else None for day in week])
    posts = sum(len(own) for day, own in by_day.items() if (day.year, day.month) == (first.year, first.month))
    return {"title": f"{words.month(first.month)} {first.year}", "month": f"{first:%Y-%m}", "posts": posts,
            "weeks": weeks}  # fmt: skip


def _day(
    day: date, by_day: Mapping[date, Sequence[ExportedPost]], calendar: CountedCalendar, words: Words
) -> dict[str, object]:
    horizon = calendar.horizon
    return {
        "day": day.isoformat(),
        "label": words.text("share", "day", weekday=words.weekday(day.weekday()), day=day),
        "holiday": horizon.holidays.get(day, ""),
        "rest": day in horizon.closed_days or day in horizon.holidays or day.weekday() > 4,
        "outside": not horizon.first <= day <= horizon.last,
        "posts": [_post(post, calendar.categories, words) for post in by_day.get(day, ())],
    }


def _post(post: ExportedPost, categories: Sequence[str], words: Words) -> dict[str, object]:
    category, status = (str(post.values.get(key, "")) for key in ("category", "status"))
    return {
        "id": post.id,
        "time": words.hour(post.time) if post.time else "",
        "platform": str(post.values.get("platform", "")),
        "title": str(post.values.get("title", "")).replace("\n", " "),
        "sign": styles.category_sign(categories, category),
        "color": _color_number(categories, category),
        "category": words.choice("category", category),
        "status_sign": styles.status_sign(status),
        "status": words.choice("status", status),
    }


def _color_number(categories: Sequence[str], category: str) -> int:
    """The number of a category's colour, which the style of the page knows by it; 0 for none."""
    return min(categories.index(category) + 1, len(styles.CATEGORY_COLORS)) if category in categories else 0


def _legend(posts: Sequence[ExportedPost], categories: Sequence[str], words: Words) -> list[dict[str, object]]:
    """The signs that occur: of categories with the number of their colour, then of statuses."""
    used = {key: {str(post.values.get(key, "")) for post in posts} for key in ("category", "status")}
    found: list[dict[str, object]] = [
        {"sign": styles.category_sign(categories, code), "word": words.choice("category", code),
         "color": _color_number(categories, code)}
        for code in categories if code in used["category"]
    ]  # fmt: skip
    statuses = [code for code in styles.STATUS_SIGNS if code in used["status"]]
    found += [{"sign": styles.STATUS_SIGNS[code], "word": words.choice("status", code)} for code in statuses]
    return found
