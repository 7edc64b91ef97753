"""The best score known: a long search by chance from calgen's own filling, which a plan for users could not wait for.

Simulated annealing (Kirkpatrick, Gelatt & Vecchi 1983) over the moves and promises of `calgen.plan.board`: what is
beyond a limit gets worse for no name here either, so that both are bettered under the same rules.
"""

from __future__ import annotations

import math
import random
from unittest.mock import patch

from benchmarks.instances import START
from calgen.plan import assign_themes, plan
from calgen.plan.local_search import better
from calgen.plan.model import Plan
from calgen.plan.search_state import Board, Move
from calgen.strategy import Strategy

STEPS = 300  # questions a post
LEAST = 200_000  # questions of any plan
WARM, COLD = 0.6, 0.02  # points
NEAR = 12  # posts of a platform: how far away most partners are looked for


def best_known(strategy: Strategy) -> Plan:
    """The plan of a strategy with its themes searched for long; the same each time."""
    with patch.object(assign_themes, "better", annealed):
        return plan(strategy, (), START)


def annealed(board: Board) -> Board:
    """A board bettered as calgen does, then by chance, then as calgen does again."""
    dice, board = random.Random(1), better(board)
    free = [n for n in range(len(board.chosen)) if board.free(n)]
    steps = max(LEAST, STEPS * len(free)) if free else 0
    for step in range(steps):
        warmth = WARM * (COLD / WARM) ** (step / steps)
        move = _move(board, dice, dice.choice(free))
        gain = board.gain(move) if move else None
        if move and gain is not None and (gain >= 0 or dice.random() < math.exp(gain / warmth)):
            board.make(move)
    return better(board)


def _move(board: Board, dice: random.Random, n: int) -> Move | None:
    """Another theme for a post, or an exchange with a post of its platform, mostly a near one."""
    if dice.random() < 0.4:
        open_ = [theme for _, themes in board.ground.open[n] for theme in themes if theme != board.chosen[n]]
        return ((n, dice.choice(open_)),) if open_ else None
    posts, place = board.ground.chains[board.ground.at[n]], board.ground.place[n]
    other = posts[min(max(0, place + dice.randint(-NEAR, NEAR)), len(posts) - 1)]
    if other == n or not board.free(other) or board.chosen[n] == board.chosen[other]:
        return None
    first, last = sorted((n, other))
    return ((first, board.chosen[last]), (last, board.chosen[first]))
