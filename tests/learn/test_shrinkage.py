"""Effects against published examples, and their properties."""

from __future__ import annotations

from itertools import pairwise
from math import exp, log, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calgen.learn.shrinkage import LevelMean, level_effects, level_means, spread_between

# themes: name, posts, rate; effect, its interval, chance above (computed apart with numpy)
THEMES = (
    ("Coulisses", 14, 0.031, 1.05, 0.71, 1.56, 0.59),
    ("Conseils", 11, 0.024, 0.91, 0.60, 1.38, 0.35),
    ("Avant/après", 9, 0.052, 1.36, 0.84, 2.20, 0.88),
    ("Offres", 12, 0.017, 0.75, 0.47, 1.19, 0.13),
    ("Questions", 6, 0.030, 1.02, 0.66, 1.58, 0.53),
)


def theme_means() -> list[LevelMean]:
    return [LevelMean(name, log(rate), 0.85 / sqrt(n), n) for name, n, rate, *_ in THEMES]


def test_themes_of_a_salon() -> None:
    for effect, (name, _, _, factor, low, high, chance) in zip(level_effects(theme_means()), THEMES, strict=True):
        assert effect.name == name
        assert [exp(effect.effect), exp(effect.low), exp(effect.high)] == pytest.approx([factor, low, high], abs=0.006)
        assert effect.chance_above == pytest.approx(chance, abs=0.006)
    assert spread_between(theme_means()) == pytest.approx(0.34, abs=0.005)


def test_eight_schools() -> None:
    """Rubin (1981), with a flat prior of tau; posterior means by a grid of 6,001 points."""
    effects = [28, 8, -3, 7, -1, 1, 18, 12]
    errors = [15, 10, 16, 11, 9, 11, 10, 18]
    schools = [LevelMean(str(n), mean, error) for n, (mean, error) in enumerate(zip(effects, errors, strict=True))]
    found = level_effects(schools, [n / 100 for n in range(6001)], lambda tau: 0.0)
    expected = [11.40, 7.89, 6.13, 7.64, 5.13, 6.14, 10.66, 8.46]
    assert [effect.expected for effect in found] == pytest.approx(expected, abs=0.005)


def test_batters_shrink_towards_their_mean() -> None:
    """Efron and Morris (1975): 18 batters after 45 at bats; the factor of James and Stein is .212, and error falls."""
    hits = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]
    rest = [0.346, 0.298, 0.276, 0.222, 0.273, 0.270, 0.263, 0.210, 0.269, 0.230, 0.264, 0.256, 0.303, 0.264, 0.226,
        0.285, 0.316, 0.200]  # fmt: skip
    error = sqrt(0.265 * 0.735 / 45)
    batters = [LevelMean(str(n), count / 45, error) for n, count in enumerate(hits)]
    found = level_effects(batters, [n / 2000 for n in range(301)], lambda tau: 0.0)
    factors = [effect.effect / (count / 45 - sum(hits) / 810) for effect, count in zip(found, hits, strict=True)]
    assert max(factors) == pytest.approx(min(factors))  # equal errors: all shrink by one factor
    assert 0.1 < factors[0] < 0.4

    def squared_error(estimates: list[float]) -> float:
        return sum((estimate - true) ** 2 for estimate, true in zip(estimates, rest, strict=True))

    raw, shrunk = squared_error([count / 45 for count in hits]), squared_error([effect.expected for effect in found])
    assert raw == pytest.approx(0.0753, abs=0.0005)
    assert raw / shrunk > 2.5


MEASURES = st.dictionaries(
    st.sampled_from("ABCDEF"), st.lists(st.floats(-3, 3).map(lambda x: round(x, 3)), min_size=1, max_size=9), min_size=2
)


@settings(max_examples=30, deadline=None)
@given(MEASURES, st.floats(-5, 5))
def test_a_shift_changes_no_effect(measures: dict[str, list[float]], shift: float) -> None:
    before = level_effects(level_means(measures))
    after = level_effects(level_means({name: [z + shift for z in values] for name, values in measures.items()}))
    assert [effect.effect for effect in after] == pytest.approx([effect.effect for effect in before], abs=1e-6)
    names = [effect.name for effect in before]
    assert names == sorted(names)  # whatever the order of rows


def test_equal_means_have_no_effect() -> None:
    found = level_effects(level_means({"a": [1.0, 2.0, 3.0], "b": [2.0, 1.0, 3.0]}))
    assert [effect.effect for effect in found] == pytest.approx([0, 0], abs=1e-12)
    assert [effect.chance_above for effect in found] == pytest.approx([0.5, 0.5], abs=1e-9)
    flat = level_effects(level_means({"a": [1.0, 1.0, 1.0], "b": [1.0, 1.0, 1.0]}))
    assert [abs(effect.effect) < 1e-9 and effect.chance_above == 0.5 for effect in flat] == [True, True]


def test_many_posts_give_raw_means() -> None:
    found = level_effects([LevelMean("a", 0.4, 1e-4), LevelMean("b", -0.4, 1e-4)])
    assert [effect.expected for effect in found] == pytest.approx([0.4, -0.4], abs=1e-4)


def test_one_level_or_few_posts_say_nothing() -> None:
    assert [effect.effect for effect in level_effects(level_means({"a": [1.0, 5.0, 2.0, 9.0]}))] == [0.0]
    assert level_means({"a": [1.0, 2.0], "b": [3.0, 4.0]}) == []


def test_the_error_of_few_posts_is_inflated() -> None:
    few, many = ({name: [0.0, 1.0] * n for name in "ab"} for n in (3, 20))
    freedom = 10
    deviation = sqrt(12 * 0.25 / freedom * freedom / (freedom - 2))
    assert level_means(few)[0].error == pytest.approx(deviation / sqrt(6))
    assert level_means(many)[0].error == pytest.approx(sqrt(80 * 0.25 / 78 / 40))


def test_more_posts_shrink_less() -> None:
    effects = [level_effects([LevelMean("a", 0.5, e), LevelMean("b", -0.5, e)])[0].effect for e in (0.5, 0.2, 0.05)]
    assert all(less < more for less, more in pairwise(effects))
