"""What filling starts from: the slots, their target path and the rules of themes, with numbers for names."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from calgen.plan.error_diffusion import OVERALL_LIMIT, PLATFORM_LIMIT, THEME_OVERALL, THEME_PLATFORM, Order
from calgen.plan.lower_bound import crowded, least, rooms
from calgen.plan.model import Slot
from calgen.plan.target_path import Path, Share

HALF = 0.5  # posts: how near to the least a platform comes, where the promise cannot be held


@dataclass(frozen=True, slots=True)
class Problem:
    """What there is to fill: slots in order, their target path, and the rules of themes."""

    slots: tuple[Slot, ...]
    path: Path
    categories: tuple[str, ...]
    category_of: Mapping[str, str]
    spacing: Mapping[str, int]
    hosts: Mapping[tuple[date, str], frozenset[str]]  # of a day's pinned themes: the platforms that may join in
    earlier: Mapping[tuple[str, date], tuple[str, ...]] = field(default_factory=dict)  # the themes of an earlier plan
    off: frozenset[tuple[str, str]] = frozenset()  # platforms with the themes that do not serve their mission
    stays: Mapping[int, Stay] = field(default_factory=dict)  # slots whose piece may stand elsewhere in its window


@dataclass(frozen=True, slots=True)
class Stay:
    """Where a piece that is due in a window may stand: its days, and the platforms that are its homes."""

    first: date
    last: date
    homes: frozenset[str]

    def takes(self, slot: Slot) -> bool:
        """Whether it may stand in a slot."""
        return self.first <= slot.day <= self.last and slot.platform in self.homes

    def among(self, days: Sequence[int]) -> tuple[int, int]:
        """The first and the last place of its window among days in order, one of which at least is inside."""
        return bisect_left(days, self.first.toordinal()), bisect_right(days, self.last.toordinal()) - 1


class Ground:
    """What every filling of a problem starts from, with numbers for names: themes and platforms by theirs."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.themes = sorted(problem.category_of)
        self.number = {name: n for n, name in enumerate(self.themes)}
        self.platforms = sorted({slot.platform for slot in problem.slots})
        index = {name: n for n, name in enumerate(problem.categories)}
        self.category = [index[problem.category_of[name]] for name in self.themes]
        self.spacing = [max(1, problem.spacing[name]) for name in self.themes]
        self.shares = [problem.path.at(slot.platform, slot.day, slot.theme_beside_mix) for slot in problem.slots]
        dense = {key: self._dense(share) for key, share in {id(share): share for share in self.shares}.items()}
        self.rows = [dense[id(share)][0] for share in self.shares]
        self.parts = [dense[id(share)][1] for share in self.shares]
        self.open = [dense[id(share)][2] for share in self.shares]
        self.pins = [self.number[slot.settled_theme] if slot.settled_theme else -1 for slot in problem.slots]
        self.settled = [slot.pin is not None and any(slot.pin.subject_key) for slot in problem.slots]
        where = {name: n for n, name in enumerate(self.platforms)}
        self.at = [where[slot.platform] for slot in problem.slots]
        self.days = [slot.day.toordinal() for slot in problem.slots]
        self.hosts: dict[int, dict[int, frozenset[int]]] = {}
        for (day, theme), names in problem.hosts.items():
            there = frozenset(where[name] for name in names if name in where)
            self.hosts.setdefault(day.toordinal(), {})[self.number[theme]] = there
        self.before = [
            [self.number[name] for name in problem.earlier.get((slot.platform, slot.day), ()) if name in self.number]
            for slot in problem.slots
        ]
        self.off: list[set[int]] = [set() for _ in self.platforms]
        for platform, theme in problem.off:
            if platform in where:
                self.off[where[platform]].add(self.number[theme])
        self._orders()

    def names(self, chosen: Sequence[int]) -> tuple[str, ...]:
        """The names of some themes, empty for none."""
        return tuple(self.themes[theme] if theme >= 0 else "" for theme in chosen)

    def _dense(self, share: Share) -> tuple[list[float], list[float], list[tuple[int, list[int]]]]:
        """A share as parts by category and by theme, and the themes it opens, by category and name."""
        by_category: dict[str, list[int]] = {}
        for name in sorted(share.themes):
            if not share.themes[name] and share.categories[self.problem.category_of[name]]:
                continue  # of a campaign that asks for nothing, beside others of its category
            by_category.setdefault(self.problem.category_of[name], []).append(self.number[name])
        order = {name: n for n, name in enumerate(self.problem.categories)}
        return (
            [share.categories.get(name, 0.0) for name in self.problem.categories],
            [share.themes.get(name, 0.0) for name in self.themes],
            [(order[name], by_category[name]) for name in sorted(by_category)],
        )

    def _orders(self) -> None:
        """The orders of slots: their places, what lies ahead in them, and the days of their pinned themes."""
        self.chains: list[list[int]] = [[] for _ in self.platforms]
        self.place = []
        self.ahead: list[dict[int, list[int]]] = [{} for _ in self.platforms]
        for n, platform in enumerate(self.at):
            self.place.append(len(self.chains[platform]))
            self.chains[platform].append(n)
            if self.pins[n] >= 0:
                self.ahead[platform].setdefault(self.pins[n], []).append(self.days[n])
        pins = [self.category[pin] if pin >= 0 else -1 for pin in self.pins]
        count = len(self.problem.categories)
        self.order = self.by_category(self.pins)
        self.overall = Order(self.rows, pins, count, OVERALL_LIMIT)
        count = len(self.themes)
        self.own_themes = [self._order(one, self.parts, self.pins, count, THEME_PLATFORM) for one in self.chains]
        self.all_themes = Order(self.parts, self.pins, count, THEME_OVERALL)
        self.pinned: dict[int, dict[int, set[int]]] = {}
        for n, pin in enumerate(self.pins):
            if pin >= 0:
                self.pinned.setdefault(self.days[n], {}).setdefault(pin, set()).add(self.at[n])

    @cached_property
    def reach(self) -> list[float]:
        """How far each platform's farthest category may run: half a post beyond the promise, or what is unavoidable."""
        return [HALF + max(PLATFORM_LIMIT, *self._least(chain)) for chain in self.chains]

    def _least(self, chain: Sequence[int]) -> Iterator[float]:
        """What settled posts and windows make unavoidable for each category of a platform."""
        stays, days = self.problem.stays, [self.days[n] for n in chain]
        names = [self.category[self.pins[n]] if self.pins[n] >= 0 else -1 for n in chain]
        fixed = [name >= 0 and n not in stays for n, name in zip(chain, names, strict=True)]
        inside = [
            (stays[n].among(days), names[self.place[n]]) for n in chain if n in stays and len(stays[n].homes) == 1
        ]
        open_ = [{theme for _, themes in self.open[n] for theme in themes} for n in chain]
        settled = [self.pins[n] if there else None for n, there in zip(chain, fixed, strict=True)]
        placed = Counter(self.pins[n] for n in chain if n in stays)
        room = rooms(days, open_, settled, dict(enumerate(self.spacing)), placed)
        for name in range(len(self.problem.categories)):
            due = [(*places, whose == name) for places, whose in inside]
            mine = [theme for theme, category in enumerate(self.category) if category == name]
            wanted = [self.rows[n][name] for n in chain]
            forced = least([one == name for one in names], wanted, fixed, due)
            yield max(forced, crowded(wanted, room, mine))

    def by_category(self, pinned: Sequence[int]) -> list[Order]:
        """Each platform's order by category, with these themes pinned (-1: none)."""
        pins = [self.category[pin] if pin >= 0 else -1 for pin in pinned]
        count = len(self.problem.categories)
        return [self._order(one, self.rows, pins, count, PLATFORM_LIMIT) for one in self.chains]

    def _order(
        self, chain: Sequence[int], rows: Sequence[Sequence[float]], pins: Sequence[int], count: int, limit: float
    ) -> Order:
        return Order([rows[n] for n in chain], [pins[n] for n in chain], count, limit)
