"""The rules of single posts: repeats, mission, the same theme elsewhere, subjects to find, and changes of a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain

from calgen.plan.themes.assignment import Assignment, Move
from calgen.plan.themes.moves import (
    exchanges_around,
    far_exchanges,
    joining_moves,
    mission_moves,
    post_moves,
    replacements,
)
from calgen.plan.themes.rule import FAULT_GAIN, Fault, Repair, Rule


def _post_repairs(state: Assignment, slots: Iterable[int]) -> Iterator[Repair]:
    """For each of some posts: another theme, or an exchange with a post near it."""
    for n in slots:
        if state.instance.is_free(n):
            yield Repair(post_moves(state, n), FAULT_GAIN)


def _change_near(state: Assignment, move: Move, count: Callable[[Assignment, Iterable[int]], int]) -> int:
    """The change of a count over the posts of a move and those just after them on their platforms."""
    following = state.instance.following
    near = following[move[0][0]] if len(move) == 1 else {m for n, _ in move for m in following[n]}
    before = count(state, near)
    old = state.swap(move)
    after = count(state, near)
    state.swap(old)
    return after - before


class NoThemeComesBackTooSoon(Rule):
    """A post with the theme of one of the two posts before it on its platform."""

    key, weight = "theme_again", 5.0  # whoever follows the platform sees it

    def faults(self, state: Assignment) -> Iterator[Fault]:
        instance = state.instance
        for n, theme in enumerate(state.chosen):
            if self._count(state, (n,)):
                yield Fault(instance.platforms[instance.platform_of[n]], instance.themes[theme], instance.day(n))

    def change(self, state: Assignment, move: Move) -> float:
        return _change_near(state, move, self._count)

    def repairs(self, state: Assignment) -> Iterator[Repair]:
        chosen, instance = state.chosen, state.instance
        slots = range(len(chosen))
        near = (chain(instance.previous[n], instance.following[n]) for n in slots)
        is_near_repeat = ([chosen[m] for m in those].count(chosen[n]) > 1 for n, those in zip(slots, near, strict=True))
        return _post_repairs(state, (n for n, is_fault in zip(slots, is_near_repeat, strict=True) if is_fault))

    def _count(self, state: Assignment, slots: Iterable[int]) -> int:
        """The repeats among some posts."""
        chosen, previous, found = state.chosen, state.instance.previous, 0
        for n in slots:
            theme = chosen[n]
            for m in previous[n]:
                if chosen[m] == theme:
                    found += 1
                    break
        return found


class NoThemeStandsThreeTimesInARow(Rule):
    """A post with the theme of the two posts before it on its platform, if another theme may stand at one of them."""

    key, weight = "theme_row", 10.0  # more than two repeats: that is what a reader sees at once

    def faults(self, state: Assignment) -> Iterator[Fault]:
        instance = state.instance
        for n, theme in enumerate(state.chosen):
            if self._is_third(state, n):
                yield Fault(instance.platforms[instance.platform_of[n]], instance.themes[theme], instance.day(n))

    def change(self, state: Assignment, move: Move) -> float:
        return _change_near(state, move, self._count)

    def repairs(self, state: Assignment) -> Iterator[Repair]:
        """Each of the three posts may change, also to a theme of another category; all of them are tried."""
        categories = range(len(state.instance.categories))
        for n in range(len(state.chosen)):
            for m in (*state.instance.previous[n], n):
                if self._is_third(state, n) and state.instance.is_free(m):
                    yield Repair(
                        chain(replacements(state, m, categories, None), exchanges_around(state, m)), FAULT_GAIN
                    )
                if self._is_third(state, n) and state.instance.is_free(m):
                    yield Repair(far_exchanges(state, m), FAULT_GAIN)

    def _is_third(self, state: Assignment, n: int) -> bool:
        return bool(self._count(state, (n,)))

    def _count(self, state: Assignment, slots: Iterable[int]) -> int:
        """The third posts in a row among some posts."""
        chosen, previous, found = state.chosen, state.instance.previous, 0
        for n in slots:
            before, theme = previous[n], chosen[n]
            if len(before) == 2 and chosen[before[1]] == theme == chosen[before[0]] and state.instance.may_vary[n]:
                found += 1
        return found


class PostsServeTheMission(Rule):
    """A post whose theme names objectives, none of which is its platform's."""

    key, weight = "off_mission", 5.0  # the post serves no objective of its platform

    def faults(self, state: Assignment) -> Iterator[Fault]:
        instance = state.instance
        for n in self._slots(state):
            platform, theme = instance.platform_of[n], state.chosen[n]
            yield Fault(instance.platforms[platform], instance.themes[theme], instance.day(n))

    def change(self, state: Assignment, move: Move) -> float:
        total, instance = 0, state.instance
        for n, theme in move:
            off_mission = instance.off_mission[instance.platform_of[n]]
            total += (theme in off_mission) - (state.chosen[n] in off_mission)
        return total

    def repairs(self, state: Assignment) -> Iterator[Repair]:
        """Another theme, or an exchange with a post near it; then one with a post of another platform."""
        for n in filter(state.instance.is_free, list(self._slots(state))):
            for moves in (post_moves, mission_moves):
                if self._is_off_mission(state, n):
                    yield Repair(moves(state, n), FAULT_GAIN)

    def _slots(self, state: Assignment) -> Iterator[int]:
        return (n for n in range(len(state.chosen)) if self._is_off_mission(state, n))

    def _is_off_mission(self, state: Assignment, n: int) -> bool:
        return state.chosen[n] in state.instance.off_mission[state.instance.platform_of[n]]


