"""What a user may do to a calendar, drawn at random: posts kept or removed, wherever and whatever they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from fractions import Fraction
from typing import Any

from draws import Draws, HypothesisDraws, chance, one
from hypothesis import strategies as st
from strategies import WEEKS, Case, build

from calgen.book.values import Cadence
from calgen.plan.pin import Pin, PinKind
from calgen.strategy import Strategy
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme

HOURS = (time(9), time(9, 30), time(12), time(23, 55))
STAGES = ("attention", "action")


@dataclass(frozen=True, slots=True)
class Edited:
    """A strategy, the day on which it is planned, and what stands in its calendar."""

    strategy: Strategy
    today: date
    kept: tuple[Pin, ...]


def edited(draws: Draws, weeks: tuple[int, ...] = WEEKS[:5]) -> Edited:
    """A case with pins on any day, also one that is closed, quiet or outside the plan, and of what is asked no more."""
    case = build(draws, weeks=weeks)
    start = case.strategy.settings.start
    assert start is not None
    left = Theme(theme="Ancien", category=case.strategy.themes[0].category, weight=Fraction(0))
    over = Platform(
        platform="Parti", mission="", objectives=(), cadence=Cadence(Fraction(1)), end=start - timedelta(days=1)
    )
    strategy = replace(case.strategy, themes=(*case.strategy.themes, left), platforms=(*case.strategy.platforms, over))
    pins = [_pin(draws, strategy, case, n) for n in range(draws.whole(0, 12))]
    titles: dict[str, str] = {}
    pins = [replace(pin, title=titles.setdefault(pin.subject, pin.title)) if pin.subject else pin for pin in pins]
    if pins and chance(draws, 3):  # a row copied over and over
        pins += [replace(pins[0], id=f"P{100 + n}") for n in range(one(draws, (1, 2, 9, 300)))]
    return Edited(strategy, case.today, tuple(pins))


def edits() -> st.SearchStrategy[Edited]:
    """The same, for hypothesis."""

    @st.composite
    def made(draw: Any) -> Edited:
        return edited(HypothesisDraws(draw))

    return made()


def _pin(draws: Draws, strategy: Strategy, case: Case, n: int) -> Pin:
    settings = strategy.settings
    assert settings.start is not None
    days = 7 * settings.weeks
    span = (-40, days + 40) if chance(draws, 4) else (0, days - 1)
    day = settings.start + timedelta(days=draws.whole(*span))
    titles = ["", "", "À moi", *(piece.title for piece in strategy.content)]
    titles += [idea for theme in strategy.themes for idea in theme.ideas]
    dated = [row.name for row in strategy.key_dates]
    pushes = [row.campaign for row in strategy.campaigns]
    return Pin(
        one(draws, strategy.platforms).platform,
        day,
        one(draws, strategy.themes).theme,
        time=one(draws, HOURS),
        id=f"P{n}",
        subject=one(draws, ("", "S1", "S2", f"S{10 + n}")),
        title=one(draws, titles),
        campaign=one(draws, ["", "Inconnue", *pushes]) if chance(draws, 3) else "",
        key_date=one(draws, ["", "Inconnu", *dated]) if chance(draws, 3) else "",
        format=one(draws, ("", "Photo", "Vidéo", "Inconnu")),
        objective=one(draws, ("", strategy.objectives[0].objective, "Inconnu")),
        audience=one(draws, ("", "Cible 0", "Inconnue")),
        owner=one(draws, ("", "Ana", "Inconnue")),
        stage=one(draws, ("", *STAGES)),
        moved_from=day + timedelta(days=draws.whole(-9, 9)) if chance(draws, 5) else None,
        kind=PinKind.REMOVED if chance(draws, 4) else PinKind.KEPT,
    )
