"""Which theme each slot holds: the category by the corridor, the theme by what is most due, spacing held throughout."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from calgen.plan.corridor import KEEPING, OVERALL_LIMIT, PLATFORM_LIMIT, TUNES, Prefix, Tune, strain
from calgen.plan.model import Slot
from calgen.plan.shares import Path

REPEAT = 0.5  # posts: what it costs to take up a theme again among the next few posts of a platform
NEAR = 3
EXCESS, CHANGE = 100.0, 5.0  # per post beyond the promise, and per post that an earlier plan had otherwise
THEME_PLATFORM, THEME_OVERALL, THEME_POWER = 2.5, 5.0, 3.0  # the promise for themes, in posts
PULL = 6.0  # how much the strain of a theme weighs against repeats
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
    changed: int = 0  # themes that an earlier plan had there and this one has not

    @property
    def excess(self) -> float:
        """By how much the promise is exceeded."""
        return max(0.0, self.worst_platform - PLATFORM_LIMIT) + max(0.0, self.worst_overall - OVERALL_LIMIT)

    @property
    def cost(self) -> float:
        """What it costs to take it: the promise weighs most, but a tenth of a post is not worth many changes."""
        return EXCESS * self.excess + CHANGE * self.changed


def fill(problem: Problem) -> Filled:
    """The first filling that holds the promise, of a few ways to steer; else the one that comes nearest.

    With an earlier plan, all of it is kept if the promise allows; else as much as the corridor lets through.
    """
    best: Filled | None = None
    for tune in (*(KEEPING if problem.earlier else ()), *TUNES):
        found = _Filling(problem, tune).run()
        if best is None or found.cost < best.cost - 1e-9:
            best = found
        if best.excess < 1e-9:
            break
    assert best is not None
    return best


class _Filling:
    def __init__(self, problem: Problem, tune: Tune) -> None:
        self.problem, self.tune = problem, tune
        self.index = {name: n for n, name in enumerate(problem.categories)}
        self.shares = [problem.path.at(slot.platform, slot.day, slot.beside) for slot in problem.slots]
        self.rows = [[share.categories.get(name, 0.0) for name in problem.categories] for share in self.shares]
        self.pins = [self._category(slot.theme) if slot.theme else -1 for slot in problem.slots]
        self.chains: dict[str, list[int]] = {}
        for n, slot in enumerate(problem.slots):
            self.chains.setdefault(slot.platform, []).append(n)
        self.place = {n: at for chain in self.chains.values() for at, n in enumerate(chain)}
        self.prefix = {
            platform: Prefix([self.rows[n] for n in chain], [self.pins[n] for n in chain], len(self.index))
            for platform, chain in self.chains.items()
        }
        self.overall = Prefix(self.rows, self.pins, len(self.index))
        self._lay_themes()
        self.used: dict[tuple[str, str], list[date]] = {}
        self.recent: dict[str, list[str]] = {platform: [] for platform in self.chains}
        self.today: dict[str, set[str]] = {}
        self.kept: dict[tuple[str, date], set[str]] = {}
        for slot in problem.slots:
            if slot.theme:
                insort(self.used.setdefault((slot.platform, slot.theme), []), slot.day)

    def _lay_themes(self) -> None:
        """The same look ahead for the themes: what each is due, with the pinned posts still to come."""
        self.names = {name: n for n, name in enumerate(sorted(self.problem.category_of))}
        rows = [[share.themes.get(name, 0.0) for name in self.names] for share in self.shares]
        pins = [self.names[slot.theme] if slot.theme else -1 for slot in self.problem.slots]
        count = len(self.names)
        self.themes = {
            platform: Prefix([rows[n] for n in chain], [pins[n] for n in chain], count)
            for platform, chain in self.chains.items()
        }
        self.all_themes = Prefix(rows, pins, count)

    def _category(self, theme: str) -> int:
        return self.index[self.problem.category_of[theme]]

    def run(self) -> Filled:
        themes: list[str] = []
        behind: list[float] = []
        day = None
        for n, slot in enumerate(self.problem.slots):
            if slot.day != day:
                day, self.today = slot.day, self._pinned_on(n)
            theme = slot.theme or self._choose(n)
            category = self._category(theme) if theme else -1
            late = self.prefix[slot.platform].under(category, self.place[n]) if theme else 0.0
            self._take(n, theme, free=not slot.theme)
            themes.append(theme)
            behind.append(late)
        platform, overall = worst(self.problem, themes, self.rows)
        changed = sum(
            bool(before) and theme not in before
            for slot, theme in zip(self.problem.slots, themes, strict=True)
            for before in (self.problem.earlier.get((slot.platform, slot.day), ()),)
        )
        return Filled(tuple(themes), tuple(behind), platform, overall, changed)

    def _pinned_on(self, n: int) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        day = self.problem.slots[n].day
        while n < len(self.problem.slots) and self.problem.slots[n].day == day:
            slot = self.problem.slots[n]
            if slot.theme:
                found.setdefault(slot.theme, set()).add(slot.platform)
            n += 1
        return found

    def _choose(self, n: int) -> str:
        slot, share = self.problem.slots[n], self.shares[n]
        by_category: dict[str, list[str]] = {}
        for theme in share.themes:
            if self._spaced(slot, theme) and self._joins(slot, theme):
                by_category.setdefault(self.problem.category_of[theme], []).append(theme)
        if not by_category:
            return ""
        before = self._before(n, by_category)
        if before:
            return before
        category = min(by_category, key=lambda name: (self._strain(n, self.index[name]), name))
        return min(by_category[category], key=lambda theme: (-self._worth(n, theme), theme))

    def _before(self, n: int, open_: Mapping[str, Sequence[str]]) -> str:
        """The theme that an earlier plan had here, if it can stay: anywhere, or within the corridor."""
        slot = self.problem.slots[n]
        here = (slot.platform, slot.day)
        for theme in self.problem.earlier.get(here, ()) if self.tune.keep else ():
            category = self.problem.category_of.get(theme, "")
            if theme not in open_.get(category, ()) or theme in self.kept.get(here, ()):
                continue
            if self.tune.keep >= self._nearness(n, self.index[category], theme):
                self.kept.setdefault(here, set()).add(theme)
                return theme
        return ""

    def _nearness(self, n: int, category: int, theme: str) -> float:
        """How near a choice comes to the walls of the corridor: 1 is the promise's limit."""
        platform, at = self.problem.slots[n].platform, self.place[n]
        own, every = self.prefix[platform], self.overall
        gaps = [(own.over(category, at) + 1) / PLATFORM_LIMIT, (every.over(category, n) + 1) / OVERALL_LIMIT]
        others = [other for other in self.index.values() if other != category]
        gaps += [own.under(other, at) / PLATFORM_LIMIT for other in others]
        gaps += [every.under(other, n) / OVERALL_LIMIT for other in others]
        return max(*gaps, (self.themes[platform].over(self.names[theme], at) + 1) / THEME_PLATFORM)

    def _spaced(self, slot: Slot, theme: str) -> bool:
        """Whether no post of the theme on the platform is nearer than its spacing, and none stands on the day."""
        days = self.used.get((slot.platform, theme), [])
        least = timedelta(days=max(1, self.problem.spacing[theme]))
        at = bisect_left(days, slot.day)
        return (at == 0 or slot.day - days[at - 1] >= least) and (at == len(days) or days[at] - slot.day >= least)

    def _joins(self, slot: Slot, theme: str) -> bool:
        """Whether a post could share the subject of those pinned on the day to the same theme."""
        hosts = self.problem.hosts.get((slot.day, theme))
        return hosts is None or slot.platform in hosts

    def _strain(self, n: int, category: int) -> float:
        prefix, at = self.prefix[self.problem.slots[n].platform], self.place[n]
        own = strain(prefix, category, at, PLATFORM_LIMIT, self.tune.power)
        return own + self.tune.overall * strain(self.overall, category, n, OVERALL_LIMIT, self.tune.power)

    def _worth(self, n: int, theme: str) -> float:
        slot, own = self.problem.slots[n], self.names[theme]
        value = -PULL * (
            strain(self.themes[slot.platform], own, self.place[n], THEME_PLATFORM, THEME_POWER)
            + strain(self.all_themes, own, n, THEME_OVERALL, THEME_POWER)
        )
        recent = self.recent[slot.platform][-NEAR:]
        if theme in recent:
            value -= REPEAT * (recent[::-1].index(theme) == 0) + REPEAT
        if self.today.get(theme, set()) - {slot.platform}:
            value -= SAME_DAY
        return value

    def _take(self, n: int, theme: str, *, free: bool) -> None:
        if not theme:
            return
        slot = self.problem.slots[n]
        self.recent[slot.platform].append(theme)
        self.today.setdefault(theme, set()).add(slot.platform)
        if free:
            self.prefix[slot.platform].choose(self._category(theme))
            self.overall.choose(self._category(theme))
            self.themes[slot.platform].choose(self.names[theme])
            self.all_themes.choose(self.names[theme])
            insort(self.used.setdefault((slot.platform, theme), []), slot.day)


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
