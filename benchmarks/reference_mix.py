"""The least Dp + Do on given slots, by two exact solvers, and the parts that the model of the whole score uses, too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import Any

from benchmarks.peers import Slots
from calgen.plan.target.target_path import TargetPath

try:
    # OR-tools has its own HiGHS, and cannot be loaded into one process with that of highspy.
    mathopt: Any = import_module("ortools.math_opt.python.mathopt")
    cp_model: Any = import_module("ortools.sat.python.cp_model")
except ImportError as missing:  # a message for the person who runs it, not a fault of the program
    raise SystemExit("The references need solvers: pip install 'ortools>=9.12'") from missing

SCALE = 10_000  # CP-SAT counts in whole numbers: ten-thousandths of a post
SECONDS = 45.0  # for HiGHS, by the wall
EFFORT = 20.0  # for CP-SAT, in seconds of deterministic time

Row = Mapping[str, Any]  # of one post: name that may stand there → variable


@dataclass(frozen=True, slots=True)
class Solution:
    """The answer of a solver: its own word for its status, the best value it found (if any) and the bound it proved."""

    solver: str
    status: str
    best: float | None
    bound: float

    @property
    def proven(self) -> bool:
        return self.best is not None and self.best - self.bound < 0.01


def chains(slots: Slots) -> dict[str, list[int]]:
    """The indices of each platform's posts, and (without a name) of all."""
    found: dict[str, list[int]] = {"": list(range(len(slots.posts)))}
    for at, post in enumerate(slots.posts):
        found.setdefault(post.platform, []).append(at)
    return found


def by_category(slots: Slots) -> list[dict[str, float]]:
    """The parts of each post on the target path, by category."""
    path = TargetPath(slots.strategy)
    return [dict(path.at(post.platform, post.day).categories) for post in slots.posts]


def mix_by_highs(slots: Slots) -> Solution:
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
    for title, places in placed_windows(slots).items():
        told = {at: model.add_binary_variable() for at in places}
        model.add_linear_constraint(mathopt.fast_sum(told.values()) == 1)
        for at, here in told.items():
            model.add_linear_constraint(here <= chosen[at][category_of[theme_of(slots, title)]])
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
    return Solution("HiGHS", result.termination.reason.name, best, result.best_objective_bound())


def windows(slots: Slots) -> dict[str, list[int]]:
    """For each piece with a window, the indices of the posts that may tell it."""
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


def placed_windows(slots: Slots) -> dict[str, list[int]]:
    """The same for the pieces that calgen placed, so that plans with the same pieces are compared."""
    placed = {subject.piece for subject in slots.plan.subjects}
    return {title: places for title, places in windows(slots).items() if title in placed}


def theme_of(slots: Slots, title: str) -> str:
    return next(piece.theme for piece in slots.strategy.content if piece.title == title)


def mix_by_cp_sat(slots: Slots) -> Solution:
    """The least Dp + Do by constraint programming."""
    return _mix(slots, sum_up=False)


def sum_by_cp_sat(slots: Slots) -> Solution:
    """The least sum of the worst deviations of all platforms and over all, as the score adds them up."""
    return _mix(slots, sum_up=True)


def _mix(slots: Slots, *, sum_up: bool) -> Solution:
    model = cp_model.CpModel()
    parts = by_category(slots)
    category_of = {theme.theme: theme.category for theme in slots.strategy.themes}
    chosen = [{name: model.new_bool_var("") for name in row} for row in parts]
    for at, row in enumerate(chosen):
        model.add_exactly_one(row.values())
        model.add_hint(row[slots.posts[at].category], 1)
        if at in slots.fixed:
            model.add(row[category_of[slots.fixed[at].theme]] == 1)
    here_too = defaultdict(list)
    for title, places in placed_windows(slots).items():
        told = {at: model.new_bool_var("") for at in places}
        model.add_exactly_one(told.values())
        for at, here in told.items():
            model.add_implication(here, chosen[at][category_of[theme_of(slots, title)]])
            here_too[at].append(here)
    for several in here_too.values():
        model.add_at_most_one(several)
    orders = chains(slots)
    terms = {platform: platform if sum_up else bool(platform) for platform in orders}
    worst = {term: model.new_int_var(0, len(parts) * SCALE, "") for term in terms.values()}
    for platform, places in orders.items():
        bound_gaps(model, chosen, parts, places, worst[terms[platform]])
    model.minimize(sum(worst.values()))
    return solve(model, EFFORT, SCALE, 0.0)


def bound_gaps(
    model: Any, chosen: Sequence[Row], parts: Sequence[Mapping[str, float]], places: Sequence[int], worst: Any
) -> None:
    """Bound the gap after every post of a sequence by `worst`, in ten-thousandths of a post."""
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


def solve(
    model: Any, effort: float, scale: int, constant: float, slack: float = 0.001, several: Sequence[str] = ()
) -> Solution:
    """The answer after so much effort (deterministic time); `several` search strategies, by name, take turns."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = max(1, len(several))
    solver.parameters.subsolvers.extend(several)
    solver.parameters.interleave_search = True
    solver.parameters.max_deterministic_time = effort
    solver.parameters.random_seed = 1
    status = solver.solve(model)
    is_solved = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    best = solver.objective_value / scale + constant if is_solved else None
    return Solution("CP-SAT", solver.status_name(status), best, solver.best_objective_bound / scale + constant - slack)
