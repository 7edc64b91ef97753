"""Two posts of a theme in a row at most, where another theme may stand there."""

from __future__ import annotations

from datetime import date

import pytest
from random_assignments import random_states
from small_strategies import made, platform, strategy, theme

from calgen.plan.themes.moves import FAR_POSTS, NEAR, far_exchanges


@pytest.mark.parametrize("shares", ["3/5 1/5 1/5", "13/20 1/4 1/10"])
@pytest.mark.parametrize("count", ["5", "7"])
@pytest.mark.parametrize("weeks", [8, 13])
def test_a_theme_alone_in_a_large_category_stands_twice_in_a_row_at_most(shares: str, count: str, weeks: int) -> None:
    """Two of three posts give it its part, so that no third post in a row is asked for."""
    others = [theme(f"Curate {n}", "curate") for n in range(3)] + [theme(f"Interact {n}", "interact") for n in range(2)]
    rows = [platform(name, count) for name in ("A", "B", "C")]
    plan = made(strategy(*rows, theme("Seul"), *others, shares=shares, weeks=weeks, start=date(2027, 3, 1))).plan
    for row in rows:
        posts = [post.theme for post in plan.posts if post.platform == row.platform]
        threes = [three for three in zip(posts, posts[1:], posts[2:], strict=False) if len(set(three)) == 1]
        assert threes == []
    assert all(line.worst_gap <= line.limit for line in plan.certificate if line.level == "category")


def test_a_partner_for_an_exchange_is_looked_for_far_away_too() -> None:
    """Free posts of the same platform first, then those of other platforms; never the ones that are near."""
    own = others = 0
    for state in random_states(range(300, 306)):
        instance = state.instance
        for n in filter(instance.is_free, range(len(state.chosen))):
            for move in far_exchanges(state, n):
                m = next(slot for slot, _ in move if slot != n)
                assert dict(move) == {n: state.chosen[m], m: state.chosen[n]}
                assert instance.is_free(m)
                is_own = instance.platform_of[m] == instance.platform_of[n]
                distance = abs(instance.index[m] - instance.index[n]) if is_own else abs(m - n)
                assert (distance > NEAR if is_own else distance) <= FAR_POSTS
                own, others = own + is_own, others + (not is_own)
    assert own > 50
    assert others > 50
