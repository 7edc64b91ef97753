"""Every rule of the score: what it says of a move is what it counts after the move, less what it counted before."""

from __future__ import annotations

import random
from collections import Counter
from math import fsum

import pytest
from random_assignments import random_move, random_states

from calgen.plan.themes.assignment import Assignment
from calgen.plan.themes.rule import Rule
from calgen.plan.themes.rules import RULES
from calgen.plan.themes.search import Search, points


def count(rule: Rule, state: Assignment) -> float:
    return fsum(fault.size for fault in rule.faults(state))


@pytest.mark.parametrize("due", [False, True], ids=["", "with pieces in windows"])
def test_what_a_rule_says_of_a_move_is_what_it_counts_after_it(*, due: bool) -> None:
    """Counted again from an assignment that is made anew; hundreds of moves of one, two and three posts."""
    dice, made, told = random.Random(5), Counter[int](), Counter[str]()
    for state in random_states(range(60), due=due):
        for _ in range(40):
            move = random_move(state, dice)
            if move is None:
                continue
            before = {rule.key: count(rule, state) for rule in RULES}
            changes = {rule.key: rule.change(state, move) for rule in RULES}
            hopes = {rule.key: rule.most_gain(state, move) for rule in RULES}
            state.apply(move)
            for rule in RULES:
                after = count(rule, state)
                assert after - before[rule.key] == pytest.approx(changes[rule.key], abs=1e-6), (rule.key, move)
                assert -changes[rule.key] <= hopes[rule.key] + 1e-6, (rule.key, move)
                told[rule.key] += abs(changes[rule.key]) > 1e-9
            if not state.moved_pieces:
                anew = Assignment(state.instance, state.chosen)
                assert points(anew) == pytest.approx(points(state), abs=1e-6)
            made[len(move)] += 1
    assert min(made[length] for length in (1, 2, 3)) > 25
    still = {"piece_missed", "post_missing", "same_day"}  # what moves leave as it is
    assert {rule.key for rule in RULES if not told[rule.key]} == still


def test_the_gain_of_a_move_is_what_the_rules_say_together() -> None:
    """And a move that is left out for too little gain gains no more than that."""
    dice, told = random.Random(7), 0
    for state in random_states(range(200, 230)):
        search = Search(state, 0)
        for _ in range(40):
            move = random_move(state, dice)
            gain = search.gain(move) if move else None
            if move is None or gain is None:
                continue
            assert gain == pytest.approx(-fsum(rule.weight * rule.change(state, move) for rule in RULES), abs=1e-9)
            assert search.gain(move, gain - 0.01) == pytest.approx(gain)
            assert search.gain(move, gain + 0.01) is None
            before = points(state)
            state.apply(move)
            assert points(state) == pytest.approx(before - gain, abs=1e-6)
            told += 1
    assert told > 150


def test_each_rule_has_a_key_of_its_own_a_weight_and_a_sentence() -> None:
    assert len({rule.key for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.weight > 0
        assert (type(rule).__doc__ or "").rstrip().endswith(".")
