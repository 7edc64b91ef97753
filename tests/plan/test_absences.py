"""Days off: nobody publishes on one where somebody else or another day can serve, and what is left is told."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from draws import RandomDraws
from oracles import CountedPlan
from seeds import seed_ranges
from small_strategies import MONDAY, codes, made, platform, strategy, theme
from strategies import build

from calgen.book.values import Phrase, Span
from calgen.plan import plan
from calgen.plan.makers.absence_problems import NOTHING_THEN
from calgen.plan.pin import Pin
from calgen.plan.slots.absences import is_away, is_away_all_week, present_people
from calgen.strategy import Strategy
from calgen.strategy.content import Piece
from calgen.strategy.formats import Format
from calgen.strategy.team import Person

WEDNESDAY = MONDAY + timedelta(days=2)
ANA = Person(person="Ana", weekly_hours=Fraction(20))
LOU = Person(person="Lou", weekly_hours=Fraction(20))


def away(person: Person, first: date, last: date | None = None) -> Person:
    return replace(person, days_off=((first, last or first),))


def with_team(of: Strategy, *people: Person) -> Strategy:
    return replace(of, team=people)


def published_on_days_off(one: CountedPlan) -> Iterator[str]:
    """Posts on a day off of their owner that no finding tells."""
    told = {
        (problem.values["person"], day)
        for problem in one.problems
        if problem.code == "owner_away"
        for span in problem.values["days"]  # type: ignore[attr-defined]
        for day in (span.first + timedelta(days=n) for n in range((span.last - span.first).days + 1))
    }
    people = {person.person: person for person in one.strategy.team}
    for post in one.posts:
        person = people.get(post.owner)
        is_off = person is not None and any(first <= post.day <= last for first, last in person.days_off)
        if is_off and (post.owner, post.day) not in told:
            yield f"{post.platform} {post.day}: {post.owner}"


def test_a_day_on_which_the_only_person_is_away_is_closed() -> None:
    """A post of every weekday: the one of Wednesday moves to the weekend."""
    one = made(with_team(strategy(platform(count="5"), weeks=1), away(ANA, WEDNESDAY)))
    assert len(one.posts) == 5
    assert WEDNESDAY not in {post.day for post in one.posts}
    assert any(reason.code == "moved" for post in one.posts for reason in post.reasons)
    assert "owner_away" not in codes(one)


def test_weeks_without_anybody_have_no_posts_and_are_told() -> None:
    first, last = MONDAY + timedelta(days=7), MONDAY + timedelta(days=20)
    one = made(with_team(strategy(platform(count="3"), weeks=4), away(ANA, first, last)))
    assert not [post for post in one.posts if first <= post.day <= last]
    told = [problem for problem in one.problems if problem.code == "nobody_there"]
    assert [problem.values["platforms"] for problem in told] == [("Blog",)]
    (missing,) = (problem.values["n"] for problem in one.problems if problem.code == "frequency_short")
    assert len(one.posts) + int(str(missing)) == 12


def test_a_post_that_the_user_put_on_a_day_without_anybody_is_named() -> None:
    one = with_team(strategy(platform(count="3"), weeks=4), away(ANA, WEDNESDAY))
    (nothing,) = (problem for problem in made(one).problems if problem.code == "nobody_there")
    assert nothing.values["planned"] == NOTHING_THEN
    pin = Pin(platform="Blog", day=WEDNESDAY, theme=one.themes[0].theme, id="P0001")
    (told,) = (problem for problem in plan(one, (pin,), MONDAY).problems if problem.code == "nobody_there")
    assert told.values["planned"] == Phrase(("phrases", "own_posts_then"), {"own": (Span(WEDNESDAY, WEDNESDAY),)})


def test_somebody_else_takes_over() -> None:
    first, last = MONDAY + timedelta(days=7), MONDAY + timedelta(days=20)
    team = (away(ANA, first, last), LOU)
    one = made(with_team(strategy(platform(count="3", owner="Ana"), weeks=4), *team))
    assert len(one.posts) == 12
    assert {post.owner for post in one.posts if first <= post.day <= last} == {"Lou"}
    assert not {"owner_away", "nobody_there", "frequency_short"} & set(codes(one))


def test_a_lighter_format_that_somebody_present_can_make_comes_before_one_on_a_day_off() -> None:
    """Ana alone makes videos; while she is away Lou makes pictures."""
    first, last = MONDAY + timedelta(days=7), MONDAY + timedelta(days=13)
    formats = (Format(format="Photo"), Format(format="Vidéo", effort=Fraction(1, 2)))
    rows = with_team(strategy(platform("Instagram", count="3"), weeks=3), away(ANA, first, last), LOU)
    team = (replace(rows.team[0], formats=("Vidéo",)), replace(rows.team[1], formats=("Photo",)))
    one = made(replace(rows, team=team, formats=formats))
    assert {(post.owner, post.format) for post in one.posts if first <= post.day <= last} == {("Lou", "Photo")}
    assert "owner_away" not in codes(one)


def test_a_week_entirely_off_has_no_work_where_the_week_before_can_serve() -> None:
    """A named day in the week off, and too few hours: the work is booked before."""
    piece = Piece(title="Annonce", theme="Un", publish=MONDAY + timedelta(days=9))
    rows = strategy(platform(count="1"), theme("Un"), theme("Deux"), piece, weeks=2)
    ana = replace(away(ANA, MONDAY + timedelta(days=7), MONDAY + timedelta(days=13)), weekly_hours=Fraction(1, 10))
    one = made(with_team(rows, ana))
    (post,) = (post for post in one.posts if post.day == piece.publish)
    assert post.work_week == MONDAY


def test_a_named_day_stands_and_is_told() -> None:
    piece = Piece(title="Annonce", theme="Un", publish=WEDNESDAY)
    one = made(
        with_team(strategy(platform(count="2"), theme("Un"), theme("Deux"), piece, weeks=1), away(ANA, WEDNESDAY))
    )
    assert WEDNESDAY in {post.day for post in one.posts}
    (told,) = (problem for problem in one.problems if problem.code == "owner_away")
    assert told.values == {"person": "Ana", "n": 1, "days": (Span(WEDNESDAY, WEDNESDAY),)}


def test_a_team_that_cannot_publish_there_closes_nothing() -> None:
    other = replace(away(ANA, MONDAY, MONDAY + timedelta(days=30)), platforms=("Ailleurs",))
    one = made(with_team(strategy(platform(count="3"), platform("Ailleurs", count="1"), weeks=2), other))
    assert len(one.of("Blog")) == 6
    assert not one.of("Ailleurs")


def test_who_is_there() -> None:
    absent = away(ANA, MONDAY, MONDAY + timedelta(days=4))
    assert is_away(absent, WEDNESDAY)
    assert is_away_all_week(absent, MONDAY)
    assert not is_away_all_week(away(ANA, MONDAY, MONDAY + timedelta(days=3)), MONDAY)
    assert present_people([absent, LOU], [WEDNESDAY]) == [LOU]
    assert present_people([absent], [WEDNESDAY]) == [absent]
    assert present_people([absent, LOU], []) == [absent, LOU]


@seed_ranges(10, 100)
def test_nobody_publishes_on_a_day_off_untold(seeds: range) -> None:
    posts = 0
    for seed in seeds:
        case = build(RandomDraws(random.Random(seed)), weeks=(2, 4, 8))
        one = made(case.strategy, today=case.today)
        assert list(published_on_days_off(one)) == [], seed
        posts += len(one.posts) if any(person.days_off for person in case.strategy.team) else 0
    assert posts > 4 * len(seeds)
