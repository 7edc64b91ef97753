"""Which theme each slot holds: the category by the corridor, the theme by what is most due, spacing held throughout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import add

from calgen.plan.corridor import OVERALL_LIMIT, PLATFORM_LIMIT, TUNES, Prefix, Tune, strain
from calgen.plan.model import Slot
from calgen.plan.shares import Path, Share

REPEAT = 0.5  # posts: what it costs to take up a theme again among the next few posts of a platform
NEAR = 3
NEVER = 10**9  # days
SAME_DAY = 0.6  # what it costs to say on one platform what another says that day


@dataclass(frozen=True, slots=True)
class Problem:
    """What there is to fill: slots in order, their target path, and the rules of themes."""

    slots: tuple[Slot, ...]
    path: Path
    categories: tuple[str, ...]
    category_of: Mapping[str, str]
    spacing: Mapping[str, int]
    hosts: Mapping[tuple[date, str], frozenset[str]]  # of a day's pinned themes: the platforms that may join in


@dataclass(frozen=True, slots=True)
class Filled:
    """The theme of each slot (empty where none could stand there), and how far its category was behind, in posts."""

    themes: tuple[str, ...]
    behind: tuple[float, ...]
    worst_platform: float
    worst_overall: float

    @property
    def excess(self) -> float:
        """By how much the promise is exceeded."""
        return max(0.0, self.worst_platform - PLATFORM_LIMIT) + max(0.0, self.worst_overall - OVERALL_LIMIT)


def fill(problem: Problem, tunes: Sequence[Tune] = TUNES) -> Filled:
    """The first filling that holds the promise, of a few ways to steer; else the one that comes nearest."""
    ground = _Ground(problem)
    best: Filled | None = None
    for tune in tunes:
        found = _Filling(ground, tune).run()
        if best is None or found.excess < best.excess - 1e-9:
            best = found
        if best.excess < 1e-9:
            break
    assert best is not None
    return best


class _Ground:
    """What every filling of a problem starts from, with numbers for names: themes and platforms by theirs."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.themes = sorted(problem.category_of)
        self.number = {name: n for n, name in enumerate(self.themes)}
        self.platforms = sorted({slot.platform for slot in problem.slots})
        index = {name: n for n, name in enumerate(problem.categories)}
        self.category = [index[problem.category_of[name]] for name in self.themes]
        self.spacing = [max(1, problem.spacing[name]) for name in self.themes]
        self.shares = [problem.path.at(slot.platform, slot.day) for slot in problem.slots]
        dense = {key: self._dense(share) for key, share in {id(share): share for share in self.shares}.items()}
        self.rows = [dense[id(share)][0] for share in self.shares]
        self.parts = [dense[id(share)][1] for share in self.shares]
        self.open = [dense[id(share)][2] for share in self.shares]
        self.pins = [self.number[slot.pin.theme] if slot.pin else -1 for slot in problem.slots]
        where = {name: n for n, name in enumerate(self.platforms)}
        self.at = [where[slot.platform] for slot in problem.slots]
        self.days = [slot.day.toordinal() for slot in problem.slots]
        self.hosts: dict[tuple[int, int], frozenset[int]] = {
            (day.toordinal(), self.number[theme]): frozenset(where[name] for name in names if name in where)
            for (day, theme), names in problem.hosts.items()
        }
        self._orders()

    def _dense(self, share: Share) -> tuple[list[float], list[float], list[tuple[int, list[int]]]]:
        """A share as parts by category and by theme, and the themes it opens, by category and name."""
        by_category: dict[str, list[int]] = {}
        for name in sorted(share.themes):
            by_category.setdefault(self.problem.category_of[name], []).append(self.number[name])
        order = {name: n for n, name in enumerate(self.problem.categories)}
        return (
            [share.categories.get(name, 0.0) for name in self.problem.categories],
            [share.themes.get(name, 0.0) for name in self.themes],
            [(order[name], by_category[name]) for name in sorted(by_category)],
        )

    def _orders(self) -> None:
        """The orders of slots: their places, what lies ahead in them, and the days of their pinned themes."""
        chains: list[list[int]] = [[] for _ in self.platforms]
        self.place = []
        self.ahead: list[dict[int, list[int]]] = [{} for _ in self.platforms]
        for n, platform in enumerate(self.at):
            self.place.append(len(chains[platform]))
            chains[platform].append(n)
            if self.pins[n] >= 0:
                self.ahead[platform].setdefault(self.pins[n], []).append(self.days[n])
        pins = [self.category[pin] if pin >= 0 else -1 for pin in self.pins]
        count = len(self.problem.categories)
        self.prefix = [Prefix([self.rows[n] for n in one], [pins[n] for n in one], count) for one in chains]
        self.overall = Prefix(self.rows, pins, count)
        self.pinned: dict[int, dict[int, set[int]]] = {}
        for n, pin in enumerate(self.pins):
            if pin >= 0:
                self.pinned.setdefault(self.days[n], {}).setdefault(pin, set()).add(self.at[n])


