"""The reason of a post says which post of its week or month it is, among those that stand there."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest
from small_strategies import MONDAY, made, platform, strategy, theme

from calgen.strategy import Strategy

CASES: dict[str, Strategy] = {
    "all there": strategy(platform(count="3"), weeks=3),
    "no theme left": strategy(platform(count="5"), theme("Un", spacing=4), weeks=3),
    "no day left": strategy(platform(count="9", days=(0, 1), max_per_day=1), weeks=3),
    "by month": strategy(platform(count="4", per="month"), theme("Un", spacing=12), weeks=9),
}


@pytest.mark.parametrize("name", CASES)
def test_a_place_that_stays_empty_is_not_counted(name: str) -> None:
    one = made(CASES[name])
    found: dict[date, list[tuple[object, object]]] = defaultdict(list)
    for post in one.posts:
        (period,) = (row for row in one.plan.periods if row.first <= post.day <= row.last)
        (count,) = (reason.values for reason in post.reasons if reason.code.startswith("cadence_"))
        found[period.first].append((count["number"], count["of"]))
    assert found
    assert all(counts == [(n, len(counts)) for n in range(1, len(counts) + 1)] for counts in found.values())
    assert min(found) >= MONDAY
