"""The board against a count from nothing: what a move gains, and what it may not do; the search makes nothing worse."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

from hand import Dice
from strategies import build

from calgen.plan import cadence, horizon, key_dates, named, pieces, slots, themes, windows
from calgen.plan.board import CHANGE, COST, Board
from calgen.plan.corridor import TUNES
from calgen.plan.fill import _Filling
from calgen.plan.ground import Ground
from calgen.plan.model import Work
from calgen.plan.polish import polish
from calgen.plan.shares import Path


def ground_of(seed: int) -> tuple[Ground, list[int]] | None:
    """A random plan, filled but not bettered yet; none where it is empty or a slot has no theme."""
    case = build(Dice(random.Random(seed)), weeks=(2, 4, 8))
    days = key_dates.mark(case.strategy, horizon.lay(case.strategy.settings, case.today))
    work = Work(case.strategy, case.today, (), days)
    for one in (pieces.pin, key_dates.hook, named.campaigns, cadence.count, slots.lay, windows.cover):
        work = one(work)
    ground = Ground(themes._problem(work, work.slots, Path(work.strategy)))
    chosen = _Filling(ground, TUNES[0]).run()
    return (ground, chosen) if chosen and min(chosen) >= 0 else None


def worst(ground: Ground, chosen: list[int], order: Any, *, theme: bool) -> dict[int, float]:
    rows = ground.parts if theme else ground.rows
    gaps, found = [0.0] * len(rows[0]), dict.fromkeys(range(len(rows[0])), 0.0)
    for n in order:
        gaps = [gap - part for gap, part in zip(gaps, rows[n], strict=True)]
        gaps[chosen[n] if theme else ground.category[chosen[n]]] += 1
        found = {name: max(found[name], abs(gap)) for name, gap in enumerate(gaps)}
    return found


def cost(ground: Ground, chosen: list[int]) -> float:
    """The score of a filling, counted from nothing."""
    total, every = 0.0, range(len(chosen))
    for order in (*ground.chains, every):
        limit = 2.5 if order is not every else 5.0
        total += COST["mix_platform"] * max(worst(ground, chosen, order, theme=False).values())
        total += COST["theme_drift"] * max(0.0, max(worst(ground, chosen, order, theme=True).values()) - limit)
    for chain in ground.chains:
        for at, n in enumerate(chain):
            total += COST["theme_again"] * any(chosen[m] == chosen[n] for m in chain[max(0, at - 2) : at])
    for n in every:
        total += COST["off_mission"] * (chosen[n] in ground.off[ground.at[n]])
        total += CHANGE * (bool(ground.before[n]) and chosen[n] not in ground.before[n])
    ends = [sum(row[name] for row in ground.parts) - chosen.count(name) for name in range(len(ground.themes))]
    total += COST["theme_share"] * sum(map(abs, ends))
    voices = Counter((ground.days[n], chosen[n]) for n in every)
    return total + COST["to_find"] * sum(count > 1 for count in voices.values())


def test_a_gain_is_what_the_score_loses() -> None:
    told, turn = 0, random.Random(3)
    for seed in range(40):
        found = ground_of(seed)
        if found is None:
            continue
        ground, chosen = found
        board = Board(ground, chosen)
        for _ in range(12):
            a, b = sorted((turn.randrange(len(chosen)), turn.randrange(len(chosen))))
            move = ((a, board.chosen[b]), (b, board.chosen[a])) if turn.random() < 0.5 else ((a, board.chosen[b]),)
            if board.chosen[a] == board.chosen[b] or not board.free(a) or not board.free(b):
                continue
            gain = board.gain(move)
            if gain is None:
                continue
            before = cost(ground, board.chosen)
            board.make(move)
            assert abs(before - cost(ground, board.chosen) - gain) < 1e-6, (seed, move)
            told += 1
    assert told > 40


def test_the_search_makes_nothing_worse() -> None:
    """Neither the score, nor any name beyond its limit, nor one that was within it; pins stay."""
    better = 0
    for seed in range(100, 140):
        found = ground_of(seed)
        if found is None:
            continue
        ground, chosen = found
        bettered = polish(ground, chosen).chosen
        assert cost(ground, bettered) <= cost(ground, chosen) + 1e-6
        better += cost(ground, bettered) < cost(ground, chosen) - 1e-6
        assert all(a == b for a, b, pin in zip(chosen, bettered, ground.pins, strict=True) if pin >= 0)
        for order, limits in [(chain, (1.5, 2.5)) for chain in ground.chains] + [(range(len(chosen)), (2.0, 5.0))]:
            for theme, limit in zip((False, True), limits, strict=True):
                was, now = (worst(ground, one, order, theme=theme) for one in (chosen, bettered))
                assert all(now[name] <= max(limit, was[name]) + 1e-6 for name in now)
    assert better > 10
