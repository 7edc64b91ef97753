"""A run after a command has written cells of the user's: the account of the cells, posts to look at, and the run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from calgen import api
from calgen.book.cells import parse
from calgen.book.columns import Column, Kind
from calgen.book.grid import Cell
from calgen.book.problems import Problem, Refused, Severity
from calgen.book.values import Interpreted, Unreadable
from calgen.book.words import Words
from calgen.calendar import CalendarRow
from calgen.run_records import Checked, RunInput
from calgen.strategy_edits import InputEdit, account_lines, account_records

SHOWN_CELLS = 20  # lines of the account on the console: `--format json` has all of them
_DAY = Column("date", Kind.DAY)


@dataclass(frozen=True, slots=True)
class ListedPost:
    """A post of the social calendar that a command lists: its id, day, platform, title and status."""

    id: str
    day: date
    platform: str
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class EditedRun:
    """What a command wrote, what it lists and tells, and the run over the new cells (none: nothing was to be done)."""

    before: bytes
    words: Words
    edits: tuple[InputEdit, ...] = ()
    posts: tuple[ListedPost, ...] = ()  # settled posts: the person herself must move or withdraw them
    problems: tuple[Problem, ...] = ()
    made: api.Generated | None = None

    @property
    def after(self) -> bytes:
        return self.made.after if self.made else self.before

    @property
    def changed(self) -> bool:
        return self.before != self.after


def refuse_errors(checked: Checked) -> None:
    """Raises Refused with the errors of a workbook: no run could follow."""
    if errors := [problem for problem in checked.problems if problem.severity is Severity.ERROR]:
        raise Refused.joined(errors)


def run_after(data: bytes, edited: bytes, name: str, today: date, language: str) -> api.Generated:
    """The run over the edited workbook, as one change of the workbook before. Raises Refused with its errors."""
    made = api.generate(edited, name, today, language=language)
    if made.stopped:
        raise Refused.joined([problem for problem in made.problems if problem.severity is Severity.ERROR])
    return replace(made, before=data)


def day_of(typed: str, checked: Checked) -> date:
    """A day as the user types it on the command line, read as in her workbook. Raises Refused where it is none."""
    found = parse(Cell(typed), _DAY, checked.read.options)
    if isinstance(found, Interpreted):
        found = found.value
    if isinstance(found, date):
        return found
    code, values = (found.code, found.values) if isinstance(found, Unreadable) else ("date_unread", {})
    raise Refused(code, None, **{"value": typed, **values})


def listed_posts(before: RunInput, rows: Iterable[CalendarRow]) -> tuple[ListedPost, ...]:
    """Rows of the social calendar with a day as a command lists them, by day and id."""
    editorial = before.calendars.get("editorial")
    titles = {row.id: row.text("title") for row in (editorial.rows if editorial else ())}
    found = [
        ListedPost(row.id, day, row.text("platform"), row.text("title") or titles.get(row.subject, ""),
                   row.code("status"))
        for row in rows if (day := row.day())
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda post: (post.day, post.id)))


def edit_lines(run: EditedRun, about: str) -> Iterable[str]:
    """What was written, and the posts to look at, as lines; `about` is the section of the words file."""
    words, lines = run.words, account_lines(run.edits, run.words)
    shown = lines if len(lines) <= SHOWN_CELLS + 1 else lines[:SHOWN_CELLS]
    yield from shown
    if len(shown) < len(lines):
        yield words.text("edits", "more", n=len(lines) - len(shown))
    if run.posts:
        yield words.text(about, "settled", n=len(run.posts))
    for post in run.posts:
        values = {"id": post.id, "day": post.day, "platform": post.platform, "title": post.title}
        yield "  " + words.text("edits", "post", **values, status=words.choice("status", post.status))


def edit_record(run: EditedRun) -> dict[str, object]:
    """The same as plain records, for `--format json`."""
    posts = [
        {"id": post.id, "day": post.day.isoformat(), "platform": post.platform, "title": post.title,
         "status": post.status}
        for post in run.posts
    ]  # fmt: skip
    return {"cells": account_records(run.edits), "settled": posts}
