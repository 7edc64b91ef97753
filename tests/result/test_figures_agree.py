"""One untouched or edited file: console, JSON, balance tab and `calgen balance` say the same numbers."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from made_samples import STARTS, made
from office import unlocked
from test_balance_figures import block
from written_workbook import TOP, Book, printed

from calgen import api
from calgen.book.values import Percent
from calgen.book.words import Words
from calgen.cli_output import print_run
from calgen.terminal import print_balance
from calgen.view.balance import questions

Set = Callable[[int, str, Any], None]  # writes a value into a cell of a calendar: row, column key, value


@dataclass(frozen=True)
class Told:
    """What the command says of one file in all its ways."""

    summary: str
    run: dict[str, Any]
    balance_text: str
    balance: dict[str, Any]
    exported: list[dict[str, Any]]
    book: Book

    @property
    def words(self) -> Words:
        return self.book.words


def edited(data: bytes, words: Words) -> bytes:
    """A file whose user moved, cancelled, renamed and emptied: in the posts' rows, and in one subject's."""
    book = unlocked(data, values=False)
    for tab, edit in (("social", _edit_posts), ("editorial", _edit_subjects)):
        sheet = book[words.title(tab)]
        heads = {cell.value: cell.column for cell in sheet[TOP]}
        columns = {key: heads[words.title(tab, key)] for key in words.columns(tab) if words.title(tab, key) in heads}

        def put(row: int, key: str, value: Any, sheet: Any = sheet, columns: dict[str, int] = columns) -> None:
            cell = sheet.cell(row, columns[key])
            cell.value = value(cell.value) if callable(value) else value

        edit(put, words)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _edit_posts(put: Set, words: Words) -> None:
    first = TOP + 1
    put(first, "status", words.choice("status", "published"))
    put(first + 1, "status", words.choice("status", "cancelled"))
    put(first + 2, "date", lambda day: day + timedelta(days=1))
    put(first + 3, "date", None)  # it stays, and counts nowhere
    put(first + 4, "platform", str.upper)
    put(first + 5, "platform", "Réseau neuf")
    put(first + 6, "theme", "Thème à moi")
    put(first + 7, "category", str.upper)
    put(first + 8, "category", "Autre chose")
    put(first + 9, "objective", "Autre but")
    put(first + 10, "campaign", "Autre opération")
    put(first + 11, "theme", None)
    put(first + 12, "platform", None)


def _edit_subjects(put: Set, words: Words) -> None:
    put(TOP + 12, "status", words.choice("status", "cancelled"))  # its posts with it


@cache
def told(sample: str, edit: str) -> Told:
    day, done = STARTS[sample], made(sample).done
    if edit == "edited":
        done = api.generate(edited(done.after, done.words), "plan.xlsx", day)
    summary, run = (printed(print_run, done, Path("plan.xlsx"), False, format_) for format_ in ("text", "json"))
    calendar = api.balance(done.after, "plan.xlsx", day).calendar
    assert calendar
    text, records = (printed(print_balance, calendar, done.words, format_, day) for format_ in ("text", "json"))
    exported = json.loads(api.export(done.after, "plan.xlsx", "json").data)["posts"]
    return Told(summary, json.loads(run), text, json.loads(records), exported, Book(done.after, done.words))


QUICK = (("salon", "edited"),)
CASES = pytest.mark.parametrize(
    ("sample", "edit"),
    [
        pytest.param(sample, edit, marks=() if (sample, edit) in QUICK else pytest.mark.long)
        for sample in STARTS
        for edit in ("untouched", "edited")
    ],
)


@pytest.mark.long
@CASES
def test_posts_in_all(sample: str, edit: str) -> None:
    found = told(sample, edit)
    total = found.balance["answers"]["frequency"]["planned"]
    assert found.run["posts"] == total
    assert re.search(rf"^{total} ", found.summary)
    assert block(found.book, "platform", "per_week", "asked")[-1][3] == total
    assert sum(row["planned"] for row in found.balance["frequency"]) == total
    assert sum(week["planned"] for week in found.balance["by_week"]) == total
    assert len([post for post in found.exported if post["status"] != "cancelled"]) == total


@CASES
def test_posts_asked_and_planned_on_each_platform(sample: str, edit: str) -> None:
    found = told(sample, edit)
    records = {row["platform"]: row for row in found.balance["frequency"]}
    tab = {row[0]: row for row in block(found.book, "platform", "per_week", "asked")[:-1]}
    assert set(records) == set(tab)
    for name, row in records.items():
        keys = ("per_week", "asked", "planned", "gap", "published")
        assert [row[key] for key in keys] == pytest.approx(tab[name][1:6], abs=1e-6), name
        asked, planned = found.words.number(row["asked"], 1), row["planned"]
        assert re.search(rf"^{re.escape(name)} +{re.escape(asked)} +{planned}\s*$", found.summary, re.MULTILINE)
        assert re.search(rf"^{re.escape(name)} +\S+ +{re.escape(asked)} +{planned} ", found.balance_text, re.MULTILINE)
    asked = sum(row["asked"] for row in records.values())
    assert found.balance["answers"]["frequency"]["asked"] == round(asked)
    assert block(found.book, "platform", "per_week", "asked")[-1][2] == pytest.approx(asked, abs=1e-4)


@CASES
def test_each_category_s_part(sample: str, edit: str) -> None:
    found = told(sample, edit)
    records = {row["category"]: row for row in found.balance["mix"] if not row["platform"]}
    tab = {row[0]: row for row in block(found.book, "category", "share_asked", "target_path", "share_got", "gap")}
    assert {found.words.choice("category", code) for code in records} == set(tab)
    for code, row in records.items():
        name = found.words.choice("category", code)
        _, asked, path, got, _, posts, *_ = tab[name]
        own = [row[key] for key in ("share_asked", "target_path", "share_got", "posts")]
        assert own == pytest.approx([asked, path, got, posts], abs=1e-6)
        shares = [re.escape(found.words.format_value(Percent(share))) for share in (asked, path, got)]
        assert re.search(rf"^{re.escape(name)} +{' +'.join(shares)}\s*$", found.summary, re.MULTILINE), (name, shares)


@CASES
def test_the_answers(sample: str, edit: str) -> None:
    found = told(sample, edit)
    top = questions.TOP
    cards = list(found.book.tab("balance").iter_rows(min_row=top, max_row=top + 6, values_only=True))
    rows = [[str(cell) for row in (cards[n], cards[n + 4]) for cell in row[:12] if cell] for n in range(3)]
    for n, (question, answer) in enumerate(found.balance["answers"].items()):
        figures = {key: value for key, value in answer.items() if key != "answer"}
        verdict = found.words.text("labels", f"verdict_{answer['answer']}")
        line = found.words.text("labels", f"glance_{question}", **figures)
        assert (rows[1][n], rows[2][n]) == (verdict, line)
        assert verdict in found.balance_text
        assert " ".join(line.split()) in " ".join(found.balance_text.split())


@CASES
def test_the_other_blocks(sample: str, edit: str) -> None:
    found = told(sample, edit)
    for key, heads, columns in BLOCKS:
        records = found.balance[key]
        if not records:
            continue
        name = next(iter(records[0]))
        tab = {row[0] or "": row for row in block(found.book, *heads)}
        own = {_word(name, row[name], found.words): [row[column] for column in columns] for row in records}
        assert set(own) == set(tab), key
        for row, figures in own.items():
            there = [tab[row][at] for at in columns.values()]
            assert [0 if one in (None, "") else one for one in there] == pytest.approx(
                [one or 0 for one in figures], abs=1e-6
            ), (key, row)


def _word(column: str, name: str, words: Words) -> str:
    if column == "stage":
        return words.choice("stage", name) if name else words.text("labels", "no_stage")
    return name


# block → the labels over the tab's, and for each column its number there
BLOCKS: tuple[tuple[str, tuple[str, ...], dict[str, int]], ...] = (
    ("variety", ("theme", "category", "posts"), {"posts": 2, "share_got": 4, "silence": 5, "shortest": 6}),
    ("missions", ("platform", "posts", "served"), {"posts": 1, "served": 2, "served_share": 3}),
    ("objectives", ("objective", "domain", "posts"), {"posts": 2, "share_got": 3}),
    ("audiences", ("audience", "priority", "posts"), {"posts": 2, "share_got": 3}),
    ("campaigns", ("campaign", "from_day", "to_day", "posts"), {"posts": 3, "posts_then": 4, "share_got": 5}),
    ("aida", ("stage", "posts", "share_got"), {"posts": 1, "share_got": 2}),
    ("wheel", ("approach", "number", "domain"), {"posts": 4, "share_got": 5}),
)


@CASES
def test_weeks_and_months(sample: str, edit: str) -> None:
    found = told(sample, edit)
    days = {row[0].date().isoformat(): row for row in _rows(found.book) if hasattr(row[0], "date")}
    names = [row["platform"] for row in found.balance["frequency"]]
    weeks = {row[0].date().isoformat(): row for row in _under(found.book, "week", names[0])}
    for week in found.balance["by_week"]:
        own = [week[key] for key in (*names, "asked", "planned", "gap", "published")]
        assert own == pytest.approx(list(weeks[week["week"]][1 : len(own) + 1]), abs=1e-6)
    months = {
        row[0].date().isoformat(): row for row in _under(found.book, "month", found.words.text("labels", "posts"))
    }
    for month in found.balance["mix_by_month"]:
        own = list(month.values())[1:]
        assert own == pytest.approx(list(months[month["month"]][1 : len(own) + 1]), abs=1e-6)
    assert days


def _rows(book: Book) -> list[tuple[Any, ...]]:
    return list(book.tab("balance").iter_rows(values_only=True))


def _under(book: Book, first: str, second: str) -> list[tuple[Any, ...]]:
    """The rows of days under the heading row that begins with a label and a name."""
    rows = _rows(book)
    (top,) = (n for n, row in enumerate(rows) if row[:2] == (book.words.text("labels", first), second))
    last = next(n for n, row in enumerate(rows[top + 1 :], top + 1) if not hasattr(row[0], "date"))
    return rows[top + 1 : last]


@CASES
def test_hours(sample: str, edit: str) -> None:
    found = told(sample, edit)
    rows, hours = _rows(found.book), dict[tuple[str, str], float]()
    heads: dict[int, str] = {}
    for row in rows:
        if row[0] == found.words.text("labels", "week") and "\n" in str(row[1]):
            label = f"\n{found.words.text('labels', 'hours_asked')}"
            heads = {n: str(cell).removesuffix(label) for n, cell in enumerate(row) if str(cell).endswith(label)}
        elif hasattr(row[0], "date") and heads:
            hours |= {(row[0].date().isoformat(), name): row[n] for n, name in heads.items()}
        else:
            heads = {}
    for one in found.balance["hours"]:
        assert one["hours_asked"] == pytest.approx(hours[one["week"], one["person"]], abs=1e-6)
    assert sum(one["hours_asked"] for one in found.balance["hours"]) == pytest.approx(sum(hours.values()), abs=1e-4)


@CASES
def test_the_chart_of_the_mix_shows_what_was_typed_beside_path_and_plan(sample: str, edit: str) -> None:
    book = told(sample, edit).book
    sheet = book.written("balance")
    labels = [book.words.text("labels", key) for key in ("share_asked", "target_path", "share_got")]
    rows = [row for row in sheet.iter_rows() if [cell.value for cell in row[1:4]] == labels]
    (heads,) = rows
    named = [[series.tx.strRef.f.split("!")[-1].replace("$", "") for series in chart.series] for chart in sheet._charts]
    assert [cell.coordinate for cell in heads[1:4]] in named


@CASES
def test_mix_by_platform_has_asked_path_and_planned(sample: str, edit: str) -> None:
    found = told(sample, edit)
    names = [found.words.choice("category", row["category"]) for row in found.balance["mix"] if not row["platform"]]
    first = f"{names[0]}\n{found.words.text('labels', 'asked')}"
    rows = _rows(found.book)
    (top,) = (n for n, row in enumerate(rows) if row[1] == first)
    tab = {row[0]: row for row in rows[top + 1 : top + 1 + len(found.balance["frequency"])]}
    records: dict[str, list[float]] = {}
    for row in found.balance["mix"]:
        if row["platform"]:
            shares = [row[key] for key in ("share_asked", "target_path", "share_got")]
            records.setdefault(row["platform"], []).extend(shares)
    assert set(tab) == set(records)
    for name, shares in records.items():
        assert list(tab[name][1 : len(shares) + 1]) == pytest.approx(shares, abs=1e-6)
