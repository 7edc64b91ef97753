"""What `calgen next` tells, in words and as a record: the settings that it wrote, what is over, and what to type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from calgen.book.owned_tabs import ARCHIVE
from calgen.book.values import first_items
from calgen.book.words import Words
from calgen.next_steps import BegunPeriod
from calgen.records import problem_records
from calgen.strategy.ended_rows import EndedRow, joined_ended
from calgen.strategy_edits import account_lines, account_records

_SHOWN = 4  # names in a line


def report_lines(made: BegunPeriod) -> Iterator[str]:
    """The settings cell by cell, the period, what was not noted as published, and what is over."""
    words, period = made.words, made.period
    assert period is not None
    yield words.text("next", "period", first=period.first, last=period.last, n=period.weeks)
    yield from account_lines(made.cells, words)
    if made.days_over:
        yield words.text("next", "days_over", n=made.days_over)
    if made.unpublished:
        yield words.text("next", "unpublished", n=made.unpublished)
    yield from _archive_lines(made)
    if made.ended:
        yield words.text("next", "ended_title", first=period.first)
    for group in joined_ended(made.ended):
        yield f"  {_ended_line(group, words)}"
    yield ""


def _archive_lines(made: BegunPeriod) -> Iterator[str]:
    """What went to the archive, what keeps the other finished posts, and which formulas count less by now."""
    archived, words, title = made.archived, made.words, made.run.titles.get(ARCHIVE, "") if made.run else ""
    if archived.posts:
        yield words.text("next", "archived", n=len(archived.posts), title=title)
    if archived.staying:
        posts = first_items(archived.staying, _SHOWN)
        yield words.text("next", "staying", n=len(archived.staying), posts=posts)
    if archived.posts and archived.counting:
        places = first_items(archived.counting, _SHOWN)
        yield words.text("next", "counting", n=len(archived.counting), places=places, title=title)


def _ended_line(group: Sequence[EndedRow], words: Words) -> str:
    row = group[0]
    names = first_items(tuple(row.name for row in group), _SHOWN)
    known = {"place": row.place, "name": row.name, "names": names, "last": row.last, "n": len(group)}
    values, kind = dict[str, object](known), row.kind
    if row.following:
        values["following"] = row.following
    elif kind in ("campaign", "key_date", "season", "piece"):
        kind = f"{kind}_plain"
    return words.text("next", "ended", kind, **values)


def report_record(
    made: BegunPeriod, file: str, run: Mapping[str, object] | None, *, written: bool
) -> dict[str, object]:
    """The same for programs, with the record of the run."""
    period = made.period
    return {
        "file": file,
        "written": written,
        "period": {"first": period.first.isoformat(), "last": period.last.isoformat(), "weeks": period.weeks}
        if period
        else None,
        "cells": account_records(made.cells),
        "ended": [
            {
                "what": row.kind,
                "name": row.name,
                "tab": row.place.tab,
                "cell": row.place.cell,
                "last": row.last.isoformat(),
                "following": [row.following.first.isoformat(), row.following.last.isoformat()]
                if row.following
                else None,
            }
            for row in made.ended
        ],
        "archived": list(made.archived.posts),
        "staying": list(made.archived.staying),
        "unpublished": made.unpublished,
        "days_over": made.days_over,
        "notes": problem_records(made.notes, made.words),
        "run": run,
    }

