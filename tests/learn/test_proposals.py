"""Proposals: bounded, summing up, and few."""

from __future__ import annotations

from fractions import Fraction
from math import log, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calgen.learn.proposals import proposed_shares, step, weight_proposals
from calgen.learn.shrinkage import LevelEffect, LevelMean, level_effects


def salon_effects() -> list[LevelEffect]:
    rates = (("Coulisses", 14, 0.031), ("Conseils", 11, 0.024), ("Avant/après", 9, 0.052), ("Offres", 12, 0.017),
        ("Questions", 6, 0.030))  # fmt: skip
    return level_effects([LevelMean(name, log(rate), 0.85 / sqrt(n), n) for name, n, rate in rates])


def test_shares_of_a_salon() -> None:
    shares = {"Coulisses": 25.0, "Conseils": 25.0, "Avant/après": 12.5, "Offres": 25.0, "Questions": 12.5}
    found = proposed_shares(shares, salon_effects())
    assert [round(share, 1) for share in found.values()] == [25.5, 25.5, 15.9, 20.4, 12.7]


def test_weights_of_a_salon() -> None:
    weights = {"Coulisses": 2, "Conseils": 2, "Avant/après": 1, "Offres": 2, "Questions": 1}
    found = weight_proposals({name: Fraction(n) for name, n in weights.items()}, salon_effects())
    assert {proposal.theme: proposal.after for proposal in found} == {
        "Avant/après": Fraction(5, 4),
        "Offres": Fraction(3, 2),
    }
    barred = weight_proposals({name: Fraction(n) for name, n in weights.items()}, salon_effects(), {"Offres"})
    assert [proposal.theme for proposal in barred] == ["Avant/après"]


def effect(name: str, size: float, chance: float, count: int = 9) -> LevelEffect:
    return LevelEffect(name, count, size, size, size - 1, size + 1, chance)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (effect("a", 0.9, 0.95), 1.25),
        (effect("a", 0.1, 0.85), 1.105171),
        (effect("a", 0.9, 0.84), 1),
        (effect("a", -0.9, 0.05), 0.8),
        (effect("a", -0.9, 0.16), 1),
        (effect("a", -0.1, 0.15), 0.904837),
        (effect("a", 0.9, 0.95, count=2), 1),
    ],
)
def test_steps_are_bounded_and_need_a_clear_chance(found: LevelEffect, expected: float) -> None:
    assert step(found) == pytest.approx(expected, abs=1e-6)


EFFECTS = st.lists(
    st.tuples(st.floats(-2, 2), st.floats(0, 1), st.integers(1, 20), st.floats(0.02, 5)), min_size=2, max_size=9
)


@settings(max_examples=60, deadline=None)
@given(EFFECTS)
def test_shares_sum_up_and_keep_their_floor(drawn: list[tuple[float, float, int, float]]) -> None:
    shares = {str(n): share for n, (*_, share) in enumerate(drawn)}
    effects = [effect(str(n), size, chance, count) for n, (size, chance, count, _) in enumerate(drawn)]
    found, total = proposed_shares(shares, effects), sum(shares.values())
    assert sum(found.values()) == pytest.approx(total)
    for name, share in shares.items():
        assert found[name] >= min(share, max(0.05, 0.5 / len(shares)) * total) - 1e-9
        assert found[name] <= share * 1.25 / 0.8 + 1e-9


@settings(max_examples=60, deadline=None)
@given(EFFECTS)
def test_few_weights_change_by_a_quarter_of_themselves(drawn: list[tuple[float, float, int, float]]) -> None:
    weights = {str(n): Fraction(round(share * 4) or 1, 4) for n, (*_, share) in enumerate(drawn)}
    effects = [effect(str(n), size, chance, count) for n, (size, chance, count, _) in enumerate(drawn)]
    found = weight_proposals(weights, effects)
    assert len(found) <= 3
    for proposal in found:
        assert proposal.after != proposal.before
        assert (proposal.after > proposal.before) == (proposal.effect.effect > 0)
        assert (proposal.after * 4).denominator == 1
        assert abs(proposal.after - proposal.before) <= proposal.before / 4 + Fraction(1, 8)
