"""The best that is possible on the small strategies, by exact solvers: a bound is proven, or said not to be.

The days, times and platforms are calgen's; pieces with a fixed day stay on it. Two problems are solved. The mix: the
least Dp + Do (HiGHS, then CP-SAT). The whole score: a CP-SAT model without the grouping of posts into subjects (no
points for `same_day`, and for `to_find` only what the busiest platform of each theme needs), so that its bound holds
for every plan. CP-SAT runs with one worker, interleaved search and deterministic time: the same in each run.
"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.figures import figures
from benchmarks.instances import START, draw
from benchmarks.peers import slots_of
from benchmarks.reference_mix import Solution, mix_by_cp_sat, mix_by_highs
from benchmarks.reference_score import score_by_cp_sat
from benchmarks.reference_search import best_known
from calgen.plan import plan
from calgen.plan.model import Plan
from calgen.strategy import Strategy


def report(seeds: int, say: Callable[[str], None]) -> None:
    """Print the tables for each seed of small."""
    say("")
    say("| strategy | calgen Dp + Do | solver | status | best | proven bound | calgen above the bound |")
    say("|---|---:|---|---|---:|---:|---:|")
    cases = [(seed, full) for full in (False, True) for seed in range(1, seeds + 1)]
    for seed, full in cases:
        strategy, made = _case(seed, full)
        got = figures(strategy, made)
        slots = slots_of(strategy, made)
        for found in (mix_by_highs(slots), mix_by_cp_sat(slots)):
            say(_line(seed, full, got.dp + got.do, found))
    say("")
    say("| strategy | calgen Z | solver | status | best (without grouping) | proven bound | calgen above the bound |")
    say("|---|---:|---|---|---:|---:|---:|")
    for seed, full in cases:
        strategy, made = _case(seed, full)
        got = figures(strategy, made)
        say(_line(seed, full, got.z, score_by_cp_sat(slots_of(strategy, made))))
    say("")
    say("| strategy | calgen Z | long search Z | calgen above it |")
    say("|---|---:|---:|---:|")
    for seed in range(1, seeds + 1):
        strategy, made = _case(seed, full=True)
        ours, best = figures(strategy, made).z, figures(strategy, best_known(strategy)).z
        say(f"| small {seed}, full | {ours:.1f} | {best:.1f} | {100 * (ours / best - 1):.1f} % |")


def _case(seed: int, full: bool) -> tuple[Strategy, Plan]:
    strategy = draw("small", seed, full=full)
    return strategy, plan(strategy, (), START)


def _line(seed: int, full: bool, got: float, found: Solution) -> str:
    best = "none" if found.best is None else f"{found.best:.2f}" + (" (proven)" if found.proven else "")
    above = f"{100 * (got / found.bound - 1):.0f} %" if found.bound > 0 else "no bound"
    name = f"small {seed}, {'full' if full else 'no pins'}"
    return f"| {name} | {got:.2f} | {found.solver} | {found.status} | {best} | {found.bound:.2f} | {above} |"
