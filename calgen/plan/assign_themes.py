"""Which theme each slot holds: several ways through the slots are tried, and the best of them bettered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import add

from calgen.plan.error_diffusion import (
    ENOUGH,
    KEEPING,
    OVERALL_LIMIT,
    PINNED,
    PLATFORM_LIMIT,
    THEME_OVERALL,
    THEME_PLATFORM,
    TUNES,
)
from calgen.plan.greedy_assignment import Filling
from calgen.plan.instance import Ground, Problem
from calgen.plan.local_search import better
from calgen.plan.search_state import CHANGE, Board

EXCESS, DRIFT = 100.0, 20.0  # per post beyond the promise, and for themes
FEW = 900  # posts: so many, each way counted, are worth several ways around pins, and two that are bettered
TOP = 2


@dataclass(frozen=True, slots=True)
class Filled:
    """The theme of each slot (empty where none could stand there), and how far its category was behind, in posts."""

    themes: tuple[str, ...]
    behind: tuple[float, ...]
    carried: Mapping[int, int] = field(default_factory=dict)  # pieces that stand in another slot of their window


@dataclass(frozen=True, slots=True)
class _Way:
    """The themes that one way gives the slots, by number (-1: none), and what it costs to take it.

    The promise weighs most, but a tenth of a post is not worth many changes.
    """

    chosen: Sequence[int]
    excess: float  # posts by which the farthest categories of all orders exceed the promise
    pressed: float  # posts by which the farthest categories of platforms exceed what they need
    drift: float  # the same for themes
    changed: int  # posts that an earlier plan had otherwise

    @property
    def cost(self) -> float:
        return EXCESS * self.excess + 2 * EXCESS * self.pressed + DRIFT * self.drift + CHANGE * self.changed

    @property
    def whole(self) -> bool:
        """Whether every slot has a theme."""
        return min(self.chosen, default=0) >= 0


def first_filling(problem: Problem) -> tuple[str, ...]:
    """The themes of a first filling, to see where they would stand."""
    ground = Ground(problem)
    return ground.names(Filling(ground, TUNES[0]).run())


def fill(problem: Problem) -> Filled:
    """The first way that holds the promise, of a few, bettered; around pins, of those tried, the one of best score.

    With an earlier plan, all of it is kept if the promise allows; else as much as the corridor lets through.
    """
    ground = Ground(problem)
    ways = list(_ways(ground))
    best = min(ways, key=lambda way: round(way.cost, 9))
    if not best.chosen or not best.whole:
        return Filled(ground.names(best.chosen), _behind(ground, best.chosen, {}))
    starts = [best.chosen]
    if best.excess > 1e-9 and len(ways) * len(best.chosen) <= FEW:
        starts = [list(each) for each in dict.fromkeys(tuple(way.chosen) for way in ways if way.whole)]
    if problem.earlier and ways[0].whole and ways[0].chosen not in starts:
        starts.append(ways[0].chosen)  # all that can stay of the earlier plan, and only what is worth a change bettered
    boards = [Board(ground, chosen) for chosen in starts]
    boards = [better(board) for board in sorted(boards, key=_cost)[:TOP]]
    return _filled(ground, min(boards, key=_cost))


def _ways(ground: Ground) -> Iterator[_Way]:
    """The ways through the slots that are worth trying, until one holds all promises."""
    several = max(2, FEW // max(1, len(ground.at)))
    tunes = PINNED[:several] if ground.pinned else TUNES
    held = False
    for n, tune in enumerate((*(KEEPING if ground.problem.earlier else ()), *tunes), 1):
        way = _way(ground, Filling(ground, tune).run())
        yield way
        held = held or way.excess < 1e-9
        if held and (way.drift < 1e-9 or n >= ENOUGH):
            return


def _way(ground: Ground, chosen: Sequence[int]) -> _Way:
    categories = [ground.category[theme] if theme >= 0 else -1 for theme in chosen]
    far = worst(ground.at, categories, ground.rows)
    excess = beyond(far, PLATFORM_LIMIT, OVERALL_LIMIT)
    pressed = sum(max(0.0, one - reach) for one, reach in zip(far, ground.reach, strict=False))
    drift = beyond(worst(ground.at, chosen, ground.parts), THEME_PLATFORM, THEME_OVERALL)
    changed = sum(bool(old) and theme not in old for theme, old in zip(chosen, ground.before, strict=True))
    return _Way(chosen, excess, pressed, drift, changed)


def _cost(board: Board) -> float:
    return round(board.cost, 6)


def _filled(ground: Ground, board: Board) -> Filled:
    """The filling of a board."""
    return Filled(ground.names(board.chosen), _behind(ground, board.chosen, board.carried), board.carried)


def beyond(worst: Sequence[float], own: float, overall: float) -> float:
    """What the worst of each platform, and (last) of all of them, exceed their limits by."""
    return sum(max(0.0, one - own) for one in worst[:-1]) + max(0.0, worst[-1] - overall)


def _behind(ground: Ground, chosen: Sequence[int], carried: Mapping[int, int]) -> tuple[float, ...]:
    """By how many posts each post's category was behind on its platform, with pieces where they were carried."""
    given = [[0.0] * len(ground.problem.categories) for _ in ground.platforms]
    pins = [-1 if n in carried else pin for n, pin in enumerate(ground.pins)]
    for n, to in carried.items():
        pins[to] = ground.pins[n]
    orders = ground.by_category(pins) if carried else ground.order
    behind = []
    for n, theme in enumerate(chosen):
        own, category = given[ground.at[n]], ground.category[theme]
        under = orders[ground.at[n]].under[category][ground.place[n]] - own[category]
        behind.append(under * PLATFORM_LIMIT if theme >= 0 else 0.0)
        if theme >= 0 and pins[n] < 0:
            own[category] += 1 / PLATFORM_LIMIT
    return tuple(behind)


def worst(at: Sequence[int], chosen: Sequence[int], rows: Sequence[Sequence[float]]) -> list[float]:
    """The worst deviation of anything from its path after any post: on each platform, then over all of them.

    `at` is each slot's platform, `chosen` what it got (-1: nothing), `rows` what it was to hold, all by number.
    """
    every = [0.0] * (len(rows[0]) if rows else 0)
    own: dict[int, list[float]] = {}
    far: dict[int, float] = {}
    overall = 0.0
    for platform, got, row in zip(at, chosen, rows, strict=True):
        mine = list(map(add, own.get(platform, [0.0] * len(row)), row))
        every = list(map(add, every, row))
        if got >= 0:
            mine[got] -= 1
            every[got] -= 1
        own[platform] = mine
        far[platform] = max(far.get(platform, 0.0), max(mine), -min(mine))
        overall = max(overall, max(every), -min(every))
    return [*(far[platform] for platform in sorted(far)), overall]
