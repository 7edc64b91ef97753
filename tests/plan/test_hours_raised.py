"""More hours: under `thin`, posts come back, and formats that had become lighter are what they would have been."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from small_strategies import MONDAY, platform
from test_capacity import EFFORTS, with_hours

from benchmarks.replan import pins_of
from calgen.plan import plan
from calgen.plan.model import Plan
from calgen.plan.pin import Pin, PinKind
from calgen.strategy import Strategy

ROWS = (platform("Instagram", "4"), platform("Facebook", "3"))


def as_earlier(made: Plan) -> list[Pin]:
    pairs = zip(pins_of(made), made.posts, strict=True)
    return [replace(pin, work_week=post.work_week, kind=PinKind.EARLIER) for pin, post in pairs]


def with_weekly_hours(one: Strategy, hours: int) -> Strategy:
    return replace(one, team=tuple(replace(person, weekly_hours=Fraction(hours)) for person in one.team))


def hours_of(made: Plan) -> Fraction:
    return sum((Fraction(EFFORTS[post.format]) for post in made.posts), Fraction(0))


@pytest.mark.parametrize("mode", ["thin", "warn"])
def test_formats_return_where_the_hours_allow_them(mode: str) -> None:
    short = with_hours(*ROWS, hours="4", mode=mode)
    before, ample = plan(short, (), MONDAY), with_weekly_hours(short, 20)
    found = plan(ample, (), MONDAY, as_earlier(before), new_hours=True)
    fresh = plan(ample, (), MONDAY)
    assert len(found.posts) == len(fresh.posts)
    assert hours_of(before) < Fraction(3, 5) * hours_of(found)
    assert hours_of(found) >= Fraction(4, 5) * hours_of(fresh)


def test_no_format_returns_that_has_no_hours() -> None:
    short = with_hours(*ROWS, hours="4")
    found = plan(with_weekly_hours(short, 5), (), MONDAY, as_earlier(plan(short, (), MONDAY)), new_hours=True)
    booked = Counter[object]()
    for week, _, name in {(post.work_week, post.subject, post.format) for post in found.posts}:
        booked[week] += Fraction(EFFORTS[name])  # type: ignore[assignment]
    assert max(booked.values()) <= 5


@pytest.mark.parametrize("hours", [30, 50])
def test_formats_stay_where_hours_were_not_short(hours: int) -> None:
    enough = with_hours(*ROWS, hours="40")
    before = plan(enough, (), MONDAY)
    found = plan(with_weekly_hours(enough, hours), (), MONDAY, as_earlier(before), new_hours=True)
    assert [(post.day, post.theme, post.format) for post in found.posts] == [
        (post.day, post.theme, post.format) for post in before.posts
    ]
