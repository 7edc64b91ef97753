"""Strategies drawn from a seed, in five sizes: the same seed gives the same strategy on every machine."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from calgen.book.values import Cadence
from calgen.strategy import Strategy
from calgen.strategy.content import Piece
from calgen.strategy.defaults import mix
from calgen.strategy.formats import Format
from calgen.strategy.mix import MixShare
from calgen.strategy.objectives import Objective
from calgen.strategy.platforms import Platform
from calgen.strategy.settings import Settings
from calgen.strategy.themes import Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

START = date(2027, 1, 4)
CATEGORIES = ("promote", "curate", "interact")
OBJECTIVES = ("awareness", "leads", "sales", "loyalty")
LABELS = ("Facebook", "Instagram", "LinkedIn", "TikTok", "Pinterest", "X", "Threads", "Bluesky")


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is to plan; `fixed` and `windows` are the pieces of the full variant, by kind of date."""

    platforms: int
    weeks: int
    weekly: Fraction  # posts a week and platform, on average
    themes: int
    fixed: int
    windows: int


# The sizes of docs/planner.md, "Measured"; five of them, so that the growth of time can be fitted.
SIZES: dict[str, Size] = {
    "small": Size(5, 13, Fraction("3.32"), 12, 29, 23),
    "year": Size(5, 52, Fraction("3.32"), 16, 90, 80),
    "medium": Size(8, 52, Fraction("6.25"), 24, 210, 236),
    "half": Size(15, 52, Fraction(8), 32, 550, 480),
    "large": Size(30, 52, Fraction("9.7"), 40, 1422, 1168),
}


def draw(size: str, seed: int, *, full: bool = True) -> Strategy:
    """A strategy of a size; without `full` it has no pieces of content, so that nothing is pinned."""
    one, dice = SIZES[size], random.Random(f"{size} {seed}")
    objectives = tuple(
        Objective(objective=name, kpi="visits", weight=Fraction(dice.randint(1, 3))) for name in OBJECTIVES
    )
    platforms = _platforms(one, dice)
    themes = _themes(one, dice)
    content = _content(one, dice, platforms, themes)
    return Strategy(
        settings=Settings(language="en", start=START, weeks=one.weeks),
        objectives=objectives,
        platforms=platforms,
        mix=(*mix(), *_own_mix(dice, platforms)),
        themes=themes,
        formats=(Format(format="post"), Format(format="photo")),
        content=content if full else (),
    )


def _platforms(size: Size, dice: random.Random) -> tuple[Platform, ...]:
    """Platforms with cadences from half to one and a half of the average, in steps of half a post."""
    found = []
    for n in range(size.platforms):
        spread = Fraction(2 * n + 1, 2 * size.platforms) + Fraction(1, 2)
        count = max(Fraction(1, 2), Fraction(round(2 * size.weekly * spread), 2))
        label = LABELS[n % len(LABELS)] + (f" {n // len(LABELS) + 1}" if n >= len(LABELS) else "")
        found.append(
            Platform(
                platform=label,
                mission="be there",
                objectives=tuple(sorted(dice.sample(OBJECTIVES, dice.randint(2, 3)))),
                cadence=Cadence(count),
            )
        )
    return tuple(sorted(found, key=lambda one: one.platform))


def _themes(size: Size, dice: random.Random) -> tuple[Theme, ...]:
    """Themes of each category in turn: half of them name objectives, one in four has a spacing, one in six ideas."""
    return tuple(
        Theme(
            theme=f"Theme {n:02}",
            category=CATEGORIES[n % len(CATEGORIES)],
            weight=Fraction(dice.choice((1, 1, 1, 2, 3))),
            objectives=tuple(sorted(dice.sample(OBJECTIVES, 2))) if n % 2 else (),
            spacing=dice.choice((2, 3)) if n % 4 == 3 else 0,
            ideas=tuple(f"Idea {n:02}.{m}" for m in range(4)) if n % 6 == 0 else (),
        )
        for n in range(size.themes)
    )


def _own_mix(dice: random.Random, platforms: Sequence[Platform]) -> tuple[MixShare, ...]:
    """One platform in five has its own share of promote."""
    shares = (Fraction(1, 4), Fraction(2, 5), Fraction(1, 2))
    return tuple(
        MixShare(category="promote", share=dice.choice(shares), platform=one.platform) for one in platforms[2::5]
    )


def _content(
    size: Size, dice: random.Random, platforms: Sequence[Platform], themes: Sequence[Theme]
) -> tuple[Piece, ...]:
    """Promotions on one platform each, with a day or a window; on some platforms more than the share of promote."""
    days = [START + timedelta(days=n) for n in range(7 * size.weeks) if n % 7 < 5]
    promote = [theme for theme in themes if theme.category == "promote"]
    places = [(one, day) for one in platforms for day in days]
    weights = {one.platform: float(one.cadence.weekly()) * dice.choice((0.6, 1, 1, 1.6)) for one in platforms}
    # Drawn without replacement, so that no platform has two fixed pieces on one day.
    ranked = sorted(places, key=lambda place: dice.random() ** (1 / weights[place[0].platform]), reverse=True)
    fixed = [_piece(n, dice, promote, one, publish=day) for n, (one, day) in enumerate(ranked[: size.fixed])]
    windows = []
    for n in range(size.windows):
        one = dice.choices(platforms, [weights[each.platform] for each in platforms])[0]
        first = dice.choice(days)
        last = first + timedelta(days=dice.choice((6, 9, 13, 20)))
        windows.append(_piece(size.fixed + n, dice, promote, one, start=first, end=last))
    return tuple(sorted(fixed + windows, key=lambda piece: piece.title))


def _piece(
    n: int,
    dice: random.Random,
    themes: Sequence[Theme],
    platform: Platform,
    *,
    publish: date | None = None,
    start: date | None = None,
    end: date | None = None,
) -> Piece:
    return Piece(
        title=f"Piece {n:04}",
        theme=dice.choice(themes).theme,
        publish=publish,
        start=start,
        end=end,
        platforms=(platform.platform,),
    )
