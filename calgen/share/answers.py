"""A file of answers: data that anybody could have written, so it is read as such, and nothing in it is believed.

`docs/share.en.md` shows one. What does not hold to its form is refused as a whole.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from calgen.book.problems import Refused

FORM = "decisions/1"
DECISIONS = ("approved", "change", "refused")
_MOST_POSTS = 5_000
_LARGEST = 1_000_000  # bytes
LONGEST_NAME, LONGEST_COMMENT = 80, 4_000  # characters
_ID = re.compile(r"P\d{1,9}")
_SEEN = re.compile(r"[0-9a-f]{32}")
_ANY_FORM = re.compile(r"decisions/\d{1,4}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class PostAnswer:
    """What somebody said of a post, of which she saw what has the fingerprint `seen`; without a decision, a comment."""

    id: str
    seen: str
    decision: str  # one of DECISIONS, or empty
    comment: str
    is_edited: bool = False  # whether somebody changed what was shown in the form


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one person; who she is and when she answered is what the file says.

    `made` is a day where the file names no hour.
    """

    calendar: str
    made: datetime | date | None
    by: str
    posts: tuple[PostAnswer, ...]


def read_answers(data: bytes, name: str) -> Answers:
    """The answers of a file. Raises Refused for one that is too large (`answers_big`), of a later version
    (`answers_newer`), with two answers to one post (`answers_twice`), or that has another form (`answers_form`)."""
    if len(data) > _LARGEST:
        raise Refused("answers_big", file=name)
    try:
        return _answers(json.loads(data.decode("utf-8-sig")), name)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused("answers_form", file=name) from error


def check_form(form: object, name: str) -> None:
    """Raises Refused for a later version of a file of answers (`answers_newer`), and ValueError for anything else."""
    if form == FORM:
        return
    if isinstance(form, str) and _ANY_FORM.fullmatch(form):
        raise Refused("answers_newer", file=name)
    raise ValueError("another form")


def checked_posts(posts: Iterable[PostAnswer], name: str) -> tuple[PostAnswer, ...]:
    """The answers, each to another post. Raises Refused (`answers_twice`) otherwise, and ValueError for too many."""
    found = tuple(posts)
    if len(found) > _MOST_POSTS:
        raise ValueError("too many posts")
    twice = tuple(id_ for id_, times in Counter(post.id for post in found).items() if times > 1)
    if twice:
        raise Refused("answers_twice", file=name, ids=twice)
    return found


def post_answer(id_: object, seen: object, decision: object, comment: object, *, is_edited: bool = False) -> PostAnswer:
    """One answer from what a file says. Raises ValueError where something is not as it should be."""
    found = [plain_text(value, 40) for value in (id_, seen, decision)]
    if not _ID.fullmatch(found[0]) or not _SEEN.fullmatch(found[1]) or found[2] not in {"", *DECISIONS}:
        raise ValueError("no answer")
    return PostAnswer(found[0], found[1], found[2], plain_text(comment, LONGEST_COMMENT), is_edited)


def plain_text(value: object, longest: int) -> str:
    """A text without signs that a cell cannot hold, or that turn the order of others. Raises ValueError for no text."""
    if not isinstance(value, str) or len(value) > longest:
        raise ValueError("no text")
    return without_controls(value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def short_text(value: object) -> str:
    """A name in one line."""
    return " ".join(plain_text(value, LONGEST_NAME).split())


def without_controls(text: str) -> str:
    """The text without signs that a cell cannot hold, or that turn the order of others."""
    return _CONTROL.sub("", text)


def _answers(found: Mapping[str, object], name: str) -> Answers:
    """Raises Refused, or ValueError, KeyError or TypeError where something is not as it should be."""
    if not isinstance(found, dict):
        raise TypeError("no answers")
    check_form(found["calgen"], name)
    posts = found["posts"]
    if not isinstance(posts, list):
        raise ValueError("no list of posts")
    read = checked_posts(_posts(posts), name)
    return Answers(plain_text(found["calendar"], 40), _moment(found.get("made")), short_text(found.get("by", "")), read)


def _posts(posts: list[object]) -> Iterator[PostAnswer]:
    for post in posts:
        if not isinstance(post, dict):
            raise TypeError("no post")
        yield post_answer(post["id"], post["seen"], post["decision"], post.get("comment", ""))


def _moment(value: object) -> datetime | None:
    """The moment that a file names; None where it names none."""
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) and len(value) < 40 else None
    except ValueError:
        return None
