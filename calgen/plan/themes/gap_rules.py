"""The rules of the gaps: of each platform's mix, of the mix over all platforms, and of themes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf

from calgen.plan.themes.assignment import Assignment, Move
from calgen.plan.themes.gap_table import EPSILON, GapTable
from calgen.plan.themes.moves import category_moves, theme_moves
from calgen.plan.themes.rule import FAULT_GAIN, Fault, Repair, Rule

MUCH_GAIN = 15.0  # points: where a platform is farther than it must be, a move that gains so much is made at once


class _FarthestGapRule(Rule):
    """A rule of the farthest gap in some sequences: the posts by which it exceeds what is free of cost."""

    is_costly = True

    def table(self, state: Assignment) -> GapTable:
        """The gaps of categories, or of themes."""
        raise NotImplementedError

    def free_gap(self, state: Assignment, sequence: int) -> float:
        """The gap of a sequence that costs nothing, in posts; infinite where the rule does not look."""
        raise NotImplementedError

    def faults(self, state: Assignment) -> Iterator[Fault]:
        instance, table, names = state.instance, self.table(state), self.names(state)
        for sequence in range(len(instance.sequences)):
            free = self.free_gap(state, sequence)
            if table.worst[sequence] > free + EPSILON:
                name, index = table.farthest(sequence)
                platform = instance.platforms[sequence] if sequence < len(instance.platforms) else ""
                day = instance.day(instance.sequences[sequence][index])
                yield Fault(platform, names[name], day, table.worst[sequence] - free)

    def names(self, state: Assignment) -> Sequence[str]:
        """The names of the categories or themes by number."""
        raise NotImplementedError

    def moves(self, state: Assignment, sequence: int) -> Iterator[Move]:
        """The moves that might bring the farthest name of a sequence nearer."""
        raise NotImplementedError

    def change(self, state: Assignment, move: Move) -> float:
        table, total = self.table(state), 0.0
        for change in state.gap_changes(move):
            if change.table is table:
                free, before = self.free_gap(state, change.sequence), table.worst[change.sequence]
                if before + len(change.shifts) > free:
                    total += max(0.0, change.worst_after - free) - max(0.0, before - free)
        return total

    def most_gain(self, state: Assignment, move: Move) -> float:
        total = 0.0
        for change in state.nearing_changes(move):
            table = change.table
            if table is self.table(state):
                beyond = table.worst[change.sequence] - self.free_gap(state, change.sequence)
                if beyond > 0:
                    total += min(beyond, max(change.steps.values()))
        return total

    def repairs(self, state: Assignment) -> Iterator[Repair]:
        """For each sequence, moves where the gap is largest, as long as one is made.

        Where a platform is farther than it must be, much is to be made: no time is lost on the best move.
        """
        table = self.table(state)
        for sequence in range(len(state.instance.sequences)):
            while table.worst[sequence] > self.free_gap(state, sequence) + EPSILON:
                before = state.moves_made
                is_far = sequence < state.overall and state.categories.worst[sequence] > state.instance.reach[sequence]
                yield Repair(self.moves(state, sequence), MUCH_GAIN if is_far else inf)
                if state.moves_made == before:
                    break


class EachPlatformKeepsItsMix(_FarthestGapRule):
    """A post of deviation of a platform's farthest category; added up over platforms."""

    key, weight = "mix_platform", 10.0  # the mix is the strategy: one post is worth two repeats

    def table(self, state: Assignment) -> GapTable:
        return state.categories

    def free_gap(self, state: Assignment, sequence: int) -> float:
        return 0.0 if sequence < state.overall else inf

    def names(self, state: Assignment) -> Sequence[str]:
        return state.instance.categories

    def moves(self, state: Assignment, sequence: int) -> Iterator[Move]:
        return category_moves(state, sequence)


class NoPlatformIsFartherThanItMust(EachPlatformKeepsItsMix):
    """A post by which a platform's farthest category is more than half a post beyond its limit or the unavoidable."""

    key, weight = "mix_reach", 20.0  # promised: more than the mix over all platforms, which gives way

    def free_gap(self, state: Assignment, sequence: int) -> float:
        return state.instance.reach[sequence] if sequence < state.overall else inf


