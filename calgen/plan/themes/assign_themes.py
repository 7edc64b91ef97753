"""The themes of all slots: a greedy start by error diffusion, and the local search from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum

from calgen.plan.themes.assignment import Assignment
from calgen.plan.themes.chosen_themes import ChosenThemes
from calgen.plan.themes.earlier_start import earlier_start
from calgen.plan.themes.greedy_assignment import GreedyAssignment, forecast_categories
from calgen.plan.themes.instance import Instance, InstanceInput
from calgen.plan.themes.limits import PLATFORM_LIMIT
from calgen.plan.themes.rule import Rule
from calgen.plan.themes.search import improve, points

# What the changes of a plan in which no theme has to change must be worth together: points where posts have lost their
# slots; points, and a part of the score, where nothing has to change.
CHANGE_COST_OF_LOST_SLOTS = 20.0
FIRST_CHANGE_COST, FIRST_CHANGE_PART = 30.0, 0.1


def draft_themes(given: InstanceInput) -> tuple[str, ...]:
    """The themes before the local search: a first view of where they stand."""
    instance = Instance(given)
    return instance.names(_start(instance))


def assign_themes(given: InstanceInput, rules: Sequence[Rule]) -> ChosenThemes:
    """The themes of all slots after the local search by some rules; without it, where no theme can stand in some slot.

    With an earlier plan, the search begins with its themes. First the other slots are bettered, then what the user
    asked in figures, but not where a piece of content is told, then all; where no theme has changed before that, the
    first change is costly. Where nothing has changed on which themes depend, they move only for posts that can stand
    no more where they stood.
    """
    instance = Instance(given)
    start = _start(instance)
    if not start or min(start) < 0:
        return ChosenThemes(instance.names(start), _shortfalls(instance, start, {}))
    state = Assignment(instance, start)
    retained = frozenset(n for n, theme in enumerate(start) if theme == instance.earlier[n])
    if not retained:
        state = _best_of_starts(instance, improve(state, rules), rules)
        return _chosen(instance, state.chosen, state.moved_pieces)
    instance.held = retained
    improve(state, rules)
    instance.held = frozenset(n for n in retained if given.tells_piece[n] or given.is_held[n])
    if given.has_lost_slots or _has_other_themes(instance, state.chosen) or not given.keeps_themes:
        improve(state, rules, [rule for rule in rules if rule.beats_stability])
    instance.held = frozenset(n for n in retained if given.is_held[n])
    if given.keeps_themes:
        return _chosen(instance, state.chosen, state.moved_pieces)
    chosen, moved_pieces, before = list(state.chosen), state.moved_pieces, points(state, rules)
    least_gain = 0.0 if _has_other_themes(instance, chosen) else _cost_of_first_change(given, before)
    improve(state, rules)
    if points(state, rules) <= before - least_gain:
        chosen, moved_pieces = state.chosen, state.moved_pieces
    return _chosen(instance, chosen, moved_pieces)


def _has_other_themes(instance: Instance, chosen: Sequence[int]) -> bool:
    """Whether a post of the earlier plan has another theme."""
    return any(theme not in (-1, chosen[n]) for n, theme in enumerate(instance.earlier))


def _cost_of_first_change(given: InstanceInput, before: float) -> float:
    """The points that changes must gain together where no theme had to change, of a plan of so many points before."""
    if given.is_adapted:
        return 0.0
    if given.has_lost_slots:
        return CHANGE_COST_OF_LOST_SLOTS
    return max(FIRST_CHANGE_COST, FIRST_CHANGE_PART * before)


def _best_of_starts(instance: Instance, found: Assignment, rules: Sequence[Rule]) -> Assignment:
    """The better of what was found and of what the search finds from a second start.

    It is tried where limits are exceeded though nothing is pinned, or by no more than a post where something is: far
    beyond them, the pins are the reason.
    """
    excess = _excess(found)
    if not excess or (found.instance.has_pins and excess > 1):
        return found
    start = GreedyAssignment(instance, is_second=True).run()
    if min(start) < 0:
        return found
    second = improve(Assignment(instance, start), rules)
    return min(found, second, key=lambda state: (_excess(state), round(points(state, rules), 6)))


def _excess(state: Assignment) -> float:
    """The posts by which categories exceed their limits, added up."""
    table = state.categories
    return round(fsum(max(0.0, worst - limit) for worst, limit in zip(table.worst, table.limits, strict=True)), 6)


def _chosen(instance: Instance, chosen: Sequence[int], moved_pieces: Mapping[int, int]) -> ChosenThemes:
    return ChosenThemes(instance.names(chosen), _shortfalls(instance, chosen, moved_pieces), moved_pieces)


def _start(instance: Instance) -> list[int]:
    """The themes with which the search begins; -1 where no theme can stand."""
    has_earlier = any(theme != -1 for theme in instance.earlier)
    return earlier_start(instance) if has_earlier else GreedyAssignment(instance).run()


def _shortfalls(instance: Instance, chosen: Sequence[int], moved_pieces: Mapping[int, int]) -> tuple[float, ...]:
    """By how many posts the category of each post was short on its platform, with moved pieces in their new slots."""
    given = [[0.0] * len(instance.categories) for _ in instance.platforms]
    pins = [-1 if n in moved_pieces else pin for n, pin in enumerate(instance.pins)]
    for n, to in moved_pieces.items():
        pins[to] = instance.pins[n]
    forecasts = forecast_categories(instance, pins)
    found = []
    for n, theme in enumerate(chosen):
        platform, category = instance.platform_of[n], instance.category_of[theme]
        shortfall = forecasts[platform].shortfall[category][instance.index[n]] - given[platform][category]
        found.append(shortfall * PLATFORM_LIMIT if theme >= 0 else 0.0)
        if theme >= 0 and pins[n] < 0:
            given[platform][category] += 1 / PLATFORM_LIMIT
    return tuple(found)
