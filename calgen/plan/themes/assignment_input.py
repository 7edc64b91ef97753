"""The input of the assignment of themes (slots, target path, rules of themes): by name, and the same by number."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from calgen.plan.model import Slot
from calgen.plan.target.lower_bound import settled_bound, theme_capacity
from calgen.plan.target.target_path import Share, TargetPath
from calgen.plan.themes.error_diffusion import (
    OVERALL_LIMIT,
    PLATFORM_LIMIT,
    THEME_OVERALL_LIMIT,
    THEME_PLATFORM_LIMIT,
    Forecast,
)

TOLERANCE = 0.5  # posts: how far beyond the unavoidable deviation a platform may be before it costs more


@dataclass(frozen=True, slots=True)
class AssignmentInput:
    """What is to be assigned: the slots in order, their target path, and the rules of themes, all by name."""

    slots: tuple[Slot, ...]
    path: TargetPath
    categories: tuple[str, ...]
    category_of: Mapping[str, str]  # theme → category
    spacing: Mapping[str, int]  # theme → least days between two of its posts on one platform
    may_join: Mapping[tuple[date, str], frozenset[str]]  # (day, pinned theme) → platforms that may join its subject
    earlier: Mapping[tuple[str, date], tuple[str, ...]] = field(default_factory=dict)  # themes of an earlier plan
    off_mission: frozenset[tuple[str, str]] = frozenset()  # (platform, theme): the theme does not serve its mission
    windows: Mapping[int, PieceWindow] = field(default_factory=dict)  # slots whose piece may stand elsewhere


@dataclass(frozen=True, slots=True)
class PieceWindow:
    """Where a piece that is due in a window may stand: from day to day, on its platforms."""

    first: date
    last: date
    platforms: frozenset[str]

    def allows(self, slot: Slot) -> bool:
        """Whether the piece may stand in a slot."""
        return self.first <= slot.day <= self.last and slot.platform in self.platforms

    def ends_in(self, days: Sequence[int]) -> tuple[int, int]:
        """The first and last index of the window in a sequence of days (ordinals), one of which at least is in it."""
        return bisect_left(days, self.first.toordinal()), bisect_right(days, self.last.toordinal()) - 1


class IndexedInput:
    """The input with numbers instead of names: slots, platforms, categories and themes are numbered from 0.

    Lists are indexed by slot unless their comment says otherwise.
    """

    def __init__(self, given: AssignmentInput) -> None:
        self.input = given
        self.themes = sorted(given.category_of)
        self.number = {name: n for n, name in enumerate(self.themes)}
        self.platforms = sorted({slot.platform for slot in given.slots})
        category_number = {name: n for n, name in enumerate(given.categories)}
        self.category_of = [category_number[given.category_of[name]] for name in self.themes]  # by theme
        self.spacing = [max(1, given.spacing[name]) for name in self.themes]  # by theme
        shares = [given.path.at(slot.platform, slot.day, slot.theme_outside_mix) for slot in given.slots]
        numbered = {key: self._numbered(share) for key, share in {id(share): share for share in shares}.items()}
        self.category_parts = [numbered[id(share)][0] for share in shares]
        self.theme_parts = [numbered[id(share)][1] for share in shares]
        self.open_themes = [numbered[id(share)][2] for share in shares]
        self.pins = [self.number[slot.settled_theme] if slot.settled_theme else -1 for slot in given.slots]
        self.has_subject = [slot.pin is not None and any(slot.pin.subject_key) for slot in given.slots]
        platform_number = {name: n for n, name in enumerate(self.platforms)}
        self.platform_of = [platform_number[slot.platform] for slot in given.slots]
        self.days = [slot.day.toordinal() for slot in given.slots]
        self.may_join: dict[int, dict[int, frozenset[int]]] = {}  # day → theme → platforms
        for (day, theme), names in given.may_join.items():
            those = frozenset(platform_number[name] for name in names if name in platform_number)
            self.may_join.setdefault(day.toordinal(), {})[self.number[theme]] = those
        self.earlier = [
            [self.number[name] for name in given.earlier.get((slot.platform, slot.day), ()) if name in self.number]
            for slot in given.slots
        ]
        self.off_mission: list[set[int]] = [set() for _ in self.platforms]  # by platform: themes
        for platform, theme in given.off_mission:
            if platform in platform_number:
                self.off_mission[platform_number[platform]].add(self.number[theme])
        self._index_slots()
        self._forecast()

    def names(self, chosen: Sequence[int]) -> tuple[str, ...]:
        """The names of some themes; -1 becomes an empty name."""
        return tuple(self.themes[theme] if theme >= 0 else "" for theme in chosen)

    def _numbered(self, share: Share) -> tuple[list[float], list[float], list[tuple[int, list[int]]]]:
        """A share as parts by category, parts by theme, and the themes that may stand there, by category and name."""
        by_category: dict[str, list[int]] = {}
        category_of = self.input.category_of
        for name in sorted(share.themes):
            if not share.themes[name] and share.categories[category_of[name]]:
                continue  # a campaign asks nothing of it, and other themes of its category may stand there
            by_category.setdefault(category_of[name], []).append(self.number[name])
        numbers = {name: n for n, name in enumerate(self.input.categories)}
        return (
            [share.categories.get(name, 0.0) for name in self.input.categories],
            [share.themes.get(name, 0.0) for name in self.themes],
            [(numbers[name], by_category[name]) for name in sorted(by_category)],
        )

    def _index_slots(self) -> None:
        """The slots of each platform, and the days of pinned themes."""
        self.platform_slots: list[list[int]] = [[] for _ in self.platforms]  # by platform: its slots in order
        self.index = []  # of each slot among those of its platform
        self.pinned_days: list[dict[int, list[int]]] = [{} for _ in self.platforms]  # by platform: theme → days
        self.pinned_on: dict[int, dict[int, set[int]]] = {}  # day → theme → platforms
        for n, platform in enumerate(self.platform_of):
            self.index.append(len(self.platform_slots[platform]))
            self.platform_slots[platform].append(n)
            if self.pins[n] >= 0:
                self.pinned_days[platform].setdefault(self.pins[n], []).append(self.days[n])
                self.pinned_on.setdefault(self.days[n], {}).setdefault(self.pins[n], set()).add(platform)

    def _forecast(self) -> None:
        """The forecasts of categories and themes, for each platform and over all of them."""
        categories = [self.category_of[pin] if pin >= 0 else -1 for pin in self.pins]
        count = len(self.input.categories)
        self.category_forecasts = self.forecast_categories(self.pins)  # by platform
        self.overall_category_forecast = Forecast(self.category_parts, categories, count, OVERALL_LIMIT)
        count = len(self.themes)
        self.theme_forecasts = [  # by platform
            self._platform_forecast(slots, self.theme_parts, self.pins, count, THEME_PLATFORM_LIMIT)
            for slots in self.platform_slots
        ]
        self.overall_theme_forecast = Forecast(self.theme_parts, self.pins, count, THEME_OVERALL_LIMIT)

    def forecast_categories(self, pins: Sequence[int]) -> list[Forecast]:
        """The forecast of each platform's categories, with these themes pinned (-1: none)."""
        categories = [self.category_of[pin] if pin >= 0 else -1 for pin in pins]
        count = len(self.input.categories)
        return [
            self._platform_forecast(slots, self.category_parts, categories, count, PLATFORM_LIMIT)
            for slots in self.platform_slots
        ]

    def _platform_forecast(
        self, slots: Sequence[int], parts: Sequence[Sequence[float]], pins: Sequence[int], count: int, limit: float
    ) -> Forecast:
        return Forecast([parts[n] for n in slots], [pins[n] for n in slots], count, limit)

    @cached_property
    def tolerated(self) -> list[float]:
        """For each platform, the tolerated gap of its worst category, in posts: `TOLERANCE` beyond limit and pins."""
        return [TOLERANCE + max(PLATFORM_LIMIT, *self._unavoidable(slots)) for slots in self.platform_slots]

    def _unavoidable(self, slots: Sequence[int]) -> Iterator[float]:
        """For each category, the deviation that settled posts and windows make unavoidable on a platform."""
        windows, days = self.input.windows, [self.days[n] for n in slots]
        categories = [self.category_of[self.pins[n]] if self.pins[n] >= 0 else -1 for n in slots]
        fixed = [category >= 0 and n not in windows for n, category in zip(slots, categories, strict=True)]
        due = [
            (windows[n].ends_in(days), categories[self.index[n]])
            for n in slots
            if n in windows and len(windows[n].platforms) == 1
        ]
        kinds = {id(self.open_themes[n]): self.open_themes[n] for n in slots}
        open_sets = {key: {theme for _, themes in those for theme in themes} for key, those in kinds.items()}
        allowed = [open_sets[id(self.open_themes[n])] for n in slots]
        settled = [self.pins[n] if is_fixed else None for n, is_fixed in zip(slots, fixed, strict=True)]
        placed = Counter(self.pins[n] for n in slots if n in windows)
        capacity = theme_capacity(days, allowed, settled, dict(enumerate(self.spacing)), placed)
        for category in range(len(self.input.categories)):
            own_due = [(*ends, of == category) for ends, of in due]
            themes = [theme for theme, of in enumerate(self.category_of) if of == category]
            wanted = [self.category_parts[n][category] for n in slots]
            forced = settled_bound([of == category for of in categories], wanted, fixed, own_due)
            yield max(forced, capacity.bound(wanted, themes))
