"""A set day without a post on a platform of its campaign is told with its cause; without the cause it has its post."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_strategies import MONDAY, made
from test_campaign_days import START, case, push

from calgen.book.values import Phrase
from calgen.plan.pin import Pin
from calgen.strategy import Strategy

SET_DAY = START + timedelta(days=3)
BASE = case(2, push((3,), "P0"))
OTHER = replace(push((3,), "P0"), campaign="Fêtes")


def seasons(start: date | None = None, end: date | None = None) -> Strategy:
    themes = (replace(row, start=start, end=end) if row.theme in ("Prix", "Offre") else row for row in BASE.themes)
    return replace(BASE, themes=tuple(themes))


def platforms(**changes: object) -> Strategy:
    first, *others = BASE.platforms
    return replace(BASE, platforms=(replace(first, **changes), *others))  # type: ignore[arg-type]


CASES: dict[str, tuple[str, Strategy, tuple[Pin, ...]]] = {
    "sound": ("", BASE, ()),
    "season after": ("season", seasons(start=SET_DAY + timedelta(days=1)), ()),
    "season before": ("season", seasons(end=SET_DAY - timedelta(days=1)), ()),
    "season elsewhere": ("season", seasons(SET_DAY + timedelta(days=1), SET_DAY + timedelta(days=9)), ()),
    "platform begins": ("platform", platforms(start=SET_DAY + timedelta(days=1)), ()),
    "platform ends": ("platform", platforms(end=SET_DAY - timedelta(days=1)), ()),
    "other campaign": ("taken", replace(BASE, campaigns=(*BASE.campaigns, OTHER)), ()),
    "own post": ("theme", BASE, (Pin("P0", SET_DAY, "Prix", id="P0001"),)),
}


def told(one: Strategy, kept: tuple[Pin, ...] = (), today: date = MONDAY) -> list[str]:
    found = [problem for problem in made(one, kept, today).problems if problem.code == "offset_unplaced"]
    causes = [(problem.values["cause"], problem.values["remedy"]) for problem in found]
    assert all(isinstance(phrase, Phrase) for pair in causes for phrase in pair)
    assert all(problem.values["days"] == (SET_DAY,) for problem in found)
    return [cause.path[-1].removeprefix("set_day_cause_") for cause, _ in causes if isinstance(cause, Phrase)]


@pytest.mark.parametrize("name", CASES)
def test_each_set_day_without_a_post_is_told_with_its_cause(name: str) -> None:
    cause, one, kept = CASES[name]
    assert told(one, kept) == ([cause] if cause else [])
    assert told(one, kept, SET_DAY + timedelta(days=1)) == []  # over: nothing can be mended


REMOVALS: dict[str, Callable[[Strategy], Strategy]] = {
    "season after": lambda one: replace(one, themes=BASE.themes),
    "platform ends": lambda one: replace(one, platforms=BASE.platforms),
    "other campaign": lambda one: replace(one, campaigns=BASE.campaigns),
}


@pytest.mark.parametrize("name", REMOVALS)
def test_without_its_cause_the_set_day_has_its_post(name: str) -> None:
    one = REMOVALS[name](CASES[name][1])
    assert told(one) == []
    assert any(post.day == SET_DAY and post.campaign == "Soldes" for post in made(one).posts if post.platform == "P0")


def test_a_campaign_that_names_no_platform_has_its_set_day_on_some() -> None:
    some = replace(platforms(start=SET_DAY + timedelta(days=1)), campaigns=(push((3,)),))
    assert told(some) == []
    assert told(replace(seasons(end=SET_DAY - timedelta(days=1)), campaigns=(push((3,)),))) == ["season"]
