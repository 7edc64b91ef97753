"""What answers change in the calendar: statuses and comments, of posts that are still what was seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from calgen.book.folding import tidy
from calgen.book.words import Words
from calgen.export.calendar_posts import ExportedPost
from calgen.share.answers import Answers, PostAnswer
from calgen.share.shared_posts import fingerprint


class DecisionOutcome(StrEnum):
    """What becomes of an answer."""

    APPROVED = "approved"
    CHANGE = "change"
    REFUSED = "refused"
    NOT_CANCELLED = "not_cancelled"  # refused, and only told
    COMMENTED = "commented"  # a comment without a decision
    KNOWN = "known"  # it is in the calendar already
    OTHER_VERSION = "other_version"
    OVER = "over"  # scheduled, published or cancelled
    UNKNOWN = "unknown"  # no such post


@dataclass(frozen=True, slots=True)
class DecidedPost:
    """An answer with what becomes of it; `cells` are the new values by column key."""

    id: str
    outcome: DecisionOutcome
    cells: Mapping[str, str]
    comment: str = ""


_STATUS = {"approved": "approved", "change": "in_progress", "refused": "cancelled"}
_UNTOUCHED = frozenset({"scheduled", "published", "cancelled"})


def decided_posts(
    posts: Iterable[ExportedPost],
    comments: Mapping[str, str],
    answers: Answers,
    today: date,
    words: Words,
    *,
    refusals: bool = False,
) -> list[DecidedPost]:
    """What becomes of each answer, in the order of the file; `comments` are those of the posts, by id.

    A decision counts for the version that was seen. A post that is scheduled, published or cancelled is not touched.
    `refusals` cancels the posts that were refused; without it they are told.
    """
    by_id = {post.id: post for post in posts}
    found = []
    for answer in answers.posts:
        post = by_id.get(answer.id)
        if post is None:
            found.append(DecidedPost(answer.id, DecisionOutcome.UNKNOWN, {}, answer.comment))
            continue
        line = _comment_line(answer, answers, today, words, is_other=answer.seen != fingerprint(post))
        found.append(_decided(post, answer, comments.get(post.id, ""), line, refusals=refusals))
    return found


def _decided(post: ExportedPost, answer: PostAnswer, comment: str, line: str, *, refusals: bool) -> DecidedPost:
    status = str(post.values.get("status", ""))
    if status in _UNTOUCHED:
        is_known = line in comment.split("\n") or _STATUS.get(answer.decision) == status == "cancelled"
        return DecidedPost(post.id, DecisionOutcome.KNOWN if is_known else DecisionOutcome.OVER, {}, answer.comment)
    cells = {} if line in comment.split("\n") else {"comment": f"{comment}\n{line}" if comment else line}
    outcome = _outcome(post, answer, refusals=refusals)
    wanted = _STATUS.get(answer.decision, "")
    if outcome in {DecisionOutcome.APPROVED, DecisionOutcome.CHANGE, DecisionOutcome.REFUSED} and wanted != status:
        cells["status"] = wanted
    if not cells or (outcome is not DecisionOutcome.OTHER_VERSION and not answer.decision and not answer.comment):
        return DecidedPost(post.id, DecisionOutcome.KNOWN, {}, answer.comment)
    return DecidedPost(post.id, outcome, cells, answer.comment)


def _outcome(post: ExportedPost, answer: PostAnswer, *, refusals: bool) -> DecisionOutcome:
    if answer.seen != fingerprint(post):
        return DecisionOutcome.OTHER_VERSION
    if not answer.decision:
        return DecisionOutcome.COMMENTED
    if answer.decision == "refused":
        return DecisionOutcome.REFUSED if refusals else DecisionOutcome.NOT_CANCELLED
    return DecisionOutcome(answer.decision)


def _comment_line(answer: PostAnswer, answers: Answers, today: date, words: Words, *, is_other: bool) -> str:
    """One line of the column of comments: when, who, what; a comment of several lines becomes one."""
    day = answers.made.date() if answers.made else today
    decision = words.text("decide", "lines", answer.decision or "comment")
    name = answers.by or words.text("decide", "nobody")
    comment = " ".join(answer.comment.split())
    said = words.text("decide", "line", day=day, name=name, decision=decision)
    if is_other:
        said = words.text("decide", "line_other", line=said)
    whole = words.text("decide", "line_comment", line=said, comment=comment) if comment else said
    return tidy(whole)  # as the cell is read again
