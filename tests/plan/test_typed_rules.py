"""What the user typed beats stability: what breaks a changed rule moves, and hardly anything else does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from seeds import each_seed

from benchmarks.instances import START, draw
from benchmarks.replan import TODAY, pins_of
from calgen.book.values import Cadence, Hours
from calgen.plan import plan
from calgen.plan.model import Plan, Post
from calgen.plan.pin import Pin
from calgen.strategy import Strategy
from calgen.strategy.audiences import Audience
from calgen.strategy.key_dates import KeyDate

MIDDLE = TODAY + timedelta(weeks=4)
OTHERS_CHANGED = 0.05  # of the posts that break no rule: what may change all the same

Place = Post | Pin


@dataclass(frozen=True)
class Planned:
    """A strategy with its plan, as a run three weeks later finds it: what is over is kept, the rest may move."""

    strategy: Strategy
    kept: tuple[Pin, ...]
    earlier: tuple[Pin, ...]

    @property
    def busiest(self) -> str:
        """The theme with the most posts to come."""
        return min(Counter(pin.theme for pin in self.earlier).items(), key=lambda item: (-item[1], item[0]))[0]

    @property
    def platform(self) -> str:
        """The platform with the highest cadence."""
        return max(self.strategy.platforms, key=lambda row: (row.cadence.count, row.platform)).platform

    @property
    def pieces(self) -> set[str]:
        """The titles of the pieces of content."""
        return {piece.title for piece in self.strategy.content}

    @property
    def weekday(self) -> int:
        """The weekday on which that platform posts most."""
        return Counter(pin.day.weekday() for pin in self.earlier if pin.platform == self.platform).most_common(1)[0][0]

    def with_platform(self, **cells: Any) -> Strategy:
        rows = self.strategy.platforms
        changed = (replace(row, **cells) if row.platform == self.platform else row for row in rows)
        return replace(self.strategy, platforms=tuple(changed))

    def with_theme(self, **cells: Any) -> Strategy:
        rows = self.strategy.themes
        changed = (replace(row, **cells) if row.theme == self.busiest else row for row in rows)
        return replace(self.strategy, themes=tuple(changed))

    def with_settings(self, **cells: Any) -> Strategy:
        return replace(self.strategy, settings=replace(self.strategy.settings, **cells))


@cache
def planned(seed: int) -> Planned:
    """A drawn strategy of five platforms and 13 weeks in France, three weeks after its plan was made."""
    drawn = draw("small", seed)
    strategy = replace(drawn, settings=replace(drawn.settings, country="FR", public_holidays="publish"))
    pins = pins_of(plan(strategy, (), START))
    kept, earlier = (tuple(pin for pin in pins if (pin.day < TODAY) is is_past) for is_past in (True, False))
    return Planned(strategy, kept, earlier)


WEIGHT = "a theme without weight"
Broken = Callable[[Planned, Place], bool]
HOURS = (Hours(time(7), time(7)), Hours(time(21), time(21)))
EASTER_MONDAY = date(2027, 3, 29)


def other_days(case: Planned) -> tuple[int, ...]:
    return tuple(day for day in range(7) if day != case.weekday)


def of_platform(case: Planned, post: Place) -> bool:
    return post.platform == case.platform


def of_theme(case: Planned, post: Place) -> bool:
    return post.theme == case.busiest


# name → the changed strategy, and which posts break what was typed
CHANGES: Mapping[str, tuple[Callable[[Planned], Strategy], Broken]] = {
    "days of a platform": (
        lambda case: case.with_platform(days=other_days(case)),
        lambda case, post: of_platform(case, post) and post.day.weekday() == case.weekday,
    ),
    "days of an audience": (
        lambda case: replace(
            case.strategy, audiences=(Audience(audience="All", priority="primary", days=other_days(case)),)
        ),
        lambda case, post: post.day.weekday() == case.weekday,
    ),
    "hours of a platform": (
        lambda case: case.with_platform(hours=HOURS),
        lambda case, post: of_platform(case, post) and post.time not in (time(7), time(21)),
    ),
    "closed days": (
        lambda case: case.with_settings(closed_days=(case.weekday,)),
        lambda case, post: post.day.weekday() == case.weekday,
    ),
    "holidays are avoided": (
        lambda case: case.with_settings(public_holidays="avoid"),
        lambda case, post: post.day == EASTER_MONDAY,
    ),
    "a quiet key date": (
        lambda case: replace(case.strategy, key_dates=(KeyDate(name="Stock-taking", date=MIDDLE, treatment="quiet"),)),
        lambda case, post: post.day == MIDDLE,
    ),
    "start of a platform": (
        lambda case: case.with_platform(start=MIDDLE),
        lambda case, post: of_platform(case, post) and post.day < MIDDLE,
    ),
    "end of a platform": (
        lambda case: case.with_platform(end=MIDDLE),
        lambda case, post: of_platform(case, post) and post.day > MIDDLE,
    ),
    "start of a theme": (
        lambda case: case.with_theme(start=MIDDLE),
        lambda case, post: of_theme(case, post) and post.day < MIDDLE,
    ),
    "end of a theme": (
        lambda case: case.with_theme(end=MIDDLE),
        lambda case, post: of_theme(case, post) and post.day > MIDDLE,
    ),
    "platforms of a theme": (
        lambda case: case.with_theme(platforms=(case.platform,)),
        lambda case, post: of_theme(case, post) and not of_platform(case, post),
    ),
    WEIGHT: (  # its pieces of content keep their posts
        lambda case: case.with_theme(weight=Fraction(0)),
        lambda case, post: of_theme(case, post) and not (isinstance(post, Pin) and post.title in case.pieces),
    ),
}


def changed(found: Plan, earlier: tuple[Pin, ...]) -> int:
    """The number of posts that the plan has no more on their platform and day with their theme."""
    there = Counter((post.platform, post.day, post.theme) for post in found.posts)
    return (Counter((pin.platform, pin.day, pin.theme) for pin in earlier) - there).total()


@each_seed(1, 3, first=1)
@pytest.mark.parametrize("name", CHANGES)
def test_what_breaks_a_changed_rule_moves_and_hardly_anything_else(name: str, seed: int) -> None:
    case = planned(seed)
    change, is_broken = CHANGES[name]
    assert any(is_broken(case, pin) for pin in case.earlier), "the change would show nothing"
    found = plan(change(case), case.kept, TODAY, case.earlier)
    to_come = [post for post in found.posts if post.day >= TODAY]
    is_free = [not (post.has_named_day or (name == WEIGHT and found.subjects[post.subject].piece)) for post in to_come]
    assert [post for post, free in zip(to_come, is_free, strict=True) if free and is_broken(case, post)] == []
    unbroken = tuple(pin for pin in case.earlier if not is_broken(case, pin))
    assert changed(found, unbroken) <= OTHERS_CHANGED * len(unbroken)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_raised_spacing_is_kept(seed: int) -> None:
    case = planned(seed)
    found = plan(case.with_theme(spacing=21), case.kept, TODAY, case.earlier)
    for platform in case.strategy.platforms:
        own = [post for post in found.posts if of_theme(case, post) and post.platform == platform.platform]
        near = [(a, b) for a, b in pairwise(own) if (b.day - a.day).days < 21 and b.day >= TODAY]
        assert all(any(post.has_named_day or post.kept_id for post in pair) for pair in near)
    unbroken = tuple(pin for pin in case.earlier if not of_theme(case, pin))
    assert changed(found, unbroken) <= OTHERS_CHANGED * len(unbroken)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_lowered_maximum_is_kept(seed: int) -> None:
    """Two posts a day on three days, then one a day: half of the posts find another day, or are told."""
    drawn = planned(seed)
    rows = (
        replace(row, days=(0, 2, 4), max_per_day=2, cadence=replace(row.cadence, count=Fraction(6)))
        for row in drawn.strategy.platforms[:1]
    )
    strategy = replace(drawn.strategy, platforms=(*rows, *drawn.strategy.platforms[1:]))
    pins = pins_of(plan(strategy, (), START))
    kept, earlier = [pin for pin in pins if pin.day < TODAY], [pin for pin in pins if pin.day >= TODAY]
    lowered = replace(strategy.platforms[0], max_per_day=1)
    found = plan(replace(strategy, platforms=(lowered, *strategy.platforms[1:])), kept, TODAY, earlier)
    days = Counter(post.day for post in found.posts if post.platform == lowered.platform and post.day >= TODAY)
    named = Counter(post.day for post in found.posts if post.platform == lowered.platform and post.has_named_day)
    assert all(count <= max(1, named[day]) for day, count in days.items())
    assert any(problem.code.startswith("frequency") for problem in found.problems)
    others = tuple(pin for pin in earlier if pin.platform != lowered.platform)
    assert changed(found, others) <= OTHERS_CHANGED * len(others)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_posts_that_stay_keep_their_hour(seed: int) -> None:
    """One weekday less: every post that keeps its day and theme keeps its hour."""
    case = planned(seed)
    found = plan(case.with_platform(days=other_days(case)), case.kept, TODAY, case.earlier)
    hours = {(post.platform, post.day, post.theme): post.time for post in found.posts}
    for pin in case.earlier:
        assert hours.get((pin.platform, pin.day, pin.theme), pin.time) == pin.time


def test_a_post_that_a_closed_day_has_moved_stays_once_that_day_is_over() -> None:
    """Monday is closed, its post stands on Tuesday: a run on Tuesday still finds it there."""
    case = planned(1)
    days = (0, 2, 4)
    strategy = replace(case.with_platform(days=days, cadence=Cadence(Fraction(3))), content=())
    monday = TODAY + timedelta(weeks=2)
    strategy = replace(strategy, key_dates=(KeyDate(name="Stock-taking", date=monday, treatment="quiet"),))
    pins = pins_of(plan(strategy, (), START))
    moved = [pin for pin in pins if pin.platform == case.platform and pin.day.weekday() not in days]
    assert [pin.day for pin in moved] == [monday + timedelta(days=1)]
    today = monday + timedelta(days=1)
    kept, earlier = [pin for pin in pins if pin.day < today], [pin for pin in pins if pin.day >= today]
    retitled = replace(strategy, settings=replace(strategy.settings, website="https://example.org"))
    found = plan(retitled, kept, today, earlier)
    assert changed(found, tuple(earlier)) == 0
    assert len(found.posts) == len(pins)
    # But not where the platform has other days since then.
    otherwise = replace(
        strategy,
        platforms=tuple(
            replace(row, days=(2, 3, 4)) if row.platform == case.platform else row for row in strategy.platforms
        ),
    )
    found = plan(otherwise, kept, today, earlier)
    assert {post.day.weekday() for post in found.posts if post.platform == case.platform and post.day >= today} <= {
        2,
        3,
        4,
    }