class _Filling:
    """One way through the slots."""

    def __init__(self, ground: _Ground, tune: Tune) -> None:
        self.ground, self.tune = ground, tune
        platforms, themes = len(ground.platforms), len(ground.themes)
        self.prefix = [one.fresh() for one in ground.prefix]
        self.overall = ground.overall.fresh()
        self.due = [[0.0] * themes for _ in range(platforms)]
        self.due_overall = [0.0] * themes
        self.last = [[-NEVER] * themes for _ in range(platforms)]
        self.following = [[own.get(theme, [NEVER])[0] for theme in range(themes)] for own in ground.ahead]
        self.passed = [dict.fromkeys(own, 0) for own in ground.ahead]
        self.recent: list[list[int]] = [[] for _ in range(platforms)]
        self.today: dict[int, set[int]] = {}

    def run(self) -> Filled:
        ground = self.ground
        chosen: list[int] = []
        behind: list[float] = []
        day = 0
        for n, platform in enumerate(ground.at):
            if ground.days[n] != day:
                day = ground.days[n]
                self.today = {theme: set(names) for theme, names in ground.pinned.get(day, {}).items()}
            self.due[platform] = list(map(add, self.due[platform], ground.parts[n]))
            self.due_overall = list(map(add, self.due_overall, ground.parts[n]))
            theme = ground.pins[n] if ground.pins[n] >= 0 else self._choose(n, platform, day)
            category = ground.category[theme]
            behind.append(self.prefix[platform].under(category, ground.place[n]) if theme >= 0 else 0.0)
            if theme >= 0:
                self._take(n, platform, theme)
            chosen.append(theme)
        themes = tuple(ground.themes[theme] if theme >= 0 else "" for theme in chosen)
        return Filled(themes, tuple(behind), *worst(ground.problem, themes, ground.rows))

    def _choose(self, n: int, platform: int, day: int) -> int:
        """The most due theme that may stand here, of the category of least strain; -1 if none may."""
        open_ = self.ground.open[n]
        strains = [(self._strain(n, platform, category), rank) for rank, (category, _) in enumerate(open_)]
        for _, rank in sorted(strains):
            best, most = -1, 0.0
            for theme in open_[rank][1]:
                if self._may(platform, theme, day):
                    worth = self._worth(platform, theme)
                    if best < 0 or worth > most:
                        best, most = theme, worth
            if best >= 0:
                return best
        return -1

    def _may(self, platform: int, theme: int, day: int) -> bool:
        """Whether its spacing holds on the platform, and it could share the subject pinned to it that day."""
        least = self.ground.spacing[theme]
        if day - self.last[platform][theme] < least or self.following[platform][theme] - day < least:
            return False
        hosts = self.ground.hosts.get((day, theme))
        return hosts is None or platform in hosts

    def _strain(self, n: int, platform: int, category: int) -> float:
        power = self.tune.power
        own = strain(self.prefix[platform], category, self.ground.place[n], PLATFORM_LIMIT, power)
        return own + self.tune.overall * strain(self.overall, category, n, OVERALL_LIMIT, power)

    def _worth(self, platform: int, theme: int) -> float:
        value = self.due[platform][theme] + 0.5 * self.due_overall[theme]
        recent = self.recent[platform]
        if theme in recent:
            value -= REPEAT * (recent[-1] == theme) + REPEAT
        there = self.today.get(theme)
        if there and (len(there) > 1 or platform not in there):
            value -= SAME_DAY
        return value

    def _take(self, n: int, platform: int, theme: int) -> None:
        self.due[platform][theme] -= 1
        self.due_overall[theme] -= 1
        self.recent[platform] = [*self.recent[platform][1 - NEAR :], theme]
        self.last[platform][theme] = self.ground.days[n]
        if self.ground.pins[n] >= 0:
            self._pass(platform, theme)
            return
        self.today.setdefault(theme, set()).add(platform)
        self.prefix[platform].choose(self.ground.category[theme])
        self.overall.choose(self.ground.category[theme])

    def _pass(self, platform: int, theme: int) -> None:
        """A pinned post is behind: the next one of its theme lies ahead, if there is one."""
        self.passed[platform][theme] += 1
        days = self.ground.ahead[platform][theme][self.passed[platform][theme] :]
        self.following[platform][theme] = days[0] if days else NEVER


def worst(problem: Problem, themes: Sequence[str], rows: Sequence[Sequence[float]]) -> tuple[float, float]:
    """The worst deviation of any category from its path after any post: on a platform, and over all of them."""
    index = {name: n for n, name in enumerate(problem.categories)}
    overall = [0.0] * len(index)
    per: dict[str, list[float]] = {}
    platform_worst = overall_worst = 0.0
    for slot, theme, row in zip(problem.slots, themes, rows, strict=True):
        own = per.setdefault(slot.platform, [0.0] * len(index))
        for c, part in enumerate(row):
            own[c] += part
            overall[c] += part
        if theme:
            c = index[problem.category_of[theme]]
            own[c] -= 1
            overall[c] -= 1
        platform_worst = max(platform_worst, *map(abs, own))
        overall_worst = max(overall_worst, *map(abs, overall))
    return platform_worst, overall_worst
