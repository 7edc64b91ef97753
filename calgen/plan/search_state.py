"""A filled plan under change: what a move would gain by the score, and whether it keeps every promise, at once.

Two moves are known: another theme for one post, and two posts that exchange theirs. Pinned posts never move. What is
beyond a limit already gets worse for no name, and what is inside does not leave it: a search that looks at the score
alone buys variety with drift (PLANNER §3).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate
from math import inf
from operator import itemgetter, sub

from calgen.plan.error_diffusion import OVERALL_LIMIT, PLATFORM_LIMIT, THEME_OVERALL, THEME_PLATFORM
from calgen.plan.instance import Ground
from calgen.plan.open_subjects import Asked
from calgen.plan.running_gap import Line
from calgen.plan.score import AGAIN, RULES

COST = {rule.key: rule.weight for rule in RULES}
CHANGE = 5.0  # what a post costs that an earlier plan had otherwise
BEYOND = 20.0  # what a post costs by which a platform runs farther than half a post beyond the least
EPS = 1e-9

Move = tuple[tuple[int, int], ...]  # slots in order, each with its new theme: one, or two that exchange theirs
Shift = tuple[int, int, int, int]  # the line of a name, from a place to before another, by a post more or less


class Level:
    """The lines of all categories, or of all themes, along every order: each platform's, then that of all of them."""

    def __init__(
        self, chosen: Sequence[int], rows: Sequence[Sequence[float]], orders: Sequence[Sequence[int]], cost: float
    ) -> None:
        self.lines = [_lines(chosen, rows, order) for order in orders]
        self.worst = [max(line.worst for line in lines) for lines in self.lines]
        self.cost = cost
        self.limits = [PLATFORM_LIMIT] * (len(orders) - 1) + [OVERALL_LIMIT]
        self.free = [0.0] * len(orders)  # how far a name may run for nothing
        self.reach = [inf] * len(orders)  # how far it may run before it costs more

    @property
    def points(self) -> float:
        """What all orders cost."""
        return sum(self._cost(order, worst) for order, worst in enumerate(self.worst))

    def _cost(self, order: int, worst: float) -> float:
        """What an order costs whose farthest name is so far."""
        return self.cost * max(0.0, worst - self.free[order]) + BEYOND * max(0.0, worst - self.reach[order])

    def hope(self, order: int, shifts: Iterable[Shift]) -> float:
        """The most that shifts of some lines could gain."""
        worst, lines = self.worst[order], self.lines[order]
        if worst > self.free[order]:
            for name, _, _, _ in shifts:
                if lines[name].worst > worst - EPS:
                    return self._cost(order, worst) - self._cost(order, worst - 1)
        return 0.0

    def pressed(self, order: int) -> bool:
        """Whether an order's farthest name runs farther than it need."""
        return self.worst[order] > self.reach[order] + EPS

    def gain(self, order: int, shifts: Sequence[Shift], *, gives: bool = False) -> float | None:
        """What shifts of an order's lines gain; None where they break a promise that does not give way."""
        lines, limit, before = self.lines[order], self.limits[order], self.worst[order]
        changed: dict[int, float] = {}
        lost = False
        for name, first, last, step in shifts:
            was, found = lines[name].worst, lines[name].worst_if(first, last, step)
            if found > limit + EPS and found > was + EPS and not gives:
                return None
            changed[name] = found
            lost = lost or was > before - EPS
        after = max(changed.values())
        if after < before:
            rest = (line.worst for name, line in enumerate(lines) if name not in changed)
            after = max((after, *rest)) if lost else before
        return self._cost(order, before) - self._cost(order, after)

    def shift(self, order: int, shifts: Iterable[Shift]) -> None:
        for name, first, last, step in shifts:
            self.lines[order][name].shift(first, last, step)
        self.worst[order] = max(line.worst for line in self.lines[order])


def _lines(chosen: Sequence[int], rows: Sequence[Sequence[float]], order: Sequence[int]) -> list[Line]:
    got = [[0.0] * len(order) for _ in rows[0]]
    for place, n in enumerate(order):
        got[chosen[n]][place] = 1.0
    columns = zip(*[rows[n] for n in order], strict=True)
    return [Line(list(accumulate(map(sub, own, column)))) for own, column in zip(got, columns, strict=True)]


