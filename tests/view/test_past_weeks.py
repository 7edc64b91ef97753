"""Which rows a run folds as those of past weeks, and on which row a calendar opens: one case a line of the decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest

from calgen.book.grid import RowStates
from calgen.view.past_weeks import PastWeeks, PresentRows, fold_past_weeks

TODAY = date(2027, 1, 20)  # a Wednesday
TWO_WEEKS_AGO, LAST_SUNDAY, MONDAY, FRIDAY = (date(2027, 1, day) for day in (4, 17, 18, 22))
BY_DAY = (TWO_WEEKS_AGO, LAST_SUNDAY, MONDAY, FRIDAY)


@dataclass(frozen=True)
class Case:
    """A calendar as it stands: its rows are numbered from 5 on, in the order that they will have."""

    days: Sequence[date | None] = BY_DAY
    hidden: frozenset[int] = frozenset()
    levels: Mapping[int, int] = field(default_factory=dict)
    had_group: bool = False
    were_past: frozenset[int] = frozenset()
    is_filtered: bool = False
    objects: frozenset[int] = frozenset()
    new: frozenset[int] = frozenset()

    def result(self) -> PastWeeks:
        """What a run makes of it."""
        numbers = [0 if n in self.new else 5 + n for n in range(len(self.days))]
        states = RowStates(self.hidden, self.levels, self.is_filtered, self.objects)
        return fold_past_weeks(self.days, TODAY, PresentRows(numbers, states, self.were_past, self.had_group))


CLOSED = Case(hidden=frozenset({5}), levels={5: 1}, had_group=True, were_past=frozenset({0}))
OPEN = Case(levels={5: 1}, had_group=True, were_past=frozenset({0}))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((MONDAY, FRIDAY), PastWeeks(opens_at=0)),
        (BY_DAY, PastWeeks({0: True, 1: True}, opens_at=2, has_group=True)),
        ((FRIDAY, TWO_WEEKS_AGO), PastWeeks()),
        ((TWO_WEEKS_AGO, LAST_SUNDAY), PastWeeks()),
        ((), PastWeeks()),
    ],
    ids=["nothing past", "two past rows", "in another order", "all is over", "empty"],
)
def test_a_calendar_that_is_drawn_anew(days: Sequence[date], expected: PastWeeks) -> None:
    assert fold_past_weeks(days, TODAY) == expected


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (Case(), PastWeeks({0: True, 1: True}, opens_at=2, has_group=True)),
        (CLOSED, PastWeeks({1: True}, opens_at=2, has_group=True)),
        (OPEN, PastWeeks({1: False}, opens_at=2, has_group=True)),
    ],
    ids=["first time", "closed", "opened by the user"],
)
def test_rows_that_are_over_join_the_group_as_the_user_left_it(case: Case, expected: PastWeeks) -> None:
    assert case.result() == expected


@pytest.mark.parametrize(
    "case",
    [
        Case(levels={7: 1}),
        Case(hidden=frozenset({5})),
        Case(had_group=True, were_past=frozenset({0})),
        Case(levels={5: 2}, had_group=True, were_past=frozenset({0})),
        Case(objects=frozenset({6})),
    ],
    ids=["own group", "hidden by hand", "group removed", "own group within it", "a picture beside"],
)
def test_what_the_user_arranged_stays(case: Case) -> None:
    found = case.result()
    assert (found.grouped, found.ungrouped, found.opens_at) == ({}, frozenset(), 2)


def test_a_group_that_is_removed_never_comes_back() -> None:
    assert Case(had_group=True).result().has_group


def test_a_filter_keeps_rows_and_view() -> None:
    for had_group in (False, True):
        assert Case(is_filtered=True, had_group=had_group).result() == PastWeeks(has_group=had_group)


def test_a_past_post_that_moves_to_a_later_day_is_seen() -> None:
    """Its row takes the group along to its new place."""
    case = Case((LAST_SUNDAY, MONDAY, FRIDAY), frozenset({5, 7}), {5: 1, 7: 1}, True, frozenset({0, 2}))
    assert case.result() == PastWeeks(ungrouped=frozenset({2}), opens_at=1, has_group=True)


def test_rows_in_another_order_are_all_seen() -> None:
    case = Case((TWO_WEEKS_AGO, FRIDAY, LAST_SUNDAY), frozenset({5, 7}), {5: 1, 7: 1}, True, frozenset({0, 2}))
    assert case.result() == PastWeeks(ungrouped=frozenset({0, 2}))


def test_a_row_without_a_day_is_never_hidden() -> None:
    case = Case((TWO_WEEKS_AGO, None, LAST_SUNDAY, MONDAY))
    assert case.result() == PastWeeks({0: True, 2: True}, opens_at=3, has_group=True)


def test_a_row_hidden_by_hand_among_past_ones_stays_out_of_the_group() -> None:
    case = Case(hidden=frozenset({5, 6}), levels={5: 1}, had_group=True, were_past=frozenset({0}))
    assert case.result() == PastWeeks(opens_at=2, has_group=True)


def test_a_new_row_of_a_past_week_joins_the_group() -> None:
    case = Case(BY_DAY, frozenset({5}), {5: 1}, had_group=True, were_past=frozenset({0}), new=frozenset({1}))
    assert case.result() == PastWeeks({1: True}, opens_at=2, has_group=True)