class OneThemeStandsOnOnePlatformADay(Rule):
    """One more platform with the same theme on the same day, unless they launch one subject.

    No move changes it: a constraint keeps posts from a settled subject that they may not join.
    """

    key, weight = "same_day", 3.0  # only those who follow both platforms see it

    def faults(self, state: Assignment) -> Iterator[Fault]:
        instance = state.instance
        days: dict[tuple[int, int], list[int]] = {}
        for n, theme in enumerate(state.chosen):
            days.setdefault((instance.days[n], theme), []).append(n)
        for (_, theme), slots in days.items():
            if len({instance.platform_of[n] for n in slots}) > 1:
                # Posts whose subject is not settled launch one together, or join the one that is settled.
                apart = {instance.launches[n] for n in slots} - {""}
                platform = instance.platforms[instance.platform_of[slots[-1]]]
                yield Fault(platform, instance.themes[theme], instance.day(slots[0]), max(0, len(apart) - 1))


class ThemesOfADayDiffer(Rule):
    """A theme that has several posts on one day, also where they launch one subject."""

    key, weight = "day_theme", 1.0  # as much as one more subject: a launch is not asked for, and may well be

    def faults(self, state: Assignment) -> Iterator[Fault]:
        for (day, theme), posts in sorted(state.day_counts.items()):
            if posts > 1:
                yield Fault(name=state.instance.themes[theme], day=date.fromordinal(day))

    def change(self, state: Assignment, move: Move) -> float:
        days, more = state.instance.days, dict[tuple[int, int], int]()
        for n, theme in move:
            for key, step in (((days[n], state.chosen[n]), -1), ((days[n], theme), 1)):
                more[key] = more.get(key, 0) + step
        counts = state.day_counts
        return sum([(counts[key] + step > 1) - (counts[key] > 1) for key, step in more.items()])

    def repairs(self, state: Assignment) -> Iterator[Repair]:
        days, counts = state.instance.days, state.day_counts
        return _post_repairs(state, (n for n, theme in enumerate(state.chosen) if counts[days[n], theme] > 1))


class FewSubjectsAreToFind(Rule):
    """A subject without a title, beyond the posts of the busiest platform minus the titles at hand.

    No plan needs fewer than those.
    """

    key, weight = "to_find", 1.0  # one more subject for the user to think of
    is_costly = True

    def faults(self, state: Assignment) -> Iterator[Fault]:
        untitled, names = state.untitled_subjects, state.instance.themes
        excess = sum(untitled) - state.fewest_untitled
        if excess > 0:
            theme = min(range(len(names)), key=lambda theme: (-untitled[theme], names[theme]))
            yield Fault(name=names[theme], size=excess)

    def change(self, state: Assignment, move: Move) -> float:
        return state.subjects.change(state.theme_changes(move))

    def most_gain(self, state: Assignment, move: Move) -> float:
        """A theme needs one subject less for each post that it loses, at most."""
        return len(move)

    def repairs(self, state: Assignment) -> Iterator[Repair]:
        """For each post for which alone a subject is to be found: themes of which a subject waits for its platform."""
        for n, theme in enumerate(state.chosen):
            if state.instance.is_free(n) and state.subjects.needs_subject(n, theme):
                yield Repair(joining_moves(state, n), FAULT_GAIN)


class PostsStayAsTheyWere(Rule):
    """A post that the earlier plan had with another theme, on its platform and day."""

    key, weight = "changed", 5.0  # a change must be worth as much as a repeat

    def faults(self, state: Assignment) -> Iterator[Fault]:
        instance = state.instance
        for n, theme in enumerate(state.chosen):
            if instance.earlier[n] not in (-1, theme):
                yield Fault(instance.platforms[instance.platform_of[n]], instance.themes[theme], instance.day(n))

    def change(self, state: Assignment, move: Move) -> float:
        total, chosen = 0, state.chosen
        for n, theme in move:
            earlier = state.instance.earlier[n]
            total += (chosen[n] == earlier) - (theme == earlier)
        return total
