"""The review of a whole workbook, counted again from its rows, and the properties that it has whatever they hold."""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import cache
from math import isinf
from typing import Any

import pytest
import short_salon
from hypothesis import given, settings
from hypothesis import strategies as st
from office import unlocked
from review_rows import TODAY, calendar, row, strategy, theme

from calgen import api
from calgen.book.words import load_words
from calgen.files.read import guard
from calgen.review.model import Review
from calgen.review.review import review
from calgen.review.reviewed_rows import ReviewedRow
from calgen.review_step import review_of_calendar
from calgen.run_steps import check_file, read_run_input
from calgen.strategy.readings import KpiReading

LATER = date(2027, 2, 8)  # two weeks after the end of the short salon
FRENCH = load_words("fr")
KEYS = ("id", "date", "platform", "theme", "objective", "status", "impressions", "engagements", "clicks", "conversions")


@cache
def with_results() -> bytes:
    """The short salon with results of four of five posts."""
    book = unlocked(short_salon.calendar(), values=False)
    sheet = book[FRENCH.title("social")]
    at = columns(sheet)
    for n, cells in enumerate(posts(sheet)):
        if n % 5:
            cells[at["status"]].value = FRENCH.choice("status", "published")
            figures = (400 + 37 * (n * 7 % 11), 12 + n * 5 % 17, n * 3 % 7 + 1, n % 4)
            for key, figure in zip(KEYS[-4:], figures, strict=True):
                cells[at[key]].value = figure
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def columns(sheet: Any) -> dict[str, int]:
    headings = {cell.value: cell.column - 1 for cells in sheet.iter_rows(1, 8) for cell in cells}
    return {key: headings[FRENCH.title("social", key)] for key in KEYS}


def posts(sheet: Any) -> Iterator[Any]:
    for cells in sheet.iter_rows(min_row=5):
        if str(cells[0].value or "").startswith("P"):
            yield cells


@cache
def generated() -> api.Generated:
    return api.generate(with_results(), "salon.xlsx", LATER)


def reviewed() -> Review:
    found = generated().review
    assert found is not None
    return found


def rows() -> list[dict[str, Any]]:
    """The posts as another program reads them from the workbook with its results."""
    sheet = unlocked(with_results(), values=False)[FRENCH.title("social")]
    at = columns(sheet)
    return [{key: cells[column].value for key, column in at.items()} for cells in posts(sheet)]


def test_sums_are_those_of_the_rows() -> None:
    known = [found for found in rows() if found["impressions"] is not None]
    assert (reviewed().with_figures, reviewed().published) == (len(known), len(known))
    for platform in reviewed().platforms:
        own = [found for found in known if found["platform"] == platform.platform]
        assert platform.published == len(own)
        for key in KEYS[-4:]:
            assert getattr(platform, key) == sum(found[key] for found in own)
        assert platform.ripe <= len(own)
        assert platform.posts_missing == max(0, 8 - platform.ripe)


def test_paces_are_those_of_the_rows() -> None:
    days = defaultdict(list)
    for found in rows():
        day = found["date"]
        days[found["objective"]].append(day.date() if isinstance(day, datetime) else day)
    for objective in reviewed().objectives:
        own = [day for day in days[objective.objective] if not objective.deadline or day <= objective.deadline]
        part = sum(day < LATER for day in own) / len(own) if own else None
        last = date(2027, 1, 24)
        if part and objective.deadline and objective.deadline > last + timedelta(days=31):
            part *= (last - min(own)).days / (objective.deadline - min(own)).days
        assert objective.planned_pace == (part if part is None else pytest.approx(part, rel=1e-5))


def test_tab_and_command_say_the_same() -> None:
    assert api.balance(generated().after, "salon.xlsx", LATER).review == reviewed()


