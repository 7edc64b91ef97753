"""The steps of `calgen decide`: open the workbook and the answers, compare, write statuses and comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from calgen.book.problems import Problem, Refused, Severity
from calgen.book.values import first_items
from calgen.book.words import Words
from calgen.cell_edit import edit_cells
from calgen.export.calendar_posts import calendar_posts
from calgen.export_steps import subject_titles
from calgen.files.read import guard, load
from calgen.run_steps import DRAWN, check_file, read_calendar
from calgen.share.answers import Answers, read_answers
from calgen.share.decisions import DecidedPost, Decider, DecisionOutcome
from calgen.share.form_answers import form_answers
from calgen.shown_posts import calendar_key
from calgen.view.result_cells import missing_columns, result_sheet

_SHOWN = 8  # ids in a line
_WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")  # the first bytes of new and old ones
_LARGEST_FORM = 5_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Decided:
    """The bytes of the workbook before and after, and what became of each answer."""

    before: bytes
    after: bytes
    words: Words
    by: str
    made: date | datetime | None  # when the answers were given
    posts: tuple[DecidedPost, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def changed(self) -> bool:
        return self.before != self.after


def decide(
    data: bytes, name: str, answers: tuple[str, bytes], today: date, language: str, *, refusals: bool = False
) -> Decided:
    """The workbook with the answers of a file. Raises Refused for a file that is none, or of another calendar."""
    file = guard.open_workbook(data, name)
    checked = check_file(file, language, DRAWN)
    before, social = read_calendar(checked, today, name)
    words, last_run = checked.read.words, checked.last_run
    found = _answers(*answers, words)
    if found.calendar != calendar_key(checked.read.strategy.settings.brand, last_run.facts):
        raise Refused("answers_foreign", file=answers[0], workbook=name)
    calendar = calendar_posts(checked.read.strategy, social, last_run.rows_of("social"), subject_titles(before))
    comments = {row.id: row.text("comment") for row in social.rows if row.id}
    archived = {row.id for row in before.archive.rows} if before.archive else set()
    by_id = {post.id: post for post in calendar.posts}
    posts = tuple(Decider(by_id, comments, archived, today, words, refusals).decided(found))
    wanted = {(post.id, key): value for post in posts for key, value in post.cells.items()}
    missing = missing_columns(social, wanted)  # comments have a place to come to, wherever the calendar is from
    new = tuple(key for key in missing if key == "comment")
    cells = {cell: value for cell, value in wanted.items() if cell[1] in social.columns or cell[1] in new}
    problems = tuple(
        Problem("decide_column", severity=Severity.WARNING, values={"column": words.title("social", key)})
        for key in missing
        if key not in new
    )
    if not cells:
        return Decided(data, data, words, found.by, found.made, posts, problems)
    after = edit_cells(file, [result_sheet(social, words, cells, new_columns=new)])
    return Decided(data, after, words, found.by, found.made, posts, problems)


def _answers(name: str, data: bytes, words: Words) -> Answers:
    """The answers of a file, which the page has written or which is the form. Raises Refused."""
    if not data.startswith(_WORKBOOKS):
        return read_answers(data, name)
    if len(data) > _LARGEST_FORM:
        raise Refused("answers_big", file=name)
    try:
        workbook = load.load(data, name, every=True)
    except Refused as refused:  # most of these sentences do not name the file, and there are two
        raise Refused.joined((Problem("answers_unread", values={"file": name}), *refused.problems)) from refused
    return form_answers(workbook, name, words)


def decision_lines(made: Decided, *, with_all: bool = False) -> Iterator[str]:
    """What is told at the end: whose answers these are, and the posts by what became of them, comments in full.

    `with_all`: every id, and every line that comes into the calendar, for a look before anything is written.
    """
    if not made.posts:
        yield made.words.text("decide", "none")
        return
    who = {"name": made.by or made.words.text("decide", "nobody"), "day": made.made}
    yield made.words.text("decide", "who" if made.made else "who_undated", **who)
    for outcome in DecisionOutcome:
        ids = tuple(post.id for post in made.posts if post.outcome is outcome)
        if ids:
            shown = ids if with_all else first_items(ids, _SHOWN)
            yield made.words.text("decide", "told", str(outcome), count=len(ids), ids=shown)
    for post in made.posts:
        if post.comment:
            yield made.words.text("decide", "comment", id=post.id, comment=" ".join(post.comment.split()))
        if post.others:
            yield made.words.text("decide", "others", id=post.id, names=post.others)
    for post in made.posts if with_all else ():
        for key, value in post.cells.items():
            typed = made.words.choice("status", value) if key == "status" else value.split("\n")[-1]
            yield made.words.text("decide", "cell", id=post.id, column=made.words.title("social", key), value=typed)


def decision_record(made: Decided, *, written: bool) -> dict[str, object]:
    """The same for programs."""
    day = made.made.isoformat() if made.made else None
    return {"written": written, "by": made.by, "made": day, "posts": _records(made.posts)}


def _records(posts: Sequence[DecidedPost]) -> list[dict[str, object]]:
    return [
        {"id": post.id, "outcome": str(post.outcome), "cells": dict(post.cells), "comment": post.comment,
         "others": list(post.others)}
        for post in posts
    ]
