"""A slot for which no theme was found at first has one where one can stand, once the others are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest
from small_strategies import MONDAY, platform, strategy, theme

from calgen.plan.draft import PlanDraft
from calgen.plan.model import Slot
from calgen.plan.slots.plan_days import plan_days
from calgen.plan.target.target_path import TargetPath
from calgen.plan.themes.refilled_slots import refilled_slots, without_pins


def slot(day: int, name: str = "Blog") -> Slot:
    return Slot(name, MONDAY + timedelta(days=day), time(12), 1, 1, "week")


@pytest.mark.parametrize(
    ("there", "found"),
    [
        ([(0, "Rare"), (21, "Rare")], ["Rare"]),  # far enough from both
        ([(8, "Rare")], []),  # too near
        ([(0, "Rare"), (10, "Autre")], ["Rare"]),
    ],
)
def test_a_theme_that_can_stand_there_comes_back_with_the_slot(there: list[tuple[int, str]], found: list[str]) -> None:
    one = strategy(platform(), theme("Rare", spacing=10), theme("Autre", spacing=30))
    draft = PlanDraft(one, MONDAY, (), plan_days(one, MONDAY))
    slots = [slot(day) for day, _ in there]
    back = refilled_slots(
        draft, [*slots, slot(11)], [*(name for _, name in there), "Autre"], [slot(10)], TargetPath(one)
    )
    assert [own.settled_theme for own in back] == found
    bare = without_pins([*slots, *back], back)
    assert [own.pin for own in bare] == [None] * len(bare)


def test_no_theme_stands_on_two_platforms_of_a_day() -> None:
    one = strategy(platform("Blog"), platform("Radio"), theme("Un"), theme("Deux"))
    draft = PlanDraft(one, MONDAY, (), plan_days(one, MONDAY))
    removed = [slot(3), replace(slot(3), time=time(14))]
    back = refilled_slots(draft, [slot(3, "Radio")], ["Un"], removed, TargetPath(one))
    assert [own.settled_theme for own in back] == ["Deux"]
