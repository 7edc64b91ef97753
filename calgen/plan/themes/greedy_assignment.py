"""One greedy assignment: slot by slot, the category of least penalty, and in it the theme that is most due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from calgen.plan.themes.assignment_input import IndexedInput
from calgen.plan.themes.error_diffusion import (
    OVERALL_LIMIT,
    PLATFORM_LIMIT,
    THEME_OVERALL_LIMIT,
    THEME_PLATFORM_LIMIT,
    Tuning,
    added_penalty,
)
from calgen.plan.themes.open_subjects import OpenSubjects

REPEAT_COST = 0.5  # posts: for a theme that one of the last posts of the platform had
RECENT = 3  # posts of a platform that count as its last ones
NEVER = 10**9  # days
JOIN_BONUS = 0.3  # posts: for a theme with a subject of another platform that this platform can post about, too
SAME_DAY_COST = 0.6  # posts: for a theme that another platform has on that day
_NO_THEMES: Mapping[int, frozenset[int]] = {}


class GreedyAssignment:
    """One pass through the slots in order; a theme's spacing is never broken."""

    def __init__(self, indexed: IndexedInput, tuning: Tuning) -> None:
        self.indexed, self.tuning = indexed, tuning
        platforms, themes = len(indexed.platforms), len(indexed.themes)
        # What each category and theme was given of the free slots, in units of its limit; the last row is the total.
        self.given_categories = [[0.0] * len(indexed.input.categories) for _ in range(platforms + 1)]
        self.given_themes = [[0.0] * themes for _ in range(platforms + 1)]
        self.kept: dict[tuple[int, int], set[int]] = {}  # (platform, day) → themes taken over from the earlier plan
        self.last_day = [[-NEVER] * themes for _ in range(platforms)]
        self.next_pin = [[days.get(theme, [NEVER])[0] for theme in range(themes)] for days in indexed.pinned_days]
        self.passed_pins = [dict.fromkeys(days, 0) for days in indexed.pinned_days]
        self.recent: list[list[int]] = [[] for _ in range(platforms)]
        self.same_day: dict[int, set[int]] = {}  # theme → platforms that have it on the present day
        self.subjects = OpenSubjects(themes, platforms)

    def run(self) -> list[int]:
        """The number of each slot's theme, or -1 where none is allowed."""
        indexed = self.indexed
        chosen: list[int] = []
        day = 0
        for n, platform in enumerate(indexed.platform_of):
            if indexed.days[n] != day:
                day = indexed.days[n]
                self.same_day = {theme: set(those) for theme, those in indexed.pinned_on.get(day, {}).items()}
                self.subjects.start_day(day)
            theme = indexed.pins[n] if indexed.pins[n] >= 0 else self._choose(n, platform, day)
            if theme >= 0:
                self._assign(n, platform, theme)
            chosen.append(theme)
        return chosen

    def _choose(self, n: int, platform: int, day: int) -> int:
        """The most due theme that is allowed, in the category of least penalty; -1 if none is allowed.

        A category of which nothing is asked (of a campaign with a share of zero) comes last.
        """
        earlier = self._earlier_theme(n, platform, day) if self.tuning.keep else -1
        if earlier >= 0:
            return earlier
        open_themes = self.indexed.open_themes[n]
        asked = self.indexed.category_parts[n]
        penalties = [
            (not asked[category], self._category_penalty(n, platform, category), rank)
            for rank, (category, _) in enumerate(open_themes)
        ]
        for _, _, rank in sorted(penalties):
            theme = self._most_due(n, platform, day, open_themes[rank][1])
            if theme >= 0:
                return theme
        return -1

    def _most_due(self, n: int, platform: int, day: int, themes: Sequence[int]) -> int:
        """Of some themes, the allowed one whose choice adds the least penalty and cost; -1 if none is allowed.

        The penalty is that of `added_penalty` with a power of three, written out: this loop takes most of the time.
        """
        indexed, index, weight = self.indexed, self.indexed.index[n], self.tuning.theme_penalty
        own, overall = indexed.theme_forecasts[platform], indexed.overall_theme_forecast
        levels = (
            (own.step, own.surplus, own.shortfall, self.given_themes[platform], index),
            (overall.step, overall.surplus, overall.shortfall, self.given_themes[-1], n),
        )
        last_day, next_pin, spacing = self.last_day[platform], self.next_pin[platform], indexed.spacing
        may_join, recent = indexed.may_join.get(day, _NO_THEMES), self.recent[platform]
        best, most = -1, 0.0
        waiting, own_bit, off_mission = self.subjects.waiting, 1 << platform, indexed.off_mission[platform]
        for theme in themes:
            distance = spacing[theme]
            if day - last_day[theme] < distance or next_pin[theme] - day < distance:
                continue
            if theme in may_join and platform not in may_join[theme]:
                continue
            value = 0.0
            for step, surpluses, shortfalls, counts, at in levels:
                given = counts[theme]
                surplus, shortfall = surpluses[theme][at] + given, shortfalls[theme][at] - given
                if surplus > -step:
                    raised = surplus + step
                    value += raised * raised * raised
                    if surplus > 0:
                        value -= surplus * surplus * surplus
                if shortfall > 0:
                    value -= shortfall * shortfall * shortfall
                    if shortfall > step:
                        lowered = shortfall - step
                        value += lowered * lowered * lowered
            value *= -weight
            if theme in recent:
                value -= REPEAT_COST * (recent[-1] == theme) + REPEAT_COST
            others = self.same_day.get(theme)
            if others and (len(others) > 1 or platform not in others):
                value -= SAME_DAY_COST
            elif waiting[theme] & own_bit and theme not in off_mission:
                value += JOIN_BONUS
            if best < 0 or value > most:
                best, most = theme, value
        return best

    def _earlier_theme(self, n: int, platform: int, day: int) -> int:
        """The theme that the earlier plan had here, if it is allowed and near enough to its path; else -1."""
        taken = self.kept.setdefault((platform, day), set())
        for theme in self.indexed.earlier[n]:
            is_asked = self.indexed.theme_parts[n][theme] > 0 and theme not in taken
            may_stay = is_asked and self._is_allowed(platform, theme, day)
            if may_stay and self.tuning.keep >= self._distance(n, platform, theme):
                taken.add(theme)
                return theme
        return -1

    def _distance(self, n: int, platform: int, theme: int) -> float:
        """The largest distance of a category, or of the theme, from its path after a choice; 1 is the limit."""
        indexed, index = self.indexed, self.indexed.index[n]
        category = indexed.category_of[theme]
        distances = []
        for forecast, given, at in (
            (indexed.category_forecasts[platform], self.given_categories[platform], index),
            (indexed.overall_category_forecast, self.given_categories[-1], n),
        ):
            distances.append(forecast.surplus[category][at] + given[category] + forecast.step)
            distances += [forecast.shortfall[c][at] - given[c] for c in range(forecast.names) if c != category]
        own = indexed.theme_forecasts[platform]
        return max(*distances, own.surplus[theme][index] + self.given_themes[platform][theme] + own.step)

    def _is_allowed(self, platform: int, theme: int, day: int) -> bool:
        """Whether the theme's spacing holds, and the platform may join a subject that is pinned to it on that day."""
        distance = self.indexed.spacing[theme]
        if day - self.last_day[platform][theme] < distance or self.next_pin[platform][theme] - day < distance:
            return False
        may_join = self.indexed.may_join.get(day, _NO_THEMES)
        return theme not in may_join or platform in may_join[theme]

    def _category_penalty(self, n: int, platform: int, category: int) -> float:
        indexed, power = self.indexed, self.tuning.power
        given, forecast = self.given_categories, indexed.category_forecasts[platform]
        own = added_penalty(forecast, given[platform], category, indexed.index[n], power)
        overall = added_penalty(indexed.overall_category_forecast, given[-1], category, n, power)
        return own + self.tuning.overall * overall

    def _assign(self, n: int, platform: int, theme: int) -> None:
        """Count a slot for its theme."""
        indexed = self.indexed
        self.recent[platform] = [*self.recent[platform][1 - RECENT :], theme]
        self.last_day[platform][theme] = indexed.days[n]
        if not indexed.has_subject[n]:
            self.subjects.add_post(theme, platform, alone=not self.same_day.get(theme, set()) - {platform})
        if indexed.pins[n] >= 0:
            self._pass_pin(platform, theme)
            return
        self.same_day.setdefault(theme, set()).add(platform)
        category = indexed.category_of[theme]
        self.given_categories[platform][category] += 1 / PLATFORM_LIMIT
        self.given_categories[-1][category] += 1 / OVERALL_LIMIT
        self.given_themes[platform][theme] += 1 / THEME_PLATFORM_LIMIT
        self.given_themes[-1][theme] += 1 / THEME_OVERALL_LIMIT

    def _pass_pin(self, platform: int, theme: int) -> None:
        """A pinned slot is passed: find the day of the theme's next pin on the platform, if there is one."""
        self.passed_pins[platform][theme] += 1
        days = self.indexed.pinned_days[platform][theme][self.passed_pins[platform][theme] :]
        self.next_pin[platform][theme] = days[0] if days else NEVER
