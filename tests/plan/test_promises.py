"""The promises of docs/decisions.md ("What the plan promises") as properties of random strategies."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from oracles import ALWAYS, CountedPlan, broken, mix_held
from seeds import PART
from small_strategies import made
from strategies import Case, cases, shuffled

from calgen.merge import Edits, assign_ids
from calgen.plan import plan
from calgen.plan.model import Plan
from calgen.plan.pin import Pin

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def examples(count: int, phases: Collection[Phase] = tuple(Phase)) -> settings:
    return settings(max_examples=count, suppress_health_check=QUIET, phases=phases)


def remembered(one: Plan) -> tuple[Pin, ...]:
    """The posts of a plan, as a later run remembers them."""
    ids = assign_ids(one, Edits())
    return tuple(
        Pin(
            post.platform,
            post.day,
            post.theme,
            time=post.time,
            id=ids.posts[n],
            subject=ids.subjects[post.subject],
            title=one.subjects[post.subject].title,
            campaign=post.campaign,
            key_date=post.key_date,
        )
        for n, post in enumerate(one.posts)
    )


def later(case: Case, days: int) -> tuple[date, tuple[Pin, ...]]:
    first = plan(case.strategy, (), case.today)
    today = max(case.today, first.horizon.first) + timedelta(days=days)
    return today, tuple(pin for pin in remembered(first) if pin.day < today)


@examples(6)  # the scorecard draws thousands (line `plans`)
@given(cases())
def test_every_promise_is_held_or_told(case: Case) -> None:
    assert broken(made(case.strategy, today=case.today)) == []


@pytest.mark.long
@examples(200 // PART, phases=(Phase.generate,))  # a case that fails is printed as drawn
@given(cases())
def test_every_promise_is_held_or_told_by_many_plans(case: Case) -> None:
    assert broken(made(case.strategy, today=case.today)) == []


@examples(8)
@given(cases(free=True))
def test_without_an_excuse_the_mix_is_held(case: Case) -> None:
    assert broken(made(case.strategy, today=case.today), (*ALWAYS, mix_held)) == []


@examples(8)
@given(cases(weeks=(1, 2, 4, 8)), st.integers(1, 60))
def test_what_is_kept_stays(case: Case, days: int) -> None:
    today, kept = later(case, days)
    assert broken(made(case.strategy, kept, today)) == []


@pytest.mark.long
@examples(12)
@given(cases(weeks=(2, 4)), cases(weeks=(2, 4)), st.integers(1, 30))
def test_what_is_kept_stays_under_another_strategy(case: Case, other: Case, days: int) -> None:
    """Other cadences, and a later start: kept posts may then stand before the first day of the plan."""
    today, kept = later(case, days)
    cadences = [one.cadence for one in other.strategy.platforms]
    platforms = tuple(
        replace(one, cadence=cadences[n % len(cadences)]) for n, one in enumerate(case.strategy.platforms)
    )
    assert case.strategy.settings.start is not None
    moved = replace(case.strategy.settings, start=case.strategy.settings.start + timedelta(days=days % 8))
    found: CountedPlan = made(replace(case.strategy, platforms=platforms, settings=moved), kept, today)
    assert broken(found) == []


@pytest.mark.long
@examples(5)
@given(cases(weeks=(1, 2, 4, 8)), st.randoms(use_true_random=False))
def test_the_same_strategy_makes_the_same_plan_in_any_order(case: Case, turn: random.Random) -> None:
    first = plan(case.strategy, (), case.today)
    assert plan(case.strategy, (), case.today) == first
    assert plan(shuffled(case.strategy, turn), (), case.today) == first
