"""A changed start or length: every figure is of the new period, counted here from the rows of the calendar alone."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from made_samples import STARTS, made
from office import XLSX, convert, needs_office, plain, uncounted, unlocked
from test_balance_figures import block
from written_workbook import TOP, Book, Row, as_day, printed

from calgen import api
from calgen.book.words import Words
from calgen.cli_output import print_run
from calgen.terminal import print_balance

SAMPLE, LATER = "salon", 24  # days after the start, a Thursday: the first week is cut
# name → days to add to the start, weeks, today as days after the old start
CASES: dict[str, tuple[int, int, int]] = {
    "a later start": (LATER, 5, LATER),
    "a later start, seen early": (28, 6, 0),
    "a shorter calendar": (0, 4, 21),
    "a longer one": (0, 14, 3),
    "an earlier start": (-7, 6, -7),
}


@dataclass(frozen=True)
class Told:
    """A workbook whose settings were changed, after a run, and what is said of it in each way."""

    first: date
    last: date
    summary: str
    run: dict[str, Any]
    balance: dict[str, Any]
    text: str
    book: Book

    @property
    def words(self) -> Words:
        return self.book.words

    @property
    def counted(self) -> list[Row]:
        """The rows of posts of the period, by the tab alone."""
        cancelled = self.words.choice("status", "cancelled")
        rows = [row for row in self.book.social if row["platform"] and row["status"] != cancelled]
        return [row for row in rows if not row["date"] or self.first <= row["date"].date() <= self.last]

    def before(self) -> int:
        return sum(bool(row["date"]) and row["date"].date() < self.first for row in self.book.social)

    def after(self) -> int:
        return sum(bool(row["date"]) and row["date"].date() > self.last for row in self.book.social)


def typed(days: int, weeks: int) -> tuple[bytes, date]:
    """The sample with its calendar, and another start and length; posts at both ends are approved, and so stay."""
    done, words = made(SAMPLE).done, made(SAMPLE).done.words
    book, first = unlocked(done.after, values=False), STARTS[SAMPLE] + timedelta(days=days)
    settings = book[words.title("settings")]
    for row in settings.iter_rows(min_row=1, max_row=60):
        new = {words.title("settings", "start"): first, words.title("settings", "weeks"): weeks}.get(row[0].value)
        if new is not None:
            row[1].value = new
    social, columns = book[words.title("social")], made(SAMPLE).book.columns("social")
    for number in (TOP + 1, TOP + 9, social.max_row - 5, social.max_row):
        social.cell(number, columns["status"]).value = words.choice("status", "approved")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), first


@cache
def told(case: str) -> Told:
    days, weeks, later = CASES[case]
    data, first = typed(days, weeks)
    done = api.generate(data, "plan.xlsx", STARTS[SAMPLE] + timedelta(days=later))
    assert not done.stopped
    summary, run = (printed(print_run, done, Path("plan.xlsx"), False, format_) for format_ in ("text", "json"))
    found = api.balance(done.after, "plan.xlsx", first).calendar
    assert found
    text, balance = (printed(print_balance, found, done.words, format_, first) for format_ in ("text", "json"))
    last, book = first + timedelta(days=7 * weeks - 1), Book(done.after, done.words)
    return Told(first, last, summary, json.loads(run), json.loads(balance), text, book)


QUICK = "a later start"
EVERY = pytest.mark.parametrize(
    "case", [QUICK, *(pytest.param(case, marks=pytest.mark.long) for case in CASES if case != QUICK)]
)


@pytest.mark.long
def test_the_cases_have_posts_before_and_after_the_period() -> None:
    assert told("a later start").before() > 10
    assert told("a shorter calendar").after() >= 1


@pytest.mark.long
@EVERY
def test_the_posts_are_those_of_the_period(case: str) -> None:
    found = told(case)
    total = len(found.counted)
    assert found.run["posts"] == found.balance["answers"]["frequency"]["planned"] == total
    assert found.run["subjects"] == len({row["editorial"] for row in found.counted if row["editorial"]})
    assert re.search(rf"^{total} \S+ \S+ {found.run['subjects']} ", found.summary)
    days = {"first": found.first.isoformat(), "last": found.last.isoformat()}
    assert found.balance["period"] == {**days, "posts_before": found.before(), "posts_after": found.after()}


@EVERY
def test_posts_of_other_days_are_told_as_such(case: str) -> None:
    found = told(case)
    head = found.book.tab("balance")["A3"].value
    period = found.words.text("labels", "period", first=found.first, last=found.last)
    assert head.startswith(period)
    assert " ".join(period.split()) in " ".join(found.text.split())
    for key, count in (("posts_before", found.before()), ("posts_after", found.after())):
        line = found.words.text("labels", key, n=count)
        for place in (head, found.summary, found.text):
            assert (" ".join(line.split()) in " ".join(place.split())) == bool(count), (key, place)


@EVERY
def test_each_platform_each_week_and_each_month(case: str) -> None:
    found = told(case)
    platforms = Counter(row["platform"] for row in found.counted)
    tab = {row[0]: row for row in block(found.book, "platform", "per_week", "asked")[:-1]}
    for row in found.balance["frequency"]:
        name = row["platform"]
        assert row["planned"] == platforms[name] == tab[name][3]
        asked = f" +{re.escape(found.words.number(row['asked'], 1))} +{platforms[name]}"
        assert re.search(rf"^{re.escape(name)}{asked}\s*$", found.summary, re.MULTILINE)
    weeks = Counter(monday(row["date"]) for row in found.counted if row["date"])
    assert {week["week"]: week["planned"] for week in found.balance["by_week"] if week["planned"]} == weeks
    months = Counter(row["date"].date().replace(day=1).isoformat() for row in found.counted if row["date"])
    assert {month["month"]: month["posts"] for month in found.balance["mix_by_month"] if month["posts"]} == months


def monday(day: datetime) -> str:
    return (day.date() - timedelta(days=day.weekday())).isoformat()


@EVERY
def test_each_name(case: str) -> None:
    found = told(case)
    codes = {word: code for code, word in found.words.choices("category").items()}
    categories = Counter(codes.get(row["category"], row["category"]) for row in found.counted)
    assert {row["category"]: row["posts"] for row in found.balance["mix"] if not row["platform"]} == categories
    for key, column in (("variety", "theme"), ("objectives", "objective"), ("campaigns", "campaign")):
        own = Counter(row[column] for row in found.counted if row[column])
        assert {row[column]: row["posts"] for row in found.balance[key] if row["posts"]} == own
    for campaign in found.balance["campaigns"]:
        first, last = campaign["from_day"], campaign["to_day"]
        then = [row for row in found.counted if row["date"] and first <= row["date"].date().isoformat() <= last]
        assert campaign["posts_then"] == len(then)
    seasons = {row["theme"]: (as_day(row["start"]), as_day(row["end"])) for row in found.book.rows("themes")}
    for theme in found.balance["variety"]:
        start, end = seasons[theme["theme"]]
        first, last = max(found.first, start or found.first), min(found.last, end or found.last)
        days = sorted(row["date"].date() for row in found.counted if row["theme"] == theme["theme"] and row["date"])
        inside = [day for day in days if first <= day <= last]
        ends = [first - timedelta(days=1), *inside, last + timedelta(days=1)]
        assert theme["silence"] == max(0, *((after - before).days - 1 for before, after in pairwise(ends))), theme


@EVERY
def test_no_check_counts_other_posts(case: str) -> None:
    found = told(case)
    days = re.compile(r"\b(\d{2})/(\d{2})/(\d{4})\b")
    frequency = [one for one in found.run["problems"] if one["code"] in ("frequency_short", "frequency_over")]
    for problem in frequency:
        day, month, year = map(int, days.findall(problem["message"])[-1])
        assert found.first <= date(year, month, day) <= found.last


@needs_office
def test_the_formulas_of_the_tab_give_the_same_figures() -> None:
    done = convert(XLSX, {str(n): uncounted(told(case).book.data) for n, case in enumerate(CASES)})
    for n, case in enumerate(CASES):
        before = told(case).book
        after = Book(done[str(n)], before.words)
        sheet, cells = after.tab("balance"), [cell for row in before.written("balance").iter_rows() for cell in row]
        formulas = [cell.coordinate for cell in cells if str(cell.value).startswith("=")]
        stored = {at: plain(before.tab("balance")[at].value) for at in formulas}
        assert len(stored) > 100
        assert {at: plain(sheet[at].value) for at in formulas} == pytest.approx(stored, abs=1e-6), case
