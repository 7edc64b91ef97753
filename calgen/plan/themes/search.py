"""The local search: for each fault of each rule, moves that might mend it; the move that gains most is made.

There is no clock and no randomness: a fixed number of moves is tried, in a fixed order. What a move is worth is what
the rules say, and what it may not do stands in `constraints.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, inf

from calgen.plan.themes.assignment import Assignment, Move
from calgen.plan.themes.constraints import CONSTRAINTS, LIMITS
from calgen.plan.themes.rule import Repair, Rule

TRIES_PER_POST, MOST_TRIES, BASE_TRIES = 6, 5_000, 400  # moves tried: by post up to a most, and for any plan
ROUNDS = 3
EPSILON = 1e-8  # points


def points(state: Assignment, rules: Sequence[Rule]) -> float:
    """The score of an assignment by some rules."""
    return fsum(rule.weight * fault.size for rule in rules for fault in rule.faults(state))


def improve(state: Assignment, rules: Sequence[Rule], repaired: Sequence[Rule] = ()) -> Assignment:
    """The same assignment after the search; neither its score nor a gap beyond its limit becomes worse.

    Only faults of the `repaired` rules are looked at, without them those of all; what a move gains is counted by all.
    """
    search = Search(state, min(TRIES_PER_POST * len(state.chosen), MOST_TRIES) + BASE_TRIES, rules)
    for _ in range(ROUNDS):
        before = state.moves_made
        for rule in repaired or rules:
            for repair in rule.repairs(state):
                search.make_best(repair)
                if search.tries_left <= 0:
                    return state
        if state.moves_made == before:
            break
    return state


class Search:
    """What is left to try, and what a move gains by the rules."""

    def __init__(self, state: Assignment, tries: int, rules: Sequence[Rule]) -> None:
        self.state, self.tries_left, self.rules = state, tries, rules
        rules = [
            rule for rule in rules if type(rule).change is not Rule.change
        ]  # the others are the same after any move
        self._cheap = [rule for rule in rules if not rule.is_costly]
        self._costly = [rule for rule in rules if rule.is_costly]

    def make_best(self, repair: Repair) -> None:
        """Make the move that gains most, or the first that gains enough; none where none gains anything."""
        best, most = None, EPSILON
        for move in repair.moves:
            if self.tries_left <= 0:
                break
            if not self.is_allowed(move):
                continue
            self.tries_left -= 1
            gain = self.gain(move, most)
            if gain is not None and gain > most:
                best, most = move, gain
                if gain >= repair.enough:
                    break
        if best is not None:
            self.state.apply(best)

    def is_allowed(self, move: Move) -> bool:
        """Whether no constraint forbids a move, but for those that are costly to ask."""
        state = self.state
        return all(is_allowed(state, move) for is_allowed in CONSTRAINTS)

    def gain(self, move: Move, least: float = -inf) -> float | None:
        """By how many points an allowed move lowers the score.

        None where a costly constraint forbids it, or where it gains no more than `least`.
        """
        state, gain = self.state, 0.0
        for rule in self._cheap:
            if change := rule.change(state, move):
                gain -= rule.weight * change
        hopes = [rule.weight * rule.most_gain(state, move) for rule in self._costly]
        left = fsum(hopes)
        if gain + left <= least:
            return None
        for rule, hope in zip(self._costly, hopes, strict=True):
            gain -= rule.weight * rule.change(state, move)
            left -= hope
            if gain + left <= least:
                return None
        return gain if all(is_allowed(state, move) for is_allowed in LIMITS) else None
