"""Silences, gaps and repeated days, on calendars of a few posts; and against plain loops on random ones."""

from __future__ import annotations

from datetime import date, timedelta

from counted import post
from hypothesis import given
from hypothesis import strategies as st

from calgen.figures.counted_posts import CountedPost
from calgen.figures.theme_intervals import ThemeIntervals

FIRST, LAST = date(2027, 1, 1), date(2027, 1, 31)


def gaps(*posts: CountedPost) -> ThemeIntervals:
    return ThemeIntervals(posts, FIRST, LAST)


def test_a_theme_is_silent_from_the_first_day_to_the_last() -> None:
    assert gaps(post(11), post(15)).longest_silence("Soins") == 16
    assert gaps(post(21), post(25)).longest_silence("Soins") == 20
    assert gaps(post(5), post(25)).longest_silence("Soins") == 19
    assert gaps().longest_silence("Soins") == 31


def test_a_theme_with_a_season_is_silent_within_it_alone() -> None:
    """From its first day to its last: before and after nothing is asked of it."""
    season = {"Soins": (date(2027, 1, 10), date(2027, 1, 20))}

    def longest(*days: int) -> int:
        return ThemeIntervals(map(post, days), FIRST, LAST, season).longest_silence("Soins")

    assert [longest(), longest(10), longest(12), longest(18), longest(11, 19), longest(2, 30)] == [11, 10, 8, 8, 7, 11]
    assert ThemeIntervals((), FIRST, LAST, {"Soins": (date(2027, 2, 2), LAST)}).longest_silence("Soins") == 0


def test_the_shortest_gap_is_that_of_one_platform() -> None:
    assert gaps(post(3), post(5, platform="Forum"), post(10)).shortest_interval("Soins") == 7
    assert gaps(post(3), post(3, subject="S0002")).shortest_interval("Soins") == 0
    assert gaps(post(3)).shortest_interval("Soins") is None


def test_a_day_is_repeated_with_another_subject_on_another_platform() -> None:
    first, launch, other = post(3), post(3, platform="Forum"), post(3, platform="Forum", subject="S0002")
    assert gaps(first, launch).repeated_days == []
    assert gaps(first, post(3, subject="S0002")).repeated_days == []
    assert gaps(first, other).repeated_days == [date(2027, 1, 3)]


def test_a_post_without_a_theme_has_no_gap() -> None:
    bare = post(3, theme="")
    found = gaps(bare, post(3, platform="Forum", subject="S0002"))
    assert (found.days_since(bare), found.silence(bare), found.previous_day(bare)) == (None, None, None)
    assert not found.is_repeated(bare)
    assert found.repeated_days == []


POSTS = st.lists(
    st.builds(
        post,
        st.integers(1, 31),
        platform=st.sampled_from("AB"),
        theme=st.sampled_from(("X", "Y")),
        subject=st.sampled_from(("S1", "S2")),
    ),
    max_size=12,
)


@given(POSTS)
def test_every_figure_is_that_of_plain_loops(posts: list[CountedPost]) -> None:
    found = gaps(*posts)
    for one in posts:
        assert one.day
        own = [other for other in posts if other.theme == one.theme]
        here = [other.day for other in own if other.platform == one.platform and other.day]
        before = max((day for day in here if day < one.day), default=None)
        assert found.previous_day(one) == before
        expected = 0 if here.count(one.day) > 1 else (one.day - before).days if before else None
        assert found.days_since(one) == expected
        last = max((other.day for other in own if other.day and other.day < one.day), default=FIRST - timedelta(days=1))
        assert found.silence(one) == (one.day - last).days - 1
        twice = (
            other.platform != one.platform and other.subject != one.subject for other in own if other.day == one.day
        )
        assert found.is_repeated(one) == any(twice)
    for theme in ("X", "Y"):
        days = {post.day for post in posts if post.theme == theme}
        runs, run = [0], 0
        for n in range((LAST - FIRST).days + 1):
            run = 0 if FIRST + timedelta(days=n) in days else run + 1
            runs.append(run)
        assert found.longest_silence(theme) == max(runs)
