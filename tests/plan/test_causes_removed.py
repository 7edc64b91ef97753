"""A cause that a finding names is the cause: taken away, with the others that it names, the finding goes or shrinks."""

from __future__ import annotations

import random
from collections import Counter
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


def _with_themes(one: Strategy, *, named: bool) -> Strategy:
    """The strategy with another theme in each category, which all campaigns name, or none."""
    of_category = {row.category: row for row in one.themes}
    more = [replace(row, theme=f"Autre {n}") for n, (_, row) in enumerate(sorted(of_category.items()))]
    names = tuple(row.theme for row in more) if named else ()
    campaigns = tuple(replace(row, themes=(*row.themes, *names)) for row in one.campaigns)
    return replace(one, themes=(*one.themes, *more), campaigns=campaigns)


def _without_fixed_days(one: Strategy) -> Strategy:
    platforms = tuple(replace(row, rhythm=()) for row in one.platforms)
    return replace(one, content=(), key_dates=(), platforms=platforms)


def _without_set_days(one: Strategy) -> Strategy:
    return replace(one, campaigns=tuple(replace(row, offsets=()) for row in one.campaigns))


def _carried(one: Strategy) -> Strategy:
    platforms = tuple(replace(row, formats=()) for row in one.platforms)
    return replace(_themes(one, platforms=(), formats=()), platforms=platforms)


def _of_others_too(one: Strategy) -> Strategy:
    return _with_themes(_without_theme_limits(_without_fixed_days(_without_set_days(one))), named=False)


def _with_room_and_themes(one: Strategy) -> Strategy:
    return _with_themes(_with_room(_without_theme_limits(one)), named=True)


# finding → the strategy without what its sentence and cure name
REMOVALS: dict[str, Callable[[Strategy], Strategy]] = {
    "no_theme_left": _without_theme_limits,
    "thinned": _with_hours,
    "frequency_short": _with_room,
    "campaign_closed": _with_room_and_themes,
    "campaign_spaced": _with_room_and_themes,
    "campaign_displaced": _without_fixed_days,
    "campaign_thinned": _with_hours,
    "campaign_beyond": _of_others_too,
    "campaign_not_carried": _carried,
}
OF_HOURS = ("thinned", "campaign_thinned")
# seeds of the quick run in which the finding of a campaign is made: it is rarer than the others
SEEDS = {
    "campaign_closed": 8,
    "campaign_spaced": 80,
    "campaign_displaced": 10,
    "campaign_thinned": 2,
    "campaign_beyond": 34,
    "campaign_not_carried": 90,
}


def _missing(problems: tuple[Problem, ...], code: str) -> dict[object, int]:
    """The posts that the findings of a code miss, or have too many, by the campaigns that they are of, if they are."""
    found = Counter[object]()
    for problem in problems:
        if problem.code == code:
            values = problem.values
            found[values.get("campaigns")] += abs(int(str(values.get("asked", 0))) - int(str(values["n"])))
    return found


def _shrinks(code: str, seed: int) -> bool | None:
    """Whether a finding goes or shrinks where its cause is taken away; None where the strategy has no such finding."""
    case = build(RandomDraws(random.Random(seed)), weeks=(2, 4))
    mode = "thin" if code in OF_HOURS else "warn"
    one = replace(case.strategy, settings=replace(case.strategy.settings, over_capacity=mode))
    before = _missing(made(one, today=case.today).problems, code)
    after = _missing(made(REMOVALS[code](one), today=case.today).problems, code)
    return sum(after.get(of, 0) for of in before) < sum(before.values()) if before else None


@each_seed(6, 120)
@pytest.mark.parametrize("code", REMOVALS)
def test_without_its_cause_a_finding_shrinks(code: str, seed: int) -> None:
    assert _shrinks(code, seed) is not False


@pytest.mark.parametrize(("code", "seed"), [("campaign_closed", 112), ("campaign_displaced", 125)])
def test_a_daily_cadence_leaves_a_campaign_no_cause_but_its_own(code: str, seed: int) -> None:
    """Two posts a day stood three and one on the days of a campaign, which nothing closed and nobody settled."""
    assert _shrinks(code, seed) is not False


@pytest.mark.parametrize("code", SEEDS)
def test_a_campaign_without_its_cause_has_its_part(code: str) -> None:
    assert _shrinks(code, SEEDS[code])
