"""The state of the local search: the themes of all posts, what a move gains by the score, and whether it is allowed.

There are two kinds of moves: another theme for one post, and two posts that exchange their themes. Pinned posts never
move. A move may not take a gap beyond its limit, nor worsen a gap that is already beyond it; see docs/planner.md, "The
local search".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import fsum, inf
from operator import itemgetter

from calgen.plan.themes.assignment_input import IndexedInput
from calgen.plan.themes.error_diffusion import THEME_OVERALL_LIMIT, THEME_PLATFORM_LIMIT
from calgen.plan.themes.gap_table import EPSILON, GapShift, GapTable
from calgen.plan.themes.open_subjects import SubjectCount
from calgen.plan.themes.score import REPEAT_WINDOW, RULES

WEIGHTS = {rule.key: rule.weight for rule in RULES}
CHANGE_WEIGHT = 5.0  # points for a post that an earlier plan had otherwise

Move = tuple[tuple[int, int], ...]  # slots in order, each with its new theme: one slot, or two that exchange theirs


class SearchState:
    """All posts with their themes, by slot; `gain` asks what a move is worth, `apply` makes it."""

    def __init__(self, indexed: IndexedInput, chosen: Sequence[int]) -> None:
        self.indexed = indexed
        self.chosen = list(chosen)
        self.sequences: list[Sequence[int]] = [*indexed.platform_slots, range(len(chosen))]
        self.themes = GapTable(self.chosen, indexed.theme_parts, self.sequences, WEIGHTS["theme_drift"])
        self.themes.limits = [THEME_PLATFORM_LIMIT] * len(indexed.platform_slots) + [THEME_OVERALL_LIMIT]
        self.themes.free = self.themes.limits
        categories = [indexed.category_of[theme] for theme in chosen]
        self.categories = GapTable(categories, indexed.category_parts, self.sequences, WEIGHTS["mix_platform"])
        self.categories.tolerated = [*indexed.tolerated, inf]
        self.day_counts = Counter(zip(indexed.days, self.chosen, strict=True))  # (day, theme) → posts
        self.windows = dict(indexed.input.windows)  # slot → window of the piece that stands there now
        self.origins = {n: n for n in self.windows}  # slot → slot in which its piece stood at first
        self.subjects = SubjectCount(indexed, chosen)
        spans = [
            (indexed.platform_slots[platform], index)
            for platform, index in zip(indexed.platform_of, indexed.index, strict=True)
        ]
        # Of each slot: those just before it on its platform; itself with those just after it.
        self.previous = [slots[max(0, index - REPEAT_WINDOW + 1) : index] for slots, index in spans]
        self.following = [slots[index : index + REPEAT_WINDOW] for slots, index in spans]
        self.may_join = {day: dict(themes) for day, themes in indexed.may_join.items()}

    @property
    def moved_pieces(self) -> dict[int, int]:
        """The pieces that stand elsewhere than at first: from which slot to which."""
        return {first: n for n, first in self.origins.items() if first != n}

    @property
    def cost(self) -> float:
        """The score of all posts as far as `gain` counts it, in points."""
        indexed, slots = self.indexed, range(len(self.chosen))
        cost = self.themes.points + self.categories.points
        cost += WEIGHTS["theme_share"] * fsum(abs(gap.final) for gap in self.themes.gaps[-1])
        cost += WEIGHTS["theme_again"] * sum(map(self._is_repeat, slots))
        cost += WEIGHTS["off_mission"] * sum(map(self._is_off_mission, slots))
        cost += CHANGE_WEIGHT * sum(
            bool(indexed.earlier[n]) and self.chosen[n] not in indexed.earlier[n] for n in slots
        )
        cost += WEIGHTS["to_find"] * sum(count > 1 for count in self.day_counts.values())
        return cost + WEIGHTS["to_find"] * sum(map(self.subjects.count, self.subjects.posts))

    def is_free(self, n: int) -> bool:
        """Whether a post may change its theme: it is not pinned, or its piece may stand elsewhere in its window."""
        return self.indexed.pins[n] < 0 or n in self.indexed.input.windows

    def has_fault(self, n: int) -> bool:
        """Whether a post repeats a theme, is off its mission, or has its theme on the same day as another post."""
        theme = self.chosen[n]
        near = [self.chosen[m] for m in self.previous[n] + self.following[n]]
        same_day = self.day_counts[self.indexed.days[n], theme] > 1
        return same_day or self._is_off_mission(n) or near.count(theme) > 1

    def gain(self, move: Move, least: float = -inf) -> float | None:
        """By how many points a move lowers the score; None where it is not allowed, or gains no more than `least`."""
        if not self.is_allowed(move):
            return None
        themes = {theme for n, new in move for theme in (self.chosen[n], new)}
        days = {(self.indexed.days[n], theme) for n, _ in move for theme in themes}
        before = self._local_cost(move, days)
        old = self._set_themes(move)
        fits = all(self._is_spaced(n, theme) for n, theme in move)
        after = self._local_cost(move, days) if fits else 0.0
        self._set_themes(old)
        if not fits:
            return None
        gain = before - after + self._share_gain(move)
        shifts = [(table.gain_bound(at, those), table, at, those) for table, at, those in self._shifts(move)]
        left = fsum([bound for bound, _, _, _ in shifts])
        if gain + left <= least:
            return None
        relieves = self._relieves_platform(shifts)
        overall = len(self.indexed.platform_slots)
        for bound, table, at, those in sorted(shifts, key=itemgetter(0), reverse=True):
            found = table.gain(at, those, may_exceed=relieves and (table is self.themes or at == overall))
            if found is None:
                return None
            gain, left = gain + found, left - bound
            if gain + left <= least:
                return None
        return gain + WEIGHTS["to_find"] * self.subjects.gain([(n, self.chosen[n], theme) for n, theme in move])

    def _relieves_platform(self, shifts: Iterable[tuple[float, GapTable, int, Sequence[GapShift]]]) -> bool:
        """Whether a platform that is farther than tolerated comes nearer: then other limits may be exceeded for it."""
        table = self.categories
        beyond = ((at, those) for _, of, at, those in shifts if of is table and table.is_beyond_tolerance(at))
        return any((table.gain(at, those) or 0.0) > EPSILON for at, those in beyond)

    def apply(self, move: Move) -> None:
        """Make a move."""
        for table, at, shifts in self._shifts(move):
            table.shift(at, shifts)
        self.subjects.change([(n, self.chosen[n], theme) for n, theme in move])
        self._set_themes(move)
        if len(move) > 1:
            self._exchange_pieces(*(n for n, _ in move))

    def _set_themes(self, move: Move) -> Move:
        """Set the themes of a move; returns the move that takes it back."""
        old = tuple((n, self.chosen[n]) for n, _ in move)
        for n, theme in move:
            self.day_counts[self.indexed.days[n], self.chosen[n]] -= 1
            self.day_counts[self.indexed.days[n], theme] += 1
            self.chosen[n] = theme
        return old

    def _local_cost(self, move: Move, days: Iterable[tuple[int, int]]) -> float:
        """The points of the moved posts by themselves, of those after them on their platforms, and of their days."""
        indexed, cost, near = self.indexed, 0.0, set[int]()
        for n, _ in move:
            near.update(self.following[n])
            if self._is_off_mission(n):
                cost += WEIGHTS["off_mission"]
            if indexed.earlier[n] and self.chosen[n] not in indexed.earlier[n]:
                cost += CHANGE_WEIGHT
        cost += WEIGHTS["theme_again"] * sum([self._is_repeat(n) for n in near])
        return cost + WEIGHTS["to_find"] * sum([self.day_counts[key] > 1 for key in days])

    def _is_repeat(self, n: int) -> bool:
        chosen = self.chosen
        return chosen[n] in [chosen[m] for m in self.previous[n]]

    def _is_off_mission(self, n: int) -> bool:
        return self.chosen[n] in self.indexed.off_mission[self.indexed.platform_of[n]]

    def _exchange_pieces(self, first: int, last: int) -> None:
        """Two posts have exchanged their themes: their pieces go with them."""
        days, windows = self.indexed.days, {n: self.windows.pop(n) for n in (first, last) if n in self.windows}
        origins = {n: self.origins.pop(n) for n in windows}
        for n in windows:
            self.may_join[days[n]].pop(self.chosen[first + last - n], None)
        for n, window in windows.items():
            to = first + last - n
            self.windows[to], self.origins[to] = window, origins[n]
            joining = frozenset(at for at, name in enumerate(self.indexed.platforms) if name in window.platforms)
            self.may_join.setdefault(days[to], {})[self.chosen[to]] = joining

    def is_allowed(self, move: Move) -> bool:
        """Whether the themes of a move may stand in their slots.

        A piece moves by an exchange only, within its window, and to a day on which no other post has its theme.
        """
        days, slots = self.indexed.days, self.indexed.input.slots
        for (n, theme), (source, _) in zip(move, reversed(move), strict=True):
            window = self.windows.get(source)
            if window is None:
                if not self._may_stand(n, theme):
                    return False
                continue
            others = self.day_counts[days[n], theme] - (days[n] == days[source])
            is_alone = self.day_counts[days[source], theme] == 1 and not others
            is_empty = slots[n].pin is None or n in self.indexed.input.windows
            is_asked = bool(self.indexed.theme_parts[n][theme])
            if len(move) == 1 or not is_alone or not is_empty or not window.allows(slots[n]) or not is_asked:
                return False
        return True

    def _may_stand(self, n: int, theme: int) -> bool:
        """Whether the path asks for a theme in a slot, and it would not join a settled subject of another platform."""
        indexed = self.indexed
        if not indexed.theme_parts[n][theme]:
            return False
        may_join = self.may_join.get(indexed.days[n])
        return not may_join or theme not in may_join or indexed.platform_of[n] in may_join[theme]

    def _is_spaced(self, n: int, theme: int) -> bool:
        """Whether no post of the theme stands nearer to a slot, on its platform, than the theme's spacing."""
        days, slots = self.indexed.days, self.indexed.platform_slots[self.indexed.platform_of[n]]
        index, distance = self.indexed.index[n], self.indexed.spacing[theme]
        for way in (range(index - 1, -1, -1), range(index + 1, len(slots))):
            for other in way:
                if abs(days[slots[other]] - days[n]) >= distance:
                    break
                if self.chosen[slots[other]] == theme:
                    return False
        return True

    def _share_gain(self, move: Move) -> float:
        """The points that a move gains by the themes' totals at the end; an exchange leaves them as they are."""
        if len(move) > 1:
            return 0.0
        gaps = self.themes.gaps[-1]
        old, new = gaps[self.chosen[move[0][0]]].final, gaps[move[0][1]].final
        return WEIGHTS["theme_share"] * (abs(old) - abs(old - 1) + abs(new) - abs(new + 1))

    def _shifts(self, move: Move) -> Iterable[tuple[GapTable, int, list[GapShift]]]:
        """The gaps that a move shifts, by table and sequence."""
        indexed, end = self.indexed, len(self.chosen)
        first, new = move[0]
        old = self.chosen[first]
        last = move[1][0] if len(move) > 1 else end
        spans = [(len(indexed.platform_slots), first, last, old, new)]
        here = indexed.platform_of[first]
        if len(move) > 1 and indexed.platform_of[last] == here:
            spans.append((here, indexed.index[first], indexed.index[last], old, new))
        else:
            spans.append((here, indexed.index[first], len(indexed.platform_slots[here]), old, new))
            if len(move) > 1:
                there = indexed.platform_of[last]
                spans.append((there, indexed.index[last], len(indexed.platform_slots[there]), new, old))
        for sequence, start, stop, less, more in spans:
            yield self.themes, sequence, [(less, start, stop, -1), (more, start, stop, 1)]
            category_less, category_more = indexed.category_of[less], indexed.category_of[more]
            if category_less != category_more:
                shifts = [(category_less, start, stop, -1), (category_more, start, stop, 1)]
                yield self.categories, sequence, shifts
