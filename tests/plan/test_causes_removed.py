"""A cause that a finding names is the cause: taken away, with the others that it names, the finding goes or shrinks."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from draws import RandomDraws
from seeds import each_seed
from small_strategies import made
from strategies import build

from calgen.book.problems import Problem
from calgen.strategy import Strategy
from calgen.strategy.themes import Theme


def _themes(one: Strategy, **changes: object) -> Strategy:
    themes: tuple[Theme, ...] = tuple(replace(row, **changes) for row in one.themes)  # type: ignore[arg-type]
    return replace(one, themes=themes)


def _without_theme_limits(one: Strategy) -> Strategy:
    return _themes(one, spacing=0, start=None, end=None, platforms=(), formats=())


def _with_hours(one: Strategy) -> Strategy:
    people = tuple(replace(row, weekly_hours=row.weekly_hours + 200) for row in one.team)
    return replace(one, team=people)


def _with_room(one: Strategy) -> Strategy:
    settings = replace(one.settings, closed_days=(), public_holidays="publish")
    platforms = tuple(replace(row, days=tuple(range(7)), max_per_day=30) for row in one.platforms)
    people = tuple(replace(row, days_off=()) for row in one.team)
    quiet = tuple(row for row in one.key_dates if row.treatment != "quiet")
    return replace(one, settings=settings, platforms=platforms, team=people, key_dates=quiet)


# finding → the strategy without what its sentence and cure name
REMOVALS: dict[str, Callable[[Strategy], Strategy]] = {
    "no_theme_left": _without_theme_limits,
    "thinned": _with_hours,
    "frequency_short": _with_room,
}


def _missing(problems: tuple[Problem, ...], code: str) -> int:
    return sum(int(str(problem.values["n"])) for problem in problems if problem.code == code)


@each_seed(6, 120)
@pytest.mark.parametrize("code", REMOVALS)
def test_without_its_cause_a_finding_shrinks(code: str, seed: int) -> None:
    case = build(RandomDraws(random.Random(seed)), weeks=(2, 4))
    mode = "thin" if code == "thinned" else "warn"
    one = replace(case.strategy, settings=replace(case.strategy.settings, over_capacity=mode))
    before = _missing(made(one, today=case.today).problems, code)
    if before:
        assert _missing(made(REMOVALS[code](one), today=case.today).problems, code) < before