class AllPlatformsTogetherKeepTheMix(_FarthestGapRule):
    """A post of deviation of the farthest category over all platforms."""

    key, weight = "mix_overall", 10.0  # the same, for those who see the whole brand

    def table(self, state: Assignment) -> GapTable:
        return state.categories

    def free_gap(self, state: Assignment, sequence: int) -> float:
        return inf if sequence < state.overall else 0.0

    def names(self, state: Assignment) -> Sequence[str]:
        return state.instance.categories

    def moves(self, state: Assignment, sequence: int) -> Iterator[Move]:
        return category_moves(state, sequence)


class TheMixOverAllKeepsItsLimit(AllPlatformsTogetherKeepTheMix):
    """A mix over all platforms of which a category is beyond its limit, by however little: it is told."""

    key, weight = "mix_limit", 10.0  # what is told is read, whether it is a tenth of a post or one

    def faults(self, state: Assignment) -> Iterator[Fault]:
        if self._is_beyond(state, state.categories.worst[state.overall]):
            yield from (replace(fault, size=1.0) for fault in super().faults(state))

    def change(self, state: Assignment, move: Move) -> float:
        table = state.categories
        return sum(
            self._is_beyond(state, change.worst_after) - self._is_beyond(state, table.worst[state.overall])
            for change in state.gap_changes(move)
            if change.table is table and change.sequence == state.overall
        )

    def most_gain(self, state: Assignment, move: Move) -> float:
        return float(self._is_beyond(state, state.categories.worst[state.overall]))

    def repairs(self, state: Assignment) -> Iterator[Repair]:
        """Moves where the gap is largest, as long as one is made and the limit is exceeded."""
        if self._is_beyond(state, state.categories.worst[state.overall]):
            yield from super().repairs(state)

    def _is_beyond(self, state: Assignment, gap: float) -> bool:
        return gap > state.categories.limits[state.overall] + EPSILON


class NoThemeDriftsFromItsPath(_FarthestGapRule):
    """A post by which the deviation of a platform's farthest theme exceeds 2.5 (5 over all platforms)."""

    key, weight = "theme_drift", 10.0  # promised like the mix; a lower weight would favour variety

    def table(self, state: Assignment) -> GapTable:
        return state.themes

    def free_gap(self, state: Assignment, sequence: int) -> float:
        return state.themes.limits[sequence]

    def names(self, state: Assignment) -> Sequence[str]:
        return state.instance.themes

    def moves(self, state: Assignment, sequence: int) -> Iterator[Move]:
        return theme_moves(state, sequence)


class ThemesGetTheirPart(Rule):
    """A post by which a theme misses its part at the end, over all platforms."""

    key, weight = "theme_share", 1.0  # weights are wishes, and some of it is always rounding

    def faults(self, state: Assignment) -> Iterator[Fault]:
        for theme, gap in enumerate(state.themes.gaps[-1]):
            yield Fault(name=state.instance.themes[theme], size=abs(gap.final))

    def change(self, state: Assignment, move: Move) -> float:
        gaps, more = state.themes.gaps[-1], dict[int, int]()
        for n, theme in move:
            old = state.chosen[n]
            more[old] = more.get(old, 0) - 1
            more[theme] = more.get(theme, 0) + 1
        total = 0.0
        for theme, posts in more.items():
            if posts:
                final = gaps[theme].final
                total += abs(final + posts) - abs(final)
        return total

    def repairs(self, state: Assignment) -> Iterator[Repair]:
        """A theme with too many posts at the end gives one to a theme of its category that has too few."""
        gaps, category_of = state.themes.gaps[-1], state.instance.category_of
        for theme in sorted(range(len(gaps)), key=lambda theme: -gaps[theme].final):
            alike = [other for other in range(len(gaps)) if category_of[other] == category_of[theme] and other != theme]
            for other in sorted(alike, key=lambda other: gaps[other].final):
                if gaps[theme].final - gaps[other].final > 1 + EPSILON:
                    posts = sorted(filter(state.instance.is_free, state.slots_of[theme]))
                    yield Repair([((n, other),) for n in posts], FAULT_GAIN)
