"""What could be reached at best on the small strategies, by exact solvers: bounds are proven, or said not to be.

The days, hours and platforms are calgen's; pieces with a fixed day stay on it. Two questions are asked. The mix: least
Dp + Do there is (HiGHS, then CP-SAT). The whole score: a CP-SAT model that leaves out how posts are grouped into
subjects (no point for `same_day`, and for `to_find` only what the busiest platform of each theme asks), so that its
bound holds for every plan. CP-SAT runs with one worker, interleaved search and deterministic time: the same each run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import Any

from benchmarks.figures import figures
from benchmarks.instances import START, draw
from benchmarks.peers import Slots, slots_of
from calgen.plan import plan
from calgen.plan.model import Plan
from calgen.plan.score import AGAIN, DRIFT, DRIFT_OVERALL, RULES
from calgen.plan.shares import Path
from calgen.strategy import Strategy

try:
    # OR-tools carries its own HiGHS, and cannot be loaded into one process with highspy's.
    mathopt: Any = import_module("ortools.math_opt.python.mathopt")
    cp_model: Any = import_module("ortools.sat.python.cp_model")
except ImportError as missing:  # a message for whoever runs it, not a fault of the program
    raise SystemExit("The references need solvers: pip install 'ortools>=9.12'") from missing

SCALE = 10_000  # CP-SAT counts in whole numbers: ten-thousandths of a post
SLACK = 0.02  # points: more than all that rounding to SCALE can hide
SECONDS = 60.0  # for HiGHS, by the wall
EFFORT_MIX, EFFORT_SCORE = 40.0, 60.0  # for CP-SAT, in deterministic time: about seconds
WEIGHT = {rule.key: int(rule.weight) for rule in RULES}

Row = Mapping[str, Any]  # a variable for each name that may stand at a place


@dataclass(frozen=True, slots=True)
class Found:
    """A solver's answer: its status as it says it, the best value it holds (if any) and what it has proven."""

    solver: str
    status: str
    best: float | None
    bound: float

    @property
    def proven(self) -> bool:
        return self.best is not None and self.best - self.bound < 0.01


def report(seeds: int, say: Callable[[str], None]) -> None:
    """Both tables, on small, for each seed."""
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


def _case(seed: int, full: bool) -> tuple[Strategy, Plan]:
    strategy = draw("small", seed, full=full)
    return strategy, plan(strategy, (), START)


def _line(seed: int, full: bool, got: float, found: Found) -> str:
    best = "none" if found.best is None else f"{found.best:.2f}" + (" (proven)" if found.proven else "")
    above = f"{100 * (got / found.bound - 1):.0f} %" if found.bound > 0 else "no bound"
    name = f"small {seed}, {'full' if full else 'no pins'}"
    return f"| {name} | {got:.2f} | {found.solver} | {found.status} | {best} | {found.bound:.2f} | {above} |"


def chains(slots: Slots) -> dict[str, list[int]]:
    """The places of each platform's posts, and (without a name) of all."""
    found: dict[str, list[int]] = {"": list(range(len(slots.posts)))}
    for at, post in enumerate(slots.posts):
        found.setdefault(post.platform, []).append(at)
    return found


def by_category(slots: Slots) -> list[dict[str, float]]:
    """The target parts of each place."""
    path = Path(slots.strategy)
    return [dict(path.at(post.platform, post.day).categories) for post in slots.posts]


def mix_by_highs(slots: Slots) -> Found:
    """The least Dp + Do as a mixed integer program."""
    model = mathopt.Model()
    parts = by_category(slots)
    category_of = {theme.theme: theme.category for theme in slots.strategy.themes}
    chosen = [{name: model.add_binary_variable() for name in row} for row in parts]
    worst = {level: model.add_variable(lb=0.0) for level in (True, False)}
    for at, row in enumerate(chosen):
        model.add_linear_constraint(mathopt.fast_sum(row.values()) == 1)
        if at in slots.fixed:
            model.add_linear_constraint(row[category_of[slots.fixed[at].theme]] == 1)
    here_too = defaultdict(list)
    for title, places in told_by(slots).items():
        told = {at: model.add_binary_variable() for at in places}
        model.add_linear_constraint(mathopt.fast_sum(told.values()) == 1)
        for at, here in told.items():
            model.add_linear_constraint(here <= chosen[at][category_of[_theme_of(slots, title)]])
            here_too[at].append(here)
    for several in here_too.values():
        model.add_linear_constraint(mathopt.fast_sum(several) <= 1)
    for platform, places in chains(slots).items():
        for name in sorted({name for row in parts for name in row}):
            gap: Any = 0.0
            for at in places:
                if name in parts[at]:
                    step = model.add_variable(lb=-len(places), ub=len(places))
                    model.add_linear_constraint(step == gap + chosen[at][name] - parts[at][name])
                    model.add_linear_constraint(step <= worst[bool(platform)])
                    model.add_linear_constraint(step >= -1 * worst[bool(platform)])
                    gap = step
    model.minimize(worst[True] + worst[False])
    limits = mathopt.SolveParameters(time_limit=timedelta(seconds=SECONDS))
    result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=limits)
    best = result.objective_value() if result.has_primal_feasible_solution() else None
    return Found("HiGHS", result.termination.reason.name, best, result.best_objective_bound())


