"""The balance's stored figures: counted again over the rows of the social calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from asked_posts import Target, asked, frame, shares_on_path
from made_samples import STARTS, made
from seeds import few_of
from test_samples import day_of, in_order, wanted, worst
from written_workbook import Book, Row, as_day, listed

SAMPLES = pytest.mark.parametrize("sample", few_of(STARTS, 2))


def block(book: Book, *labels: str) -> list[list[Any]]:
    """The rows under the heading row that begins with these labels, down to the first empty one."""
    heads = [book.words.text("labels", label) for label in labels]
    rows = [list(row) for row in book.tab("balance").iter_rows(values_only=True)]
    (top,) = (n for n, row in enumerate(rows) if row[: len(heads)] == heads)
    found = []
    for row in rows[top + 1 :]:
        if row[0] is None:
            break
        found.append(row)
    return found


def count(rows: Iterable[Row], **traits: object) -> int:
    """How many posts have these traits."""
    return sum(all(row[key] == value for key, value in traits.items()) for row in rows)


def asked_posts(book: Book) -> dict[str, float]:
    """What each platform is asked for over the calendar."""
    return {one.platform: sum(part for _, part in wanted(one, book)) for one in asked(book)}


@SAMPLES
def test_frequency_per_platform(sample: str) -> None:
    book = made(sample).book
    due, rows = asked_posts(book), block(book, "platform", "per_week", "asked", "planned", "gap", "published")
    weeks = {one.platform: one.weekly for one in asked(book)}
    assert {row[0] for row in rows[:-1]} == set(due)
    assert rows[-1][0] == book.words.text("labels", "total")
    for name, weekly, total, planned, gap, published, *_ in rows[:-1]:
        assert weekly == pytest.approx(weeks[name], abs=0.06)
        assert total == pytest.approx(due[name], abs=0.01)
        assert planned == count(book.social, platform=name)
        assert gap == pytest.approx(planned - total, abs=0.01)
        assert published == count(book.social, platform=name, status=book.words.choice("status", "published")) == 0
    assert rows[-1][1:6] == pytest.approx([sum(row[n] for row in rows[:-1]) for n in range(1, 6)], abs=0.05)
    assert rows[-1][3] == len(book.social)


@SAMPLES
def test_frequency_per_week(sample: str) -> None:
    book = made(sample).book
    names = {one.platform for one in asked(book)}
    rows = [list(row) for row in book.tab("balance").iter_rows(values_only=True)]
    (top,) = (n for n, row in enumerate(rows) if row[0] == book.words.text("labels", "week") and row[1] in names)
    platforms = rows[top][1 : len(names) + 1]
    assert set(platforms) == names
    ends = [book.words.text("labels", key) for key in ("asked", "planned", "gap", "published")]
    assert rows[top][len(names) + 1 : len(names) + 5] == ends
    posts = Counter((row["platform"], monday(day_of(row))) for row in book.social)
    when, seen, whole = frame(book), [], 0.0
    for row in rows[top + 1 :]:
        first = as_day(row[0])
        if first is None:
            break
        seen.append(first)
        own = [posts[name, first] for name in platforms]
        due, got, gap, published = row[len(names) + 1 : len(names) + 5]
        assert (row[1 : len(names) + 1], got, published) == (own, sum(own), 0)
        assert gap == pytest.approx(got - due)
        whole += due
    assert seen == sorted({monday(day) for day in when.days()})
    assert whole == pytest.approx(sum(asked_posts(book).values()), abs=0.005 * len(names) * len(seen))


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


@SAMPLES
def test_mix_overall_and_per_platform(sample: str) -> None:
    book = made(sample).book
    target, due = Target(book), asked_posts(book)
    total = len(book.social)
    rows = block(book, "category", "share_asked", "target_path", "share_got", "gap", "posts")
    assert {row[0] for row in rows} == set(target.category.values())
    bent = [*map(shares_on_path(made(sample).done, "category"), book.social)]
    for name, share, on_path, got, gap, posts, *_ in rows:
        assert on_path == pytest.approx(sum(parts.get(name, 0.0) for parts in bent) / total, abs=1e-4)
        path = sum(target.shares(one).get(name, 0.0) * due[one] for one in due) / sum(due.values())
        assert share == pytest.approx(path, abs=1e-4)
        assert posts == count(book.social, category=name)
        assert got == pytest.approx(posts / total)
        assert gap == pytest.approx(got - on_path)
    names = [row[0] for row in rows]
    for row in mix_by_platform(book, names):
        own = [one for one in book.social if one["platform"] == row[0]]
        for n, name in enumerate(names):
            asked_share, on_path, got = row[1 + 3 * n : 4 + 3 * n]
            assert asked_share == pytest.approx(target.shares(row[0]).get(name, 0.0), abs=1e-6)
            parts = [*map(shares_on_path(made(sample).done, "category"), own)]
            assert on_path == pytest.approx(sum(part.get(name, 0.0) for part in parts) / len(own), abs=1e-4)
            assert got == pytest.approx(count(own, category=name) / len(own))


def mix_by_platform(book: Book, names: list[str]) -> list[list[Any]]:
    """The rows of the mix per platform."""
    rows = [list(row) for row in book.tab("balance").iter_rows(values_only=True)]
    first = f"{names[0]}\n{book.words.text('labels', 'asked')}"
    (top,) = (n for n, row in enumerate(rows) if row[1] == first)
    found = rows[top + 1 : top + 1 + len(asked(book))]
    assert {row[0] for row in found} == {one.platform for one in asked(book)}
    return found


@SAMPLES
def test_variety_objectives_and_missions(sample: str) -> None:
    book = made(sample).book
    target, total = Target(book), len(book.social)
    keys = ("theme", "category", "posts", "target_path", "share_got", "silence", "shortest", "spacing")
    rows = block(book, *keys)
    assert sorted(row[0] for row in rows) == sorted(target.category)
    spaced = {row["theme"]: row["spacing"] for row in book.rows("themes")}
    for name, category, posts, share, got, silent, again, spacing, *_ in rows:
        assert (silent, again or None, spacing) == (silence(book, name), shortest(book, name), spaced[name] or None)
        assert (category, posts) == (target.category[name], count(book.social, theme=name))
        assert got == pytest.approx(posts / total)
        assert 0 <= share <= 1
    assert sum(row[3] for row in rows) == pytest.approx(1)
    for key, about in (("objective", "domain"), ("audience", "priority")):
        found = block(book, key, about, "posts", "share_got") if book.rows(f"{key}s") else []
        assert [row[:2] for row in found] == [[row[key], row[about]] for row in sorted_rows(book, f"{key}s", found)]
        for name, _, posts, got, *_ in found:
            assert posts == count(book.social, **{key: name})
            assert got == pytest.approx(posts / total)
    objectives = {row["platform"]: listed(row["objectives"]) for row in book.rows("platforms")}
    for name, posts, served, part, mission, *_ in block(book, "platform", "posts", "served", "served_share", "mission"):
        own = [row for row in book.social if row["platform"] == name]
        assert posts == len(own)
        assert served == sum(row["objective"] in objectives[name] for row in own)
        assert part == pytest.approx(served / len(own))
        assert {row["mission"] for row in own} == {mission}


def sorted_rows(book: Book, tab: str, like: list[list[Any]]) -> list[Row]:
    """The rows of an input tab in the order of a block."""
    names = [row[0] for row in like]
    return sorted(book.rows(tab), key=lambda row: names.index(next(iter(row.values()))))


def days_of(book: Book, **traits: object) -> list[date]:
    """The days of the posts that have these traits, in order."""
    return sorted(day_of(row) for row in book.social if all(row[key] == value for key, value in traits.items()))


def silence(book: Book, theme: str) -> int:
    """The longest run of days of its season without a theme: counted day by day."""
    spoken, longest, run = set(days_of(book, theme=theme)), 0, 0
    (row,) = (row for row in book.rows("themes") if row["theme"] == theme)
    for day in frame(book).days():
        if day < (as_day(row["start"]) or day) or day > (as_day(row["end"]) or day):
            continue
        run = 0 if day in spoken else run + 1
        longest = max(longest, run)
    return longest


def shortest(book: Book, theme: str) -> int | None:
    """The fewest days between two posts of a theme on one platform."""
    own = [days_of(book, theme=theme, platform=one.platform) for one in asked(book)]
    return min(((late - early).days for days in own for early, late in pairwise(days)), default=None)


@SAMPLES
def test_the_promise_is_told_as_it_is(sample: str) -> None:
    book = made(sample).book
    parts, everywhere = shares_on_path(made(sample).done, "category"), book.words.text("phrases", "all_platforms")
    rows = block(book, "platform", "category", "worst", "on_day", "limit", "least", "held")
    assert {row[0] for row in rows} == {everywhere, *(one.platform for one in asked(book))}
    for platform, category, gap, _, limit, _, held, *_ in rows:
        posts = in_order(book, "" if platform == everywhere else platform)
        found = worst(posts, lambda row: str(row["category"]), parts)
        assert gap == pytest.approx(found[category], abs=0.011)
        assert limit == (2.0 if platform == everywhere else 1.5)
        assert held == book.words.text("labels", "yes" if found[category] <= limit + 1e-9 else "no")
