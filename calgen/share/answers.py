"""A file of answers: data that anybody could have written, so it is read as such, and nothing in it is believed.

`docs/share.en.md` shows one. What does not hold to its form is refused as a whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from calgen.book.problems import Refused

FORM = "decisions/1"
DECISIONS = ("approved", "change", "refused")
_LARGEST = 1_000_000  # bytes
_MOST_POSTS = 5_000
_LONGEST_NAME, _LONGEST_COMMENT = 80, 4_000  # characters
_ID = re.compile(r"P\d{1,9}")
_SEEN = re.compile(r"[0-9a-f]{32}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class PostAnswer:
    """What somebody said of a post, of which she saw what has the fingerprint `seen`; without a decision, a comment."""

    id: str
    seen: str
    decision: str  # one of DECISIONS, or empty
    comment: str


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one person; who she is and when she answered is what the file says."""

    calendar: str
    made: datetime | None
    by: str
    posts: tuple[PostAnswer, ...]


def read_answers(data: bytes, name: str) -> Answers:
    """The answers of a file. Raises Refused for one that is too large (`answers_big`) or has another form
    (`answers_form`)."""
    if len(data) > _LARGEST:
        raise Refused("answers_big", file=name)
    try:
        found = json.loads(data.decode("utf-8-sig"))
        return _answers(found)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused("answers_form", file=name) from error


def _answers(found: Mapping[str, object]) -> Answers:
    """Raises ValueError, KeyError or TypeError where something is not as it should be."""
    if not isinstance(found, dict) or found["calgen"] != FORM:
        raise ValueError("another form")
    posts = found["posts"]
    if not isinstance(posts, list) or len(posts) > _MOST_POSTS:
        raise ValueError("no list of posts")
    by_id = {answer.id: answer for answer in _posts(posts)}
    if len(by_id) < len(posts):
        raise ValueError("two answers to one post")
    calendar, made, by = _text(found["calendar"], 40), _moment(found.get("made")), _short_text(found.get("by", ""))
    return Answers(calendar, made, by, (*by_id.values(),))


def _posts(posts: list[object]) -> Iterator[PostAnswer]:
    for post in posts:
        if not isinstance(post, dict):
            raise TypeError("no post")
        id_, seen, decision = (_text(post[key], 40) for key in ("id", "seen", "decision"))
        if not _ID.fullmatch(id_) or not _SEEN.fullmatch(seen) or decision not in {"", *DECISIONS}:
            raise ValueError("no answer")
        yield PostAnswer(id_, seen, decision, _text(post.get("comment", ""), _LONGEST_COMMENT))


def _text(value: object, longest: int) -> str:
    """A text without signs that a cell cannot hold, or that turn the order of others."""
    if not isinstance(value, str) or len(value) > longest:
        raise ValueError("no text")
    return _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _short_text(value: object) -> str:
    return " ".join(_text(value, _LONGEST_NAME).split())


def _moment(value: object) -> datetime | None:
    """The moment that a file names; None where it names none."""
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) and len(value) < 40 else None
    except ValueError:
        return None
