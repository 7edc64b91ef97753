"""The steps of `calgen decide`: open the workbook and the answers, compare, write statuses and comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from calgen.book.problems import Problem, Refused, Severity
from calgen.book.values import first_items
from calgen.book.words import Words
from calgen.export.calendar_posts import calendar_posts
from calgen.export_steps import subject_titles
from calgen.files.edit import insert_sheets
from calgen.files.read import guard
from calgen.files.save import verify
from calgen.run_steps import DRAWN, check_file, read_calendar
from calgen.share.answers import read_answers
from calgen.share.decisions import DecidedPost, DecisionOutcome, decided_posts
from calgen.shown_posts import calendar_key
from calgen.view.result_cells import missing_columns, result_sheet

_SHOWN = 8  # ids in a line


@dataclass(frozen=True, slots=True)
class Decided:
    """The bytes of the workbook before and after, and what became of each answer."""

    before: bytes
    after: bytes
    words: Words
    by: str
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
    found = read_answers(answers[1], answers[0])
    if found.calendar != calendar_key(checked.read.strategy.settings.brand, last_run.facts):
        raise Refused("answers_foreign", file=answers[0], workbook=name)
    calendar = calendar_posts(checked.read.strategy, social, last_run.rows_of("social"), subject_titles(before))
    comments = {row.id: row.text("comment") for row in social.rows if row.id}
    posts = decided_posts(calendar.posts, comments, found, today, words, refusals=refusals)
    wanted = {(post.id, key): value for post in posts for key, value in post.cells.items()}
    cells = {cell: value for cell, value in wanted.items() if cell[1] in social.columns}
    problems = tuple(
        Problem("decide_column", severity=Severity.WARNING, values={"column": words.title("social", key)})
        for key in missing_columns(social, wanted)
    )
    if not cells:
        return Decided(data, data, words, found.by, tuple(posts), problems)
    after = insert_sheets.insert_sheets(file, [result_sheet(social, words, {**cells})])
    verify.verify(file, after)
    return Decided(data, after, words, found.by, tuple(posts), problems)


def decision_lines(made: Decided) -> Iterator[str]:
    """What is told at the end: the posts by what became of their answers, comments in full."""
    if not made.posts:
        yield made.words.text("decide", "none")
    for outcome in DecisionOutcome:
        ids = [post.id for post in made.posts if post.outcome is outcome]
        if ids:
            shown = first_items(tuple(ids), _SHOWN)
            yield made.words.text("decide", "told", str(outcome), count=len(ids), ids=shown)
    for post in made.posts:
        if post.comment:
            yield made.words.text("decide", "comment", id=post.id, comment=" ".join(post.comment.split()))


def decision_record(made: Decided, *, written: bool) -> dict[str, object]:
    """The same for programs."""
    return {"written": written, "by": made.by, "posts": _records(made.posts)}


def _records(posts: Sequence[DecidedPost]) -> list[dict[str, object]]:
    return [
        {"id": post.id, "outcome": str(post.outcome), "cells": dict(post.cells), "comment": post.comment}
        for post in posts
    ]
