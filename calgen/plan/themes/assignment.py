"""The themes of all slots while the search changes them: what a move changes, and what rules and constraints ask.

A move gives some slots other themes. An assignment knows the gaps, the subjects and the posts of each day after every
move; it knows no rule. Rules ask it for the changes of a move, which are worked out once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from calgen.plan.themes.gap_table import GapChange, GapShift, GapTable
from calgen.plan.themes.instance import Instance
from calgen.plan.themes.limits import OVERALL_LIMIT, PLATFORM_LIMIT, THEME_OVERALL_LIMIT, THEME_PLATFORM_LIMIT
from calgen.plan.themes.subject_forecast import SubjectForecast

Move = tuple[tuple[int, int], ...]  # slots, each with its new theme; of each slot, it differs from the theme it has


@dataclass(frozen=True, slots=True)
class KnownSubjects:
    """What is known of the subjects of a finished plan."""

    untitled: Sequence[int]  # by theme: its subjects without a title
    fewest: int  # the subjects without a title that no plan can do without


class Assignment:
    """All slots with their themes, by number; no slot is without one."""

    def __init__(self, instance: Instance, chosen: Sequence[int], known: KnownSubjects | None = None) -> None:
        self.instance = instance
        self._known = known
        self.chosen = list(chosen)
        self.moves_made = 0
        self.overall = len(instance.platforms)  # the number of the sequence of all slots
        platforms, sequences = self.overall, instance.sequences
        limits = [*[THEME_PLATFORM_LIMIT] * platforms, THEME_OVERALL_LIMIT]
        self.themes = GapTable(self.chosen, instance.theme_parts, sequences, limits)
        categories = [instance.category_of[theme] for theme in chosen]
        limits = [*[PLATFORM_LIMIT] * platforms, OVERALL_LIMIT]
        self.categories = GapTable(categories, instance.category_parts, sequences, limits)
        self.day_counts = Counter(zip(instance.days, self.chosen, strict=True))  # (day, theme) → posts
        self.slots_of: list[set[int]] = [set() for _ in instance.themes]  # by theme
        for n, theme in enumerate(self.chosen):
            self.slots_of[theme].add(n)
        self.target_posts = [0] * len(instance.targets)  # by campaign target
        self.campaign_posts = Counter[tuple[str, int, int]]()  # (campaign, platform, day) → posts
        for n, theme in enumerate(self.chosen):
            self._count_for_campaigns(n, theme, 1)
        self.windows = dict(instance.input.windows)  # slot → window of the piece that stands there now
        self.origins = {n: n for n in self.windows}  # slot → slot in which its piece stood at first
        self.may_join = {day: dict(themes) for day, themes in instance.may_join.items()}
        self._move: Move = ()
        self._gap_changes: list[GapChange] = []
        self._nearing_changes: list[GapChange] = []

    @cached_property
    def subjects(self) -> SubjectForecast:
        """The forecast of the subjects that the posts need."""
        instance = self.instance
        settled, titles = instance.has_subject, instance.titles_at_hand
        return SubjectForecast(self.chosen, instance.days, instance.platform_of, settled, titles)

    @property
    def untitled_subjects(self) -> Sequence[int]:
        """By theme: the subjects without a title, as they are known or else as they are forecast."""
        return self._known.untitled if self._known else self.subjects.untitled

    @property
    def fewest_untitled(self) -> int:
        """The subjects without a title that no plan can do without, as far as it is known."""
        return self._known.fewest if self._known else 0

    @property
    def moved_pieces(self) -> dict[int, int]:
        """The pieces that stand elsewhere than at first: from which slot to which."""
        return {first: n for n, first in self.origins.items() if first != n}

    def may_stand_there(self, move: Move) -> bool:
        """Whether the target path asks for each theme of a move in its new slot, and no post joins a settled subject of
        another platform.

        A piece moves by an exchange only, within its window, and to a day on which no other post has its theme.
        """
        windows = self.windows
        if windows and any(n in windows for n, _ in move):
            return len(move) == 2 and self._may_exchange(move)
        return all(self._may_stand(n, theme) for n, theme in move)

    def _may_stand(self, n: int, theme: int) -> bool:
        instance = self.instance
        if not instance.theme_parts[n][theme]:
            return False
        may_join = self.may_join.get(instance.days[n])
        return not may_join or theme not in may_join or instance.platform_of[n] in may_join[theme]

    def _may_exchange(self, move: Move) -> bool:
        """Whether two posts may exchange their themes, at least one of which has a piece."""
        instance, days, slots = self.instance, self.instance.days, self.instance.input.slots
        for (n, theme), (source, _) in zip(move, reversed(move), strict=True):
            if theme != self.chosen[source]:
                return False
            window = self.windows.get(source)
            if window is None:
                if not self._may_stand(n, theme):
                    return False
                continue
            others = self.day_counts[days[n], theme] - (days[n] == days[source])
            is_alone = self.day_counts[days[source], theme] == 1 and not others
            is_empty = slots[n].pin is None or n in instance.input.windows
            is_asked = bool(instance.theme_parts[n][theme])
            if not is_alone or not is_empty or not window.allows(slots[n]) or not is_asked:
                return False
        return True

    def apply(self, move: Move) -> None:
        """Make a move."""
        for change in self.gap_changes(move):
            change.table.shift(change.sequence, change.shifts)
        self.subjects.apply(self.theme_changes(move))
        old = self.swap(move)
        for (n, new), (_, before) in zip(move, old, strict=True):
            self.day_counts[self.instance.days[n], before] -= 1
            self.day_counts[self.instance.days[n], new] += 1
            self.slots_of[before].discard(n)
            self.slots_of[new].add(n)
            self._count_for_campaigns(n, before, -1)
            self._count_for_campaigns(n, new, 1)
        if len(move) == 2:
            self._exchange_pieces(*(n for n, _ in move))
        self.moves_made += 1
        self._move = ()

    def swap(self, move: Move) -> Move:
        """Set the themes of a move, for a rule that looks at them after it; returns the move that takes them back."""
        chosen = self.chosen
        old = tuple([(n, chosen[n]) for n, _ in move])
        for n, theme in move:
            chosen[n] = theme
        return old

    def theme_changes(self, move: Move) -> list[tuple[int, int, int]]:
        """The slots of a move with their themes before and after it."""
        return [(n, self.chosen[n], theme) for n, theme in move]

    def gap_changes(self, move: Move) -> list[GapChange]:
        """What a move makes of the gaps of themes and categories, in each sequence that it touches."""
        if move is not self._move:
            self._move, self._gap_changes = move, list(self._changes(move))
            self._nearing_changes = [change for change in self._gap_changes if change.may_come_nearer]
        return self._gap_changes

    def nearing_changes(self, move: Move) -> list[GapChange]:
        """Those of a sequence whose farthest name may come nearer to its path."""
        self.gap_changes(move)
        return self._nearing_changes

    def _changes(self, move: Move) -> Iterator[GapChange]:
        instance, overall = self.instance, self.overall
        by_sequence: dict[int, list[tuple[int, int, int]]] = {overall: []}  # index, old theme, new theme
        for n, new in move:
            old, platform = self.chosen[n], instance.platform_of[n]
            by_sequence[overall].append((n, old, new))
            by_sequence.setdefault(platform, []).append((instance.index[n], old, new))
        for sequence, changes in by_sequence.items():
            end, category_of = len(instance.sequences[sequence]), instance.category_of
            yield GapChange(self.themes, sequence, _shifts(changes, end))
            of_categories = [(at, category_of[old], category_of[new]) for at, old, new in changes]
            if shifts := _shifts(of_categories, end):
                yield GapChange(self.categories, sequence, shifts)

    def _count_for_campaigns(self, n: int, theme: int, step: int) -> None:
        """Count the post of a slot, with a theme, for its campaign and the target that it is part of."""
        target = self.instance.target_of[n].get(theme)
        if target is not None:
            self.target_posts[target] += step
        if key := self.campaign_day(n, theme):
            self.campaign_posts[key] += step

    def campaign_day(self, n: int, theme: int) -> tuple[str, int, int] | None:
        """The campaign, platform and day of a slot with a theme, if its post would be of a campaign."""
        campaign = self.instance.campaign_of[n].get(theme)
        return (campaign, self.instance.platform_of[n], self.instance.days[n]) if campaign else None

    def _exchange_pieces(self, first: int, last: int) -> None:
        """Two posts have exchanged their themes: their pieces go with them."""
        days, windows = self.instance.days, {n: self.windows.pop(n) for n in (first, last) if n in self.windows}
        origins = {n: self.origins.pop(n) for n in windows}
        for n in windows:
            self.may_join[days[n]].pop(self.chosen[first + last - n], None)
        for n, window in windows.items():
            to = first + last - n
            self.windows[to], self.origins[to] = window, origins[n]
            joining = frozenset(at for at, name in enumerate(self.instance.platforms) if name in window.platforms)
            self.may_join.setdefault(days[to], {})[self.chosen[to]] = joining


def _shifts(changes: Sequence[tuple[int, int, int]], end: int) -> list[GapShift]:
    """The shifts of the gaps of a sequence that ends before `end`: (index, name before, name after) for each change.

    From an index on, the name before has a post less and the name after one more; two changes that undo each other
    leave a stretch between them.
    """
    if len(changes) == 1:
        at, old, new = changes[0]
        return [(old, at, end, -1), (new, at, end, 1)] if old != new else []
    steps: dict[int, list[tuple[int, int]]] = {}  # name → (index, step)
    for at, old, new in changes:
        if old != new:
            steps.setdefault(old, []).append((at, -1))
            steps.setdefault(new, []).append((at, 1))
    found = []
    for name, those in steps.items():
        those.sort()
        if len(those) == 2 and those[0][1] == -those[1][1]:
            if those[0][0] < those[1][0]:
                found.append((name, those[0][0], those[1][0], those[0][1]))
        else:
            found += [(name, at, end, step) for at, step in those]
    return found
