"""Turns by weight: each name as often as its weight asks, settled and earlier choices counted."""

from __future__ import annotations

from calgen.plan.makers.weighted_round_robin import WeightedRoundRobin

WEIGHTS = {"a": 3.0, "b": 1.0}


def test_each_name_is_chosen_as_often_as_its_weight_asks() -> None:
    turns = WeightedRoundRobin()
    assert [turns.choose(WEIGHTS) for _ in range(8)] == ["a", "a", "b", "a"] * 2


def test_a_settled_choice_costs_a_turn() -> None:
    turns = WeightedRoundRobin()
    assert turns.choose(WEIGHTS, "b") == "b"
    assert [turns.choose(WEIGHTS) for _ in range(3)] == ["a", "a", "a"]


def test_the_earlier_choice_is_kept_while_no_other_is_due_much_more() -> None:
    """The first two turns go to `b`, though `a` is due; the third does not, for `a` is due over three turns more."""
    turns = WeightedRoundRobin()
    assert [turns.choose(WEIGHTS, earlier="b") for _ in range(3)] == ["b", "b", "a"]


def test_a_name_that_cannot_be_chosen_now_comes_sooner_when_it_can() -> None:
    turns = WeightedRoundRobin()
    for _ in range(3):
        assert turns.choose({"a": 1.0}, waiting=WEIGHTS) == "a"
    assert turns.choose(WEIGHTS) == "b"


def test_without_candidates_only_a_settled_choice_is_left() -> None:
    assert WeightedRoundRobin().choose({}) == ""
    assert WeightedRoundRobin().choose({}, "c") == "c"
