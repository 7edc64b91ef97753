"""Which post of the calendar a row of a file is about: by its link, by its tag, by day and text, by hour alone.

Nothing that may be two things is matched. Each post, and each row of a kind of file, is used once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from calgen.results.calendar_posts import WITHIN, has_campaign, is_story, is_to_come, may_be, tags_of
from calgen.results.calendar_posts import CalendarPost as CalendarPost
from calgen.results.missing_posts import missing_posts
from calgen.results.result_rows import ResultRow
from calgen.results.text_similarity import SHORT_WORDS, similarity, words_of

BY_HOUR = timedelta(minutes=30)
ALIKE, DOUBTFUL, AHEAD = 0.6, 0.4, 0.15


class MatchKind(StrEnum):
    """How a row was matched."""

    LINK = "link"
    TAG = "tag"
    CAMPAIGN = "campaign"
    TEXT = "text"
    HOUR = "hour"


@dataclass(frozen=True, slots=True)
class Match:
    post: CalendarPost
    row: ResultRow
    kind: MatchKind


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A row that may be about several posts, or of which another row may be the right one."""

    row: ResultRow
    posts: tuple[CalendarPost, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """The result: matches, what is ambiguous, rows that are about no post, and posts that no row is about."""

    matches: tuple[Match, ...]
    ambiguous: tuple[Ambiguity, ...]
    outside: tuple[ResultRow, ...]
    missing: tuple[CalendarPost, ...]


def match_rows(rows: Sequence[ResultRow], posts: Sequence[CalendarPost], today: date = date.max) -> Matching:
    """The matching of the rows of one source with the posts; the order of either makes no difference.

    Posts after `today` are not missing, and statistics of a campaign are not about them.
    """
    rows = sorted(rows, key=_row_order)
    posts = sorted(posts, key=lambda post: post.id)
    found: dict[int, Match] = {}
    _match_exactly(rows, posts, found, MatchKind.LINK, _link_keys, lambda post: {post.key, *post.known_ids})
    _match_exactly(rows, posts, found, MatchKind.TAG, lambda row: {row.tag.casefold()}, tags_of)
    _match_by_campaign(rows, posts, found, today)
    _match_by_hour(rows, posts, found, [n for n, row in enumerate(rows) if is_story(row) and not row.text])
    doubtful = _match_by_text(rows, posts, found)
    _match_by_hour(rows, posts, found, [n for n in range(len(rows)) if n not in doubtful])
    taken = [(match.row, match.post) for match in found.values()]
    open_rows = [n for n in range(len(rows)) if n not in found]
    return Matching(
        tuple(found[n] for n in sorted(found)),
        tuple(Ambiguity(rows[n], doubtful[n]) for n in open_rows if n in doubtful),
        tuple(rows[n] for n in open_rows if n not in doubtful),
        missing_posts(rows, posts, taken, today),
    )


def _row_order(row: ResultRow) -> tuple[object, ...]:
    return (row.network, row.day or date.min, row.key, row.id, row.tag, row.text, sorted(row.figures.items()))


def _link_keys(row: ResultRow) -> set[str]:
    if row.is_fallback:
        return set()  # what statistics name is where a link leads
    return {row.key, f"{row.network}#{row.id}" if row.id else ""}


def _match_by_campaign(
    rows: Sequence[ResultRow], posts: Sequence[CalendarPost], found: dict[int, Match], today: date
) -> None:
    """Adds the matches of statistics without tags with the one post of their period whose link has these parameters."""
    taken, groups = {match.post.id for match in found.values()}, dict[int, list[CalendarPost]]()
    for n, row in enumerate(rows):
        if n not in found and row.is_fallback and row.campaign and not row.tag:
            groups[n] = [post for post in posts if has_campaign(row, post)]
    uses = Counter(post.id for group in groups.values() for post in group)
    for n, group in groups.items():
        if len(group) != 1 or is_to_come(rows[n], group[0], today):
            continue
        if uses[group[0].id] == 1 and group[0].id not in taken:
            found[n] = Match(group[0], rows[n], MatchKind.CAMPAIGN)


def _match_exactly(
    rows: Sequence[ResultRow],
    posts: Sequence[CalendarPost],
    found: dict[int, Match],
    kind: MatchKind,
    keys_of_row: Callable[[ResultRow], set[str]],
    keys_of_post: Callable[[CalendarPost], set[str]],
) -> None:
    """Adds the matches of keys that one open row and one open post have."""
    taken = {match.post.id for match in found.values()}
    by_key: dict[str, list[CalendarPost]] = {}
    for post in posts:
        for key in keys_of_post(post) - {""} if post.id not in taken else ():
            by_key.setdefault(key, []).append(post)
    for n, row in enumerate(rows):
        candidates = {post.id: post for key in keys_of_row(row) - {""} for post in by_key.get(key, ())}
        if n not in found and len(candidates) == 1:
            (post,) = candidates.values()
            if post.id not in taken:
                found[n] = Match(post, row, kind)
                taken.add(post.id)


def _match_by_text(
    rows: Sequence[ResultRow], posts: Sequence[CalendarPost], found: dict[int, Match]
) -> dict[int, tuple[CalendarPost, ...]]:
    """Adds the matches by day and text; returns the rows that may be about several posts, or about one in doubt."""
    taken = {match.post.id for match in found.values()}
    free = [post for post in posts if post.id not in taken]
    by_day: dict[date, list[int]] = {}
    for m, post in enumerate(free):
        by_day.setdefault(post.day, []).append(m)
    texts = [(words_of(post.text), words_of(post.title)) for post in free]
    stories = [row for n, row in enumerate(rows) if n not in found and is_story(row)]
    scores: dict[tuple[int, int], float] = {}
    for n, row in enumerate(rows):
        words = words_of(row.text) if n not in found and row.day else ()
        for m in _near(row, by_day) if words else ():
            if may_be(row, free[m]) and (score := _score(row, words, free[m], texts[m])) >= DOUBTFUL:
                scores[n, m] = min(score, DOUBTFUL) if _has_story(free[m], row, stories) else score
    doubtful: dict[int, tuple[CalendarPost, ...]] = {}
    of_row, of_post = _by(scores, 0), _by(scores, 1)
    for n, candidates in sorted(of_row.items()):
        best = max(candidates, key=lambda m: (scores[n, m], free[m].id))
        rivals = [scores[n, m] for m in candidates if m != best] + [scores[k, best] for k in of_post[best] if k != n]
        if scores[n, best] >= ALIKE and all(scores[n, best] - rival >= AHEAD for rival in rivals):
            found[n] = Match(free[best], rows[n], MatchKind.TEXT)
        else:
            doubtful[n] = tuple(free[m] for m in candidates)
    return doubtful


def _has_story(post: CalendarPost, row: ResultRow, stories: Sequence[ResultRow]) -> bool:
    """Whether a post that is planned as a story may be one of some stories, so that another row of its words is not."""
    return post.is_story and not is_story(row) and any(may_be(story, post) for story in stories)


def _near(row: ResultRow, by_day: dict[date, list[int]]) -> Iterable[int]:
    assert row.day is not None
    span = (WITHIN + row.margin) // timedelta(days=1) + 1
    for days in range(-span, span + 1):
        yield from by_day.get(row.day + timedelta(days=days), ())


def _score(
    row: ResultRow, words: tuple[str, ...], post: CalendarPost, texts: tuple[tuple[str, ...], tuple[str, ...]]
) -> float:
    """The similarity of a row's text with the text of a post, else with its title; short texts need the same day."""
    if row.title:  # a newsletter: its subject, or its name among those that were sent
        pairs = [(own, other) for own in (words, words_of(row.title)) for other in texts]
    else:
        pairs = [(words, texts[0] or texts[1])]
    is_short = row.day != post.day
    return max(0.0 if is_short and min(len(own), len(other)) < SHORT_WORDS else similarity(own, other)
               for own, other in pairs)  # fmt: skip


def _by(scores: dict[tuple[int, int], float], side: int) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for pair in sorted(scores):
        found.setdefault(pair[side], []).append(pair[1 - side])
    return found


def _match_by_hour(
    rows: Sequence[ResultRow],
    posts: Sequence[CalendarPost],
    found: dict[int, Match],
    open_rows: Sequence[int],
) -> None:
    """Adds the matches of an open row and a post that are alone within half an hour of one another.

    The post has no text; or the row has none and is a story, of which networks give none.
    """
    taken = {match.post.id for match in found.values()}
    free = [post for post in posts if post.id not in taken and post.hour]
    timed = [n for n in open_rows if n not in found and (row := rows[n]).moment
             and not row.margin and (row.network or row.platform)]  # fmt: skip
    by_day: dict[date, list[int]] = {}
    for m, post in enumerate(free):
        by_day.setdefault(post.day, []).append(m)
    pairs = [
        (n, m)
        for n in timed
        for m in _near(rows[n], by_day)
        if (not free[m].text or (not rows[n].text and is_story(rows[n])))
        and may_be(rows[n], free[m])
        and abs(rows[n].moment - free[m].hour) <= BY_HOUR  # type: ignore[operator]
    ]
    of_row, of_post = Counter(n for n, _ in pairs), Counter(m for _, m in pairs)
    for n, m in pairs:
        if of_row[n] == of_post[m] == 1:
            found[n] = Match(free[m], rows[n], MatchKind.HOUR)
