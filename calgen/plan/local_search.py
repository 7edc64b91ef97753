"""A bounded search that betters a filled plan: the farthest category, then themes beyond their limit, then faults.

No clock and no chance: so many questions a post are asked, in a fixed order, and a move is made where it gains most.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, product
from math import inf

from calgen.plan.error_diffusion import PLATFORM_LIMIT
from calgen.plan.running_gap import Line
from calgen.plan.search_state import EPS, Board, Level, Move

EFFORT, LEAST, MOST = 2, 400, 12_000  # questions a post, for any plan, and beside them at most
TURNS = 3
NEAR = 5  # posts of a platform: how far away a partner is looked for
TRIES = 3
FAR = 15.0  # points: where a platform runs much farther than it need, a move that gains so much is made at once
LOSS = 1.5  # points: what the first of two moves may cost that gain something together
ENOUGH = 0.5  # points: where a post has a fault, a move that gains so much is made at once


def better(board: Board) -> Board:
    """The themes of all posts, bettered; never worse by the score, nor in anything promised."""
    search = _Search(board, min(EFFORT * len(board.chosen), MOST) + LEAST)
    for _ in range(TURNS):
        before = search.made
        for order in range(len(board.orders)):
            search.nearer(board.categories, order)
        for order in range(len(board.orders)):
            search.nearer(board.themes, order)
        search.faults()
        search.shares()
        if search.made == before or search.left <= 0:
            break
    for order in range(len(board.orders)):
        search.nearer(board.categories, order, pairs=True)
    return board


class _Search:
    def __init__(self, board: Board, effort: int) -> None:
        self.board, self.left, self.made = board, effort, 0

    def nearer(self, level: Level, order: int, *, pairs: bool = False) -> None:
        """Bring an order's farthest name nearer to its path, as long as that gains something.

        By two moves where none does alone, if asked for `pairs` or where a platform runs farther than it need.
        """
        while level.worst[order] > level.free[order] + EPS:
            far = level.pressed(order)
            alone = self._best(_repairs(self.board, level, order), FAR if far else inf)
            if not alone and not ((pairs or far) and self._pair(level, order)):
                break

    def _pair(self, level: Level, order: int) -> bool:
        """Make two moves that gain together what neither does alone."""
        board = self.board
        for move in list(_repairs(board, level, order)):
            if self.left <= 0:
                return False
            self.left -= 1
            gain = board.gain(move, -LOSS)
            if gain is not None:
                back = tuple((n, board.chosen[n]) for n, _ in move)
                board.make(move)
                if self._best(_repairs(board, level, order), least=-gain):
                    return True
                board.make(back)
        return False

    def faults(self) -> None:
        """Every post with a fault once: another theme, or an exchange with a neighbour."""
        board = self.board
        for n in range(len(board.chosen)):
            if self.left <= 0:
                return
            if board.free(n) and board.fault(n):
                self._best(chain(_others(board, n), _exchanges(board, n)), ENOUGH)

    def shares(self) -> None:
        """A theme that has more than its part at the end gives a post to one of its category that has less."""
        board = self.board
        category, lines = board.ground.category, board.themes.lines[-1]
        for theme in sorted(range(len(lines)), key=lambda theme: -lines[theme].end):
            behind = [other for other in range(len(lines)) if category[other] == category[theme] and other != theme]
            for other in sorted(behind, key=lambda other: lines[other].end):
                if lines[theme].end - lines[other].end > 1 + EPS:
                    posts = [n for n in board.asked.posts[theme] if board.free(n)]
                    self._best((((n, other),) for n in posts), ENOUGH)

    def _best(self, moves: Iterable[Move], enough: float = inf, least: float = 0.0) -> bool:
        """Make the move that gains most, or the first that gains enough, if any gains."""
        best, most = None, least + EPS * 10
        for move in moves:
            if self.left <= 0:
                break
            self.left -= 1
            gain = self.board.gain(move, most)
            if gain is not None and gain > most:
                best, most = move, gain
                if gain >= enough:
                    break
        if best is None:
            return False
        self.board.make(best)
        self.made += 1
        return True


def _others(board: Board, n: int, fits: Callable[[int], bool] | None = None) -> list[Move]:
    """Other themes for a post, of its category or of one that fits: without a fault, those most due."""
    ground, day = board.ground, board.ground.days[n]
    own, every = board.themes.lines[ground.at[n]], board.themes.lines[-1]
    posts, place = ground.chains[ground.at[n]], ground.place[n]
    near = {board.chosen[m] for m in posts[max(0, place - 2) : place + 3]}
    found = [
        (own[theme].at(place) / 2.5 + every[theme].at(n) / 5, theme)
        for category, themes in ground.open[n]
        if (fits(category) if fits else category == ground.category[board.chosen[n]])
        for theme in themes
        if theme not in near and not board.voices[day, theme] and theme not in ground.off[ground.at[n]]
    ]
    return [((n, theme),) for _, theme in sorted(found)[:TRIES]]


def _exchanges(board: Board, n: int) -> Iterator[Move]:
    """Exchanges with the posts before and after it on its platform."""
    posts, place = board.ground.chains[board.ground.at[n]], board.ground.place[n]
    for step in range(1, NEAR + 1):
        for other in (place - step, place + step):
            if 0 <= other < len(posts) and board.free(posts[other]):
                yield from _exchange(board, n, posts[other])


def _exchange(board: Board, n: int, m: int) -> Iterator[Move]:
    if board.chosen[n] != board.chosen[m]:
        first, last = sorted((n, m))
        yield ((first, board.chosen[last]), (last, board.chosen[first]))


def _repairs(board: Board, level: Level, order: int) -> Iterator[Move]:
    """Moves that bring the farthest name of an order nearer where it is farthest."""
    lines = level.lines[order]
    name = max(range(len(lines)), key=lambda name: lines[name].worst)
    place = lines[name].farthest()
    above = lines[name].at(place) > 0
    at = board.orders[order][place]
    themes = level is board.themes
    for posts in board.ground.chains if order == len(board.ground.chains) else [board.ground.chains[order]]:
        before, after = _around(board, posts, at)

        def has(n: int) -> bool:
            theme = board.chosen[n]
            return (theme if themes else board.ground.category[theme]) == name

        if not themes and level.pressed(order):
            ramp = islice((n for n in _ramp(posts, lines[name], place) if board.free(n) and has(n) is above), 6 * NEAR)
            for n in (*ramp, *(n for n in before[:NEAR] if has(n) is above)):
                yield from _others(board, n, lambda category: (category == name) is not above)
        givers, takers = (before, after) if above else (after, before)
        yield from _swaps(board, [n for n in givers if has(n)], [m for m in takers if not has(m)])
        if themes:
            yield from _instead(board, name, before, above=above)


def _ramp(posts: Sequence[int], line: Line, place: int) -> Sequence[int]:
    """The posts of a platform after its line has left the promise for good, up to where it is farthest."""
    side = 1 if line.at(place) > 0 else -1
    first = place
    while first and side * line.at(first - 1) > PLATFORM_LIMIT:
        first -= 1
    return posts[first : place + 1]


def _swaps(board: Board, givers: Iterable[int], takers: Iterable[int]) -> Iterator[Move]:
    """Exchanges of a giver with a taker, the nearest pairs first, of those that may stand so."""
    pairs = sorted(product(givers, takers), key=lambda pair: abs(pair[0] - pair[1]))
    moves = chain.from_iterable(_exchange(board, n, m) for n, m in pairs)
    return islice((move for move in moves if board.allowed(move)), TRIES * TRIES)


def _around(board: Board, posts: Sequence[int], at: int) -> tuple[list[int], list[int]]:
    """The free posts of a platform nearest to a post: up to it, and after it."""
    low = bisect_right(posts, at)
    before = [n for n in reversed(posts[max(0, low - 6 * NEAR) : low]) if board.free(n)]
    return before, [n for n in posts[low : low + 6 * NEAR] if board.free(n)]


def _instead(board: Board, theme: int, before: Sequence[int], *, above: bool) -> Iterator[Move]:
    """Another theme instead of one that is too far ahead; or one that is behind instead of others of its category."""
    category = board.ground.category
    for n in before:
        if above and board.chosen[n] == theme:
            yield from _others(board, n)
        elif not above and board.chosen[n] != theme and category[board.chosen[n]] == category[theme]:
            yield ((n, theme),)
