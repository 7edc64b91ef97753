"""The search for the themes of all slots: tries several greedy assignments, and improves the best by local search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum
from operator import add

from calgen.plan.themes.assignment_input import AssignmentInput, IndexedInput
from calgen.plan.themes.error_diffusion import (
    KEEP_EARLIER,
    OVERALL_LIMIT,
    PINNED_TUNINGS,
    PLATFORM_LIMIT,
    THEME_OVERALL_LIMIT,
    THEME_PLATFORM_LIMIT,
    THEME_TRIES,
    TUNINGS,
)
from calgen.plan.themes.greedy_assignment import GreedyAssignment
from calgen.plan.themes.local_search import improve
from calgen.plan.themes.search_state import CHANGE_WEIGHT, SearchState

# Points for each post beyond a limit; for categories, for platforms beyond what is tolerated, and for themes.
CATEGORY_EXCESS, PLATFORM_EXCESS, THEME_EXCESS = 100.0, 200.0, 20.0
# Posts in all candidates together: up to so many, several candidates are tried where slots are pinned, and improved.
SMALL = 900
IMPROVED = 2  # candidates that go through the local search
EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Assignment:
    """The theme of each slot (empty where none is allowed), and how many posts its category was short before it."""

    themes: tuple[str, ...]
    shortfalls: tuple[float, ...]
    moved_pieces: Mapping[int, int] = field(default_factory=dict)  # slot of a piece → other slot of its window


@dataclass(frozen=True, slots=True)
class _Candidate:
    """The number of each slot's theme (-1: none) in one greedy assignment, and what is wrong with it.

    The limits weigh most, but a tenth of a post is not worth many changes.
    """

    chosen: Sequence[int]
    category_excess: float  # posts beyond the limits, of the farthest category of each sequence, added up
    platform_excess: float  # posts beyond what is tolerated, of the farthest category of each platform, added up
    theme_excess: float  # posts beyond the limits, of the farthest theme of each sequence, added up
    changed: int  # posts that an earlier plan had otherwise

    @property
    def cost(self) -> float:
        return (
            CATEGORY_EXCESS * self.category_excess
            + PLATFORM_EXCESS * self.platform_excess
            + THEME_EXCESS * self.theme_excess
            + CHANGE_WEIGHT * self.changed
        )

    @property
    def is_complete(self) -> bool:
        """Whether every slot has a theme."""
        return min(self.chosen, default=0) >= 0


def draft_themes(given: AssignmentInput) -> tuple[str, ...]:
    """The themes of one greedy assignment: a first view of where they stand."""
    indexed = IndexedInput(given)
    return indexed.names(GreedyAssignment(indexed, TUNINGS[0]).run())


def assign_themes(given: AssignmentInput) -> Assignment:
    """The best of a few greedy assignments, after the local search.

    With an earlier plan, all of it is kept if the limits allow; else as much as they allow.
    """
    indexed = IndexedInput(given)
    candidates = list(_candidates(indexed))
    best = min(candidates, key=lambda candidate: round(candidate.cost, 9))
    if not best.chosen or not best.is_complete:
        return Assignment(indexed.names(best.chosen), _shortfalls(indexed, best.chosen, {}))
    starts = [best.chosen]
    if best.category_excess > EPSILON and len(candidates) * len(best.chosen) <= SMALL:
        complete = (tuple(candidate.chosen) for candidate in candidates if candidate.is_complete)
        starts = [list(chosen) for chosen in dict.fromkeys(complete)]
    if given.earlier and candidates[0].is_complete and candidates[0].chosen not in starts:
        starts.append(candidates[0].chosen)  # all of the earlier plan: the search changes only what is worth it
    states = sorted((SearchState(indexed, chosen) for chosen in starts), key=_cost)
    improved = min([improve(state) for state in states[:IMPROVED]], key=_cost)
    shortfalls = _shortfalls(indexed, improved.chosen, improved.moved_pieces)
    return Assignment(indexed.names(improved.chosen), shortfalls, improved.moved_pieces)


def _candidates(indexed: IndexedInput) -> Iterator[_Candidate]:
    """The greedy assignments that are worth trying, until one keeps all limits."""
    several = max(2, SMALL // max(1, len(indexed.platform_of)))
    tunings = PINNED_TUNINGS[:several] if indexed.pinned_on else TUNINGS
    is_within = False
    for count, tuning in enumerate((*(KEEP_EARLIER if indexed.input.earlier else ()), *tunings), 1):
        candidate = _candidate(indexed, GreedyAssignment(indexed, tuning).run())
        yield candidate
        is_within = is_within or candidate.category_excess < EPSILON
        if is_within and (candidate.theme_excess < EPSILON or count >= THEME_TRIES):
            return


def _candidate(indexed: IndexedInput, chosen: Sequence[int]) -> _Candidate:
    categories = [indexed.category_of[theme] if theme >= 0 else -1 for theme in chosen]
    worst = worst_deviations(indexed.platform_of, categories, indexed.category_parts)
    themes = worst_deviations(indexed.platform_of, chosen, indexed.theme_parts)
    return _Candidate(
        chosen,
        total_excess(worst, PLATFORM_LIMIT, OVERALL_LIMIT),
        fsum(max(0.0, gap - tolerated) for gap, tolerated in zip(worst, indexed.tolerated, strict=False)),
        total_excess(themes, THEME_PLATFORM_LIMIT, THEME_OVERALL_LIMIT),
        sum(bool(earlier) and theme not in earlier for theme, earlier in zip(chosen, indexed.earlier, strict=True)),
    )


def _cost(state: SearchState) -> float:
    return round(state.cost, 6)


def total_excess(worst: Sequence[float], platform_limit: float, overall_limit: float) -> float:
    """The posts by which the worst deviations of each platform, and (last) over all of them, exceed their limits."""
    excess = [max(0.0, deviation - platform_limit) for deviation in worst[:-1]]
    return fsum(excess) + max(0.0, worst[-1] - overall_limit)


def _shortfalls(indexed: IndexedInput, chosen: Sequence[int], moved_pieces: Mapping[int, int]) -> tuple[float, ...]:
    """By how many posts the category of each post was short on its platform, with moved pieces in their new slots."""
    given = [[0.0] * len(indexed.input.categories) for _ in indexed.platforms]
    pins = [-1 if n in moved_pieces else pin for n, pin in enumerate(indexed.pins)]
    for n, to in moved_pieces.items():
        pins[to] = indexed.pins[n]
    forecasts = indexed.forecast_categories(pins) if moved_pieces else indexed.category_forecasts
    found = []
    for n, theme in enumerate(chosen):
        platform, category = indexed.platform_of[n], indexed.category_of[theme]
        shortfall = forecasts[platform].shortfall[category][indexed.index[n]] - given[platform][category]
        found.append(shortfall * PLATFORM_LIMIT if theme >= 0 else 0.0)
        if theme >= 0 and pins[n] < 0:
            given[platform][category] += 1 / PLATFORM_LIMIT
    return tuple(found)


def worst_deviations(
    platform_of: Sequence[int], chosen: Sequence[int], parts: Sequence[Sequence[float]]
) -> list[float]:
    """The worst deviation of any name from its path after any post: on each platform, then over all of them.

    By slot: its platform, the name that it got (-1: none), and the part of each name that the path asks.
    """
    overall_gaps = [0.0] * (len(parts[0]) if parts else 0)
    platform_gaps: dict[int, list[float]] = {}
    platform_worst: dict[int, float] = {}
    overall_worst = 0.0
    for platform, name, row in zip(platform_of, chosen, parts, strict=True):
        gaps = list(map(add, platform_gaps.get(platform, [0.0] * len(row)), row))
        overall_gaps = list(map(add, overall_gaps, row))
        if name >= 0:
            gaps[name] -= 1
            overall_gaps[name] -= 1
        platform_gaps[platform] = gaps
        platform_worst[platform] = max(platform_worst.get(platform, 0.0), max(gaps), -min(gaps))
        overall_worst = max(overall_worst, max(overall_gaps), -min(overall_gaps))
    return [*(platform_worst[platform] for platform in sorted(platform_worst)), overall_worst]
