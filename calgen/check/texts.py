"""The texts as they stand in the social calendar, and the results that are noted beside them.

Only what can still be changed is told: posts that are published, cancelled or gone by are left in peace.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from calgen.book.problems import Problem, Severity
from calgen.calendar import Line, Standing
from calgen.check.dates import before_sales, in_sales
from calgen.check.text_length import URL, hashtags, length
from calgen.check.wording import plain, speaks_of
from calgen.strategy import Strategy
from calgen.strategy.networks import network

RESULTS = ("impressions", "engagements", "clicks", "conversions")
DONE = ("published", "cancelled")
WORDS = 4  # fewer words are a placeholder, or a greeting
HOUR = timedelta(hours=1)
MONTH = timedelta(days=30)
WEEK = timedelta(days=7)  # results are seldom in before


def _open(standing: Standing, today: date) -> list[Line]:
    """The posts to come that have a text."""
    return [
        one
        for one in standing.lines
        if one.text("text") and one.code("status") not in DONE and (one.day() or today) >= today
    ]


def texts_fit_their_platform(strategy: Strategy, standing: Standing, today: date) -> Iterable[Problem]:
    """No longer than the platform takes, counted as it counts."""
    for one in _open(standing, today):
        limits = network(one.text("platform")).limits
        if limits and (found := length(one.text("text"), limits)) > limits.characters:
            values = {"id": one.id, "platform": one.text("platform"), "characters": found}
            values |= {"limit": limits.characters, "read": limits.read}
            yield Problem("text_too_long", standing.place(one, "text"), Severity.WARNING, values)


def hashtags_fit_their_platform(strategy: Strategy, standing: Standing, today: date) -> Iterable[Problem]:
    """No more than the platform takes, those in the text and those beside it together."""
    for one in _open(standing, today):
        limits = network(one.text("platform")).limits
        found = len(hashtags(one.text("text"), one.text("hashtags")))
        if limits and limits.hashtags is not None and found > limits.hashtags:
            values = {"id": one.id, "platform": one.text("platform"), "n": found}
            values |= {"limit": limits.hashtags, "read": limits.read}
            yield Problem("text_hashtags", standing.place(one, "hashtags"), Severity.WARNING, values)


def links_can_be_clicked(strategy: Strategy, standing: Standing, today: date) -> Iterable[Problem]:
    """A web address in a text where addresses are dead."""
    for one in _open(standing, today):
        limits = network(one.text("platform")).limits
        if limits and not limits.links and URL.search(one.text("text")):
            values = {"id": one.id, "platform": one.text("platform")}
            yield Problem("text_links", standing.place(one, "text"), Severity.NOTE, values)


def one_message_is_adapted_to_each_channel(strategy: Strategy, standing: Standing, today: date) -> Iterable[Problem]:
    """The same words on two platforms within the hour."""
    for one, before in _twins(standing, today):
        here, there = _moment(one), _moment(before)
        apart = one.text("platform") != before.text("platform")
        if apart and here and there and here - there < HOUR:
            values = {"id": one.id, "other": before.id, "day": here.date()}
            values |= {"platform": before.text("platform"), "elsewhere": one.text("platform")}
            yield Problem("text_same_hour", standing.place(one, "text"), Severity.WARNING, values)


def texts_do_not_come_back_within_the_month(strategy: Strategy, standing: Standing, today: date) -> Iterable[Problem]:
    """The same words on one platform within thirty days."""
    told = set()
    for one, before in _twins(standing, today):
        here, there = one.day(), before.day()
        same = one.text("platform") == before.text("platform")
        if same and here and there and here - there <= MONTH and one.row not in told:
            told.add(one.row)
            values = {"id": one.id, "other": before.id, "platform": one.text("platform"), "days": (here - there).days}
            yield Problem("text_again", standing.place(one, "text"), Severity.WARNING, values)


def _twins(standing: Standing, today: date) -> Iterable[tuple[Line, Line]]:
    """Posts to come that say word for word what one before them says, with each such one, the nearest first."""
    by_text: dict[str, list[Line]] = {}
    for one in sorted(standing.lines, key=_order):
        words = plain(one.text("text"))
        if len(words.split()) >= WORDS and one.code("status") != "cancelled":
            by_text.setdefault(words, []).append(one)
    later = {one.row for one in _open(standing, today)}
    for lines in by_text.values():
        for at, one in enumerate(lines):
            if one.row in later:
                yield from ((one, before) for before in reversed(lines[:at]))


def _order(line: Line) -> tuple[date, time, int]:
    return (line.day() or date.max, line.hour() or time.max, line.row)


def _moment(line: Line) -> datetime | None:
    day, hour = line.day(), line.hour()
    return datetime.combine(day, hour) if day and hour else None


def texts_keep_to_the_sales(strategy: Strategy, standing: Standing, today: date) -> Iterable[Problem]:
    """In France, « soldes » outside the two legal periods and the weeks in which they may be announced."""
    for one in _open(standing, today) if strategy.settings.country == "FR" else ():
        day = one.day()
        if day and not in_sales(day, day) and not before_sales(day) and speaks_of(one.text("text"), "sales"):
            yield Problem("text_sales", standing.place(one, "text"), Severity.WARNING, {"id": one.id, "day": day})


def results_are_noted(strategy: Strategy, standing: Standing, today: date) -> Iterable[Problem]:
    """Published a week ago or more, and nothing noted."""
    rows = [
        (day, one)
        for one in standing.lines
        if one.code("status") == "published"
        and (day := one.day())
        and day + WEEK <= today
        and not any(one.text(key) for key in RESULTS)
    ]
    if rows:
        day, first = min(rows, key=lambda pair: (pair[0], pair[1].row))
        values = {"n": len(rows), "day": day}
        yield Problem("results_missing", standing.place(first, "impressions"), Severity.NOTE, values)
