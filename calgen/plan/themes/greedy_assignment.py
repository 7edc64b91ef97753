"""The start of the search: slot by slot, the category of least penalty, and in it the theme that is most due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from calgen.plan.themes.error_diffusion import PINNED_TUNINGS, TUNINGS, GapForecast, added_penalty
from calgen.plan.themes.instance import Instance
from calgen.plan.themes.limits import OVERALL_LIMIT, PLATFORM_LIMIT, THEME_OVERALL_LIMIT, THEME_PLATFORM_LIMIT
from calgen.plan.themes.open_subjects import OpenSubjects

THEME_PENALTY = 6.0  # weight of the penalty of a theme, against the costs below
REPEAT_COST = 0.5  # posts: for a theme that one of the last posts of the platform had
MOST_OF_ROW = 2 / 3  # the part of its platform that a theme can have without standing three times in a row
RECENT = 3  # posts of a platform that count as its last ones
NEVER = 10**9  # days
JOIN_BONUS = 0.3  # posts: for a theme with a subject of another platform that this platform can post about, too
SAME_DAY_COST = 0.6  # posts: for a theme that another platform has on that day
_NO_THEMES: Mapping[int, frozenset[int]] = {}
# A post in units of a limit; surplus and shortfall by theme and slot; what each theme was given; the slot.
_Level = tuple[float, Sequence[Sequence[float]], Sequence[Sequence[float]], Sequence[float], int]


class GreedyAssignment:
    """One pass through the slots in order; a theme's spacing is never broken.

    `retained` are the themes (by slot, -1: none) that stay beside those that are pinned; without it, none does. With
    `is_second`, the second tuning is used.
    """

    def __init__(self, instance: Instance, retained: Sequence[int] = (), *, is_second: bool = False) -> None:
        self.instance = instance
        self.pins = retained or instance.pins
        self.tuning = (PINNED_TUNINGS if instance.has_pins else TUNINGS)[is_second]
        self._forecast()
        platforms, themes = len(instance.platforms), len(instance.themes)
        # What each category and theme was given of the free slots, in units of its limit; the last row is the total.
        self.given_categories = [[0.0] * len(instance.categories) for _ in range(platforms + 1)]
        self.given_themes = [[0.0] * themes for _ in range(platforms + 1)]
        self.last_day = [[-NEVER] * themes for _ in range(platforms)]
        self._set_pinned_days()
        self.next_pin = [[days.get(theme, [NEVER])[0] for theme in range(themes)] for days in self.pinned_days]
        self.passed_pins = [dict.fromkeys(days, 0) for days in self.pinned_days]
        self.recent: list[list[int]] = [[] for _ in range(platforms)]
        self.same_day: dict[int, set[int]] = {}  # theme → platforms that have it on the present day
        self.subjects = OpenSubjects(themes, platforms)

    def _forecast(self) -> None:
        """The forecasts of categories and themes, for each platform and over all of them."""
        instance, pins = self.instance, self.pins
        categories = [instance.category_of[pin] if pin >= 0 else -1 for pin in pins]
        count = len(instance.categories)
        self.category_forecasts = forecast_categories(instance, pins)  # by platform
        self.overall_category_forecast = GapForecast(instance.category_parts, categories, count, OVERALL_LIMIT)
        count = len(instance.themes)
        self.theme_forecasts = [  # by platform
            _platform_forecast(slots, instance.theme_parts, pins, count, THEME_PLATFORM_LIMIT)
            for slots in instance.platform_slots
        ]
        self.overall_theme_forecast = GapForecast(instance.theme_parts, pins, count, THEME_OVERALL_LIMIT)

    def _set_pinned_days(self) -> None:
        """The days of pinned themes."""
        instance = self.instance
        self.pinned_days: list[dict[int, list[int]]] = [{} for _ in instance.platforms]  # by platform: theme → days
        self.pinned_on: dict[int, dict[int, set[int]]] = {}  # day → theme → platforms
        for day, platform, pin in zip(instance.days, instance.platform_of, self.pins, strict=True):
            if pin >= 0:
                self.pinned_days[platform].setdefault(pin, []).append(day)
                self.pinned_on.setdefault(day, {}).setdefault(pin, set()).add(platform)

    def run(self) -> list[int]:
        """The number of each slot's theme, or -1 where none is allowed."""
        instance = self.instance
        chosen: list[int] = []
        day = 0
        for n, platform in enumerate(instance.platform_of):
            if instance.days[n] != day:
                day = instance.days[n]
                self.same_day = {theme: set(those) for theme, those in self.pinned_on.get(day, {}).items()}
                self.subjects.start_day(day)
            theme = self.pins[n] if self.pins[n] >= 0 else self._choose(n, platform, day)
            if theme >= 0:
                self._assign(n, platform, theme)
            chosen.append(theme)
        return chosen

    def _choose(self, n: int, platform: int, day: int) -> int:
        """The most due theme that is allowed, in the category of least penalty; -1 if none is allowed.

        A category of which nothing is asked (of a campaign with a share of zero) comes last, the theme that the slot
        had in the earlier plan before others. A theme that would stand three times in a row is chosen only where no
        other is allowed, unless its part asks for so many.
        """
        open_themes = self.instance.open_themes[n]
        asked = self.instance.category_parts[n]
        penalties = [
            (not asked[category], self._category_penalty(n, platform, category), rank)
            for rank, (category, _) in enumerate(open_themes)
        ]
        earlier = self.instance.earlier[n]
        before = [earlier] if any(earlier in themes for _, themes in open_themes) else []
        third, is_third_allowed = self._third_in_row(n, platform), False
        for is_unasked, _, rank in sorted(penalties):
            those = (before, open_themes[rank][1]) if is_unasked else (open_themes[rank][1],)
            for themes in those:
                theme = self._most_due(n, platform, day, themes)
                if theme >= 0 and theme != third:
                    return theme
                is_third_allowed = is_third_allowed or theme >= 0
        return third if is_third_allowed else -1

    def _third_in_row(self, n: int, platform: int) -> int:
        """The theme that the two last posts of a platform have, if it need not stand a third time in a row; else -1.

        It must where it has more of the path than two of three posts, or where its category would be too short.
        """
        last = self.recent[platform][-2:]
        if len(last) < 2 or last[0] != last[1] or self.instance.theme_parts[n][last[0]] > MOST_OF_ROW:
            return -1
        category, index = self.instance.category_of[last[0]], self.instance.index[n]
        shortfall = self.category_forecasts[platform].shortfall[category][index]
        return last[0] if shortfall - self.given_categories[platform][category] <= 1 else -1

    def _most_due(self, n: int, platform: int, day: int, themes: Sequence[int]) -> int:
        """Of some themes, the allowed one whose choice adds the least penalty and cost; -1 if none is allowed.

        The penalty is that of `added_penalty` with a power of three, written out: this loop takes most of the time.
        """
        levels, recent = self._theme_levels(n, platform), self.recent[platform]
        waiting, own_bit = self.subjects.waiting, 1 << platform
        off_mission = self.instance.off_mission[platform]
        best, most = -1, 0.0
        for theme in self._allowed(platform, day, themes):
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
            value *= -THEME_PENALTY
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

    def _theme_levels(self, n: int, platform: int) -> Sequence[_Level]:
        """What the penalties of themes are counted from, on a platform and over all of them."""
        own, overall = self.theme_forecasts[platform], self.overall_theme_forecast
        return (
            (own.step, own.surplus, own.shortfall, self.given_themes[platform], self.instance.index[n]),
            (overall.step, overall.surplus, overall.shortfall, self.given_themes[-1], n),
        )

    def _allowed(self, platform: int, day: int, themes: Sequence[int]) -> list[int]:
        """Those of some themes that are far enough from their other posts, and join no subject that they may not."""
        last_day, next_pin, spacing = self.last_day[platform], self.next_pin[platform], self.instance.spacing
        may_join = self.instance.may_join.get(day, _NO_THEMES)
        return [
            theme
            for theme in themes
            if day - last_day[theme] >= spacing[theme] <= next_pin[theme] - day
            and (theme not in may_join or platform in may_join[theme])
        ]

    def _category_penalty(self, n: int, platform: int, category: int) -> float:
        given, forecast = self.given_categories, self.category_forecasts[platform]
        power, index = self.tuning.power, self.instance.index[n]
        own = added_penalty(forecast, given[platform], category, index, power)
        overall = added_penalty(self.overall_category_forecast, given[-1], category, n, power)
        return own + self.tuning.overall * overall

    def _assign(self, n: int, platform: int, theme: int) -> None:
        """Count a slot for its theme."""
        instance = self.instance
        self.recent[platform] = [*self.recent[platform][1 - RECENT :], theme]
        self.last_day[platform][theme] = instance.days[n]
        if not instance.has_subject[n] and self.pins[n] == instance.pins[n]:
            self.subjects.add_post(theme, platform, alone=not self.same_day.get(theme, set()) - {platform})
        if self.pins[n] >= 0:
            self._pass_pin(platform, theme)
            return
        self.same_day.setdefault(theme, set()).add(platform)
        category = instance.category_of[theme]
        self.given_categories[platform][category] += 1 / PLATFORM_LIMIT
        self.given_categories[-1][category] += 1 / OVERALL_LIMIT
        self.given_themes[platform][theme] += 1 / THEME_PLATFORM_LIMIT
        self.given_themes[-1][theme] += 1 / THEME_OVERALL_LIMIT

    def _pass_pin(self, platform: int, theme: int) -> None:
        """A pinned slot is passed: find the day of the theme's next pin on the platform, if there is one."""
        self.passed_pins[platform][theme] += 1
        days = self.pinned_days[platform][theme][self.passed_pins[platform][theme] :]
        self.next_pin[platform][theme] = days[0] if days else NEVER


def forecast_categories(instance: Instance, pins: Sequence[int]) -> list[GapForecast]:
    """The forecast of each platform's categories, with these themes pinned (-1: none)."""
    categories = [instance.category_of[pin] if pin >= 0 else -1 for pin in pins]
    return [
        _platform_forecast(slots, instance.category_parts, categories, len(instance.categories), PLATFORM_LIMIT)
        for slots in instance.platform_slots
    ]


def _platform_forecast(
    slots: Sequence[int], parts: Sequence[Sequence[float]], pins: Sequence[int], count: int, limit: float
) -> GapForecast:
    return GapForecast([parts[n] for n in slots], [pins[n] for n in slots], count, limit)
