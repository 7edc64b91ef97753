"""The texts in the social calendar as it stands in the workbook, and the results beside them.

Only what can still be changed is checked: posts that are published, cancelled or over are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from calgen.book.problems import Problem, Severity
from calgen.book.result_figures import RESULTS
from calgen.book.terms import folded_words, has_word_of
from calgen.calendar import CalendarRow, CalendarTab
from calgen.check.dates import before_sales, in_sales
from calgen.strategy import Strategy
from calgen.strategy.networks import network
from calgen.strategy.text_length import URL, hashtags, length

CLOSED_STATUSES = ("published", "cancelled")
LEAST_WORDS = 4  # fewer words are a placeholder, or a greeting
HOUR = timedelta(hours=1)
MONTH = timedelta(days=30)
RESULTS_DUE = timedelta(days=7)  # results are seldom known sooner


def _texts_to_come(calendar: CalendarTab, today: date) -> list[CalendarRow]:
    """The posts to come that have a text."""
    return [
        post
        for post in calendar.rows
        if post.text("text") and post.code("status") not in CLOSED_STATUSES and (post.day() or today) >= today
    ]


def texts_fit_their_platform(strategy: Strategy, calendar: CalendarTab, today: date) -> Iterable[Problem]:
    """A text is no longer than its platform takes, counted as the platform counts."""
    for post in _texts_to_come(calendar, today):
        limits = network(post.text("platform")).limits
        if limits and (found := length(post.text("text"), limits)) > limits.characters:
            values = {"id": post.id, "platform": post.text("platform"), "characters": found}
            values |= {"limit": limits.characters, "read": limits.read}
            yield Problem("text_too_long", calendar.place(post, "text"), Severity.WARNING, values)


def hashtags_fit_their_platform(strategy: Strategy, calendar: CalendarTab, today: date) -> Iterable[Problem]:
    """A post has no more hashtags than its platform takes, in its text and beside it."""
    for post in _texts_to_come(calendar, today):
        limits = network(post.text("platform")).limits
        found = len(hashtags(post.text("text"), post.text("hashtags")))
        if limits and limits.hashtags is not None and found > limits.hashtags:
            values = {"id": post.id, "platform": post.text("platform"), "n": found}
            values |= {"limit": limits.hashtags, "read": limits.read}
            yield Problem("text_hashtags", calendar.place(post, "hashtags"), Severity.WARNING, values)


def links_can_be_clicked(strategy: Strategy, calendar: CalendarTab, today: date) -> Iterable[Problem]:
    """A text contains no web address where its platform makes no links of them."""
    for post in _texts_to_come(calendar, today):
        limits = network(post.text("platform")).limits
        if limits and not limits.links and URL.search(post.text("text")):
            values = {"id": post.id, "platform": post.text("platform")}
            yield Problem("text_links", calendar.place(post, "text"), Severity.NOTE, values)


def one_message_is_adapted_to_each_channel(strategy: Strategy, calendar: CalendarTab, today: date) -> Iterable[Problem]:
    """Two platforms do not have the same text within an hour."""
    for post, earlier in _same_texts(calendar, today):
        moment, before = _moment(post), _moment(earlier)
        apart = post.text("platform") != earlier.text("platform")
        if apart and moment and before and moment - before < HOUR:
            values = {"id": post.id, "other": earlier.id, "day": moment.date()}
            values |= {"platform": earlier.text("platform"), "elsewhere": post.text("platform")}
            yield Problem("text_same_hour", calendar.place(post, "text"), Severity.WARNING, values)


def texts_do_not_come_back_within_the_month(
    strategy: Strategy, calendar: CalendarTab, today: date
) -> Iterable[Problem]:
    """A platform does not have the same text twice within thirty days."""
    reported = set()
    for post, earlier in _same_texts(calendar, today):
        day, before, platform = post.day(), earlier.day(), post.text("platform")
        same = platform == earlier.text("platform")
        if same and day and before and day - before <= MONTH and post.number not in reported:
            reported.add(post.number)
            values = {"id": post.id, "other": earlier.id, "platform": platform, "days": (day - before).days}
            yield Problem("text_again", calendar.place(post, "text"), Severity.WARNING, values)


def _same_texts(calendar: CalendarTab, today: date) -> Iterable[tuple[CalendarRow, CalendarRow]]:
    """Each post to come with each earlier post of the same words, the nearest first."""
    posts_by_text: dict[str, list[CalendarRow]] = {}
    for post in sorted(calendar.rows, key=_sort_key):
        words = folded_words(post.text("text"))
        if len(words.split()) >= LEAST_WORDS and post.code("status") != "cancelled":
            posts_by_text.setdefault(words, []).append(post)
    to_come = {post.number for post in _texts_to_come(calendar, today)}
    for posts in posts_by_text.values():
        for at, post in enumerate(posts):
            if post.number in to_come:
                yield from ((post, earlier) for earlier in reversed(posts[:at]))


def _sort_key(post: CalendarRow) -> tuple[date, time, int]:
    return (post.day() or date.max, post.hour() or time.max, post.number)


def _moment(post: CalendarRow) -> datetime | None:
    """The day and hour of a post; `None` where a cell does not say them."""
    day, hour = post.day(), post.hour()
    return datetime.combine(day, hour) if day and hour else None


def texts_keep_to_the_sales(strategy: Strategy, calendar: CalendarTab, today: date) -> Iterable[Problem]:
    """In France, texts say « soldes » within the two legal periods, or in the weeks in which these are announced."""
    for post in _texts_to_come(calendar, today) if strategy.settings.country == "FR" else ():
        day = post.day()
        if day and not in_sales(day, day) and not before_sales(day) and has_word_of(post.text("text"), "sales"):
            values = {"id": post.id, "day": day}
            yield Problem("text_sales", calendar.place(post, "text"), Severity.WARNING, values)


def _is_in_period(strategy: Strategy, day: date) -> bool:
    """Whether a day is one of the period, whose posts all figures count; any day where its start is not settled."""
    start, weeks = strategy.settings.start, strategy.settings.weeks
    return start is None or start <= day < start + timedelta(days=7 * weeks)


def results_are_noted(strategy: Strategy, calendar: CalendarTab, today: date) -> Iterable[Problem]:
    """A post of the period that was published a week ago has results in the calendar."""
    published = [post for post in calendar.rows if post.code("status") == "published"]
    due = [(day, post) for post in published
           if (day := post.day()) and day + RESULTS_DUE <= today and _is_in_period(strategy, day)]  # fmt: skip
    missing = [(day, post) for day, post in due if not any(post.text(key) for key in RESULTS)]
    if missing:
        day, first = min(missing, key=lambda pair: (pair[0], pair[1].number))
        values = {"n": len(missing), "day": day}
        yield Problem("results_missing", calendar.place(first, "impressions"), Severity.NOTE, values)
