"""A running gap against a plain list: every shift and every question gives the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from calgen.plan.themes.running_gap import BLOCK, RunningGap

SHIFT = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from((-1, 1)))


@settings(max_examples=100)
@given(st.lists(st.integers(-40, 40), min_size=1, max_size=4 * BLOCK), st.lists(SHIFT, max_size=12))
def test_a_running_gap_answers_as_a_plain_list(eighths: list[int], shifts: list[tuple[int, int, int]]) -> None:
    plain = [eighth / 8 for eighth in eighths]
    gap = RunningGap(plain)
    for one, other, step in shifts:
        start, last = sorted((one % len(plain), other % len(plain)))
        stop = last + 1
        shifted = [value + step * (start <= index < stop) for index, value in enumerate(plain)]
        assert gap.worst_if_shifted(start, stop, step) == max(map(abs, shifted))
        assert gap.worst_shifted(start, stop, step) == max(map(abs, shifted[start:stop]))
        gap.shift(start, stop, step)
        plain = shifted
        assert [gap.at(index) for index in range(len(plain))] == plain
        assert gap.worst == max(map(abs, plain))
        assert abs(plain[gap.worst_index()]) == gap.worst
        assert gap.final == plain[-1]
