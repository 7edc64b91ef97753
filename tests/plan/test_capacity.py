"""Short hours: lighter formats first, then the week before, then posts are left out; heavier ones take what is left."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from math import floor

import pytest
from capacity_oracles import hours_of
from counted_plan import CountedPlan
from seeds import seed_ranges
from small_strategies import codes, made, platform, strategy, theme

from calgen.plan.model import Post, monday_of
from calgen.strategy import Strategy
from calgen.strategy.content import Piece
from calgen.strategy.formats import Format
from calgen.strategy.team import Person

WEEK = timedelta(days=7)
EFFORTS = {
    "Publication": "1/2",
    "Photo": "1",
    "Carrousel": "5/2",
    "Vidéo courte": "3",
    "Article": "6",
    "Sondage": "1/2",
}
# the formats that each network has when nothing is typed, lightest first
USUAL = {
    "Facebook": ("Publication", "Photo", "Carrousel", "Vidéo courte"),
    "Instagram": ("Photo", "Carrousel", "Vidéo courte"),
    "LinkedIn": ("Publication", "Sondage", "Carrousel", "Article"),
    "X": ("Publication", "Sondage", "Photo"),
    "Google": ("Publication", "Photo"),
}


def with_hours(*rows: object, hours: str = "5", mode: str = "thin", weeks: int = 8, people: int = 1) -> Strategy:
    names = ("promote", "curate", "interact")
    themes = [theme(f"Thème {n}", names[n % 3]) for n in range(6)]
    formats = tuple(Format(format=name, effort=Fraction(effort)) for name, effort in EFFORTS.items())
    team = tuple(Person(person=name, weekly_hours=Fraction(hours)) for name in ("Ana", "Lou", "Max")[:people])
    one = strategy(*themes, *rows, weeks=weeks, shares="1/3 1/3 1/3", over_capacity=mode)
    return replace(one, formats=formats, team=team)


def drawn(seed: int) -> Strategy:
    """A strategy of blank formats with too few hours."""
    turn = random.Random(seed)
    rows = [platform(name, str(turn.randint(1, 5))) for name in turn.sample(sorted(USUAL), turn.randint(1, 4))]
    hours = turn.choice(("1", "2", "3", "5", "8"))
    return with_hours(*rows, hours=hours, weeks=turn.choice((2, 4, 8)), people=turn.randint(1, 3))


def tasks_of(one: CountedPlan, person: Person, monday: date) -> list[list[Post]]:
    """The posts of each thing that a person makes in a week."""
    found: dict[tuple[int, str], list[Post]] = defaultdict(list)
    for post in one.posts:
        if (post.owner, post.work_week) == (person.person, monday):
            found[post.subject, post.format].append(post)
    return list(found.values())


def hours_saved(posts: list[Post]) -> Fraction:
    """What a task would save in the lightest format that all of its platforms have."""
    common = [name for name in USUAL[posts[0].platform] if all(name in USUAL[post.platform] for post in posts)]
    return Fraction(EFFORTS[posts[0].format]) - min(Fraction(EFFORTS[name]) for name in (*common, posts[0].format))


def not_saved(one: CountedPlan) -> Iterator[str]:
    """Posts left out in a week in which lighter formats would have made room for them, there or in the week before."""
    for period in one.plan.periods:
        posts = sum(period.first <= post.day <= period.last for post in one.of(period.platform))
        if posts >= floor(period.asked):
            continue
        needed = Fraction(EFFORTS[USUAL[period.platform][0]])
        own = monday_of(period.first)
        for person in one.strategy.team:
            for monday in [monday for monday in (own - WEEK, own) if monday >= monday_of(one.today)]:
                tasks = tasks_of(one, person, monday)
                used = sum((Fraction(EFFORTS[posts[0].format]) for posts in tasks), Fraction(0))
                saved = sum(map(hours_saved, tasks), Fraction(0))
                if hours_of(one, person, monday) - used + saved >= needed:
                    yield f"{period.platform} {own}: {person.person} in {monday}"


@seed_ranges(8, 80)
def test_no_post_is_left_out_that_a_lighter_format_would_save(seeds: range) -> None:
    left_out = 0
    for seed in seeds:
        one = made(drawn(seed))
        assert list(not_saved(one)) == [], seed
        left_out += sum(int(str(p.values["n"])) for p in one.problems if p.code == "thinned")
        for person in one.strategy.team:  # the hours are a hard bound
            for monday in {post.work_week for post in one.posts if post.work_week}:
                used = [Fraction(EFFORTS[posts[0].format]) for posts in tasks_of(one, person, monday)]
                assert sum(used, Fraction(0)) <= hours_of(one, person, monday), seed
    assert left_out > len(seeds)


def test_what_is_placed_already_becomes_lighter_too() -> None:
    """Four posts a week in four hours: carousels and videos alone would fill them with one or two."""
    one = made(with_hours(platform("Instagram", "4"), hours="4"))
    assert len(one.posts) == 32
    assert "thinned" not in codes(one)


def test_hours_that_are_left_go_to_heavier_formats() -> None:
    one = made(with_hours(platform("Instagram", "4"), hours="6"))
    weeks = Counter(post.work_week for post in one.posts)
    used = {week: sum(Fraction(EFFORTS[post.format]) for post in one.posts if post.work_week == week) for week in weeks}
    assert len(one.posts) == 32
    assert len({post.format for post in one.posts}) == 3
    assert sum(used.values()) > 43  # of 54, where 32 would do


@pytest.mark.parametrize("mode", ["warn", "thin"])
@pytest.mark.parametrize("hours", ["4", "8", "100"])
def test_formats_come_in_turn_as_far_as_hours_allow(mode: str, hours: str) -> None:
    """No lightest format stands for all others: of formats of equal hours each has its part."""
    one = made(with_hours(platform("LinkedIn", "4"), platform("Instagram", "3"), hours=hours, mode=mode))
    counts = Counter(post.format for post in one.of("LinkedIn"))
    assert max(counts.values()) <= 0.6 * counts.total()
    if hours == "100":
        assert all(abs(count - counts.total() / 4) <= 2 for count in counts.values()), counts
        assert len(counts) == 4


def test_every_piece_left_out_is_named_without_a_date_too() -> None:
    content = [Piece(title=f"Film {n}", theme="Thème 0", effort=Fraction(9)) for n in range(2)]
    one = made(with_hours(platform("Instagram", "2"), *content, hours="4"))
    told = {str(problem.values["piece"]) for problem in one.problems if problem.code == "piece_thinned"}
    placed = {one.subject(post).piece for post in one.posts}
    assert told == {"Film 0", "Film 1"} - placed != set()


def test_the_least_important_posts_are_left_out() -> None:
    """Hours for one post a week: the piece with its fixed day stays."""
    piece = Piece(title="Guide", theme="Thème 0", publish=date(2027, 3, 10), effort=Fraction(1), format="Photo")
    one = made(with_hours(platform("Instagram", "4"), piece, hours="1"))
    assert "Guide" in {one.subject(post).piece for post in one.posts}
    assert 7 <= len(one.posts) <= 9
    assert sum(int(str(p.values["n"])) for p in one.problems if p.code == "thinned") == 32 - len(one.posts)
