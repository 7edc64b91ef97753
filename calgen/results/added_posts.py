"""Published posts that are not in the calendar, as rows of the user's own: `calgen results --add`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from enum import StrEnum

from calgen.book.folding import tidy
from calgen.calendar import CalendarRow
from calgen.results.calendar_posts import CalendarPost, is_of_account, is_on
from calgen.results.matching import Match, MatchKind
from calgen.results.result_fills import FillOptions, PostFills, fill_posts
from calgen.results.result_rows import ResultRow
from calgen.results.strange_accounts import Account, account_of, unknown_accounts
from calgen.results.text_similarity import words_of
from calgen.strategy.networks import network

MOST_ADDED = 2_000  # posts of one command: two years of twenty a week; a tab grows no further by mistake
LONGEST_TITLE = 60  # characters
LONGEST_TEXT = 32_767  # characters of a cell of Excel


class NotAdded(StrEnum):
    """Why a published post is not added."""

    DAY = "day"  # the file does not say when it came out
    PLATFORM = "platform"  # the calendar has no such platform, or several
    BEFORE = "before"  # it came out before the calendar begins
    AFTER = "after"  # it is yet to come
    NAMELESS = "nameless"  # without address, id and text it could not be known again
    ACCOUNT = "account"  # the file holds several accounts, and no post of this one is in the calendar
    MANY = "many"  # more than MOST_ADDED posts would be added: none of them is


@dataclass(frozen=True, slots=True)
class AddOptions:
    """What posts may be added to: the platforms with their accounts, the days, and the number of the next post."""

    platforms: Sequence[tuple[str, str]] = ()
    first: date = date.min
    last: date = date.max
    next_number: int = 1


@dataclass(frozen=True, slots=True)
class AddedPost:
    """A row to be added, and its results."""

    id: str
    day: date
    platform: str
    hour: time | None
    title: str
    text: str
    fills: PostFills


@dataclass(frozen=True, slots=True)
class Additions:
    """The posts to be added by day, and how many are not, by reason."""

    posts: tuple[AddedPost, ...] = ()
    left: Mapping[NotAdded, int] = field(default_factory=dict)


def add_posts(
    outside: Collection[ResultRow], matches: Collection[Match], options: AddOptions, filling: FillOptions
) -> Additions:
    """The rows that are about no post of the calendar, as posts; several rows about one post are one.

    More than MOST_ADDED posts are not added: which of them are wanted is for the user to say.
    """
    left: Counter[NotAdded] = Counter()
    groups = _Groups()
    known = [match.row for match in matches if match.kind is not MatchKind.HOUR]
    strangers = unknown_accounts(outside, known, options.platforms)
    for row in sorted(outside, key=_order):
        if row.is_fallback:
            continue
        platform = platform_of(row, options.platforms)
        if reason := _reason(row, platform, strangers, options):
            left[reason] += 1
            continue
        groups.add(replace(row, platform=platform))
    if len(groups.all) > MOST_ADDED:
        return Additions((), {**left, NotAdded.MANY: len(groups.all)})
    posts = [_added(group, options.next_number + n, filling) for n, group in enumerate(groups.all)]
    return Additions(tuple(posts), dict(left))


def _order(row: ResultRow) -> tuple[object, ...]:
    return (row.day or date.min, row.moment is None, str(row.moment or ""), row.network, row.key, row.id, row.text)


def _reason(
    row: ResultRow, platform: str, strangers: Collection[Account], options: AddOptions
) -> NotAdded | None:
    if row.day is None:
        return NotAdded.DAY
    if account_of(row) in strangers:
        return NotAdded.ACCOUNT
    if not platform:
        return NotAdded.PLATFORM
    if not options.first <= row.day <= options.last:
        return NotAdded.BEFORE if row.day < options.first else NotAdded.AFTER
    return None if row.key or (row.id and row.network) or words_of(row.text) else NotAdded.NAMELESS


def platform_of(row: ResultRow, platforms: Sequence[tuple[str, str]]) -> str:
    """The one platform that a row may be of, by network, kind and account; empty where there is none, or several."""
    day = row.day or date.min
    posts = [CalendarPost("", name, network(name).key, day, account=account, is_story=True)
             for name, account in platforms]  # fmt: skip
    found = [post for post in posts if is_on(row, post)]
    if len(found) > 1:
        found = [post for post in found if post.account and row.account and is_of_account(row, post)]
    return found[0].platform if len(found) == 1 else ""


class _Groups:
    """Rows about the same posts: by address or id; of those that lack one, by day and text."""

    def __init__(self) -> None:
        self.all: list[list[ResultRow]] = []
        self._by_sign: dict[object, list[ResultRow]] = {}

    def add(self, row: ResultRow) -> None:
        """Puts a row to those about the same post."""
        text = (row.platform, row.day, words_of(row.text))
        own: object = (row.platform, row.key or (row.source, row.id)) if row.key or row.id else None
        group = self._by_sign.get(own) if own else None
        alike = self._by_sign.get(text) if group is None and text[2] else None
        if alike is not None and not (row.key and any(other.key for other in alike)):
            group = alike
        if group is None:
            group = []
            self.all.append(group)
        group.append(row)
        for sign in (own, text if text[2] else None):
            if sign:
                self._by_sign.setdefault(sign, group)


def _added(rows: Sequence[ResultRow], number: int, filling: FillOptions) -> AddedPost:
    """The post of some rows: the hour and text of the one that tells most."""
    id_, day = f"P{number:04d}", next(row.day for row in rows if row.day)
    text = max((row.text for row in rows), key=len)
    moment = next((row.moment for row in rows if row.moment), None)
    post = CalendarPost(id_, rows[0].platform, network(rows[0].platform).key, day)
    (fills,) = fill_posts([Match(post, row, MatchKind.LINK) for row in rows], {id_: CalendarRow(id_, 0, {})}, filling)
    hour = moment.time().replace(second=0, microsecond=0) if moment else None
    return AddedPost(id_, day, rows[0].platform, hour, _title(text), text[:LONGEST_TEXT], fills)


def _title(text: str) -> str:
    """The first words of a text, on one line."""
    first = tidy(text.strip().split("\n", 1)[0])
    return first if len(first) <= LONGEST_TITLE else first[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