class Board:
    """All posts with their themes, by number; `gain` of a move, and `make` it."""

    def __init__(self, ground: Ground, chosen: Sequence[int]) -> None:
        self.ground = ground
        self.chosen = list(chosen)
        self.orders: list[Sequence[int]] = [*ground.chains, range(len(chosen))]
        self.themes = Level(self.chosen, ground.parts, self.orders, COST["theme_drift"])
        self.themes.limits = [THEME_PLATFORM] * len(ground.chains) + [THEME_OVERALL]
        self.themes.free = self.themes.limits
        categories = [ground.category[theme] for theme in chosen]
        self.categories = Level(categories, ground.rows, self.orders, COST["mix_platform"])
        self.categories.reach = [*ground.reach, inf]
        self.voices = Counter(zip(ground.days, self.chosen, strict=True))
        self.stays = dict(ground.problem.stays)  # the pieces that may stand elsewhere in their windows, by place
        self.came = {n: n for n in self.stays}  # from where each piece came
        self.asked = Asked(ground, chosen)
        spans = [(ground.chains[at], place) for at, place in zip(ground.at, ground.place, strict=True)]
        self.previous = [chain[max(0, place - AGAIN + 1) : place] for chain, place in spans]
        self.following = [chain[place : place + AGAIN] for chain, place in spans]  # with the post itself
        self.hosts = {day: dict(themes) for day, themes in ground.hosts.items()}

    @property
    def carried(self) -> dict[int, int]:
        """The pieces that stand elsewhere than at first: from which slot to which."""
        return {first: n for n, first in self.came.items() if first != n}

    @property
    def cost(self) -> float:
        """The score of the whole, as `gain` counts it."""
        ground, every = self.ground, range(len(self.chosen))
        cost = self.themes.points + self.categories.points
        cost += COST["theme_share"] * sum(abs(line.end) for line in self.themes.lines[-1])
        cost += COST["theme_again"] * sum(map(self._repeats, every))
        cost += COST["off_mission"] * sum(self.chosen[n] in ground.off[ground.at[n]] for n in every)
        cost += CHANGE * sum(bool(ground.before[n]) and self.chosen[n] not in ground.before[n] for n in every)
        cost += COST["to_find"] * sum(count > 1 for count in self.voices.values())
        return cost + COST["to_find"] * sum(map(self.asked.count, self.asked.posts))

    def free(self, n: int) -> bool:
        """Whether a post may be changed: one that no pin holds, or a piece that may stand elsewhere in its window."""
        return self.ground.pins[n] < 0 or n in self.ground.problem.stays

    def fault(self, n: int) -> bool:
        """Whether something is wrong with a post by itself: a repeat, off its mission, or not alone with its theme."""
        theme, near = self.chosen[n], self.previous[n] + self.following[n]
        several = self.voices[self.ground.days[n], theme] > 1
        return several or theme in self.ground.off[self.ground.at[n]] or [self.chosen[m] for m in near].count(theme) > 1

    def gain(self, move: Move, least: float = float("-inf")) -> float | None:
        """By how much a move lowers the score; None where it may not be made, or gains no more than the least."""
        if not self.allowed(move):
            return None
        themes = {theme for n, new in move for theme in (self.chosen[n], new)}
        days = {(self.ground.days[n], theme) for n, _ in move for theme in themes}
        before = self._own(move, days)
        old = self._put(move)
        fits = all(self._spaced(n, theme) for n, theme in move)
        after = self._own(move, days) if fits else 0.0
        self._put(old)
        if not fits:
            return None
        gain = before - after + self._share(move)
        shifts = [(level.hope(order, lines), level, order, lines) for level, order, lines in self._shifts(move)]
        left = sum([shift[0] for shift in shifts])
        if gain + left <= least:
            return None
        gives = self._eases(shifts)
        for hope, level, order, lines in sorted(shifts, key=itemgetter(0), reverse=True):
            found = level.gain(order, lines, gives=gives and (level is self.themes or order == len(self.ground.chains)))
            if found is None:
                return None
            gain, left = gain + found, left - hope
            if gain + left <= least:
                return None
        return gain + COST["to_find"] * self.asked.gain([(n, self.chosen[n], theme) for n, theme in move])

    def _eases(self, shifts: Iterable[tuple[float, Level, int, Sequence[Shift]]]) -> bool:
        """Whether a platform comes nearer that runs farther than it need: the mix over all, and themes, give way."""
        level = self.categories
        lines = ((order, lines) for _, of, order, lines in shifts if of is level and level.pressed(order))
        return any((level.gain(order, one) or 0.0) > EPS for order, one in lines)

    def make(self, move: Move) -> None:
        """Make a move."""
        for level, order, shifts in self._shifts(move):
            level.shift(order, shifts)
        self.asked.change([(n, self.chosen[n], theme) for n, theme in move])
        self._put(move)
        if len(move) > 1:
            self._carry(*(n for n, _ in move))

    def _put(self, move: Move) -> Move:
        """The themes of a move in their places; the move that takes it back."""
        old = tuple((n, self.chosen[n]) for n, _ in move)
        for n, theme in move:
            self.voices[self.ground.days[n], self.chosen[n]] -= 1
            self.voices[self.ground.days[n], theme] += 1
            self.chosen[n] = theme
        return old

    def _own(self, move: Move, days: Iterable[tuple[int, int]]) -> float:
        """What the moved posts cost by themselves, with those after them on their platforms and on their days."""
        ground, chosen, cost, near = self.ground, self.chosen, 0.0, set[int]()
        for n, _ in move:
            near.update(self.following[n])
            if chosen[n] in ground.off[ground.at[n]]:
                cost += COST["off_mission"]
            if ground.before[n] and chosen[n] not in ground.before[n]:
                cost += CHANGE
        cost += COST["theme_again"] * sum([self._repeats(n) for n in near])
        return cost + COST["to_find"] * sum([self.voices[key] > 1 for key in days])

    def _repeats(self, n: int) -> bool:
        chosen = self.chosen
        theme = chosen[n]
        return theme in [chosen[m] for m in self.previous[n]]

    def _carry(self, first: int, last: int) -> None:
        """Two posts have exchanged their themes: their pieces go with them."""
        days, there = self.ground.days, {n: self.stays.pop(n) for n in (first, last) if n in self.stays}
        came = {n: self.came.pop(n) for n in there}
        for n in there:
            self.hosts[days[n]].pop(self.chosen[first + last - n], None)
        for n, stay in there.items():
            to = first + last - n
            self.stays[to], self.came[to] = stay, came[n]
            homes = frozenset(at for at, name in enumerate(self.ground.platforms) if name in stay.homes)
            self.hosts.setdefault(days[to], {})[self.chosen[to]] = homes

    def allowed(self, move: Move) -> bool:
        """Whether the themes of a move may stand in their places; a piece, only elsewhere in its window, and alone."""
        days, slots = self.ground.days, self.ground.problem.slots
        for (n, theme), (source, _) in zip(move, reversed(move), strict=True):
            stay = self.stays.get(source)
            if stay is None:
                if not self._asked(n, theme):
                    return False
                continue
            others = self.voices[days[n], theme] - (days[n] == days[source])
            alone = self.voices[days[source], theme] == 1 and not others
            empty = slots[n].pin is None or n in self.ground.problem.stays
            if len(move) == 1 or not alone or not empty or not stay.takes(slots[n]) or not self.ground.parts[n][theme]:
                return False
        return True

    def _asked(self, n: int, theme: int) -> bool:
        """Whether a theme may stand at a post: it is asked there, and it need not join a settled subject."""
        ground = self.ground
        if not ground.parts[n][theme]:
            return False
        hosts = self.hosts.get(ground.days[n])
        return not hosts or theme not in hosts or ground.at[n] in hosts[theme]

    def _spaced(self, n: int, theme: int) -> bool:
        """Whether no post of its theme stands too near a post on its platform."""
        ground = self.ground
        chain, place, least = ground.chains[ground.at[n]], ground.place[n], ground.spacing[theme]
        for way in (range(place - 1, -1, -1), range(place + 1, len(chain))):
            for other in way:
                if abs(ground.days[chain[other]] - ground.days[n]) >= least:
                    break
                if self.chosen[chain[other]] == theme:
                    return False
        return True

    def _share(self, move: Move) -> float:
        """What a move gains at the end, over all platforms; two that exchange theirs leave it as it is."""
        if len(move) > 1:
            return 0.0
        lines = self.themes.lines[-1]
        old, new = lines[self.chosen[move[0][0]]].end, lines[move[0][1]].end
        return COST["theme_share"] * (abs(old) - abs(old - 1) + abs(new) - abs(new + 1))

    def _shifts(self, move: Move) -> Iterable[tuple[Level, int, list[Shift]]]:
        """The lines that a move shifts."""
        ground, end = self.ground, len(self.chosen)
        first, new = move[0]
        old = self.chosen[first]
        last = move[1][0] if len(move) > 1 else end
        spans = [(len(ground.chains), first, last, old, new)]
        here = ground.at[first]
        if len(move) > 1 and ground.at[last] == here:
            spans.append((here, ground.place[first], ground.place[last], old, new))
        else:
            spans.append((here, ground.place[first], len(ground.chains[here]), old, new))
            if len(move) > 1:
                there = ground.at[last]
                spans.append((there, ground.place[last], len(ground.chains[there]), new, old))
        for order, begin, stop, less, more in spans:
            yield self.themes, order, [(less, begin, stop, -1), (more, begin, stop, 1)]
            a, b = ground.category[less], ground.category[more]
            if a != b:
                yield self.categories, order, [(a, begin, stop, -1), (b, begin, stop, 1)]
