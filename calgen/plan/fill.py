"""Which theme each slot holds: the category by the corridor, the theme by what is most due, spacing held throughout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import add

from calgen.plan.corridor import ENOUGH, KEEPING, OVERALL_LIMIT, PLATFORM_LIMIT, TUNES, Prefix, Tune, strain
from calgen.plan.model import Slot
from calgen.plan.shares import Path, Share

REPEAT = 0.5  # posts: what it costs to take up a theme again among the next few posts of a platform
NEAR = 3
EXCESS, DRIFT, CHANGE = 100.0, 20.0, 5.0  # per post beyond the promise, for themes, and changed from an earlier plan
THEME_PLATFORM, THEME_OVERALL, THEME_POWER = 2.5, 5.0, 3.0  # the promise for themes, in posts; how steep its walls are
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
    earlier: Mapping[tuple[str, date], tuple[str, ...]] = field(default_factory=dict)  # the themes of an earlier plan


@dataclass(frozen=True, slots=True)
class Filled:
    """The theme of each slot (empty where none could stand there), and how far its category was behind, in posts."""

    themes: tuple[str, ...]
    behind: tuple[float, ...]
    worst_platform: float
    worst_overall: float
    worst_themes: tuple[float, float]  # on a platform, and over all of them
    changed: int = 0  # posts that an earlier plan had otherwise

    @property
    def excess(self) -> float:
        """By how much the promise is exceeded."""
        return max(0.0, self.worst_platform - PLATFORM_LIMIT) + max(0.0, self.worst_overall - OVERALL_LIMIT)

    @property
    def drift(self) -> float:
        """By how much the promise on themes is exceeded."""
        return max(0.0, self.worst_themes[0] - THEME_PLATFORM) + max(0.0, self.worst_themes[1] - THEME_OVERALL)

    @property
    def cost(self) -> float:
        """What it costs to take it: the promise weighs most, but a tenth of a post is not worth many changes."""
        return EXCESS * self.excess + DRIFT * self.drift + CHANGE * self.changed


def fill(problem: Problem, tunes: Sequence[Tune] = TUNES) -> Filled:
    """The first filling that holds the promise, of a few ways to steer; else the one that comes nearest.

    With an earlier plan, all of it is kept if the promise allows; else as much as the corridor lets through.
    """
    ground = _Ground(problem)
    best: Filled | None = None
    for n, tune in enumerate((*(KEEPING if problem.earlier else ()), *tunes), 1):
        found = _Filling(ground, tune).run()
        if best is None or found.cost < best.cost - 1e-9:
            best = found
        if best.excess < 1e-9 and (best.drift < 1e-9 or n >= ENOUGH):
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
        self.shares = [problem.path.at(slot.platform, slot.day, slot.beside) for slot in problem.slots]
        dense = {key: self._dense(share) for key, share in {id(share): share for share in self.shares}.items()}
        self.rows = [dense[id(share)][0] for share in self.shares]
        self.parts = [dense[id(share)][1] for share in self.shares]
        self.open = [dense[id(share)][2] for share in self.shares]
        self.pins = [self.number[slot.theme] if slot.theme else -1 for slot in problem.slots]
        where = {name: n for n, name in enumerate(self.platforms)}
        self.at = [where[slot.platform] for slot in problem.slots]
        self.days = [slot.day.toordinal() for slot in problem.slots]
        self.hosts: dict[tuple[int, int], frozenset[int]] = {
            (day.toordinal(), self.number[theme]): frozenset(where[name] for name in names if name in where)
            for (day, theme), names in problem.hosts.items()
        }
        self.before = [
            [self.number[name] for name in problem.earlier.get((slot.platform, slot.day), ()) if name in self.number]
            for slot in problem.slots
        ]
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
        count = len(self.themes)
        self.own_themes = [Prefix([self.parts[n] for n in one], [self.pins[n] for n in one], count) for one in chains]
        self.all_themes = Prefix(self.parts, self.pins, count)
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
        self.own_themes = [one.fresh() for one in ground.own_themes]
        self.all_themes = ground.all_themes.fresh()
        self.kept: dict[tuple[int, int], set[int]] = {}
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
            theme = ground.pins[n] if ground.pins[n] >= 0 else self._choose(n, platform, day)
            category = ground.category[theme]
            behind.append(self.prefix[platform].under(category, ground.place[n]) if theme >= 0 else 0.0)
            if theme >= 0:
                self._take(n, platform, theme)
            chosen.append(theme)
        themes = tuple(ground.themes[theme] if theme >= 0 else "" for theme in chosen)
        changed = sum(bool(old) and theme not in old for theme, old in zip(chosen, ground.before, strict=True))
        names = [ground.category[theme] if theme >= 0 else -1 for theme in chosen]
        own, every = worst(ground.at, names, ground.rows)
        return Filled(themes, tuple(behind), own, every, worst(ground.at, chosen, ground.parts), changed)

    def _choose(self, n: int, platform: int, day: int) -> int:
        """The most due theme that may stand here, of the category of least strain; -1 if none may."""
        before = self._before(n, platform, day) if self.tune.keep else -1
        if before >= 0:
            return before
        open_ = self.ground.open[n]
        strains = [(self._strain(n, platform, category), rank) for rank, (category, _) in enumerate(open_)]
        for _, rank in sorted(strains):
            best, most = -1, 0.0
            for theme in open_[rank][1]:
                if self._may(platform, theme, day):
                    worth = self._worth(n, platform, theme)
                    if best < 0 or worth > most:
                        best, most = theme, worth
            if best >= 0:
                return best
        return -1

    def _before(self, n: int, platform: int, day: int) -> int:
        """The theme that an earlier plan had here, if it can stay: anywhere, or within the corridor; else -1."""
        taken = self.kept.setdefault((platform, day), set())
        for theme in self.ground.before[n]:
            there = self.ground.parts[n][theme] > 0 and theme not in taken and self._may(platform, theme, day)
            if there and self.tune.keep >= self._nearness(n, platform, theme):
                taken.add(theme)
                return theme
        return -1

    def _nearness(self, n: int, platform: int, theme: int) -> float:
        """How near a choice comes to the walls of the corridor: 1 is the promise's limit."""
        own, at, category = self.prefix[platform], self.ground.place[n], self.ground.category[theme]
        gaps = [(own.over(category, at) + 1) / PLATFORM_LIMIT, (self.overall.over(category, n) + 1) / OVERALL_LIMIT]
        for other in range(len(self.ground.problem.categories)):
            if other != category:
                gaps += [own.under(other, at) / PLATFORM_LIMIT, self.overall.under(other, n) / OVERALL_LIMIT]
        return max(*gaps, (self.own_themes[platform].over(theme, at) + 1) / THEME_PLATFORM)

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

    def _worth(self, n: int, platform: int, theme: int) -> float:
        own = strain(self.own_themes[platform], theme, self.ground.place[n], THEME_PLATFORM, THEME_POWER)
        value = -self.tune.pull * (own + strain(self.all_themes, theme, n, THEME_OVERALL, THEME_POWER))
        recent = self.recent[platform]
        if theme in recent:
            value -= REPEAT * (recent[-1] == theme) + REPEAT
        there = self.today.get(theme)
        if there and (len(there) > 1 or platform not in there):
            value -= SAME_DAY
        return value

    def _take(self, n: int, platform: int, theme: int) -> None:
        self.recent[platform] = [*self.recent[platform][1 - NEAR :], theme]
        self.last[platform][theme] = self.ground.days[n]
        if self.ground.pins[n] >= 0:
            self._pass(platform, theme)
            return
        self.today.setdefault(theme, set()).add(platform)
        self.prefix[platform].choose(self.ground.category[theme])
        self.overall.choose(self.ground.category[theme])
        self.own_themes[platform].choose(theme)
        self.all_themes.choose(theme)

    def _pass(self, platform: int, theme: int) -> None:
        """A pinned post is behind: the next one of its theme lies ahead, if there is one."""
        self.passed[platform][theme] += 1
        days = self.ground.ahead[platform][theme][self.passed[platform][theme] :]
        self.following[platform][theme] = days[0] if days else NEVER


def worst(at: Sequence[int], chosen: Sequence[int], rows: Sequence[Sequence[float]]) -> tuple[float, float]:
    """The worst deviation of anything from its path after any post: on a platform, and over all of them.

    `at` is each slot's platform, `chosen` what it got (-1: nothing), `rows` what it was to hold, all by number.
    """
    every = [0.0] * (len(rows[0]) if rows else 0)
    own: dict[int, list[float]] = {}
    worst_own = worst_every = 0.0
    for platform, got, row in zip(at, chosen, rows, strict=True):
        mine = list(map(add, own.get(platform, [0.0] * len(row)), row))
        every = list(map(add, every, row))
        if got >= 0:
            mine[got] -= 1
            every[got] -= 1
        own[platform] = mine
        worst_own = max(worst_own, max(mine), -min(mine))
        worst_every = max(worst_every, max(every), -min(every))
    return worst_own, worst_every
