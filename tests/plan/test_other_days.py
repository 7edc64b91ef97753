"""Posts that find no hours, or no maker who is there, on their day move to another day before they are left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from oracles import CountedPlan
from small_strategies import MONDAY, codes, made, platform, strategy, theme

from calgen.strategy import Strategy
from calgen.strategy.content import Piece
from calgen.strategy.formats import Format
from calgen.strategy.team import Person

PHOTO = (Format(format="Photo", effort=Fraction(1)),)


def with_team(of: Strategy, *people: Person) -> Strategy:
    return replace(of, team=people, formats=PHOTO)


def moved(one: CountedPlan, cause: str) -> list[tuple[date, date]]:
    """The days from and to which posts moved for a cause."""
    return [
        (reason.values["from_day"], post.day)  # type: ignore[misc]
        for post in one.posts
        for reason in post.reasons
        if reason.code == "moved" and getattr(reason.values["cause"], "code", "") == cause
    ]


def test_a_post_without_hours_moves_to_the_next_week() -> None:
    """Two hours a week, of which days off leave none in the first two; the third week has room for one post more."""
    off = ((MONDAY, MONDAY + timedelta(days=3)), (MONDAY + timedelta(days=7), MONDAY + timedelta(days=10)))
    ana = Person(person="Ana", weekly_hours=Fraction(5, 2), days_off=off)
    one = made(with_team(strategy(platform(count="1"), weeks=4, over_capacity="thin"), ana))
    assert len(one.posts) == 3
    assert [before < day for before, day in moved(one, "no_hours")] == [True]
    assert Counter((post.day - MONDAY).days // 7 for post in one.posts) == {2: 2, 3: 1}


def test_a_piece_that_is_due_moves_within_its_window() -> None:
    """Its platform has one post a week, and nobody the hours in the first; the piece may wait until the third."""
    off = ((MONDAY, MONDAY + timedelta(days=3)),)
    ana = Person(person="Ana", weekly_hours=Fraction(5, 2), days_off=off)
    end = MONDAY + timedelta(days=18)
    piece = Piece(title="Guide", theme="Thème 0", start=MONDAY, end=end, effort=Fraction(2))
    one = made(with_team(strategy(platform(count="1"), piece, weeks=4, over_capacity="thin"), ana))
    days = [post.day for post in one.posts if one.subject(post).piece == "Guide"]
    assert days
    assert MONDAY + timedelta(days=7) <= days[0] <= end
    assert "piece_thinned" not in codes(one)


def test_a_post_whose_only_maker_is_away_moves_within_its_week() -> None:
    """Ana makes carousels, Lou the rest: of the one theme in carousels, no post stands where Ana is away."""
    carousel = Format(format="Carrousel", effort=Fraction(1))
    ana = Person(person="Ana", weekly_hours=Fraction(20), formats=("Carrousel",))
    lou = Person(person="Lou", weekly_hours=Fraction(20), formats=("Photo",))
    themes = [theme("Recettes", formats=("Carrousel",)), theme("Coulisses", formats=("Photo",))]
    plain = strategy(platform(count="2"), *themes, weeks=3)
    plain = replace(plain, team=(ana, lou), formats=(*PHOTO, carousel))
    day = next(post.day for post in made(plain).posts if post.theme == "Recettes")
    away = replace(ana, days_off=((day, day),))
    one = made(replace(plain, team=(away, lou)))
    assert [before for before, _ in moved(one, "nobody_there")] == [day]
    assert all(before.isocalendar()[:2] == to.isocalendar()[:2] for before, to in moved(one, "nobody_there"))
    assert "owner_away" not in codes(one)
