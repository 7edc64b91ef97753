"""Key dates over several days: one hook on the best day, quiet on each day, a band in the month view."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from oracles import broken
from small_strategies import MONDAY, codes, made, platform, strategy

from calgen.book.values import Span
from calgen.plan.pin import Pin, PinKind
from calgen.strategy import Strategy
from calgen.strategy.key_dates import KeyDate

if TYPE_CHECKING:
    from oracles import CountedPlan


def day(number: int) -> date:
    """The day with this number, from 0 on the first Monday."""
    return MONDAY + timedelta(days=number)


def with_range(first: int, last: int, *platforms: object, **row: object) -> Strategy:
    """A strategy of some platforms with one key date from day to day."""
    key_date = KeyDate(name="Fête", date=Span(day(first), day(last)), **row)  # type: ignore[arg-type]
    return replace(strategy(*(platforms or (platform(),))), key_dates=(key_date,))


def hook_days(found: CountedPlan) -> list[tuple[str, date]]:
    return [(post.platform, post.day) for post in found.posts if post.key_date == "Fête"]


@pytest.mark.parametrize(("first", "last"), [(0, 6), (2, 9), (-5, 3), (20, 40), (-10, 60)])
def test_a_hook_over_a_range_is_one_post_on_each_platform(first: int, last: int) -> None:
    found = made(with_range(first, last, platform("Blog", days=(1, 3)), platform("Facebook"), treatment="hook"))
    assert sorted(name for name, _ in hook_days(found)) == ["Blog", "Facebook"]
    assert all(day(first) <= on <= day(last) for _, on in hook_days(found))
    assert broken(found) == []


def test_the_best_day_is_open_then_usual_then_free() -> None:
    """Tuesday and Thursday are usual; Tuesday is closed, and another key date has the first Thursday."""
    closed_and_busy = with_range(0, 13, platform("Blog", count="1", days=(1, 3)), treatment="hook")
    other = KeyDate(name="Autre", date=day(3), treatment="hook")
    settings = replace(closed_and_busy.settings, closed_days=(1,))
    found = made(replace(closed_and_busy, settings=settings, key_dates=(*closed_and_busy.key_dates, other)))
    assert hook_days(found) == [("Blog", day(10))]


def test_where_all_days_are_closed_the_first_is_taken_and_told() -> None:
    asked = with_range(5, 6, platform("Blog", days=(0, 2)), treatment="hook")
    found = made(replace(asked, settings=replace(asked.settings, closed_days=(5, 6))))
    assert hook_days(found) == [("Blog", day(5))]
    assert "named_on_closed" in codes(found)


def test_quiet_holds_on_every_day_of_a_range() -> None:
    found = made(with_range(1, 9, platform("Blog", count="1", per="day"), treatment="quiet"))
    assert {post.day for post in found.posts} == {day(n) for n in range(28)} - {day(n) for n in range(1, 10)}


def test_a_quiet_range_keeps_a_hook_off_only_where_no_day_is_left() -> None:
    asked = with_range(0, 6, treatment="hook")
    for last, is_told in ((5, False), (6, True)):
        silence = KeyDate(name="Deuil", date=Span(day(0), day(last)), treatment="quiet")
        found = made(replace(asked, key_dates=(*asked.key_dates, silence)))
        assert ("hook_quiet" in codes(found)) is is_told
        assert hook_days(found) == ([] if is_told else [("Blog", day(6))])


def test_days_ahead_count_from_the_first_day_of_a_range() -> None:
    assert hook_days(made(with_range(14, 20, treatment="hook", ahead=3))) == [("Blog", day(11))]


def test_a_range_that_has_begun_gets_its_post_on_the_days_to_come() -> None:
    found = made(with_range(0, 13, treatment="hook"), today=day(8))
    assert [on >= day(8) for _, on in hook_days(found)] == [True]


def test_a_post_of_the_calendar_within_the_range_is_the_hook() -> None:
    asked = with_range(0, 13, treatment="hook")
    kept = Pin("Blog", day(4), "Thème 1", id="P0001", key_date="Fête")
    assert hook_days(made(asked, [kept], today=day(7))) == [("Blog", day(4))]
    moved_out = replace(kept, day=day(20), moved_from=day(9))
    assert hook_days(made(asked, [moved_out])) == [("Blog", day(20))]


def test_a_new_plan_keeps_the_day_of_the_hook() -> None:
    """Thursday is the best weekday of a fresh plan; the last plan had the second Tuesday."""
    asked = with_range(0, 13, platform("Blog", days=(1, 3)), treatment="hook")
    fresh = hook_days(made(asked))
    last = Pin("Blog", day(8), "Thème 1", kind=PinKind.EARLIER, id="P0001", key_date="Fête")
    assert fresh != [("Blog", day(8))]
    assert hook_days(made(asked, earlier=[last])) == [("Blog", day(8))]
