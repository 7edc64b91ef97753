"""The posts of which a file should have a row, and has none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from calgen.book.folding import fold
from calgen.results.calendar_posts import CalendarPost, is_of_account
from calgen.results.result_rows import ResultRow

_Place = tuple[str, str, str]  # platform, account and network


def missing_posts(
    rows: Iterable[ResultRow],
    posts: Sequence[CalendarPost],
    taken: Sequence[tuple[ResultRow, CalendarPost]],
    today: date,
) -> tuple[CalendarPost, ...]:
    """The posts without a row: of the platforms that the rows speak of, between their days and due by `today`.

    Rows that name no platform speak of those of the posts that they were matched with; `taken` are all matches.
    """
    used, guessed = {post.id for _, post in taken}, {_place(post) for row, post in taken if not _is_named(row)}
    spans = _spans(rows, {_place(post): post for post in posts}, guessed)
    return tuple(post for post in posts if post.id not in used and _is_due(post, spans, today))


def _place(post: CalendarPost) -> _Place:
    return post.platform, post.account, post.network


def _is_named(row: ResultRow) -> bool:
    return bool(row.platform or row.network)


def _spans(
    rows: Iterable[ResultRow], examples: dict[_Place, CalendarPost], guessed: set[_Place]
) -> dict[_Place, tuple[date, date]]:
    """The first and the last day of the rows that speak of each platform; `examples` has a post of each."""
    found: dict[_Place, tuple[date, date]] = {}
    for row in rows:
        if not row.day:
            continue
        for place, post in examples.items():
            if _speaks_of(row, post) if _is_named(row) else place in guessed:
                first, last = found.get(place, (row.day, row.day))
                found[place] = min(first, row.day), max(last, row.day)
    return found


def _speaks_of(row: ResultRow, post: CalendarPost) -> bool:
    """Whether the file of a row should have the posts of the platform and account of `post`."""
    if row.account and post.account and not is_of_account(row, post):
        return False
    if row.platform:
        names = {fold(post.platform)} if row.is_placed else {fold(post.platform), post.network}
        return fold(row.platform) in names
    return row.network == post.network


def _is_due(post: CalendarPost, spans: dict[_Place, tuple[date, date]], today: date) -> bool:
    first, last = spans.get(_place(post), (date.max, date.min))
    return first <= post.day <= min(last, today)
