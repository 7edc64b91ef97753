"""Small strategies for the tests of single passes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from oracles import CountedPlan

from calgen.book.values import Cadence
from calgen.check import check_plan
from calgen.plan import plan
from calgen.plan.pin import Pin
from calgen.strategy import Strategy
from calgen.strategy.formats import Format
from calgen.strategy.mix import MixShare
from calgen.strategy.objectives import Objective
from calgen.strategy.platforms import Platform
from calgen.strategy.settings import Settings
from calgen.strategy.themes import Theme

MONDAY = date(2027, 3, 1)


def platform(name: str = "Blog", count: str = "2", per: str = "week", **more: Any) -> Platform:
    return Platform(
        platform=name, mission="tenir", objectives=("Vendre",), cadence=Cadence(Fraction(count), per), **more
    )


def theme(name: str = "Coulisses", category: str = "promote", **more: Any) -> Theme:
    return Theme(theme=name, category=category, **more)


def strategy(*rows: Any, weeks: int = 4, start: date = MONDAY, shares: str = "1", **settings: Any) -> Strategy:
    """A strategy of platforms, themes and pieces; `shares` are those of promote, curate, interact, in that order."""
    found: dict[str, list[Any]] = {}
    for row in rows:
        kind = {"Platform": "platforms", "Theme": "themes", "Piece": "content", "Objective": "objectives"}
        found.setdefault(kind.get(type(row).__name__, "audiences"), []).append(row)
    parts = [Fraction(part) for part in shares.split()]
    mix = [MixShare(category=n, share=p) for n, p in zip(("promote", "curate", "interact"), parts, strict=False)]
    tabs: dict[str, Any] = {
        "platforms": [platform()],
        "themes": [theme(f"Thème {n}") for n in range(6)],
        "objectives": [Objective(objective="Vendre", kpi="ventes")],
        "formats": [Format(format="Photo"), Format(format="Article")],
        "mix": mix,
    }
    rows_by_tab: dict[str, Any] = {key: tuple(value) for key, value in (tabs | found).items()}
    return Strategy(settings=Settings(start=start, weeks=weeks, language="fr", **settings), **rows_by_tab)


def made(
    one: Strategy, kept: Sequence[Pin] = (), today: date | None = None, earlier: Sequence[Pin] = ()
) -> CountedPlan:
    """The plan of a strategy, with its problems."""
    start = one.settings.start
    assert start is not None
    day = today or start
    found = plan(one, kept, day, earlier)
    return CountedPlan(one, day, tuple(kept), found, check_plan(one, found, day))


def codes(one: CountedPlan) -> list[str]:
    return [problem.code for problem in one.problems]
