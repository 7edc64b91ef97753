"""Posts that find no hours, or no maker who is there, on their day move to another day before they are left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from oracles import CountedPlan, broken
from small_strategies import MONDAY, codes, made, platform, strategy, theme

from calgen.plan.makers.other_days import NO_HOURS, _moved_post
from calgen.plan.reason import Reason
from calgen.plan.target.campaigns import STAGES
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
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


def test_a_piece_that_is_due_takes_the_day_of_a_lesser_post() -> None:
    """Its platform posts on Tuesdays alone: the piece has no hours on the first one, and no Tuesday is free."""
    off = ((MONDAY, MONDAY + timedelta(days=3)),)
    ana = Person(person="Ana", weekly_hours=Fraction(5, 2), days_off=off)
    piece = Piece(title="Guide", theme="Thème 0", start=MONDAY, end=MONDAY + timedelta(days=10), effort=Fraction(3, 2))
    tuesdays = platform(count="1", days=(1,))
    one = made(with_team(strategy(tuesdays, piece, weeks=4, over_capacity="thin"), ana))
    assert [post.day for post in one.posts if one.subject(post).piece == "Guide"] == [MONDAY + timedelta(days=8)]
    assert len({post.day for post in one.posts}) == len(one.posts)
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


def thinned(blog: str, news: str, hours: str, days_off: Sequence[int], *rows: Any, weeks: int = 4) -> Strategy:
    """Two platforms and the hours of Ana, who is away from Monday on in the first weeks, for so many days each."""
    mondays = (MONDAY + timedelta(days=7 * n) for n in range(len(days_off)))
    off = tuple((monday, monday + timedelta(days=days - 1)) for monday, days in zip(mondays, days_off, strict=True))
    ana = Person(person="Ana", weekly_hours=Fraction(hours), days_off=off)
    platforms = (platform("Blog", count=blog), platform("Newsletter", count=news))
    return with_team(strategy(*platforms, *rows, weeks=weeks, over_capacity="thin"), ana)


def with_opening(of: Strategy) -> Strategy:
    """The strategy with a campaign of its first theme in its four weeks."""
    end = MONDAY + timedelta(days=27)
    own = Campaign(campaign="Ouverture", start=MONDAY, end=end, themes=("Thème 0",), share=Fraction(1, 2))
    return replace(of, campaigns=(own,))


def test_no_post_moves_to_a_day_that_tells_another_subject_of_its_theme() -> None:
    one = made(with_opening(thinned("2", "2", "2", (7, 4), *(theme(f"Thème {n}") for n in range(3)))))
    assert moved(one, "no_hours")
    assert broken(one) == []


def test_a_post_that_moves_takes_the_stage_of_its_campaign_on_its_new_day() -> None:
    one = made(with_opening(thinned("1", "1", "3", (5,), theme("Thème 0"), theme("Thème 1"))))
    stages = [(post.day - MONDAY).days // 7 for post in one.posts if post.campaign]
    assert moved(one, "no_hours")
    assert broken(one) == []
    assert [reason.values["stage"] for post in one.posts for reason in post.reasons if reason.code == "campaign"] == [
        STAGES[week] for week in stages
    ]


def test_no_lighter_post_comes_back_on_a_day_that_another_moved_to() -> None:
    """The guide takes nine hours, which nobody has: its places go to lighter posts, unless one has moved there."""
    piece = Piece(title="Guide", theme="Thème 0", start=MONDAY, end=MONDAY + timedelta(days=20), effort=Fraction(9))
    one = made(thinned("1", "1", "5/2", (3, 5), *(theme(f"Thème {n}") for n in range(3)), piece, weeks=3))
    assert moved(one, "no_hours")
    assert max(Counter((post.platform, post.day) for post in one.posts).values()) == 1


def test_a_post_that_left_a_closed_day_and_moves_again_says_from_which_day_of_its_platform() -> None:
    """Not from the day beside the closed one: that is no day of the platform."""
    tuesday, monday, friday = MONDAY + timedelta(days=8), MONDAY + timedelta(days=7), MONDAY + timedelta(days=11)
    (post, *_) = made(strategy(platform(count="1"))).posts
    beside = replace(post, day=monday, reasons=(Reason("moved", {"from_day": tuesday, "cause": Reason("closed")}),))
    there = _moved_post(beside, friday, NO_HOURS, None)
    assert there.reasons == (Reason("moved", {"from_day": tuesday, "cause": NO_HOURS}),)
    assert there.day == friday
