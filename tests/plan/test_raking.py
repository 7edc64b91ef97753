"""Themes go where they serve: sums per platform and per theme stay, and what is off its mission gives way."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from small_strategies import MONDAY, made, platform, strategy, theme
from strategies import Case, cases
from test_promises import examples

from calgen.book.values import Cadence
from calgen.plan.target.target_path import TargetPath
from calgen.strategy import Strategy
from calgen.strategy.content import Piece
from calgen.strategy.objectives import Objective

SELL, PLEASE = ("Vendre",), ("Plaire",)


def two(*rows: object) -> Strategy:
    """Two platforms, one to sell and one to please; themes of both kinds in one category."""
    return strategy(
        replace(platform("Blog"), objectives=SELL),
        replace(platform("Fil"), objectives=PLEASE),
        *(Objective(objective=name, kpi="ventes") for (name,) in (SELL, PLEASE)),
        *(theme(f"V{n}", "curate", objectives=SELL) for n in range(3)),
        *(theme(f"P{n}", "curate", objectives=PLEASE) for n in range(3)),
        *rows,
        shares="0 1",
    )


def parts(one: Strategy) -> dict[str, dict[str, float]]:
    path = TargetPath(one)
    return {row.platform: dict(path.at(row.platform, MONDAY).themes) for row in one.platforms}


def test_each_theme_stands_where_it_serves_and_keeps_its_weight() -> None:
    found = parts(two())
    assert sum(found["Blog"][f"V{n}"] for n in range(3)) > 0.9
    assert sum(found["Fil"][f"P{n}"] for n in range(3)) > 0.9
    for name in found["Blog"]:
        assert found["Blog"][name] + found["Fil"][name] == pytest.approx(1 / 3, abs=0.01)
    posts = made(two(), today=MONDAY).posts
    assert sum(not post.serves_mission for post in posts) <= len(posts) / 8


def test_content_for_a_platform_is_asked_there_all_the_same() -> None:
    pieces = [Piece(title=f"Guide {n}", theme="P0", platforms=("Blog",)) for n in range(4)]
    assert parts(two(*pieces))["Blog"]["P0"] > 2 * parts(two())["Blog"]["P0"]


def test_where_all_of_them_serve_weights_are_as_typed() -> None:
    plain = strategy(theme("A", weight=1), theme("B", weight=3))
    assert parts(plain)["Blog"] == pytest.approx({"A": 0.25, "B": 0.75})


def test_a_theme_that_serves_nowhere_is_still_planned() -> None:
    found = parts(two(theme("Seul", "curate", objectives=("Autre",))))
    assert found["Blog"]["Seul"] + found["Fil"]["Seul"] == pytest.approx(2 / 7, abs=0.02)


@examples(60)
@given(cases())
def test_less_is_off_its_mission_than_by_plain_weights(case: Case) -> None:
    """On no strategy does the fitting leave more off the missions; categories keep their shares exactly."""
    without = replace(case.strategy, themes=tuple(replace(row, objectives=()) for row in case.strategy.themes))
    aims = {row.platform: set(row.objectives) for row in case.strategy.platforms}
    themes = {row.theme: row for row in case.strategy.themes}
    off: dict[bool, float] = defaultdict(float)
    for raked, one in ((True, case.strategy), (False, without)):
        path = TargetPath(one)
        for row in one.platforms:
            if len(row.objectives) == 1:
                continue  # there, what promotes and serves nothing has no part at all
            share = path.at(row.platform, case.today)
            assert sum(share.themes.values()) == pytest.approx(1 if share.themes else 0)
            for name, part in share.themes.items():
                own = set(themes[name].objectives)
                weekly = float(row.cadence.weekly(len(row.days) or 7))
                off[raked] += weekly * part * bool(own and not own & aims[row.platform])
    if not any(row.start or row.end for row in case.strategy.themes) and not case.strategy.campaigns:
        assert off[True] <= off[False] + 1e-6


@pytest.mark.parametrize("weight", [0, 1])
def test_a_paused_platform_and_a_theme_without_weight_have_no_part(weight: int) -> None:
    paused = replace(platform("Pause"), objectives=SELL, cadence=Cadence(Fraction(0)))
    found = parts(two(paused, theme("V9", "curate", objectives=SELL, weight=weight)))
    assert sum(found["Blog"].values()) == pytest.approx(1)
    assert sum(found["Fil"].values()) == pytest.approx(1)
