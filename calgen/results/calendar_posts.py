"""The posts of a calendar, and which of them a row of a file may be about: by network, account, time and campaign."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from calgen.book.folding import fold
from calgen.results.result_rows import ResultRow

WITHIN = timedelta(hours=36)
WITHIN_DAYS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CalendarPost:
    """A post of the calendar, as far as a row of a file can be about it. `key` is that of its published address."""

    id: str
    platform: str
    network: str
    day: date
    hour: datetime | None = None
    account: str = ""
    key: str = ""
    known_ids: frozenset[str] = frozenset()
    text: str = ""
    title: str = ""
    tag: str = ""  # `utm_content` of its link
    campaign: tuple[str, str, str] = ("", "", "")  # of its link: `utm_source`, `utm_campaign` and where it leads
    campaigns: frozenset[str] = frozenset()  # `utm_campaign` of its link, and of the one that calgen wrote there
    is_out: bool = False  # the user says so, or its address is known
    is_story: bool = False  # by its format; a post on a platform for stories alone is one in any case


def may_be(row: ResultRow, post: CalendarPost) -> bool:
    """Whether network, account and time allow that a row is about a post."""
    if not is_on(row, post):
        return False
    if row.account and post.account and not is_of_account(row, post):
        return False
    if row.moment and post.hour:
        return abs(row.moment - post.hour) <= WITHIN + row.margin
    return row.day is not None and abs(row.day - post.day) <= WITHIN_DAYS


# networks whose file holds the posts of others too
_FAMILIES = {
    "youtube": {"youtube", "shorts"},
    "instagram": {"instagram", "stories"},
    "facebook": {"facebook", "stories"},
}
_SIGNS = re.compile(r"[\W_]+")
_STORY, _STORIES = "story", "stories"


def is_on(row: ResultRow, post: CalendarPost) -> bool:
    """Whether a row may be of the platform of a post: by the platform that it names, else by its network and kind."""
    if row.is_placed:
        return fold(row.platform) == fold(post.platform)
    if row.platform:
        return fold(row.platform) in (fold(post.platform), post.network)
    if not row.network:
        return not row.is_fallback  # the file does not say: text and day must tell
    if row.network in ("instagram", "facebook") and not _may_be_story(row, post):
        return False
    return post.network in _FAMILIES.get(row.network, {row.network})


def _may_be_story(row: ResultRow, post: CalendarPost) -> bool:
    """Whether a row that is a story, or none, may be of a post: who planned a story may have published a picture."""
    return post.is_story or post.network == _STORIES if is_story(row) else post.network != _STORIES


def is_story(row: ResultRow) -> bool:
    """Whether a row is one of a story."""
    return any(word in row.kind.casefold() for word in (_STORY, _STORIES))


def is_of_account(row: ResultRow, post: CalendarPost) -> bool:
    """Whether a row names the account of a post, in whatever way people and platforms write it."""
    return account_key(row.account) == account_key(post.account)


def account_key(name: str) -> str:
    """The name of an account as compared: without sign, spaces and letter case."""
    return name.casefold().lstrip("@").replace(" ", "")


def tags_of(post: CalendarPost) -> set[str]:
    """What the link of a post may have as its `utm_content`: the number of the post, or what the user typed there."""
    return {post.id.casefold(), post.tag.casefold()}


def is_of_campaign(row: ResultRow, post: CalendarPost) -> bool:
    """Whether the campaign of a row may be that of a post: where both have one, they have the same letters."""
    own, names = _letters(row.campaign), {_letters(name) for name in post.campaigns} - {""}
    return not own or not names or own in names


def _letters(name: str) -> str:
    return _SIGNS.sub("", fold(name))


def is_to_come(row: ResultRow, post: CalendarPost, today: date) -> bool:
    """Whether a post is planned later than what a row tells of; a row with a day of its own tells that it was out."""
    if post.is_out or (row.day and row.day <= today):
        return False
    return post.day > (min(today, row.period[1]) if row.period else today)


def has_campaign(row: ResultRow, post: CalendarPost) -> bool:
    source, campaign, leads_to = post.campaign
    is_of_period = row.period is None or row.period[0] <= post.day <= row.period[1]
    is_there = not row.key or row.key == leads_to
    names = fold(source), fold(campaign)
    return is_of_period and is_there and bool(source) and names == (fold(row.channel), fold(row.campaign))
