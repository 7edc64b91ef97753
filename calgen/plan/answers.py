"""The three questions of the social calendar: which figures make a yes, a nearly, a no."""

from __future__ import annotations

from collections.abc import Iterable

MOST, LEAST = 0.9, 0.6  # the part of a platform's posts that serves its mission: enough, too little
_ONE = 1.001  # posts: the promise of the plan


def frequency(gaps: Iterable[tuple[float, float]]) -> str:
    """Whether the frequency is held, from (posts too many or missing, posts asked) of each platform."""
    pairs = [(abs(gap), asked) for gap, asked in gaps]
    if all(gap <= _ONE for gap, _ in pairs):
        return "yes"
    return "nearly" if all(gap <= asked / 10 + 0.001 for gap, asked in pairs) else "no"


def few(days: int) -> int:
    """How many of a calendar's days may say the same on several platforms before it is too many."""
    return days // 20


def variety(missing: int, same: int, days: int) -> str:
    """Whether the subjects vary: no theme is missing, and few days say the same on several platforms."""
    if missing or same > few(days):
        return "no"
    return "nearly" if same else "yes"


def mission(least: float) -> str:
    """Whether each platform serves its mission, from the part of the one that serves it least."""
    return "yes" if least >= MOST else "nearly" if least >= LEAST else "no"
