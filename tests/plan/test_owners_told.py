"""The owner typed on a platform makes its posts, or it is told what stands in the way; so with the days typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from small_strategies import MONDAY, made, platform, strategy, theme

from calgen.book.problems import Problem, Severity
from calgen.book.values import Phrase
from calgen.check.resources import routines_leave_hours_for_content
from calgen.plan.model import monday_of
from calgen.plan.pin import Pin
from calgen.strategy import Strategy
from calgen.strategy.content import Piece
from calgen.strategy.routines import Routine
from calgen.strategy.team import Person

ANA = Person(person="Ana", weekly_hours=Fraction(20))
LOU = Person(person="Lou", weekly_hours=Fraction(40))
ROUTINE = Routine(task="Répondre", kind="engage", every="day", minutes=Fraction(300), owner="Ana")


def _told(one: Strategy, code: str) -> list[Problem]:
    return [problem for problem in made(one).problems if problem.code == code]


def _phrase(problem: Problem, key: str) -> str:
    value = problem.values[key]
    assert isinstance(value, Phrase)
    return value.path[-1]


@pytest.mark.parametrize(
    ("ana", "routines", "cause", "severity"),
    [
        (ANA, (), "", None),
        (replace(ANA, formats=("Direct",)), (), "formats", Severity.WARNING),
        (replace(ANA, platforms=("Autre",)), (), "platforms", Severity.WARNING),
        (replace(ANA, weekly_hours=Fraction(0)), (), "no_hours", Severity.WARNING),
        (ANA, (ROUTINE,), "routines", Severity.WARNING),
        (replace(ANA, formats=("Photo",)), (), "some_formats", Severity.NOTE),
        (replace(ANA, weekly_hours=Fraction(1)), (), "hours", Severity.NOTE),
    ],
)
def test_an_owner_who_is_not_followed_is_told_with_cause_and_cure(
    ana: Person, routines: tuple[Routine, ...], cause: str, severity: Severity | None
) -> None:
    rows = strategy(platform(owner="Ana"), theme("Un"), theme("Deux"))
    one = replace(rows, team=(ana, LOU), routines=routines)
    found = _told(one, "owner_replaced")
    assert [_phrase(problem, "cause") for problem in found] == ([f"owner_{cause}"] if cause else [])
    assert [_phrase(problem, "remedy") for problem in found] == ([f"owner_cure_{cause}"] if cause else [])
    assert [problem.severity for problem in found] == ([severity] if severity else [])


def test_an_owner_who_can_make_nothing_there_is_told_though_all_is_left_out() -> None:
    ana, lou = replace(ANA, formats=("Direct",)), replace(LOU, weekly_hours=Fraction(0))
    rows = strategy(platform(owner="Ana"), theme("Un"), over_capacity="thin")
    (found,) = _told(replace(rows, team=(ana, lou)), "owner_replaced")
    assert (_phrase(found, "cause"), _phrase(found, "share")) == ("owner_formats", "owner_nothing")
    (thinned,) = _told(replace(rows, team=(ana, lou)), "thinned")
    assert thinned.values["people"] == ("Lou",)


@pytest.mark.parametrize(("over_capacity", "remedy"), [("warn", "short_of_warned"), ("thin", "short_of_thinned")])
def test_the_cure_of_short_hours_follows_the_setting(over_capacity: str, remedy: str) -> None:
    piece = Piece(title="Entretien", theme="Un", format="Article", publish=MONDAY + timedelta(days=2))
    rows = strategy(platform(), theme("Un"), theme("Deux"), piece, over_capacity=over_capacity)
    found = _told(replace(rows, team=(replace(ANA, weekly_hours=Fraction(0)),)), "hours_short")
    assert [_phrase(problem, "remedy") for problem in found] == [remedy]


def test_short_hours_are_told_as_they_are_counted() -> None:
    """A third of an hour a week is no half, so that hours, weeks and what is missing agree."""
    rows = strategy(platform(), theme("Un"), theme("Deux"))
    (found,) = _told(replace(rows, team=(replace(ANA, weekly_hours=Fraction(1, 3)),)), "hours_short")
    values = found.values
    assert values["there"] == Fraction(1, 3)
    assert values["hours"] == (values["asked"] - values["there"]) * values["n"]  # type: ignore[operator]


def test_routines_that_take_all_hours_are_told() -> None:
    one = replace(strategy(), team=(ANA, LOU), routines=(ROUTINE,))
    (found,) = routines_leave_hours_for_content(one)
    assert (found.values["person"], found.values["taken"]) == ("Ana", 25)
    assert not list(routines_leave_hours_for_content(replace(one, routines=(replace(ROUTINE, minutes=Fraction(30)),))))


@pytest.mark.parametrize(
    ("days", "settings", "cause"),
    [
        ((5, 6), {"closed_days": (6,)}, "days_always_closed"),
        ((5, 6), {}, ""),
        ((), {"closed_days": (6,)}, ""),
    ],
)
def test_posts_outside_the_days_typed_are_told(days: tuple[int, ...], settings: dict[str, Any], cause: str) -> None:
    one = strategy(platform(days=days, max_per_day=1), theme("Un"), theme("Deux"), **settings)
    found = _told(one, "days_left")
    assert [_phrase(problem, "cause") for problem in found] == ([cause] if cause else [])
    outside = [post for post in made(one).posts if days and post.day.weekday() not in days]
    assert sum(int(str(problem.values["n"])) for problem in found) == len(outside)


def test_days_closed_in_some_weeks_alone_are_named() -> None:
    one = strategy(platform(days=(0,), count="1"), theme("Un"), theme("Deux"), country="FR", weeks=6)
    (found,) = _told(one, "days_left")  # Easter Monday is closed
    cause = found.values["cause"]
    assert isinstance(cause, Phrase)
    assert cause.path[-1] == "days_closed_then"
    first = found.values["first"]
    assert isinstance(first, date)
    assert cause.values["days"] == (monday_of(first),)


def test_the_posts_to_come_are_counted_as_the_console_counts_them() -> None:
    """All of the platform that are not over, also those that the user gave to somebody: these are named apart."""
    rows = replace(strategy(platform(count="3", owner="Ana"), theme("Un"), theme("Deux")), team=(ANA, LOU))
    busy = replace(rows, team=(replace(ANA, weekly_hours=Fraction(1)), LOU))
    kept = [Pin("Blog", MONDAY + timedelta(days=n), "Un", id=f"P{n}", owner="Lou") for n in (2, 9)]
    today = MONDAY + timedelta(days=7)
    one = made(busy, kept, today)
    (found,) = (problem for problem in one.problems if problem.code == "owner_replaced")
    share = found.values["share"]
    assert isinstance(share, Phrase)
    to_come = [post for post in one.posts if post.day >= today]
    assert share.values["of"] == len(to_come)
    assert share.values["n"] == sum(post.owner == "Lou" for post in to_come)
    assert isinstance(share.values["own"], Phrase)
    assert share.values["own"].values == {"n": 1}