def windows(slots: Slots) -> dict[str, list[int]]:
    """For each piece with a window, the places where it may be told."""
    return {
        piece.title: places
        for piece in slots.strategy.content
        if piece.publish is None and piece.start and piece.end
        if (
            places := [
                at
                for at, post in enumerate(slots.posts)
                if at not in slots.fixed
                and post.platform in piece.platforms
                and piece.start <= post.day <= piece.end
                and piece.theme in slots.parts[at]
            ]
        )
    }


def told_by(slots: Slots) -> dict[str, list[int]]:
    """The same for the pieces that calgen placed: the mix is compared among plans that tell as many."""
    placed = {subject.piece for subject in slots.plan.subjects}
    return {title: places for title, places in windows(slots).items() if title in placed}


def _theme_of(slots: Slots, title: str) -> str:
    return next(piece.theme for piece in slots.strategy.content if piece.title == title)


def mix_by_cp_sat(slots: Slots) -> Found:
    """The least Dp + Do by constraint programming."""
    model = cp_model.CpModel()
    parts = by_category(slots)
    category_of = {theme.theme: theme.category for theme in slots.strategy.themes}
    chosen = [{name: model.new_bool_var("") for name in row} for row in parts]
    for at, row in enumerate(chosen):
        model.add_exactly_one(row.values())
        if at in slots.fixed:
            model.add(row[category_of[slots.fixed[at].theme]] == 1)
    here_too = defaultdict(list)
    for title, places in told_by(slots).items():
        told = {at: model.new_bool_var("") for at in places}
        model.add_exactly_one(told.values())
        for at, here in told.items():
            model.add_implication(here, chosen[at][category_of[_theme_of(slots, title)]])
            here_too[at].append(here)
    for several in here_too.values():
        model.add_at_most_one(several)
    worst = {level: model.new_int_var(0, len(parts) * SCALE, "") for level in (True, False)}
    for platform, places in chains(slots).items():
        _held(model, chosen, parts, places, worst[bool(platform)])
    model.minimize(worst[True] + worst[False])
    return _solved(model, EFFORT_MIX, SCALE, 0.0)


def _held(
    model: Any, chosen: Sequence[Row], parts: Sequence[Mapping[str, float]], places: Sequence[int], worst: Any
) -> None:
    """Every prefix of an order within `worst`, which counts in ten-thousandths of a post."""
    for name in sorted({name for at in places for name in parts[at]}):
        total: Any = 0
        wanted = 0.0
        for n, at in enumerate(places):
            if name in parts[at]:
                step = model.new_int_var(0, n + 1, "")
                model.add(step == total + chosen[at][name])
                total, wanted = step, wanted + parts[at][name]
                gap = SCALE * step - round(SCALE * wanted)
                model.add(gap <= worst)
                model.add(gap >= -worst)


def _solved(model: Any, effort: float, scale: int, constant: float, slack: float = 0.001) -> Found:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.interleave_search = True
    solver.parameters.max_deterministic_time = effort
    solver.parameters.random_seed = 1
    status = solver.solve(model)
    held = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    best = solver.objective_value / scale + constant if held else None
    return Found("CP-SAT", solver.status_name(status), best, solver.best_objective_bound / scale + constant - slack)


def score_by_cp_sat(slots: Slots) -> Found:
    """The least score, grouping left out: a bound for every plan on these slots."""
    model = cp_model.CpModel()
    chosen = [{name: model.new_bool_var("") for name in parts} for parts in slots.parts]
    for at, row in enumerate(chosen):
        model.add_exactly_one(row.values())
        model.add_hint(row[slots.posts[at].theme], 1)
        if at in slots.fixed:
            model.add(row[slots.fixed[at].theme] == 1)
    terms = [
        *_spread_terms(model, slots, chosen),
        *_share_terms(model, slots, chosen),
        *_again_terms(model, slots, chosen),
        *_mission_terms(slots, chosen),
        *_missed_terms(model, slots, chosen),
    ]
    find, least = _find_term(model, slots, chosen)
    _spaced(model, slots, chosen)
    model.minimize(sum(terms) + WEIGHT["to_find"] * SCALE * find)
    return _solved(model, EFFORT_SCORE, SCALE, -WEIGHT["to_find"] * least, SLACK)


