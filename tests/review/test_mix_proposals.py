"""Shares of the mix: only by clicks or conversions, by half a step, and always with the sum that they had."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from review_rows import TODAY, objective, platform, row, source, strategy

from calgen.book.problems import Place
from calgen.learn.measures import measured_posts
from calgen.learn.proposals import proposed_shares
from calgen.review.effect_review import post_results
from calgen.review.mix_proposals import category_effects, rounded_shares, shares
from calgen.review.neutral_texts import share_text
from calgen.review.reviewed_rows import ReviewedRow
from calgen.strategy.mix import MixShare


def mix(*percents: int, platform: str = "") -> tuple[MixShare, ...]:
    names = ("promote", "curate", "interact")
    return tuple(
        MixShare(category=name, share=Fraction(percent, 100), platform=platform, source=source("Mix", n))
        for n, (name, percent) in enumerate(zip(names, percents, strict=True), 2)
    )


def some_rows(times: float = 3.0, **more: object) -> list[ReviewedRow]:
    """Posts that promote bring so many times the clicks of the others."""
    found = []
    for n in range(80):
        category = ("promote", "curate", "interact")[n % 3]
        luck = exp(((n * 29) % 31 - 15) / 25)
        clicks = round(30 * luck * (times if category == "promote" else 1))
        found.append(row(n, "ABC"[n % 3], category=category, clicks=clicks, conversions=None, **more))
    return found


CLICKS = strategy(objectives=(objective(kpi="clicks"),), mix=mix(30, 40, 30))


def test_what_promotes_gains_half_a_step() -> None:
    (found,) = shares(CLICKS, some_rows(), TODAY)
    assert (found.kind, found.tab, found.name, found.column, found.group) == ("share", "mix", "promote", "share", "")
    assert (found.before, found.place) == ("30 %", Place("Mix", "B2"))
    assert found.effect is not None
    assert found.effect.chance_above > 0.9
    after = {"promote": found.after, **{change.name: change.after for change in found.also}}
    percents = {name: int(text.removesuffix(" %")) for name, text in after.items()}
    up = 1.25**0.5  # the others are not surely below the average
    assert percents["promote"] == round(100 * 30 * up / (30 * up + 70))
    assert sum(percents.values()) == 100
    assert [(change.before, change.place.cell) for change in found.also] == [("40 %", "B3"), ("30 %", "B4")]


def test_nothing_is_proposed_without_a_difference_or_a_mix() -> None:
    assert shares(CLICKS, some_rows(1.0), TODAY) == ()
    assert shares(replace(CLICKS, mix=()), some_rows(), TODAY) == ()
    assert shares(CLICKS, some_rows()[:7], TODAY) == ()


@pytest.mark.parametrize("kpi", ["comments", "views"])
def test_engagement_and_views_say_nothing_about_the_mix(kpi: str) -> None:
    own = replace(CLICKS, objectives=(objective(kpi=kpi, domain="community"),))
    rows = [replace(r, engagements=r.clicks, impressions=1000) for r in some_rows()]
    assert shares(own, rows, TODAY) == ()


def test_a_platform_with_its_own_mix_is_judged_alone() -> None:
    own = replace(
        CLICKS,
        platforms=(platform(), platform("Instagram", 3)),
        mix=(*mix(30, 40, 30), *mix(20, 40, 40, platform="Instagram")),
    )
    here = [replace(r, id=f"I{r.id}", platform="Instagram") for r in some_rows()]
    (found,) = shares(own, [*some_rows(1.0), *here], TODAY)
    assert (found.group, found.name, found.before) == ("Instagram", "promote", "20 %")


def test_the_effect_is_that_of_the_rates() -> None:
    rows = some_rows()
    measures = {("Facebook", name): "clicks" for name in ("promote", "curate", "interact")}
    measured = measured_posts(post_results(rows, measures), TODAY)
    effects = {effect.name: effect for effect in category_effects(measured)}
    values = {name: [m.measure for m in measured if m.post.category == name] for name in effects}
    means = {name: np.mean(found) for name, found in values.items()}
    assert effects["promote"].effect == pytest.approx(means["promote"] - np.mean(list(means.values())), rel=0.05)
    assert effects["promote"].effect == pytest.approx(log(3) * 2 / 3, rel=0.15)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=2, max_size=5), st.data())
def test_rounded_shares_sum_up(parts: list[int], data: st.DataObject) -> None:
    total = sum(parts)
    found = {str(n): part / total for n, part in enumerate(parts)}
    rounded = rounded_shares(found)
    assert sum(rounded.values()) == 1
    assert all(abs(float(rounded[name]) - share) < 0.01 for name, share in found.items())
    effects = category_effects([])
    assert effects == []
    assert proposed_shares(found, effects, 0.5) == pytest.approx(found)


def test_texts_of_shares() -> None:
    assert [share_text(Fraction(share)) for share in ("2/5", "1/3", "1/8")] == ["40 %", "33.33 %", "12.5 %"]
