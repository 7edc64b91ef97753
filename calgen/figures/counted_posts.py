"""The posts that count, as plain records: from a plan, or from the calendar as it stands in the workbook.

A post counts where it has a day and a platform, and is not cancelled. The live formulas of the balance tab count by the
same conditions, and like them these records do not tell upper from lower case: names are spelled as in the strategy.
See docs/decisions.md, "What counts".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from calgen.book.folding import fold
from calgen.book.languages import languages
from calgen.book.vocabulary import choice_codes
from calgen.book.words import load_words
from calgen.calendar import CalendarRow
from calgen.plan.model import Plan, Post
from calgen.plan.target.content_mix import ordered_categories
from calgen.strategy import Strategy

CANCELLED = "cancelled"
NO_SUBJECT = "#"  # begins the subject's id of a post that has none
_TEXTS = ("platform", "theme", "objective", "audience", "campaign", "key_date")
_CODES = ("category", "stage", "status")


@dataclass(frozen=True, slots=True)
class CountedPost:
    """One post that counts; `category`, `stage` and `status` are codes, or the user's own word."""

    day: date
    platform: str
    theme: str
    category: str
    objective: str
    audience: str
    campaign: str
    key_date: str
    stage: str
    status: str
    subject: str  # the id of its subject, or an id of its own where it has none
    row: str  # its own id; empty for a row without one
    is_open: bool = False  # a slot kept free for the news of the day: it counts for the frequency alone
    is_to_find: bool = False  # its subject has no title yet,
    is_suggested: bool = False  # but suggestions of one


def known_names(strategy: Strategy) -> dict[str, tuple[str, ...]]:
    """The strategy's names of each kind that is counted, in their order; categories as codes."""
    return {
        "platform": tuple(platform.platform for platform in strategy.platforms),
        "theme": tuple(theme.theme for theme in strategy.themes),
        "category": ordered_categories(strategy),
        "objective": tuple(objective.objective for objective in strategy.objectives),
        "audience": tuple(audience.audience for audience in strategy.audiences),
        "campaign": tuple(campaign.campaign for campaign in strategy.campaigns),
    }


def plan_posts(
    strategy: Strategy,
    plan: Plan,
    rows: Sequence[str] = (),
    subjects: Sequence[str] = (),
    titles: Mapping[str, str] | None = None,
) -> tuple[CountedPost, ...]:
    """The posts of a plan.

    `rows` and `subjects` are the ids of its posts and subjects, in its order; numbers where they have none yet.
    `titles` are what the rows of the social calendar say, by id, where they are known.
    """
    ids = rows or tuple(map(str, range(len(plan.posts))))
    found = [
        _post_record(post, _subject_id(post, subjects, id_), id_)
        | _title_record(plan, post, (titles or {}).get(id_, ""))
        for id_, post in zip(ids, plan.posts, strict=True)
    ]
    return _counted(found, strategy)


def _has_to_be_found(plan: Plan, post: Post, title: str) -> bool:
    """Whether the title of a post's subject is to be found, and its row does not say another one."""
    if post.is_open or post.is_own:
        return False
    subject = plan.subjects[post.subject]
    is_own_title = title and fold(title) != fold(subject.shown_title) and not _is_to_find(title)
    return not (subject.title or is_own_title)


def _title_record(plan: Plan, post: Post, title: str) -> dict[str, bool]:
    is_to_find = _has_to_be_found(plan, post, title)
    return {"is_to_find": is_to_find, "is_suggested": is_to_find and bool(plan.subjects[post.subject].suggestions)}


def _subject_id(post: Post, subjects: Sequence[str], id_: str) -> str:
    """The id of a post's subject, or its number; an open slot has none, and gets one of its own."""
    if post.is_open:
        return f"{NO_SUBJECT}{id_}"
    return subjects[post.subject] if subjects else str(post.subject)


def calendar_posts(
    strategy: Strategy, rows: Iterable[CalendarRow], suggested: Mapping[str, str] | None = None
) -> tuple[CountedPost, ...]:
    """The posts of the social calendar as its rows stand in the workbook.

    `suggested` are the titles of subjects that are suggestions, by id.
    """
    return _counted([_row_record(row, suggested or {}) for row in rows], strategy)


def _post_record(post: Post, subject: str, id_: str) -> dict[str, Any]:
    texts = {key: getattr(post, key) for key in (*_TEXTS, *_CODES)}
    return {**texts, "day": post.day, "subject": subject, "row": id_, "is_open": post.is_kept_free}


def _row_record(row: CalendarRow, suggested: Mapping[str, str]) -> dict[str, Any]:
    record: dict[str, Any] = {key: row.text(key) for key in _TEXTS} | {key: row.code(key) for key in _CODES}
    is_open = not (record["theme"] or record["category"] or row.subject) and fold(row.text("title")) in open_titles()
    subject = row.subject or f"{NO_SUBJECT}{row.number}"
    title = fold(row.text("title"))
    is_suggested = bool(title) and title == fold(suggested.get(row.subject, ""))
    record |= {"is_to_find": is_suggested or _is_to_find(title), "is_suggested": is_suggested}
    return {**record, "day": row.day(), "subject": subject, "row": row.id, "is_open": is_open}


def _is_to_find(title: str) -> bool:
    return fold(title).startswith(tuple(map(fold, to_find_beginnings())))


@cache
def to_find_beginnings() -> tuple[str, ...]:
    """How the title of a subject begins that has still to be found, as calgen writes it in any language."""
    texts = (load_words(language).text("phrases", "to_find", theme="") for language in languages())
    return tuple(dict.fromkeys(text.rstrip() for text in texts))


@cache
def open_titles() -> frozenset[str]:
    """What calgen writes as the title of a slot that is kept free, folded, in all languages."""
    return frozenset(fold(load_words(language).text("phrases", "open_slot")) for language in languages())


def _counted(records: list[dict[str, Any]], strategy: Strategy) -> tuple[CountedPost, ...]:
    found = [record for record in records if record["day"] and record["platform"] and record["status"] != CANCELLED]
    codes = choice_codes("category")
    categories_of = {name: codes.get(fold(name), name) for name in {record["category"] for record in found}}
    for record in found:
        record["category"] = categories_of[record["category"]]
    for kind, known in known_names(strategy).items():
        spellings = _spellings(known, {record[kind] for record in found})
        for record in found:
            record[kind] = spellings[record[kind]]
    return tuple(CountedPost(**record) for record in found)


def _spellings(known: Iterable[str], typed: Iterable[str]) -> Mapping[str, str]:
    """For each typed name its spelling: the strategy's, else the first by the alphabet among its like."""
    first: dict[str, str] = {}
    names = sorted(typed)
    for name in (*known, *names):
        first.setdefault(name.casefold(), name)
    return {name: first[name.casefold()] for name in names}
