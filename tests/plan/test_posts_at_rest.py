"""Posts that the user put where nothing is planned are told: on a platform at rest, on a closed or quiet day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_strategies import MONDAY, made, platform, strategy, theme

from calgen.plan.pin import Pin
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.content import Piece
from calgen.strategy.key_dates import KeyDate

DAY = MONDAY + timedelta(days=8)  # a Tuesday
ROWS = strategy(platform("Blog"), platform("Autre"), theme("Un"), theme("Deux"))
KEPT = Pin("Blog", DAY, "Un", id="P0007", subject="S0007", title="Fermeture")


def told(one: Strategy, kept: Pin = KEPT, today: date = MONDAY) -> list[tuple[str, str]]:
    """The codes of what is told of the post, with the reason."""
    found = [
        problem for problem in made(one, [kept], today).problems if problem.code in ("posts_at_rest", "own_on_closed")
    ]
    return [(problem.code, problem.values["why"].path[-1]) for problem in found]  # type: ignore[attr-defined]


def with_platform(**changes: object) -> Strategy:
    return replace(ROWS, platforms=(replace(ROWS.platforms[0], **changes), *ROWS.platforms[1:]))  # type: ignore[arg-type]


def with_settings(**changes: object) -> Strategy:
    return replace(ROWS, settings=replace(ROWS.settings, **changes))  # type: ignore[arg-type]


PAUSE = replace(platform().cadence, count=platform().cadence.count * 0)
QUIET = KeyDate(name="Deuil", date=DAY, treatment="quiet")
CASES: dict[str, tuple[Strategy, tuple[str, str] | None]] = {
    "sound": (ROWS, None),
    "paused": (with_platform(cadence=PAUSE), ("posts_at_rest", "rest_paused")),
    "not begun": (with_platform(start=DAY + timedelta(days=1)), ("posts_at_rest", "rest_dated")),
    "over": (with_platform(end=DAY - timedelta(days=1)), ("posts_at_rest", "rest_dated")),
    "closed": (with_settings(closed_days=(1,)), ("own_on_closed", "on_closed_day")),
    "quiet": (replace(ROWS, key_dates=(QUIET,)), ("own_on_closed", "on_quiet")),
    "quiet there": (replace(ROWS, key_dates=(replace(QUIET, platforms=("Blog",)),)), ("own_on_closed", "on_quiet")),
    "quiet elsewhere": (replace(ROWS, key_dates=(replace(QUIET, platforms=("Autre",)),)), None),
}


@pytest.mark.parametrize("name", CASES)
def test_a_post_of_the_users_where_nothing_is_planned_is_told(name: str) -> None:
    one, expected = CASES[name]
    assert told(one) == ([expected] if expected else [])
    assert told(one, today=DAY + timedelta(days=1)) == []  # over
    assert told(one, replace(KEPT, is_untouched=True)) == []  # as the last run planned it


def test_a_day_that_the_strategy_names_is_told_at_its_own_row() -> None:
    closed = with_settings(closed_days=(1,))
    piece = Piece(title="Fermeture", theme="Un", publish=DAY)
    sales = Campaign(campaign="Soldes", start=DAY, end=DAY, themes=("Un",), offsets=(0,))
    assert told(replace(closed, content=(piece,))) == []
    assert told(replace(closed, campaigns=(sales,)), replace(KEPT, campaign="Soldes")) == []
    assert told(closed, replace(KEPT, key_date="Fête")) == []


def test_a_holiday_that_the_settings_avoid_is_a_closed_day() -> None:
    easter = replace(KEPT, day=date(2027, 3, 29))
    french = with_settings(country="FR", weeks=5)
    assert told(french, easter) == [("own_on_closed", "on_holiday")]
    assert told(with_settings(country="FR", weeks=5, public_holidays="publish"), easter) == []


KEY_DATE = KeyDate(name="Fête", date=DAY, treatment="hook", theme="Un", platforms=("Blog", "Autre"))


def kept_off(one: Strategy) -> list[tuple[tuple[str, ...], str]]:
    found = [problem for problem in made(one).problems if problem.code == "key_date_not_everywhere"]
    return [(problem.values["platforms"], problem.values["cause"].path[-1]) for problem in found]  # type: ignore[attr-defined, misc]


def test_a_platform_of_a_key_date_without_its_post_is_told_with_the_reason() -> None:
    hooked = replace(ROWS, key_dates=(KEY_DATE,))
    assert kept_off(hooked) == []
    apart = replace(hooked, themes=(replace(ROWS.themes[0], platforms=("Autre",)), *ROWS.themes[1:]))
    assert kept_off(apart) == [(("Blog",), "key_date_theme")]
    late = replace(hooked, platforms=(replace(ROWS.platforms[0], start=DAY + timedelta(days=9)), ROWS.platforms[1]))
    assert kept_off(late) == [(("Blog",), "key_date_platform")]
    quiet = replace(hooked, key_dates=(KEY_DATE, replace(QUIET, platforms=("Blog",))))
    assert kept_off(quiet) == [(("Blog",), "key_date_day")]
    assert kept_off(replace(apart, key_dates=(replace(KEY_DATE, platforms=()),))) == []  # blank: where its theme may be
