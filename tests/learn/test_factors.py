"""Measures of posts, and the effects of themes, formats and moments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calgen.learn.factors import factor_effects, ridge_effects
from calgen.learn.measures import PostResult, is_ripe, is_settled, measured_posts, moment, rate_measure

TODAY = date(2027, 6, 1)


def post(n: int, theme: str = "A", count: int = 50, **other: object) -> PostResult:
    made = PostResult(
        f"P{n:04}",
        "Facebook",
        "facebook",
        "promote",
        theme,
        "photo",
        TODAY - timedelta(days=8 + n),
        time(9),
        count,
        999,
    )
    return replace(made, **other)  # type: ignore[arg-type]


def test_the_measure_of_a_rate() -> None:
    assert rate_measure(0, 999) == log(0.5 / 1000)
    assert rate_measure(7, None) == log(7.5)


def test_ripe_posts_only() -> None:
    ages = (1, 2, 6, 7, 182, 183)
    ripe = [
        [is_ripe(post(0, day=TODAY - timedelta(days=age), network=n), TODAY) for age in ages] for n in ("facebook", "x")
    ]
    assert ripe == [[False, False, False, True, True, False], [False, True, True, True, True, False]]
    assert measured_posts([post(0, in_campaign=True)], TODAY) == []


def test_figures_settle_before_they_are_read() -> None:
    """What counts is the age of a post when its figures were read, not its age today."""
    old = post(0, day=TODAY - timedelta(days=30))
    days = (1, 6, 7, 40)
    assert [is_ripe(replace(old, read=old.day + timedelta(days=n)), TODAY) for n in days] == [False, False, True, True]
    assert is_ripe(post(0, day=TODAY - timedelta(days=1), network="stories"), TODAY)
    assert is_settled(post(0, day=TODAY - timedelta(days=400)), TODAY)


def test_figures_of_two_kinds_are_not_compared() -> None:
    """Clicks are a tenth of the engagements: neither the running level nor an effect mixes them."""
    posts = [
        post(n, theme="AB"[n % 2], count=(500, 50)[n % 2], measure=("engagements", "clicks")[n % 2]) for n in range(40)
    ]
    found = factor_effects(measured_posts(posts, TODAY))["theme"].effects["promote"]
    assert [e.effect for e in found] == pytest.approx([0, 0])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sets(st.integers(0, 6), max_size=3), st.floats(-3, 3)), max_size=30))
def test_ridge_regression_is_that_of_numpy(drawn: list[tuple[set[int], float]]) -> None:
    rows, values = [sorted(levels) for levels, _ in drawn], [value for _, value in drawn]
    design = np.array([[float(level in row) for level in range(7)] for row in rows]).reshape(len(rows), 7)
    expected = np.linalg.solve(design.T @ design + 2 * np.eye(7), design.T @ np.array(values))
    assert ridge_effects(rows, values, 7) == pytest.approx(list(expected), abs=1e-9)


def test_growth_credits_no_theme() -> None:
    """The figures double every ten weeks; the themes come one after the other, and differ in nothing."""
    growing = [post(n, theme="new" if n < 60 else "old", count=round(4000 * exp(-n * log(2) / 70))) for n in range(120)]
    effects = factor_effects(measured_posts(growing, TODAY))["theme"].effects["promote"]
    assert all(abs(effect.effect) < 0.05 for effect in effects)


def test_one_viral_post_owns_no_theme() -> None:
    posts = [post(n, theme="AB"[n % 2], count=50 + 3 * (n % 7)) for n in range(30)]
    viral = [replace(posts[0], count=90_000), *posts[1:]]
    measured = measured_posts(viral, TODAY)
    assert [m.post.id for m in measured if m.is_clipped] == ["P0000"]
    effects = {e.name: exp(e.effect) for e in factor_effects(measured)["theme"].effects["promote"]}
    assert effects["A"] < 1.1


def test_a_theme_that_is_better_is_found() -> None:
    posts = [post(n, theme="ABC"[n % 3], count=(120 if n % 3 == 0 else 40) + n % 5) for n in range(60)]
    found = {e.name: e for e in factor_effects(measured_posts(posts, TODAY))["theme"].effects["promote"]}
    assert found["A"].chance_above > 0.95
    assert exp(found["A"].effect) == pytest.approx(3 ** (2 / 3), rel=0.1)


def test_a_theme_is_not_credited_with_its_hour() -> None:
    """Evenings are three times as good, and theme A has more of them."""
    posts = []
    for n in range(90):
        evening = n % 3 == 0 or (n % 2 == 0 and n % 5 == 0)
        theme = "A" if (n % 3 == 0) != (n % 7 == 0) else "B"
        luck = exp((n * 37 % 19 - 9) / 12)
        posts.append(
            post(n, theme=theme, hour=time(19 if evening else 9), count=round((120 if evening else 40) * luck))
        )
    found = factor_effects(measured_posts(posts, TODAY))
    themes = {e.name: e.effect for e in found["theme"].effects["promote"]}
    hours = {e.name: e.effect for e in found["moment"].effects["Facebook"]}
    assert abs(themes["A"]) < 0.15
    assert hours["evening weekday"] > 0.3


def test_what_goes_together_is_told() -> None:
    posts = [post(n, theme="AB"[n % 2], hour=time(19 if n % 2 else 9)) for n in range(30)]
    found = factor_effects(measured_posts(posts, TODAY))
    assert found["theme"].inseparable == {}  # weekdays and weekends part the evenings
    workdays = [p for p in posts if p.day.weekday() < 5]
    found = factor_effects(measured_posts(workdays, TODAY))
    assert found["theme"].inseparable == {
        ("promote", "A"): ("moment", "late_morning weekday"),
        ("promote", "B"): ("moment", "evening weekday"),
    }


def test_too_few_posts_of_a_platform() -> None:
    assert factor_effects(measured_posts([post(n) for n in range(7)], TODAY))["theme"].effects == {}


def test_categories_are_not_compared() -> None:
    posts = [
        post(n, theme="AB"[n % 2], category=("promote", "interact")[n % 2], count=(10, 500)[n % 2]) for n in range(40)
    ]
    found = factor_effects(measured_posts(posts, TODAY))["theme"].effects
    assert [[e.effect for e in effects] for effects in found.values()] == [[0.0], [0.0]]


def test_moments() -> None:
    days = (date(2027, 5, 28), date(2027, 5, 29))
    assert [moment(post(0, day=day, hour=time(hour))) for day in days for hour in (5, 6, 21, 22)] == [
        *("night weekday", "morning weekday", "evening weekday", "night weekday"),
        *("night weekend", "morning weekend", "evening weekend", "night weekend"),
    ]
    assert moment(post(0, hour=None)) == ""
