"""Rows whose tag is that of a post, and which are not about it all the same: of another campaign, or before its day.

The numbers of posts are the same in every calendar: `P0001` of another brand is a tag of this one too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from calgen.results.calendar_posts import CalendarPost, is_of_campaign, is_to_come, tags_of
from calgen.results.result_rows import ResultRow

FEWEST_ROWS = 3  # of another campaign, for a file to be another brand's


class TagRefusal(StrEnum):
    """Why the tag of a row is not taken for that of a post."""

    CAMPAIGN = "campaign"  # the link of the post has another `utm_campaign`
    TO_COME = "to_come"  # the post was not out yet


@dataclass(frozen=True, slots=True)
class RefusedTag:
    """A row, the post whose tag it has, and why it is not about it."""

    row: ResultRow
    post: CalendarPost
    reason: TagRefusal


@dataclass(frozen=True, slots=True)
class TagCheck:
    """The rows that may be matched, those that are refused, and the files that look like another brand's.

    Nothing of such a file is among `rows`, nor among `refused`.
    """

    rows: tuple[ResultRow, ...] = ()
    refused: tuple[RefusedTag, ...] = ()
    other_brands: tuple[str, ...] = ()


def check_tags(rows: Sequence[ResultRow], posts: Sequence[CalendarPost], today: date) -> TagCheck:
    """The check of rows against the posts that have their tag.

    A file is another brand's where most of its rows whose tag is known, and that name a campaign, name another one.
    """
    tagged: dict[str, list[CalendarPost]] = {}
    for post in posts:
        for tag in tags_of(post) - {""}:
            tagged.setdefault(tag, []).append(post)
    found = [_refusal(row, tagged.get(row.tag.casefold(), []), today) for row in rows]
    others = _other_brands(rows, found, tagged)
    return TagCheck(
        tuple(row for row, refused in zip(rows, found, strict=True) if row.file not in others and not refused),
        tuple(refused for refused in found if refused and refused.row.file not in others),
        tuple(sorted(others)),
    )


def _refusal(row: ResultRow, posts: Sequence[CalendarPost], today: date) -> RefusedTag | None:
    """Why no post that has the tag of a row can be the one that it is about; None where one can, or none has it."""
    reasons = [_reason(row, post, today) for post in posts]
    if not posts or None in reasons:
        return None
    return RefusedTag(row, posts[0], reasons[0] or TagRefusal.CAMPAIGN)


def _reason(row: ResultRow, post: CalendarPost, today: date) -> TagRefusal | None:
    if not is_of_campaign(row, post):
        return TagRefusal.CAMPAIGN
    return TagRefusal.TO_COME if is_to_come(row, post, today) else None


def _other_brands(
    rows: Sequence[ResultRow], found: Sequence[RefusedTag | None], tagged: dict[str, list[CalendarPost]]
) -> set[str]:
    compared = Counter(
        row.file
        for row in rows
        if row.campaign and any(any(post.campaigns) for post in tagged.get(row.tag.casefold(), ()))
    )
    against = Counter(refused.row.file for refused in found if refused and refused.reason is TagRefusal.CAMPAIGN)
    return {file for file, n in against.items() if n >= FEWEST_ROWS and 2 * n > compared[file]}
