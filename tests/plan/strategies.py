"""Random strategies that a person might write; one builder for both sources of draws."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from fractions import Fraction
from typing import Any

from draws import Draws, HypothesisDraws, chance, few, one, some, window
from hypothesis import strategies as st
from strategy_extras import extend

from calgen.book.problems import Severity
from calgen.book.values import Cadence, Hours
from calgen.check import check_strategy
from calgen.strategy import Strategy
from calgen.strategy.audiences import Audience
from calgen.strategy.content import Piece
from calgen.strategy.formats import Format
from calgen.strategy.mix import MixShare
from calgen.strategy.objectives import Objective
from calgen.strategy.platforms import Platform
from calgen.strategy.settings import Settings
from calgen.strategy.team import Person
from calgen.strategy.themes import Theme

NETWORKS = ("Facebook", "Instagram", "LinkedIn", "TikTok", "Newsletter", "Fil maison", "Instagram Stories")
FORMATS = ("Article", "Photo", "Post", "Vidéo")
CATEGORIES = ("promote", "curate", "interact", "Coulisses", "Recrutement")
PER_WEEK = tuple(Fraction(n) for n in ("1/3", "1/2", "3/4", "1", "3/2", "2", "5/2", "3", "4", "5", "7", "9"))
PER_MONTH = tuple(Fraction(n) for n in ("1/2", "1", "2", "3", "5", "8", "10"))
PER_DAY = tuple(Fraction(n) for n in ("1/2", "1", "2", "3"))
EXACT = (Hours(time(9, 30), time(9, 30)), Hours(time(12), time(12)), Hours(time(18, 15), time(18, 15)))
STRETCH = (Hours(time(8), time(8, 30)), Hours(time(12), time(14)), Hours(time(17, 10), time(19)))
OBJECTIVE_WEIGHTS = (Fraction(1), Fraction(3), Fraction(1, 2))
WEEKS = (1, 2, 3, 4, 5, 8, 13, 26, 40)


@dataclass(frozen=True, slots=True)
class Case:
    """A strategy and the day on which it is planned."""

    strategy: Strategy
    today: date


def build(draws: Draws, *, free: bool = False, weeks: Sequence[int] = WEEKS) -> Case:
    """A strategy without errors; `free` of all that may excuse the mix: pins, seasons, spacing, restricted themes."""
    while True:
        case = _draft(draws, free, weeks)
        if not any(problem.severity is Severity.ERROR for problem in check_strategy(case.strategy)):
            return case


def cases(*, free: bool = False, weeks: Sequence[int] = WEEKS[:7]) -> st.SearchStrategy[Case]:
    """The same, for hypothesis."""

    @st.composite
    def made(draw: Any) -> Case:
        return build(HypothesisDraws(draw), free=free, weeks=weeks)

    return made()


def _draft(draws: Draws, free: bool, weeks: Sequence[int]) -> Case:
    settings = _settings(draws, weeks)
    assert settings.start is not None
    span = (settings.start, settings.start + timedelta(days=7 * settings.weeks - 1))
    names = some(draws, NETWORKS)
    objectives = tuple(
        Objective(objective=f"Objectif {n}", kpi="visites", weight=one(draws, OBJECTIVE_WEIGHTS))
        for n in range(draws.whole(1, 4))
    )
    categories = CATEGORIES[: draws.whole(2, 5)]
    themes = _themes(draws, free, categories, names, objectives, span)
    people = tuple(Person(person=name, weekly_hours=Fraction(hours)) for name, hours in (("Ana", 10), ("Lou", 4)))
    strategy = Strategy(
        settings=settings,
        objectives=objectives,
        platforms=tuple(_platform(draws, free, name, objectives, span) for name in names),
        mix=_mix(draws, categories, names),
        themes=themes,
        audiences=_audiences(draws, names),
        formats=tuple(Format(format=name, platforms=() if free else few(draws, names)) for name in FORMATS),
        team=people[: draws.whole(0, 2)],
        content=() if free else _pieces(draws, themes, names, span),
    )
    if not free:
        strategy = extend(draws, strategy, span)
    away = 0 if free or not chance(draws, 4) else draws.whole(-20, 7 * settings.weeks + 3)
    return Case(strategy, span[0] + timedelta(days=away))


def _settings(draws: Draws, weeks: Sequence[int]) -> Settings:
    country = one(draws, ("FR", "US", ""))
    return Settings(
        language="fr",
        country=country,
        region="57" if country == "FR" and chance(draws, 2) else "",
        start=date(2026, 1, 1) + timedelta(days=draws.whole(0, 800)),
        weeks=one(draws, weeks),
        public_holidays=one(draws, ("avoid", "publish")),
        closed_days=one(draws, ((), (6,), (5, 6), (0,), (1, 2, 6))),
    )


def _platform(
    draws: Draws, free: bool, name: str, objectives: Sequence[Objective], span: tuple[date, date]
) -> Platform:
    per = one(draws, ("week", "week", "month", "day"))
    count = one(draws, {"week": PER_WEEK, "month": PER_MONTH, "day": PER_DAY}[per])
    start, end = (None, None) if not chance(draws, 5) else window(draws, span)
    return Platform(
        platform=name,
        mission="tenir",
        objectives=some(draws, [one.objective for one in objectives]),
        cadence=Cadence(count, per),
        days=tuple(sorted(some(draws, range(7)))) if chance(draws, 2) else (),
        hours=tuple(sorted(some(draws, EXACT + STRETCH, most=3))) if chance(draws, 2) else (),
        max_per_day=draws.whole(1, 3) if chance(draws, 3) else None,
        formats=some(draws, FORMATS) if not free and chance(draws, 4) else (),
        start=start if chance(draws, 2) else None,
        end=end if chance(draws, 2) else None,
    )


def _mix(draws: Draws, categories: Sequence[str], platforms: Sequence[str]) -> tuple[MixShare, ...]:
    weights = [draws.whole(1, 10) for _ in categories]
    rows = [
        MixShare(category=name, share=Fraction(weight, sum(weights)))
        for name, weight in zip(categories, weights, strict=True)
    ]
    for platform in platforms:
        if chance(draws, 4):
            own = some(draws, categories, most=len(categories) - 1)
            parts = [Fraction(draws.whole(0, 10), 10 * len(own)) for _ in own]
            rows += [MixShare(category=a, share=b, platform=platform) for a, b in zip(own, parts, strict=True)]
    return tuple(rows)


def _themes(
    draws: Draws,
    free: bool,
    categories: Sequence[str],
    platforms: Sequence[str],
    objectives: Sequence[Objective],
    span: tuple[date, date],
) -> tuple[Theme, ...]:
    count = draws.whole(10, 14) if free else draws.whole(2, 14)
    named = chance(draws, 2)
    themes = []
    for n in range(count + (10 if free else 0)):
        theme = Theme(
            theme=f"Thème {n}",
            category=categories[n % len(categories)],
            weight=one(draws, (Fraction(1), Fraction(2), Fraction(1, 2), Fraction(5))),
            objectives=few(draws, [one.objective for one in objectives]) if named else (),
            ideas=tuple(f"Idée {n}.{m}" for m in range(draws.whole(0, 3))),
        )
        if not free:
            start, end = window(draws, span) if chance(draws, 5) else (None, None)
            theme = replace(
                theme,
                spacing=one(draws, (0, 0, 0, 2, 5, 14)),
                platforms=few(draws, platforms),
                formats=few(draws, FORMATS),
                start=start,
                end=end,
            )
        themes.append(theme)
    return tuple(themes)


def _audiences(draws: Draws, platforms: Sequence[str]) -> tuple[Audience, ...]:
    return tuple(
        Audience(
            audience=f"Cible {n}",
            priority=one(draws, ("primary", "secondary")),
            platforms=few(draws, platforms),
            days=tuple(sorted(some(draws, range(7)))) if chance(draws, 3) else (),
            hours=some(draws, STRETCH, most=1) if chance(draws, 3) else (),
        )
        for n in range(draws.whole(0, 2))
    )


def _pieces(
    draws: Draws, themes: Sequence[Theme], platforms: Sequence[str], span: tuple[date, date]
) -> tuple[Piece, ...]:
    return tuple(_piece(draws, n, themes, platforms, span) for n in range(draws.whole(0, 8)))


def _piece(draws: Draws, n: int, themes: Sequence[Theme], platforms: Sequence[str], span: tuple[date, date]) -> Piece:
    first, last = window(draws, span)
    kind = one(draws, ("none", "window", "publish", "expires", "start"))
    return Piece(
        title=f"Contenu {n}",
        theme=one(draws, themes).theme,
        format=one(draws, FORMATS) if chance(draws, 4) else "",
        publish=first if kind == "publish" else None,
        start=first if kind in ("window", "start") else None,
        end=last if kind == "window" else None,
        expires=last if kind == "expires" or (kind == "publish" and chance(draws, 3)) else None,
        platforms=few(draws, platforms),
    )


def shuffled(strategy: Strategy, turn: random.Random) -> Strategy:
    """The same strategy with the rows of every tab in another order."""
    names = [name for name in Strategy.__dataclass_fields__ if name != "settings"]
    tabs: dict[str, Any] = {name: getattr(strategy, name) for name in names}
    mixed: dict[str, Any] = {name: tuple(turn.sample(rows, len(rows))) for name, rows in tabs.items()}
    return replace(strategy, **mixed)
