"""Plans after a change that once broke what is asked of them: a few of each kind in every run."""

from __future__ import annotations

import pytest
from run_asked import of_replan

# A post that stood became lighter, or went to another hand, for a new one; a late theme had no hours under `thin`, or
# its ideas were left out with their posts; a told piece lost its place to another; an open slot went beyond its share;
# other hours moved the themes of posts, where some had been left out; a post of a new A/B pair lost its format. A post
# that the hours had moved beside another or to the next week, or holidays to another weekday, lost its day; a piece was
# told no more, where another post of its theme stood on its day, or after its window; one lost its place to a campaign.
# A post that stood gave way to another that nobody had hours for; two posts of a work were left out instead of one.
FEW = [
    (6, "cadence"),
    (11, "platform added"),
    (28, "hours"),
    (40, "maximum lowered"),
    (45, "theme late"),
    (54, "hours"),
    (78, "hours"),
    (54, "platform added"),
    (71, "cadence"),
]
MORE = [
    *((4, change) for change in ("rest raised", "theme late")),
    *((seed, "theme late") for seed in (6, 7, 103, 107)),
    *((11, "days off"), (14, "a person leaves"), (41, "platform added"), (83, "days off"), (46, "hours")),
    *((seed, "hours") for seed in (43, 67, 104, 119)),
    *((111, "platform added"), (75, "theme late"), (92, "theme late"), (103, "rest raised"), (109, "rest raised")),
    *((35, "a person leaves"), (46, "theme late"), (89, "spacing raised"), (105, "spacing raised")),
]
CASES = [*FEW, *(pytest.param(*case, marks=pytest.mark.long) for case in MORE)]


@pytest.mark.parametrize(("seed", "change"), CASES)
def test_nothing_is_broken_untold(seed: int, change: str) -> None:
    assert of_replan(seed, change) == []
