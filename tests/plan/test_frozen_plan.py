"""A frozen plan has the posts that it is given, and no other (docs/decisions.md, "What a second run keeps")."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from strategies import Case, cases
from test_promises import examples, remembered

from calgen.plan import plan
from calgen.plan.model import Plan
from calgen.plan.pin import Pin, PinKind


def places(found: Plan | tuple[Pin, ...]) -> list[tuple[object, ...]]:
    """Where posts stand, and about what."""
    if isinstance(found, Plan):
        return sorted((post.kept_id, post.platform, post.day, post.time, post.theme) for post in found.posts)
    return sorted((pin.id, pin.platform, pin.day, pin.time, pin.theme) for pin in found)


@examples(10)
@given(cases(weeks=(1, 2, 4)), st.integers(0, 40), st.booleans())
def test_nothing_is_added_on_any_later_day(case: Case, days: int, thin: bool) -> None:
    settings = replace(case.strategy.settings, over_capacity="thin" if thin else "warn")
    strategy = replace(case.strategy, settings=settings)
    first = plan(strategy, (), case.today)
    kept = remembered(first)
    today = max(case.today, first.horizon.first) + timedelta(days=days)
    assert places(plan(strategy, kept, today, frozen=True)) == places(kept)


@examples(6)
@given(cases(weeks=(1, 2)), st.data())
def test_a_place_that_the_user_emptied_stays_empty(case: Case, data: st.DataObject) -> None:
    first = plan(case.strategy, (), case.today)
    kept = remembered(first)
    if not kept:
        return
    out = data.draw(st.integers(0, len(kept) - 1))
    pins = tuple(replace(pin, kind=PinKind.REMOVED if n == out else PinKind.KEPT) for n, pin in enumerate(kept))
    found = plan(case.strategy, pins, case.today, frozen=True)
    assert places(found) == places(tuple(pin for pin in pins if not pin.is_removed))
