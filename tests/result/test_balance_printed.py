"""`calgen balance` prints what stands in the tab, counted anew from the calendar's cells."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner
from making import STARTS, made
from readback import Book
from test_balance_figures import block

from calgen import api, cli
from calgen.measure import told
from calgen.measure.balance import Balance

SAMPLES = pytest.mark.parametrize("sample", STARTS)


@cache
def printed(sample: str) -> Balance:
    return api.balance(api.check(made(sample).done.after, f"{sample}.xlsx"), STARTS[sample])


# block → the labels at the head of the tab's, and for each column of ours the number of its column there
BLOCKS: dict[str, tuple[tuple[str, ...], dict[str, int]]] = {
    "frequency": (
        ("platform", "per_week", "asked", "planned", "gap", "published"),
        {"per_week": 1, "asked": 2, "planned": 3, "gap": 4, "published": 5},
    ),
    "variety": (
        ("theme", "category", "posts", "share_asked", "share_got", "silence", "shortest", "spacing"),
        {"posts": 2, "share_got": 4, "silence": 5, "shortest": 6},
    ),
    "missions": (
        ("platform", "posts", "served", "served_share", "mission"),
        {"posts": 1, "served": 2, "served_share": 3},
    ),
    "objectives": (("objective", "domain", "posts", "share_got"), {"posts": 2, "share_got": 3}),
    "audiences": (("audience", "priority", "posts", "share_got"), {"posts": 2, "share_got": 3}),
    "campaigns": (
        ("campaign", "from_day", "to_day", "posts", "posts_then", "share_got"),
        {"from_day": 1, "to_day": 2, "posts": 3, "posts_then": 4, "share_got": 5},
    ),
    "wheel": (("approach", "number", "domain", "priority", "posts", "share_got"), {"posts": 4, "share_got": 5}),
}


@SAMPLES
@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_is_that_of_the_tab(sample: str, name: str) -> None:
    book, table, (heads, columns) = made(sample).book, printed(sample).blocks()[name], BLOCKS[name]
    if not len(table):
        assert name in ("audiences", "wheel")
        return
    rows = {row[0]: row for row in block(book, *heads)}
    rows.pop(book.words.text("labels", "total"), None)
    assert set(table.index) == set(rows)
    for key, at in columns.items():
        for index, value in table[key].items():
            there = rows[index][at]
            if pd.isna(value):
                assert there in (None, ""), (key, index)
            elif isinstance(value, pd.Timestamp):
                assert there == value.to_pydatetime()
            else:
                assert value == pytest.approx(there, abs=0.006), (key, index)


@SAMPLES
def test_the_weeks_the_mix_and_the_hours_are_those_of_the_tab(sample: str) -> None:
    book, blocks = made(sample).book, printed(sample).blocks()
    rows = [list(row) for row in book.tab("balance").iter_rows(values_only=True)]
    weeks = {row[0]: row for row in rows if hasattr(row[0], "year")}
    assert set(blocks["by_week"].index) <= {pd.Timestamp(day) for day in weeks}
    named = {row[0]: row for row in block(book, "category", "share_asked", "target_path", "share_got", "gap", "posts")}
    for code, row in blocks["mix"].loc[""].iterrows():
        there = named[book.words.choice("category", str(code))]
        assert [row["share_asked"], row["share_got"], row["posts"]] == pytest.approx([there[1], there[3], there[5]])
    stages = block(book, "stage", "posts", "share_got")
    assert list(blocks["aida"]["posts"]) == [row[1] for row in stages]
    asked = blocks["hours"]["hours_asked"]
    making = sum(row["making"] or 0 for row in book.rows("tasks"))
    assert asked.sum() == pytest.approx(making)


@SAMPLES
def test_the_answers_are_those_of_the_tab(sample: str) -> None:
    book, answers = made(sample).book, printed(sample).answers()
    cards = [[cell for cell in row if cell] for row in _cards(book)]
    assert cards[1] == [book.words.text("labels", f"verdict_{code}") for code, _ in answers.values()]
    assert cards[2] == [book.words.text("labels", f"glance_{key}", **figures) for key, (_, figures) in answers.items()]


def _cards(book: Book) -> Any:
    return book.tab("balance").iter_rows(min_row=4, max_row=6, max_col=12, values_only=True)


@SAMPLES
def test_every_block_can_be_said_and_handed_on(sample: str) -> None:
    words = made(sample).book.words
    for name, table in printed(sample).blocks().items():
        headings, rows = told.spoken(table, words)
        assert all(len(row) == len(headings) for row in rows), name
        assert not {"nan", "NaT", "<NA>", "None"} & {cell for row in rows for cell in row}, name
        records = told.records(table)
        assert len(records) == len(table) == len(rows)
        assert json.loads(json.dumps(records, allow_nan=False)) == records


def test_the_command_prints_every_block_in_both_forms(tmp_path: Any) -> None:
    file = tmp_path / "salon.xlsx"
    file.write_bytes(made("salon").done.after)
    words, blocks = made("salon").book.words, printed("salon").blocks()
    text = CliRunner().invoke(cli.main, ["balance", str(file)])
    assert text.exit_code == 0
    for name in blocks:
        assert words.text("labels", name) in text.output
    for key in ("frequency", "variety", "mission"):
        assert words.text("labels", f"question_{key}") in text.output
    shown = CliRunner().invoke(cli.main, ["balance", str(file), "--format", "json"])
    assert set(json.loads(shown.output)) == {"answers", *blocks}


def test_a_workbook_without_a_calendar_has_a_balance_of_nothing() -> None:
    one = made("salon")
    found = api.balance(api.check(one.before, "salon.xlsx"), STARTS["salon"])
    assert found.blocks()["frequency"]["planned"].sum() == 0
    assert found.blocks()["frequency"]["asked"].sum() > 100
    assert found.answers()["frequency"][0] == "no"
