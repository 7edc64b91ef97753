"""What a move of the search may never do. Rules say what it is worth (`rules.py`)."""

from __future__ import annotations

from collections.abc import Callable

from calgen.plan.themes.assignment import Assignment, Move
from calgen.plan.themes.gap_table import EPSILON, GapChange

Constraint = Callable[[Assignment, Move], bool]


def is_spaced(state: Assignment, move: Move) -> bool:
    """No post of a theme stands nearer to another, on its platform, than the theme's spacing."""
    old = state.swap(move)
    found = all(_is_spaced(state, n, theme) for n, theme in move)
    state.swap(old)
    return found


def _is_spaced(state: Assignment, n: int, theme: int) -> bool:
    instance, chosen = state.instance, state.chosen
    days, slots = instance.days, instance.platform_slots[instance.platform_of[n]]
    index, distance = instance.index[n], instance.spacing[theme]
    for way in (range(index - 1, -1, -1), range(index + 1, len(slots))):
        for other in way:
            m = slots[other]
            if abs(days[m] - days[n]) >= distance:
                break
            if chosen[m] == theme:
                return False
    return True


def stays_within_limits(state: Assignment, move: Move) -> bool:
    """No gap goes beyond its limit, and none that is beyond it grows.

    Without this, a search by the score alone buys variety with themes that drift from their path. Only where a platform
    that is farther from its mix than it must comes nearer, the mix over all platforms and the themes may give way.
    """
    changes = state.gap_changes(move)
    exceeding = (change for change in changes if change.exceeds_limit)
    first = next(exceeding, None)
    if first is None:
        return True
    platforms, table = len(state.instance.platforms), state.categories

    def may_give_way(change: GapChange) -> bool:
        return change.table is not table or change.sequence == platforms

    if not may_give_way(first) or not any(_relieves(state, change) for change in changes):
        return False
    return all(map(may_give_way, exceeding))


def _relieves(state: Assignment, change: GapChange) -> bool:
    """Whether a platform that is farther from its mix than it must comes nearer."""
    sequence, table = change.sequence, state.categories
    if change.table is not table or sequence == len(state.instance.platforms):
        return False
    worst = table.worst[sequence]
    return worst > state.instance.reach[sequence] + EPSILON and change.worst_after < worst - EPSILON


CONSTRAINTS: tuple[Constraint, ...] = (Assignment.may_stand_there, is_spaced)  # asked first: they cost little
LIMITS: tuple[Constraint, ...] = (stays_within_limits,)  # asked where a move gains enough
