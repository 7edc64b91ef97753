"""A run on a later day: the past stands as it was, and little else moves, whatever became of the strategy."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from made_samples import STARTS, made
from office import unlocked
from seeds import few_of
from test_samples import day_of
from written_workbook import TOP, Book, Row, listed, read_back

from calgen import api

LATER = 50  # days after the start
KEYS = ("id", "date", "time", "platform", "theme", "category", "title", "editorial", "campaign", "key_date")
STRATEGY = ("platforms", "themes", "mix", "audiences", "content", "campaigns", "key_dates", "team", "formats", "audit")
ABOUT = ("mix", "content", "campaigns", "key_dates", "audit")  # the tabs whose rows go with what they are about
Edit = Callable[[Book, Any], None]  # the cells of a strategy's tabs, by openpyxl


def today(sample: str) -> date:
    """The day of the second run."""
    return STARTS[sample] + timedelta(days=LATER)


def again(sample: str, edit: Edit, day: date | None = None) -> api.Generated:
    """A second run, later, after an edit of the strategy in another program."""
    one = made(sample)
    sheets = unlocked(one.done.after, values=False)
    edit(one.book, sheets)
    out = io.BytesIO()
    sheets.save(out)
    done = api.generate(out.getvalue(), f"{sample}.xlsx", day or today(sample))
    assert not done.stopped, [(problem.code, str(problem.place)) for problem in done.problems]
    return done


def nothing(book: Book, sheets: Any) -> None:
    """No edit at all."""


def slower(book: Book, sheets: Any) -> None:
    """The first platform with a cadence by the week loses one post of it."""
    row = next(row for row in book.rows("platforms") if isinstance(row["cadence"], int) and row["cadence"] > 1)
    cell = sheets[book.words.title("platforms")].cell(row["row"], book.columns("platforms")["cadence"])
    cell.value = row["cadence"] - 1


def without(tab: str, name: str) -> Edit:
    """A theme or platform gone from its tab, and from every cell that names it; what is about it alone goes too."""

    def edit(book: Book, sheets: Any) -> None:
        for other in STRATEGY:
            sheet, columns = sheets[book.words.title(other)], book.columns(other)
            for row in book.rows(other):
                naming = [one for one in columns if name in listed(row[one])]
                alone = other in ABOUT and any(listed(row[one]) == (name,) for one in naming)
                for one in columns if alone or (other == tab and row[tab.removesuffix("s")] == name) else naming:
                    left = "; ".join(part for part in listed(row[one]) if part != name)
                    sheet.cell(row["row"], columns[one]).value = left if one in naming and left else None
            close_up(sheet, len(columns))

    return edit


def close_up(sheet: Any, columns: int) -> None:
    """No empty row between the others."""
    rows = [[cell.value for cell in row[:columns]] for row in sheet.iter_rows(min_row=TOP + 1)]
    full = [row for row in rows if any(value is not None for value in row)]
    for number, row in enumerate(full + [[None] * columns] * (len(rows) - len(full)), TOP + 1):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value


# Sample → what is edited: a slower cadence, or what is dropped (tab, name).
EDITS = [
    ("salon", "", ""), ("salon", "themes", "Mariages"), ("salon", "platforms", "Facebook"),
    ("saas", "", ""), ("saas", "themes", "Bad dock bingo"), ("saas", "platforms", "YouTube"),
    ("musee", "", ""), ("musee", "themes", "Coulisses"), ("musee", "platforms", "TikTok"),
    ("mairie", "", ""), ("mairie", "themes", "Services publics"), ("mairie", "platforms", "Threads"),
]  # fmt: skip
# `python -m benchmarks.scorecard changes` makes them all, in all samples
EDITED = pytest.mark.parametrize(("sample", "tab", "name"), few_of([EDITS[at] for at in (1, 3, 8, 10)], 2, every=2))


@cache
def edited(sample: str, tab: str, name: str) -> api.Generated:
    """The second run after an edit, made once."""
    return again(sample, without(tab, name) if tab else slower)


def past(book: Book, sample: str) -> list[list[object]]:
    """The posts before the second run, as they stand."""
    rows = [row for row in book.social if day_of(row) < today(sample)]
    return [[row[key] for key in KEYS] for row in rows]


@pytest.mark.long
@EDITED
def test_the_past_stands_as_it_was(sample: str, tab: str, name: str) -> None:
    done = edited(sample, tab, name)
    before, after = made(sample).book, read_back(done)
    assert len(past(before, sample)) > 60
    assert past(after, sample) == past(before, sample)
    if name:
        assert name in {cell for row in past(after, sample) for cell in row}, "nothing of it was past"
    own = {row["editorial"] for row in before.social if day_of(row) < today(sample)}
    subjects = [{row["id"]: (row["title"], row["theme"]) for row in book.editorial} for book in (before, after)]
    assert {id_: subjects[1].get(id_) for id_ in own} == {id_: subjects[0][id_] for id_ in own}


def line(row: Row) -> tuple[object, ...]:
    """Where and about what a post is."""
    return (row["platform"], row["date"], row["theme"])


@EDITED
def test_little_else_moves(sample: str, tab: str, name: str) -> None:
    done = edited(sample, tab, name)
    before, after = made(sample).book, read_back(done)
    stands = {row["id"]: line(row) for row in after.social}
    future = [row for row in before.social if day_of(row) >= today(sample)]
    staying = [row for row in future if name not in (row["platform"], row["theme"])]
    gone = [row for row in staying if row["id"] not in stands]
    moved = [row for row in staying if row["id"] in stands and stands[row["id"]] != line(row)]
    # measured: 12.3 % at most (saas without "Bad dock bingo": 20 of 162), none where a platform is dropped
    assert len(moved) <= 0.13 * len(staying), f"{len(moved)} of {len(staying)}"
    weeks = (day_of(future[-1]) - today(sample)).days / 7
    assert len(gone) <= (1 if name else weeks + 2), f"{len(gone)} in {weeks} weeks"
    coming = [row for row in after.social if day_of(row) >= today(sample)]
    assert name not in {row[key] for row in coming for key in ("platform", "theme")} or not name


@pytest.mark.parametrize(("sample", "days"), few_of([("salon", 1), ("saas", 400), ("musee", 1), ("mairie", 400)], 2))
def test_the_same_strategy_on_a_later_day_changes_no_row(sample: str, days: int) -> None:
    one = made(sample)
    done = api.generate(one.done.after, f"{sample}.xlsx", STARTS[sample] + timedelta(days=days))
    assert not done.stopped
    assert done.changes == ()
    assert rows(done) == rows(one.done)


def rows(done: api.Generated) -> list[list[Row]]:
    """The calendars as they stand."""
    book = read_back(done)
    return [book.social, book.editorial]


@pytest.mark.long
@pytest.mark.parametrize("sample", ["saas", pytest.param("musee", marks=pytest.mark.long)])
def test_a_workbook_saved_by_another_program_is_still_the_same(sample: str) -> None:
    done = again(sample, nothing)
    assert done.changes == ()
    assert rows(done) == rows(made(sample).done)
    assert not again(sample, nothing, STARTS[sample]).changed
