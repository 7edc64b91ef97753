"""The certificate's unavoidable least: never more than the best of all plans, found by trying them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import accumulate, product

from hypothesis import event, given, settings
from hypothesis import strategies as st
from small_strategies import MONDAY, made, platform, strategy

from calgen.plan.target.lower_bound import ThemeCapacity, settled_bound, theme_capacity
from calgen.strategy.content import Piece
from calgen.strategy.key_dates import KeyDate

NAMES = ("a", "b", "c")


def best(count: int, shares: list[float], pins: list[str | None], name: str) -> float:
    """The least worst deviation of a name from its path, over all ways to fill the free places."""
    found = []
    for filling in product(NAMES[:count], repeat=len(pins)):
        if all(pin is None or pin == one for pin, one in zip(pins, filling, strict=True)):
            gap, worst = 0.0, 0.0
            for one, share in zip(filling, shares, strict=True):
                gap += (one == name) - share
                worst = max(worst, abs(gap))
            found.append(worst)
    return min(found)


@settings(max_examples=150)
@given(st.data(), st.integers(2, 3), st.integers(1, 9))
def test_the_least_is_a_lower_bound(data: st.DataObject, count: int, posts: int) -> None:
    """It needs only which posts are settled: whatever the free ones hold, it stays at or below the best plan."""
    shares = data.draw(st.lists(st.sampled_from((0.0, 0.2, 1 / 3, 0.5, 0.8, 1.0)), min_size=posts, max_size=posts))
    free = st.one_of(st.none(), st.sampled_from(NAMES[:count]))
    pins = data.draw(st.lists(free, min_size=posts, max_size=posts))
    for filler in NAMES[:count]:
        mine = [(pin or filler) == "a" for pin in pins]
        bound = settled_bound(mine, shares, [pin is not None for pin in pins])
        assert bound <= best(count, shares, pins, "a") + 1e-9


def tells(free: list[bool | None], due: list[tuple[int, int, bool]], own: bool) -> bool:
    """Whether each window has a free post of its own: the one that closes first takes the first that it may."""
    left = {at for at, one in enumerate(free) if one is own}
    for first, last, _ in sorted((one for one in due if one[2] is own), key=lambda one: one[1]):
        taken = min((at for at in left if first <= at <= last), default=None)
        if taken is None:
            return False
        left.remove(taken)
    return True


@settings(max_examples=120)
@given(st.data(), st.integers(2, 3), st.integers(2, 6))
def test_windows_force_no_more_than_the_best_plan_that_tells_them(data: st.DataObject, count: int, posts: int) -> None:
    shares = data.draw(st.lists(st.sampled_from((0.0, 0.2, 1 / 3, 0.5, 1.0)), min_size=posts, max_size=posts))
    pins = data.draw(st.lists(st.sampled_from((None, None, *NAMES[:count])), min_size=posts, max_size=posts))
    place = st.integers(0, posts - 1)
    drawn = data.draw(st.lists(st.tuples(place, place, st.booleans()), max_size=5))
    due = [(min(one), max(one), own) for *one, own in drawn]
    found = []
    for filling in product(NAMES[:count], repeat=posts):
        fits = all(pin is None or pin == one for pin, one in zip(pins, filling, strict=True))
        free = [(one == "a") if pin is None else None for pin, one in zip(pins, filling, strict=True)]
        if fits and all(tells(free, due, own) for own in (True, False)):
            gap, worst = 0.0, 0.0
            for one, share in zip(filling, shares, strict=True):
                gap += (one == "a") - share
                worst = max(worst, abs(gap))
            found.append(worst)
    if found:  # else no plan tells them all
        mine = [pin == "a" for pin in pins]
        assert settled_bound(mine, shares, [pin is not None for pin in pins], due) <= min(found) + 1e-9


THEMES = {"a1": "a", "a2": "a", "b": "b"}


@settings(max_examples=120)
@given(st.data(), st.integers(1, 6))
def test_spacing_forces_no_more_than_the_best_plan_that_keeps_it(data: st.DataObject, posts: int) -> None:
    days = sorted(data.draw(st.lists(st.integers(0, 9), min_size=posts, max_size=posts)))
    spacing = {theme: data.draw(st.integers(1, 6)) for theme in THEMES}
    open_ = [data.draw(st.sets(st.sampled_from(sorted(THEMES)))) for _ in days]
    shares = data.draw(st.lists(st.sampled_from((0.0, 0.2, 0.5, 1.0)), min_size=posts, max_size=posts))
    fixed = data.draw(st.lists(st.sampled_from((None, None, None, *THEMES)), min_size=posts, max_size=posts))
    capacity = theme_capacity(days, open_, fixed, spacing, {})
    found = []
    for filling in product(THEMES, repeat=posts):
        if kept(filling, days, open_, fixed, spacing):
            gaps = list(accumulate((THEMES[one] == "a") - share for one, share in zip(filling, shares, strict=True)))
            found.append(max(map(abs, gaps)))
    if found:  # else some post must go without a theme
        bound = capacity.bound(shares, ["a1", "a2"])
        assert bound <= min(found) + 1e-9
        event(f"forced: {bound > 0.5}")


def kept(
    filling: Sequence[str],
    days: Sequence[int],
    open_: Sequence[set[str]],
    fixed: Sequence[str | None],
    spacing: dict[str, int],
) -> bool:
    """Whether every free post has a theme that may stand there, far enough from the free ones before it."""
    last: dict[str, int] = {}
    for one, day, there, pin in zip(filling, days, open_, fixed, strict=True):
        if pin is not None:
            if one != pin:
                return False
        elif one not in there or day - last.get(one, -99) < spacing[one]:
            return False
        else:
            last[one] = day
    return True


def test_a_spaced_theme_has_room_for_so_many() -> None:
    """Ten posts on ten days, half of which are asked of a theme that comes every fourth day: three, and not five."""
    capacity = theme_capacity(range(10), [{"a"}] * 10, [None] * 10, {"a": 4}, {})
    assert capacity.by_theme["a"] == [1, 1, 1, 1, 2, 2, 2, 2, 3, 3]
    both = ThemeCapacity({**capacity.by_theme, "b": [*range(1, 11)]})
    assert both.bound([0.5] * 10, ["a"]) == 2.0
    assert both.bound([0.5] * 10, ["b"]) == 2.0  # what the other theme leaves


def test_three_windows_that_close_together_force_what_three_pins_do() -> None:
    assert settled_bound([False] * 3, [1 / 3] * 3, [False] * 3, [(0, 2, True)] * 3) == 2.0


def test_windows_in_the_middle_force_half_of_what_rises() -> None:
    """Six in a row between six free posts and six: four too many there, two too few before and two too many after."""
    assert abs(least_of((6 + n, 6 + n) for n in range(6)) - 2) < 1e-9
    assert abs(least_of([(6, 11)] * 6) - 2) < 1e-9
    assert abs(least_of([(0, 11)] * 6) - 2) < 1e-9
    assert abs(least_of([(0, 17)] * 6)) < 1e-9


def least_of(windows: Iterable[tuple[int, int]]) -> float:
    """The least of a name with these windows among eighteen free posts, a third of which are its own."""
    return settled_bound([False] * 18, [1 / 3] * 18, [False] * 18, [(*one, True) for one in windows])


def test_the_least_of_three_pins_in_a_row() -> None:
    """Three settled posts of a third: at the third, two more than its path."""
    assert settled_bound([True] * 3, [1 / 3] * 3, [True] * 3) == 2.0


def test_free_posts_force_nothing() -> None:
    """Half a post: some slot must go one way or the other, but no settled post forces it."""
    assert settled_bound([True, False], [0.0, 0.0], [False, False]) == 0.0


def test_a_hook_in_place_of_a_piece_forces_nothing() -> None:
    """The week's one post is the key date's, outside the mix; the piece has no other post, and nothing is forced."""
    hook = KeyDate(name="Fête", date=MONDAY, treatment="hook", theme="Thème 0")
    piece = Piece(title="Guide", theme="Thème 0", end=MONDAY)
    one = made(replace(strategy(platform(count="1"), piece, weeks=1), key_dates=(hook,)))
    assert [(one.subject(post).piece, post.key_date) for post in one.posts] == [("", "Fête")]
    assert {line.unavoidable for line in one.plan.certificate} == {0.0}


def test_a_theme_that_the_planner_chose_for_a_hook_forces_nothing() -> None:
    """A key date without a theme has its day settled, not what it holds."""
    hooks = tuple(KeyDate(name=f"Fête {n}", date=MONDAY + timedelta(days=n), treatment="hook") for n in range(6))
    one = made(replace(strategy(platform(count="6"), weeks=1), key_dates=hooks))
    assert len(one.posts) == 6
    assert {line.unavoidable for line in one.plan.certificate} == {0.0}
