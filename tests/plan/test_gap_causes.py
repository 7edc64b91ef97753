"""A run that adds no posts tells why some are missing, as the run did that left them out; and what the user changed."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from draws import RandomDraws
from seeds import each_seed
from small_strategies import MONDAY, platform, strategy, theme
from strategies import build
from test_promises import remembered
from test_stability import served

from calgen.last_run import LastRun, hidden_rows
from calgen.merge import find_renames, gap_texts, read_gaps
from calgen.plan import plan
from calgen.plan.known_gaps import KnownGaps
from calgen.plan.model import GapCause, Plan
from calgen.plan.pin import Pin
from calgen.strategy import Strategy
from calgen.strategy.team import Person

SUNDAYS = tuple(MONDAY + timedelta(days=7 * n + 6) for n in range(4))


def pins_of(made: Plan) -> tuple[Pin, ...]:
    """The posts of a plan that nobody has touched since."""
    pairs = zip(remembered(made), made.posts, strict=True)
    return tuple(
        replace(served(pin, post), is_untouched=True, variant=post.variant, is_open=post.is_open) for pin, post in pairs
    )


def again(one: Strategy, first: Plan, pins: tuple[Pin, ...], today: date, *, forgets: bool = False) -> Plan:
    """A second plan of the same strategy."""
    known = None if forgets else first.known_gaps
    return plan(one, pins, today, frozen=True, known_gaps=known)


def counted(made: Plan, since: date = date.min) -> Counter[tuple[str, GapCause, date]]:
    found = Counter[tuple[str, GapCause, date]]()
    for gap in made.gaps:
        for day, posts in zip(gap.days, gap.posts_of_days, strict=True):
            found[gap.platform, gap.cause, day] += posts if day >= since else 0
    return +found


@each_seed(6, 102)
@pytest.mark.parametrize("mode", ["warn", "thin"])
def test_the_same_strategy_has_the_same_gaps_for_the_same_causes(seed: int, mode: str) -> None:
    case = build(RandomDraws(random.Random(seed)), weeks=(2, 4, 8))
    one = replace(case.strategy, settings=replace(case.strategy.settings, over_capacity=mode))
    first = plan(one, (), case.today)
    assert counted(again(one, first, pins_of(first), case.today)) == counted(first)
    later = max(case.today, first.horizon.first) + timedelta(days=9)
    for (name, cause, day), posts in counted(again(one, first, pins_of(first), later), later).items():
        assert posts <= counted(first)[name, cause, day]


def short_of_hours(hours: int = 1) -> Strategy:
    one = strategy(platform(count="2"), theme("Un"), over_capacity="thin")
    return replace(one, team=(Person(person="Ana", weekly_hours=Fraction(hours)),))


CAUSES = {
    GapCause.NO_HOURS: short_of_hours(),
    GapCause.NO_DAY: strategy(replace(platform(count="3"), days=(0,), max_per_day=1), theme("Un")),
    GapCause.NO_THEME: strategy(platform(count="2"), theme("Un", spacing=7)),
}


@pytest.mark.parametrize("forgets", [False, True])
@pytest.mark.parametrize("cause", CAUSES)
def test_each_cause_is_found_again(cause: GapCause, forgets: bool) -> None:
    one = CAUSES[cause]
    first = plan(one, (), MONDAY)
    causes = {gap.cause for gap in first.gaps}
    assert causes == {cause}
    assert {gap.cause for gap in again(one, first, pins_of(first), MONDAY, forgets=forgets).gaps} == causes


def test_a_platform_that_lacks_nothing_is_remembered_too() -> None:
    """Else a later run counts its posts by the share of each period, and finds some missing or too many."""
    first = plan(strategy(platform(count="4"), theme("Un"), theme("Deux")), (), MONDAY)
    assert first.gaps == ()
    assert first.known_gaps is not None
    assert first.known_gaps.gaps == {"Blog": ()}
    assert first.known_gaps.posts["Blog"] == dict.fromkeys([sunday - timedelta(days=6) for sunday in SUNDAYS], 4)


def test_posts_moved_to_another_week_leave_their_places_empty() -> None:
    one = strategy(platform(count="4"), theme("Un"), theme("Deux"))
    first = plan(one, (), MONDAY)
    pins = pins_of(first)
    moved = (replace(pin, day=SUNDAYS[2], is_untouched=False) for pin in pins[:3])  # one is within the promise
    gaps = {gap.cause: gap for gap in again(one, first, (*moved, *pins[3:]), MONDAY).gaps}
    assert gaps.keys() == {GapCause.LEFT_EMPTY, GapCause.SETTLED}
    assert gaps[GapCause.LEFT_EMPTY].days == (MONDAY,)


def test_a_post_that_the_user_adds_fills_a_gap() -> None:
    one = short_of_hours()
    first = plan(one, (), MONDAY)
    missing = sum(counted(first).values())
    week = min(gap.days[0] for gap in first.gaps)
    own = Pin("Blog", week, "Un", id="P0099", subject="S0099", title="À moi")
    found = counted(again(one, first, (*pins_of(first), own), MONDAY))
    assert sum(posts for (_, cause, _), posts in found.items() if cause is GapCause.NO_HOURS) == missing - 1


def test_a_place_emptied_in_a_week_that_is_over_is_not_told() -> None:
    one = strategy(platform(count="2"), theme("Un"), theme("Deux"))
    first = plan(one, (), MONDAY)
    gaps = again(one, first, pins_of(first)[1:], MONDAY + timedelta(days=8)).gaps
    assert gaps == ()


@pytest.mark.parametrize("one", CAUSES.values(), ids=[cause.value for cause in CAUSES])
def test_the_hidden_tab_keeps_them(one: Strategy) -> None:
    known = plan(one, (), MONDAY).known_gaps
    last_run = LastRun(missing=gap_texts(known))
    assert read_gaps(last_run, find_renames(one, last_run)) == known
    assert {kind for kind, _, _ in hidden_rows(last_run)} == {"missing"}


@pytest.mark.parametrize("text", ["", "[", "3", '[[["?","2027-03-01",1]],[]]', '[[["no_day","today",1]],[]]', "null"])
def test_what_a_user_has_written_into_it_is_left_out(text: str) -> None:
    last_run = LastRun(missing={"Blog": text, "": text})
    found = read_gaps(last_run, find_renames(strategy(), last_run))
    assert (found.gaps, found.posts) == (KnownGaps().gaps, KnownGaps().posts)
