"""Effects of themes, formats and moments counted again with numpy, and the posts that did best and worst."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import time, timedelta
from math import exp, log
from statistics import NormalDist

import numpy as np
import pytest
from review_rows import START, TODAY, objective, platform, row, strategy

from calgen.review.effect_review import LearnedPosts, best_and_worst, clipped_posts, learned_posts, review_effects
from calgen.review.reviewed_rows import ReviewedRow

COMMUNITY = strategy(
    objectives=(objective("Talk", "comments", domain="community"),),
    platforms=(platform(objectives=("Talk",)), platform("Instagram", objectives=("Talk",))),
)


def some_rows(count: int = 60) -> list[ReviewedRow]:
    """Posts on two platforms; theme B does better, evenings do worse, and luck has no pattern."""
    found = []
    for n in range(count):
        name, evening = "ABC"[(n * 7 + n // 5) % 3], n % 4 == 1
        luck = exp(((n * 29) % 31 - 15) / 15)
        reactions = round(40 * luck * (2.2 if name == "B" else 1) * (0.7 if evening else 1)) + 1
        found.append(
            row(n, name, platform=("Facebook", "Instagram")[n % 3 == 0], engagements=reactions, objective="Talk",
                impressions=900 + 13 * (n * 17 % 50), hour=time(19 if evening else 9),
                format=("photo", "carousel")[n * n % 5 == 1])
        )  # fmt: skip
    return found


def learned(rows: Sequence[ReviewedRow]) -> LearnedPosts:
    return learned_posts(COMMUNITY, rows, TODAY)


def counted_again(rows: Sequence[ReviewedRow]) -> dict[tuple[str, str, str], tuple[float, float, float]]:
    """Mean, low end and chance of each effect: running medians, clipping, ridge regression, a grid over tau."""
    rows = sorted((r for r in rows if (TODAY - r.day).days >= 7), key=lambda r: (r.platform, r.day, r.id))
    z = np.array([log((r.engagements + 0.5) / (r.impressions + 1)) for r in rows])  # type: ignore[operator]
    days = np.array([r.day.toordinal() for r in rows])
    places, themes = np.array([r.platform for r in rows]), np.array([r.theme for r in rows])
    near = (abs(days[:, None] - days) <= 28) & (places[:, None] == places)
    z = z - np.array([np.median(z[mask]) for mask in near])
    middle = np.array([np.median(z[themes == name]) for name in themes])
    room = 3 * 1.4826 * np.median(abs(z - middle))
    z = np.clip(z, middle - room, middle + room)
    for place in set(places):
        z[places == place] -= z[places == place].mean()
    moments = [f"{'evening' if r.hour.hour == 19 else 'late_morning'} "  # type: ignore[union-attr]
               f"{'weekend' if r.day.weekday() > 4 else 'weekday'}" for r in rows]  # fmt: skip
    levels = {
        "theme": [("promote", r.theme) for r in rows],
        "format": [(r.platform, r.format) for r in rows],
        "moment": [(r.platform, at) for r, at in zip(rows, moments, strict=True)],
    }
    columns = [(name, level) for name, own in levels.items() for level in sorted(set(own))]
    design = np.array([[float(own == level) for name, level in columns for own in [levels[name][n]]]
                       for n in range(len(rows))])  # fmt: skip
    solved = np.linalg.solve(design.T @ design + 2 * np.eye(len(columns)), design.T @ z)
    found: dict[tuple[str, str, str], tuple[float, float, float]] = {}
    for name in levels:
        others = [n for n, (factor, _) in enumerate(columns) if factor != name]
        rest = z - design[:, others] @ solved[others]
        for group in {group for group, _ in levels[name]}:
            own = {level: rest[[pair == (group, level) for pair in levels[name]]]
                   for g, level in sorted(set(levels[name])) if g == group}  # fmt: skip
            found |= {(name, group, level): values for level, values in posterior(own).items()}
    return found


def posterior(own: dict[str, np.ndarray]) -> dict[str, tuple[float, float, float]]:
    """Gelman et al., Bayesian Data Analysis, section 5.4, with a half-normal prior of tau."""
    n = np.array([len(values) for values in own.values()])
    m = np.array([values.mean() for values in own.values()])
    df = n.sum() - len(n)
    s2 = sum(((values - values.mean()) ** 2).sum() for values in own.values()) / df * (df / (df - 2) if df < 30 else 1)
    tau = np.linspace(0, 1.5, 151)[:, None]
    spread = s2 / n + tau**2
    v = 1 / (1 / spread).sum(1)
    mu = v * (m / spread).sum(1)
    logs = -((tau[:, 0] / 0.5) ** 2) / 2 + np.log(v) / 2 - (np.log(spread) + (m - mu[:, None]) ** 2 / spread).sum(1) / 2
    weight = np.exp(logs - logs.max())
    weight /= weight.sum()
    b = tau**2 / spread
    effect, sd = b * (m - mu[:, None]), np.sqrt(tau**2 * (1 - b) + b**2 * v[:, None])
    mean = weight @ effect
    half = 1.6448536 * np.sqrt(weight @ (sd**2 + effect**2) - mean**2)
    at_zero = np.vectorize(lambda e, d: NormalDist(e, d).cdf(0) if d else 0.5)(effect, sd)
    above = 1 - weight @ at_zero
    return {name: (mean[k], mean[k] - half[k], above[k]) for k, name in enumerate(own)}


def test_effects_are_those_that_numpy_counts() -> None:
    rows = some_rows()
    found = {(e.factor, e.group, e.effect.name): (e.effect.effect, e.effect.low, e.effect.chance_above)
             for e in review_effects(learned(rows))}  # fmt: skip
    expected = counted_again(rows)
    assert found.keys() == expected.keys()
    for key, values in expected.items():
        assert found[key] == pytest.approx(values, abs=1e-4), key
    assert found["theme", "promote", "B"][2] > 0.8


def test_effects_do_not_depend_on_what_is_common_to_all() -> None:
    """Neither the order of the rows, nor a factor on all figures of a platform changes an effect."""
    rows = [replace(r, engagements=4000 + 100 * (r.engagements or 0), impressions=99_999) for r in some_rows()]
    ten_times = [replace(r, impressions=999_999) if r.platform == "Instagram" else r for r in rows]
    found = review_effects(learned(rows))
    assert review_effects(learned(rows[::-1])) == found
    for scaled, other in zip(review_effects(learned(ten_times)), found, strict=True):
        assert scaled.effect.effect == pytest.approx(other.effect.effect, abs=1e-9)


def test_equal_posts_have_no_effect() -> None:
    rows = [replace(r, engagements=40, impressions=999) for r in some_rows()]
    effects = review_effects(learned(rows))
    assert effects
    assert all(e.effect.effect == pytest.approx(0) for e in effects)
    assert best_and_worst(learned(rows)) == ((), ())


def test_the_measure_and_what_goes_together_are_told() -> None:
    rows = [row(n, "AB"[n % 2], objective="Talk", hour=time(19 if n % 2 else 9), engagements=30 + n % 7)
            for n in range(90) if (START + timedelta(days=n)).weekday() < 5]  # fmt: skip
    effects = {(e.factor, e.effect.name): e for e in review_effects(learned(rows))}
    assert {e.measures for e in effects.values()} == {("engagements",)}
    assert effects["theme", "A"].inseparable == ("moment", "late_morning weekday")
    assert effects["moment", "evening weekday"].inseparable == ("theme", "B")
    assert effects["format", "photo"].inseparable is None


def test_what_is_too_young_or_of_a_campaign_teaches_nothing() -> None:
    rows = [row(n, objective="Talk", engagements=30 + n % 7) for n in range(90)]
    known = {post.post.id for post in learned(rows).measured}
    assert "P0084" in known  # seven days before today
    assert "P0085" not in known
    rows = [replace(r, campaign="Spring") if r.id == "P0050" else r for r in rows]
    rows = [replace(r, read=r.day + timedelta(days=2)) if r.id == "P0060" else r for r in rows]
    assert known - {post.post.id for post in learned(rows).measured} == {"P0050", "P0060"}


def test_few_posts_of_a_platform_teach_nothing() -> None:
    rows = [row(n, "AB"[n % 2], objective="Talk", engagements=10 + n) for n in range(7)]
    assert review_effects(learned(rows)) == ()
    assert best_and_worst(learned(rows)) == ((), ())


def test_posts_without_impressions_are_not_compared_with_rates() -> None:
    seen = [None if n % 4 == 0 else 999 for n in range(40)]
    rows = [row(n, objective="Talk", engagements=30 + n % 7, impressions=count) for n, count in enumerate(seen)]
    assert {post.post.impressions for post in learned(rows).measured} == {999}
    mostly_unknown = [replace(r, impressions=999 if r.impressions is None else None) for r in rows]
    posts = learned(mostly_unknown).measured
    assert len(posts) == 40
    assert {post.post.impressions for post in posts} == {None}


def test_the_best_and_the_worst_posts() -> None:
    rows = some_rows()
    best, worst = best_and_worst(learned(rows))
    rates = {r.id: log((r.engagements + 0.5) / (r.impressions + 1)) for r in rows}  # type: ignore[operator]
    assert len(best) == len(worst) == 5
    assert not {post.id for post in best} & {post.id for post in worst}
    assert min(post.times for post in best) > 1 > max(post.times for post in worst)
    assert [post.times for post in best] == sorted((post.times for post in best), reverse=True)
    assert [post.times for post in worst] == sorted(post.times for post in worst)
    assert min(rates[post.id] for post in best) > max(rates[post.id] for post in worst)
    assert {post.measure for post in (*best, *worst)} == {"engagements"}


def test_one_viral_post_is_told() -> None:
    rows = some_rows()
    viral = [replace(r, engagements=90_000, impressions=99_000) if r.id == "P0010" else r for r in rows]
    assert [post.id for post in clipped_posts(learned(viral))] == ["P0010"]
    level = next(e for e in review_effects(learned(viral)) if e.clipped and e.factor == "theme")
    assert (level.effect.name, level.clipped) == (viral[10].theme, ("P0010",))
