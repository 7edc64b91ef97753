"""`calgen balance` prints what stands in the tab, counted anew from the calendar's cells."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

import pytest
from click.testing import CliRunner
from made_samples import STARTS, made
from seeds import few_of
from test_balance_figures import block
from written_workbook import Book

from calgen import api, cli
from calgen.figures import hours
from calgen.figures.blocks import Block, balance_records, blocks
from calgen.figures.counted_calendar import CountedCalendar
from calgen.figures.verdicts import answers
from calgen.view.balance.questions import TOP, answer_text

SAMPLES = pytest.mark.parametrize("sample", few_of(STARTS, 2))


def _counted(data: bytes, name: str, today: date) -> CountedCalendar:
    calendar = api.balance(data, name, today).calendar
    assert calendar
    return calendar


@cache
def printed(sample: str) -> CountedCalendar:
    return _counted(made(sample).done.after, f"{sample}.xlsx", STARTS[sample])


@cache
def tables(sample: str) -> dict[str, Block]:
    return {block.key: block for block in blocks(printed(sample))}


def column(block: Block, key: str) -> list[Any]:
    """The figures of a column."""
    at = [column.key for column in block.columns].index(key)
    return [row[at] for row in block.rows]


# block → the labels at the head of the tab's, and for each column of ours the number of its column there
BLOCKS: dict[str, tuple[tuple[str, ...], dict[str, int]]] = {
    "frequency": (
        ("platform", "per_week", "asked", "planned", "gap", "published"),
        {"per_week": 1, "asked": 2, "planned": 3, "gap": 4, "published": 5},
    ),
    "variety": (
        ("theme", "category", "posts", "target_path", "share_got", "silence", "shortest", "spacing"),
        {"posts": 2, "target_path": 3, "share_got": 4, "silence": 5, "shortest": 6},
    ),
    "missions": (
        ("platform", "posts", "served", "served_share", "mission"),
        {"posts": 1, "served": 2, "served_share": 3},
    ),
    "objectives": (("objective", "domain", "posts", "share_got"), {"posts": 2, "share_got": 3}),
    "audiences": (("audience", "priority", "posts", "share_got"), {"posts": 2, "share_got": 3}),
    "campaigns": (
        ("campaign", "from_day", "to_day", "posts", "posts_then", "share_then"),
        {"from_day": 1, "to_day": 2, "posts": 3, "posts_then": 4, "share_got": 5},
    ),
    "wheel": (("approach", "number", "domain", "priority", "posts", "share_got"), {"posts": 4, "share_got": 5}),
}


@SAMPLES
@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_is_that_of_the_tab(sample: str, name: str) -> None:
    book, table, (heads, columns) = made(sample).book, tables(sample)[name], BLOCKS[name]
    if not table.rows:
        assert name in ("audiences", "wheel")
        return
    rows = {row[0]: row for row in block(book, *heads)}
    rows.pop(book.words.text("labels", "total"), None)
    names = [row[0] for row in table.rows]
    assert set(names) == set(rows)
    for key, at in columns.items():
        for own, value in zip(names, column(table, key), strict=True):
            there = rows[own][at]
            if isinstance(value, date):
                assert there.date() == value
            else:
                assert (there or None) == (pytest.approx(value, abs=1e-9) if value else None), (key, own)


@SAMPLES
def test_the_weeks_the_mix_and_the_hours_are_those_of_the_tab(sample: str) -> None:
    book = made(sample).book
    rows = [list(row) for row in book.tab("balance").iter_rows(values_only=True)]
    weeks = {row[0].date() for row in rows if hasattr(row[0], "year")}
    assert set(column(tables(sample)["by_week"], "week")) <= weeks
    named = {row[0]: row for row in block(book, "category", "share_asked", "target_path", "share_got", "gap", "posts")}
    for platform, code, share_asked, path, share, posts in tables(sample)["mix"].rows:
        if not platform:
            there = named[book.words.choice("category", str(code))]
            assert [share_asked, path, share, posts] == pytest.approx([there[1], there[2], there[3], there[5]])
    stages = block(book, "stage", "posts", "share_got")
    assert column(tables(sample)["aida"], "posts") == [row[1] for row in stages]
    making = sum(row["production_hours"] or 0 for row in book.rows("tasks"))
    assert sum(column(tables(sample)["hours"], "hours_asked")) == pytest.approx(making)
    of_people = [row.week for row in hours.by_week(printed(sample))]  # those without content to make, too
    assert column(tables(sample)["hours"], "week") == of_people


@SAMPLES
def test_the_answers_are_those_of_the_tab(sample: str) -> None:
    book, found = made(sample).book, answers(printed(sample))
    cards = _cards(book)
    assert cards[1] == [book.words.text("labels", f"verdict_{one.verdict}") for one in found]
    assert cards[2] == [answer_text(book.words, one) for one in found]


def _cards(book: Book) -> list[list[object]]:
    """The questions, the answers and the lines of all cards."""
    rows = list(book.tab("balance").iter_rows(min_row=TOP, max_row=TOP + 6, values_only=True))
    return [[cell for row in (rows[n], rows[n + 4]) for cell in row[:12] if cell] for n in range(3)]


@SAMPLES
def test_every_block_can_be_said_and_handed_on(sample: str) -> None:
    words = made(sample).book.words
    for name, table in tables(sample).items():
        rows = table.cells(words)
        assert all(len(row) == len(table.headings(words)) for row in rows), name
        assert not {"nan", "None"} & {cell for row in rows for cell in row}, name
        records = table.records()
        assert len(records) == len(table.rows) == len(rows)
        assert json.loads(json.dumps(records, allow_nan=False)) == records


def test_the_command_prints_every_block_in_both_forms(tmp_path: Any) -> None:
    file = tmp_path / "salon.xlsx"
    file.write_bytes(made("salon").done.after)
    words = made("salon").book.words
    text = CliRunner().invoke(cli.main, ["balance", str(file)])
    assert text.exit_code == 0
    for name in tables("salon"):
        assert words.text("labels", name) in text.output
    for key in ("frequency", "variety", "mission", "hours", "subjects"):
        assert words.text("labels", f"question_{key}") in text.output
    shown = CliRunner().invoke(cli.main, ["balance", str(file), "--format", "json", "--today", "2027-02-01"])
    assert json.loads(shown.output) == {**balance_records(printed("salon"), date(2027, 2, 1)), "review": None}
    assert set(json.loads(shown.output)) == {"period", "effort", "answers", "review", *tables("salon")}


@SAMPLES
def test_the_first_printed_page_holds_the_questions_and_the_block_of_frequency(sample: str) -> None:
    page = made(sample).book.written("balance")
    questions, frequency = (made(sample).book.words.text("labels", key) for key in ("question_frequency", "frequency"))
    column = {cell.value: cell.row for (cell,) in page.iter_rows(max_col=1) if cell.value}
    first = min(one.id for one in page.row_breaks.brk)
    assert column[questions] < column[frequency] < first - 15  # rows of the table, and of the chart of the weeks
