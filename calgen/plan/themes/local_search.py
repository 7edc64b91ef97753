"""The local search: changes the themes of single posts while that lowers the score, within a fixed number of tries.

It first reduces the largest gaps, then changes posts with a fault, then brings the totals of themes nearer to the path.

There is no clock and no randomness: a fixed number of moves is tried for each post, in a fixed order, and the move that
gains most is made.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, product
from math import inf

from calgen.plan.themes.error_diffusion import PLATFORM_LIMIT, THEME_OVERALL_LIMIT, THEME_PLATFORM_LIMIT
from calgen.plan.themes.gap_table import EPSILON, GapTable
from calgen.plan.themes.running_gap import RunningGap
from calgen.plan.themes.search_state import Move, SearchState

TRIES_PER_POST, MOST_TRIES, BASE_TRIES = 2, 12_000, 400  # moves tried: by post up to a most, and for any plan
ROUNDS = 3
NEAR = 5  # posts of a platform: how far away a partner for an exchange is looked for
CANDIDATES = 3  # other themes tried for a post
MUCH_GAIN = 15.0  # points: where a platform is farther than tolerated, a move that gains so much is made at once
PAIR_LOSS = 1.5  # points: what the first of two moves may cost that gain something together
FAULT_GAIN = 0.5  # points: where a post has a fault, a move that gains so much is made at once


def improve(state: SearchState) -> SearchState:
    """The same state after the search; neither its score nor a gap beyond its limit becomes worse."""
    search = _LocalSearch(state, min(TRIES_PER_POST * len(state.chosen), MOST_TRIES) + BASE_TRIES)
    sequences = range(len(state.sequences))
    for _ in range(ROUNDS):
        before = search.moves_made
        for sequence in sequences:
            search.reduce_worst_gap(state.categories, sequence)
        for sequence in sequences:
            search.reduce_worst_gap(state.themes, sequence)
        search.mend_faults()
        search.balance_totals()
        if search.moves_made == before or search.tries_left <= 0:
            break
    for sequence in sequences:
        search.reduce_worst_gap(state.categories, sequence, in_pairs=True)
    return state


class _LocalSearch:
    def __init__(self, state: SearchState, tries: int) -> None:
        self.state, self.tries_left, self.moves_made = state, tries, 0

    def reduce_worst_gap(self, table: GapTable, sequence: int, *, in_pairs: bool = False) -> None:
        """Bring the farthest name of a sequence nearer to its path, as long as that gains something.

        Where no single move gains, two moves are tried: if `in_pairs`, or where a platform is farther than tolerated.
        """
        while table.worst[sequence] > table.free[sequence] + EPSILON:
            is_far = table.is_beyond_tolerance(sequence)
            made = self._make_best(_gap_moves(self.state, table, sequence), MUCH_GAIN if is_far else inf)
            if not made and not ((in_pairs or is_far) and self._make_pair(table, sequence)):
                break

    def _make_pair(self, table: GapTable, sequence: int) -> bool:
        """Make two moves that gain together what neither gains alone; whether there were any."""
        state = self.state
        for move in list(_gap_moves(state, table, sequence)):
            if self.tries_left <= 0:
                return False
            self.tries_left -= 1
            gain = state.gain(move, -PAIR_LOSS)
            if gain is not None:
                back = tuple((n, state.chosen[n]) for n, _ in move)
                state.apply(move)
                if self._make_best(_gap_moves(state, table, sequence), least=-gain):
                    return True
                state.apply(back)
        return False

    def mend_faults(self) -> None:
        """For each post with a fault, try other themes and exchanges with the posts around it."""
        state = self.state
        for n in range(len(state.chosen)):
            if self.tries_left <= 0:
                return
            if state.is_free(n) and state.has_fault(n):
                self._make_best(chain(_replacements(state, n), _exchanges_around(state, n)), FAULT_GAIN)

    def balance_totals(self) -> None:
        """A theme with too many posts at the end gives one to a theme of its category that has too few."""
        state = self.state
        category_of, gaps = state.indexed.category_of, state.themes.gaps[-1]
        for theme in sorted(range(len(gaps)), key=lambda theme: -gaps[theme].final):
            alike = [other for other in range(len(gaps)) if category_of[other] == category_of[theme] and other != theme]
            for other in sorted(alike, key=lambda other: gaps[other].final):
                if gaps[theme].final - gaps[other].final > 1 + EPSILON:
                    posts = [n for n in state.subjects.posts[theme] if state.is_free(n)]
                    self._make_best((((n, other),) for n in posts), FAULT_GAIN)

    def _make_best(self, moves: Iterable[Move], enough: float = inf, least: float = 0.0) -> bool:
        """Make the move that gains most, or the first that gains `enough`; whether any gains more than `least`."""
        best, most = None, least + EPSILON * 10
        for move in moves:
            if self.tries_left <= 0:
                break
            self.tries_left -= 1
            gain = self.state.gain(move, most)
            if gain is not None and gain > most:
                best, most = move, gain
                if gain >= enough:
                    break
        if best is None:
            return False
        self.state.apply(best)
        self.moves_made += 1
        return True


def _replacements(state: SearchState, n: int, is_wanted: Callable[[int], bool] | None = None) -> list[Move]:
    """Other themes for a post, of its category or of the wanted ones: those without a fault, the most due first."""
    indexed, day = state.indexed, state.indexed.days[n]
    platform, index = indexed.platform_of[n], indexed.index[n]
    own, overall = state.themes.gaps[platform], state.themes.gaps[-1]
    near = {state.chosen[m] for m in indexed.platform_slots[platform][max(0, index - 2) : index + 3]}
    found = [
        (own[theme].at(index) / THEME_PLATFORM_LIMIT + overall[theme].at(n) / THEME_OVERALL_LIMIT, theme)
        for category, themes in indexed.open_themes[n]
        if (is_wanted(category) if is_wanted else category == indexed.category_of[state.chosen[n]])
        for theme in themes
        if theme not in near and not state.day_counts[day, theme] and theme not in indexed.off_mission[platform]
    ]
    return [((n, theme),) for _, theme in sorted(found)[:CANDIDATES]]


def _exchanges_around(state: SearchState, n: int) -> Iterator[Move]:
    """Exchanges with the posts before and after a post on its platform, the nearest first."""
    slots, index = state.indexed.platform_slots[state.indexed.platform_of[n]], state.indexed.index[n]
    for distance in range(1, NEAR + 1):
        for other in (index - distance, index + distance):
            if 0 <= other < len(slots) and state.is_free(slots[other]):
                yield from _exchange(state, n, slots[other])


def _exchange(state: SearchState, n: int, m: int) -> Iterator[Move]:
    """The exchange of two posts, if their themes differ."""
    if state.chosen[n] != state.chosen[m]:
        first, last = sorted((n, m))
        yield ((first, state.chosen[last]), (last, state.chosen[first]))


def _gap_moves(state: SearchState, table: GapTable, sequence: int) -> Iterator[Move]:
    """Moves that bring the farthest name of a sequence nearer to its path where it is farthest."""
    gaps, indexed = table.gaps[sequence], state.indexed
    name = max(range(len(gaps)), key=lambda name: gaps[name].worst)
    index = gaps[name].worst_index()
    is_above = gaps[name].at(index) > 0
    at = state.sequences[sequence][index]
    of_themes = table is state.themes
    is_overall = sequence == len(indexed.platform_slots)

    def has_name(n: int) -> bool:
        theme = state.chosen[n]
        return (theme if of_themes else indexed.category_of[theme]) == name

    for slots in indexed.platform_slots if is_overall else [indexed.platform_slots[sequence]]:
        before, after = _free_around(state, slots, at)
        if not of_themes and table.is_beyond_tolerance(sequence):
            exceeding = filter(state.is_free, _exceeding(slots, gaps[name], index))
            far = islice((n for n in exceeding if has_name(n) is is_above), 6 * NEAR)
            for n in (*far, *(n for n in before[:NEAR] if has_name(n) is is_above)):
                yield from _replacements(state, n, lambda category: (category == name) is not is_above)
        givers, takers = (before, after) if is_above else (after, before)
        yield from _nearest_exchanges(state, filter(has_name, givers), [m for m in takers if not has_name(m)])
        if of_themes:
            yield from _theme_replacements(state, name, before, is_above=is_above)


def _exceeding(slots: Sequence[int], gap: RunningGap, index: int) -> Sequence[int]:
    """The slots of a platform from where its gap exceeds the limit without a break, up to where it is farthest."""
    side = 1 if gap.at(index) > 0 else -1
    first = index
    while first and side * gap.at(first - 1) > PLATFORM_LIMIT:
        first -= 1
    return slots[first : index + 1]


def _nearest_exchanges(state: SearchState, givers: Iterable[int], takers: Iterable[int]) -> Iterator[Move]:
    """The allowed exchanges of a giver with a taker, the nearest pairs first."""
    pairs = sorted(product(givers, takers), key=lambda pair: abs(pair[0] - pair[1]))
    moves = chain.from_iterable(_exchange(state, n, m) for n, m in pairs)
    return islice((move for move in moves if state.is_allowed(move)), CANDIDATES * CANDIDATES)


def _free_around(state: SearchState, slots: Sequence[int], at: int) -> tuple[list[int], list[int]]:
    """The free posts of a platform nearest to a slot: up to it (the nearest first), and after it."""
    split = bisect_right(slots, at)
    before = [n for n in reversed(slots[max(0, split - 6 * NEAR) : split]) if state.is_free(n)]
    return before, [n for n in slots[split : split + 6 * NEAR] if state.is_free(n)]


def _theme_replacements(state: SearchState, theme: int, before: Sequence[int], *, is_above: bool) -> Iterator[Move]:
    """Another theme for posts of one that has too many; or a theme that has too few, for others of its category."""
    category_of = state.indexed.category_of
    for n in before:
        if is_above and state.chosen[n] == theme:
            yield from _replacements(state, n)
        elif not is_above and state.chosen[n] != theme and category_of[state.chosen[n]] == category_of[theme]:
            yield ((n, theme),)
