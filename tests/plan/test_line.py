"""A line of gaps against a plain list: every shift and every question gives the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from calgen.plan.running_gap import BLOCK, Line

STRETCH = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from((-1, 1)))


@settings(max_examples=100)
@given(st.lists(st.integers(-40, 40), min_size=1, max_size=4 * BLOCK), st.lists(STRETCH, max_size=12))
def test_a_line_is_a_list_that_answers_at_once(eighths: list[int], moves: list[tuple[int, int, int]]) -> None:
    plain = [eighth / 8 for eighth in eighths]
    line = Line(plain)
    for a, b, step in moves:
        first, last = sorted((a % len(plain), b % len(plain)))
        last += 1
        shifted = [gap + step * (first <= place < last) for place, gap in enumerate(plain)]
        assert line.worst_if(first, last, step) == max(map(abs, shifted))
        line.shift(first, last, step)
        plain = shifted
        assert [line.at(place) for place in range(len(plain))] == plain
        assert line.worst == max(map(abs, plain))
        assert abs(plain[line.farthest()]) == line.worst
        assert line.end == plain[-1]