def _spread_terms(model: Any, slots: Slots, chosen: Sequence[Row]) -> Iterable[Any]:
    """`mix_platform`, `mix_overall` and `theme_drift`."""
    parts = by_category(slots)
    category_of = {theme.theme: theme.category for theme in slots.strategy.themes}
    grouped = [_categories(model, row, category_of) for row in chosen]
    most = len(parts) * SCALE
    for platform, places in chains(slots).items():
        worst, drift = model.new_int_var(0, most, ""), model.new_int_var(0, most, "")
        _held(model, grouped, parts, places, worst)
        yield WEIGHT["mix_platform" if platform else "mix_overall"] * worst
        free = round(SCALE * (DRIFT if platform else DRIFT_OVERALL))
        _held(model, chosen, slots.parts, places, drift + free)
        yield WEIGHT["theme_drift"] * drift


def _categories(model: Any, row: Row, category_of: Mapping[str, str]) -> dict[str, Any]:
    """A variable for each category of a place: whether one of its themes stands there."""
    themes = defaultdict(list)
    for theme, here in row.items():
        themes[category_of[theme]].append(here)
    found = {name: model.new_bool_var("") for name in themes}
    for name, those in themes.items():
        model.add(sum(those) == found[name])
    return found


def _share_terms(model: Any, slots: Slots, chosen: Sequence[Row]) -> Iterable[Any]:
    for name in sorted({name for row in slots.parts for name in row}):
        wanted = round(SCALE * sum(row.get(name, 0.0) for row in slots.parts))
        gap = model.new_int_var(0, len(chosen) * SCALE, "")
        got = SCALE * sum(row[name] for row in chosen if name in row)
        model.add(gap >= got - wanted)
        model.add(gap >= wanted - got)
        yield WEIGHT["theme_share"] * gap


def _again_terms(model: Any, slots: Slots, chosen: Sequence[Row]) -> Iterable[Any]:
    for platform, places in chains(slots).items():
        for n, at in enumerate(places if platform else ()):
            again = model.new_bool_var("")
            for before in places[max(0, n - AGAIN + 1) : n]:
                for name in set(chosen[at]) & set(chosen[before]):
                    model.add(again >= chosen[at][name] + chosen[before][name] - 1)
            yield WEIGHT["theme_again"] * SCALE * again


def _mission_terms(slots: Slots, chosen: Sequence[Row]) -> Iterable[Any]:
    themes = {one.theme: set(one.objectives) for one in slots.strategy.themes}
    platforms = {one.platform: set(one.objectives) for one in slots.strategy.platforms}
    for post, row in zip(slots.posts, chosen, strict=True):
        off = [here for name, here in row.items() if themes[name] and not themes[name] & platforms[post.platform]]
        if off:
            yield WEIGHT["off_mission"] * SCALE * sum(off)


def _missed_terms(model: Any, slots: Slots, chosen: Sequence[Row]) -> Iterable[Any]:
    """A piece with a window is told in one of its places or missed; a place tells one piece."""
    at_place = defaultdict(list)
    for title, places in windows(slots).items():
        told = {at: model.new_bool_var("") for at in places}
        missed = model.new_bool_var("")
        model.add_exactly_one([*told.values(), missed])
        for at, here in told.items():
            model.add_implication(here, chosen[at][_theme_of(slots, title)])
            at_place[at].append(here)
        yield WEIGHT["piece_missed"] * SCALE * missed
    for several in at_place.values():
        model.add_at_most_one(several)


def _find_term(model: Any, slots: Slots, chosen: Sequence[Row]) -> tuple[Any, int]:
    """The subjects that each theme's busiest platform asks, less its titles; and what `to_find` takes off for all."""
    untold = []
    for theme in slots.strategy.themes:
        titles = len(theme.ideas) + sum(piece.theme == theme.theme for piece in slots.strategy.content)
        asked = model.new_int_var(0, len(chosen), "")
        for platform, places in chains(slots).items():
            if platform:
                model.add(asked >= sum(chosen[at][theme.theme] for at in places if theme.theme in chosen[at]) - titles)
        untold.append(asked)
    busiest = max(len(places) for platform, places in chains(slots).items() if platform)
    titles = len(slots.strategy.content) + sum(len(theme.ideas) for theme in slots.strategy.themes)
    return sum(untold), max(0, busiest - titles)


def _spaced(model: Any, slots: Slots, chosen: Sequence[Row]) -> None:
    """A theme's `spacing` on each platform, except between posts that are both fixed."""
    for theme in slots.strategy.themes:
        for platform, places in chains(slots).items():
            for n, at in enumerate(places if platform else ()):
                for later in places[n + 1 :]:
                    if (slots.posts[later].day - slots.posts[at].day).days >= max(1, theme.spacing):
                        break
                    if (
                        not {at, later} <= set(slots.fixed)
                        and theme.theme in chosen[at]
                        and theme.theme in chosen[later]
                    ):
                        model.add_at_most_one([chosen[at][theme.theme], chosen[later][theme.theme]])