def test_posts_of_the_archive_count_as_those_of_the_calendar() -> None:
    checked = check_file(guard.open_workbook(generated().after, "salon.xlsx"), "fr", ())
    before, counted = read_run_input(checked, LATER), generated().calendar
    social = before.social
    assert social is not None
    assert counted is not None
    both = replace(before, calendars={"social": replace(social, rows=social.rows[20:])},
                   archive=replace(social, rows=social.rows[:20]))  # fmt: skip
    assert review_of_calendar(both, counted, LATER) == reviewed()
    later = replace(social, rows=tuple(found for found in social.rows if not found.text("impressions")))
    gone = replace(before, calendars={"social": later})
    assert review_of_calendar(gone, counted, LATER) is None


def test_a_workbook_without_results_has_no_review() -> None:
    assert api.balance(short_salon.calendar(), "salon.xlsx", LATER).review is None


def floats(value: object) -> Iterator[float]:
    if isinstance(value, float):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from floats(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from floats(getattr(value, field.name))


def test_figures_have_six_digits() -> None:
    found = list(floats(reviewed()))
    assert len(found) > 100
    assert all(isinf(number) or number == float(f"{number:.6g}") for number in found)


def reading(name: str, day: date, value: int) -> KpiReading:
    return KpiReading(objective=name, date=day, value=Fraction(value))


def test_a_reading_alone_makes_a_review() -> None:
    blank = [row(n, impressions=None, engagements=None, clicks=None, conversions=None) for n in range(9)]
    own = strategy()
    assert review(calendar(own, blank), blank, TODAY) is None
    later = replace(own, readings=(reading("Fill Tuesdays", TODAY + timedelta(days=1), 3),))
    assert review(calendar(later, blank), blank, TODAY) is None
    other = replace(own, readings=(reading("Something else", TODAY, 3),))
    assert review(calendar(other, blank), blank, TODAY) is None
    found = review(calendar(replace(own, readings=(reading("Fill Tuesdays", TODAY, 3),)), blank), blank, TODAY)
    assert found is not None
    assert found.objectives[0].progress == 0.03
    assert (found.effects, found.proposals, found.worked) == ((), (), ())


ROWS = st.builds(
    row,
    n=st.integers(0, 120),
    name=st.sampled_from("ABC"),
    platform=st.sampled_from(("Facebook", "Instagram", "Old one")),
    category=st.sampled_from(("promote", "interact", "")),
    format=st.sampled_from(("photo", "video", "")),
    hour=st.sampled_from((None, time(9), time(18, 30))),
    campaign=st.sampled_from(("", "", "Spring")),
    objective=st.sampled_from(("Fill Tuesdays", "Gone", "")),
    owner=st.sampled_from(("Maya", "")),
    variant=st.sampled_from(("", "", "A", "B")),
    status=st.sampled_from(("published", "idea")),
    impressions=st.none() | st.integers(0, 5000),
    engagements=st.none() | st.integers(0, 300),
    clicks=st.none() | st.integers(0, 50),
    conversions=st.none() | st.integers(0, 3),
)
OWN = strategy(themes=tuple(theme(name, row=n, test="title") for n, name in enumerate("ABC", 2)))


@settings(max_examples=40, deadline=None)
@given(st.lists(ROWS, max_size=60), st.randoms(use_true_random=False))
def test_nothing_breaks_it_and_the_order_of_rows_means_nothing(drawn: list[ReviewedRow], random: Any) -> None:
    unique = [replace(r, id=f"{r.id}{n}", subject=f"S{n // 2}") for n, r in enumerate(drawn)]
    found = review(calendar(OWN, unique), unique, TODAY)
    random.shuffle(unique)
    again = review(calendar(OWN, unique), unique, TODAY)
    assert found == again
    assert repr(found) == repr(again)
    if found is not None:
        assert len([p for p in found.proposals if p.kind == "theme_weight"]) <= 3
        counts = Counter(post.id for post in (*found.worked, *found.disappointed))
        assert max(counts.values(), default=1) == 1
        for effect in found.effects:
            assert effect.effect.low <= effect.effect.effect <= effect.effect.high
