"""The best score known: a long random search from calgen's own assignment, too slow for a plan that a user waits for.

Simulated annealing (Kirkpatrick, Gelatt & Vecchi 1983) over the rules of the search and under its
constraints: a gap that is beyond its limit may not become worse here either.
"""

from __future__ import annotations

import math
import random
from unittest.mock import patch

from benchmarks.instances import START
from calgen.plan import plan
from calgen.plan.model import Plan
from calgen.plan.themes import assign_themes
from calgen.plan.themes.assignment import Assignment, Move
from calgen.plan.themes.rules import RULES
from calgen.plan.themes.search import Search, improve
from calgen.strategy import Strategy

TRIES_PER_POST = 300
LEAST_TRIES = 200_000
START_TEMPERATURE, END_TEMPERATURE = 0.6, 0.02  # points
NEAR = 12  # posts of a platform: how far away a partner for an exchange is looked for
REPLACEMENTS = 0.4  # the part of moves that give one post another theme; the rest are exchanges


def best_known(strategy: Strategy) -> Plan:
    """The plan of a strategy with its themes from the long search; the same each time."""
    with patch.object(assign_themes, "improve", anneal):
        return plan(strategy, (), START)


def anneal(state: Assignment) -> Assignment:
    """A state after calgen's search, simulated annealing, and calgen's search again."""
    dice, search = random.Random(1), Search(improve(state, RULES), 0, RULES)
    free = [n for n in range(len(state.chosen)) if state.instance.is_free(n)]
    tries = max(LEAST_TRIES, TRIES_PER_POST * len(free)) if free else 0
    for count in range(tries):
        temperature = START_TEMPERATURE * (END_TEMPERATURE / START_TEMPERATURE) ** (count / tries)
        move = _move(state, dice, dice.choice(free))
        gain = search.gain(move) if move and search.is_allowed(move) else None
        if move and gain is not None and (gain >= 0 or dice.random() < math.exp(gain / temperature)):
            state.apply(move)
    return improve(state, RULES)


def _move(state: Assignment, dice: random.Random, n: int) -> Move | None:
    """Another theme for a post, or an exchange with a post near it on its platform."""
    instance = state.instance
    if dice.random() < REPLACEMENTS:
        themes = [theme for _, those in instance.open_themes[n] for theme in those if theme != state.chosen[n]]
        return ((n, dice.choice(themes)),) if themes else None
    slots, index = instance.platform_slots[instance.platform_of[n]], instance.index[n]
    other = slots[min(max(0, index + dice.randint(-NEAR, NEAR)), len(slots) - 1)]
    if other == n or not instance.is_free(other) or state.chosen[n] == state.chosen[other]:
        return None
    first, last = sorted((n, other))
    return ((first, state.chosen[last]), (last, state.chosen[first]))
