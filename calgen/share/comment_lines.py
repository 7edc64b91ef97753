"""The lines of the column of comments: one for each answer, which says when, who and what, as the file claims it.

The line is also how calgen knows that an answer was applied: the same file changes nothing a second time, whatever
happened to the post in between.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from calgen.book.folding import tidy
from calgen.book.languages import languages
from calgen.book.words import Words, load_words
from calgen.share.answers import DECISIONS, Answers, PostAnswer

_MARK = " · "  # behind the day and the hour, in all languages
_VERSION_DIGITS = 4  # of a fingerprint, where no hour tells two answers of a day apart


def comment_line(answer: PostAnswer, answers: Answers, today: date, words: Words, *, is_other: bool) -> str:
    """The line of an answer; a comment of several lines becomes one.

    Without an hour it names the version by the first digits of its fingerprint; without a day it has that of today.
    """
    made, name = answers.made, answers.by or words.text("decide", "nobody")
    says = words.text("decide", "says", name=name, decision=words.text("decide", "lines", answer.decision or "comment"))
    if isinstance(made, datetime):
        minute = made.time().replace(second=0, microsecond=0, tzinfo=None)
        said = words.text("decide", "line", day=made.date(), time=minute, says=says)
    else:
        said = words.text("decide", "line_day", day=made or today, says=says, version=answer.seen[:_VERSION_DIGITS])
    if is_other:
        said = words.text("decide", "line_other", line=said)
    elif answer.is_edited:
        said = words.text("decide", "line_edited", line=said)
    comment = " ".join(answer.comment.split())
    return tidy(words.text("decide", "line_comment", line=said, comment=comment) if comment else said)  # as it is read


def has_line(comment: str, answer: PostAnswer, answers: Answers, today: date) -> bool:
    """Whether a comment has the line of an answer already, in any language; of one without a day, on any day."""
    known = comment.split("\n")
    if answers.made is None:
        known = [_without_day(line) for line in known]
    for words in map(load_words, languages()):
        for is_other in (False, True):
            line = comment_line(answer, answers, today, words, is_other=is_other)
            if (line if answers.made else _without_day(line)) in known:
                return True
    return False


def other_decisions(comment: str, answer: PostAnswer, answers: Answers) -> tuple[str, ...]:
    """Who answered otherwise before, by the lines of the comment."""
    said = filter(None, map(_said, comment.split("\n")))
    return tuple(dict.fromkeys(name for name, code in said if name != answers.by and code != answer.decision))


def _without_day(line: str) -> str:
    return line.partition(_MARK)[2]


def _said(line: str) -> tuple[str, str] | None:
    """The name and the decision that a line tells; None for a line of somebody's own."""
    for words in map(load_words, languages()):
        codes = {words.text("decide", "lines", code): code for code in DECISIONS}
        either = "|".join(map(re.escape, codes))
        says = re.escape(tidy(words.text("decide", "says", name="NAME", decision="SAID")))
        pattern = says.replace("NAME", "(.+?)").replace("SAID", f"({either})")
        if match := re.match(rf"{pattern}(?= \(|\. |$)", _without_day(line)):
            return match[1], codes[match[2]]
    return None
