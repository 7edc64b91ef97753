"""Every rule of the score: what it says of a move is what it counts after the move, less what it counted before."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from math import fsum

import pytest
from random_assignments import random_move, random_states
from small_strategies import MONDAY, platform, strategy, theme

from calgen.plan.days import horizon
from calgen.plan.draft import PlanDraft
from calgen.plan.slots import cadence, platform_slots
from calgen.plan.target.target_path import TargetPath
from calgen.plan.themes import choose_themes
from calgen.plan.themes.assignment import Assignment
from calgen.plan.themes.instance import Instance
from calgen.plan.themes.rule import Rule
from calgen.plan.themes.rules import RULES
from calgen.plan.themes.search import Search, points
from calgen.strategy.campaigns import Campaign


def count(rule: Rule, state: Assignment) -> float:
    return fsum(fault.size for fault in rule.faults(state))


@pytest.mark.long
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
                assert points(anew, RULES) == pytest.approx(points(state, RULES), abs=1e-6)
            made[len(move)] += 1
    assert min(made[length] for length in (1, 2, 3)) > 25
    still = {rule.key for rule in RULES if type(rule).change is Rule.change}
    assert still == {"piece_missed", "post_missing", "same_day"}  # what moves leave as it is
    assert {rule.key for rule in RULES if not told[rule.key]} <= still | {"campaign_day"}  # which has a test of its own


def test_two_posts_of_a_campaign_on_one_day_are_counted_before_and_after_a_move() -> None:
    """Two platforms with two posts a day, and a campaign with three of six themes."""
    names = tuple(f"Thème {n}" for n in range(6))
    push = Campaign(
        campaign="Push", start=MONDAY, end=MONDAY + timedelta(days=13), themes=names[:3], share=Fraction(1, 2)
    )
    rows = [platform(name, count="14", max_per_day=2) for name in ("A", "B")]
    made = replace(strategy(*rows, *[theme(name) for name in names], weeks=3), campaigns=(push,))
    days = horizon.plan_horizon(made.settings, MONDAY)
    draft = platform_slots.make_slots(cadence.count_posts(PlanDraft(made, MONDAY, (), days)))
    instance = Instance(choose_themes.instance_input(draft, draft.slots, TargetPath(made)))
    dice = random.Random(1)
    state = Assignment(instance, [dice.randrange(6) for _ in draft.slots])
    rule, changed = next(rule for rule in RULES if rule.key == "campaign_day"), 0
    assert count(rule, state) > 2
    for _ in range(200):
        move = random_move(state, dice)
        if move:
            before, change = count(rule, state), rule.change(state, move)
            state.apply(move)
            assert count(rule, state) - before == change
            changed += change != 0
    assert changed > 20


def test_the_gain_of_a_move_is_what_the_rules_say_together() -> None:
    """And a move that is left out for too little gain gains no more than that."""
    dice, told = random.Random(7), 0
    for state in random_states(range(200, 230)):
        search = Search(state, 0, RULES)
        for _ in range(40):
            move = random_move(state, dice)
            gain = search.gain(move) if move else None
            if move is None or gain is None:
                continue
            assert gain == pytest.approx(-fsum(rule.weight * rule.change(state, move) for rule in RULES), abs=1e-9)
            assert search.gain(move, gain - 0.01) == pytest.approx(gain)
            assert search.gain(move, gain + 0.01) is None
            before = points(state, RULES)
            state.apply(move)
            assert points(state, RULES) == pytest.approx(before - gain, abs=1e-6)
            told += 1
    assert told > 150


def test_each_rule_has_a_key_of_its_own_a_weight_and_a_sentence() -> None:
    assert len({rule.key for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.weight > 0
        assert (type(rule).__doc__ or "").rstrip().endswith(".")
