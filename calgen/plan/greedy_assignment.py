"""One way through the slots: the category by the corridor, the theme by what is most due, spacing held throughout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from calgen.plan.error_diffusion import OVERALL_LIMIT, PLATFORM_LIMIT, THEME_OVERALL, THEME_PLATFORM, Tune, strain
from calgen.plan.instance import Ground
from calgen.plan.open_subjects import Told

REPEAT = 0.5  # posts: what it costs to take up a theme again among the next few posts of a platform
NEAR = 3
NEVER = 10**9  # days
JOIN = 0.3  # what it is worth to tell once more what another platform has told: one subject less to find
SAME_DAY = 0.6  # what it costs to say on one platform what another says that day
_NOWHERE: Mapping[int, frozenset[int]] = {}


class Filling:
    """One way through the slots."""

    def __init__(self, ground: Ground, tune: Tune) -> None:
        self.ground, self.tune = ground, tune
        platforms, themes = len(ground.platforms), len(ground.themes)
        # What each name was given so far, in units of the limit, on each platform and over all of them.
        self.categories = [[0.0] * len(ground.problem.categories) for _ in range(platforms + 1)]
        self.themes = [[0.0] * themes for _ in range(platforms + 1)]
        self.kept: dict[tuple[int, int], set[int]] = {}
        self.last = [[-NEVER] * themes for _ in range(platforms)]
        self.following = [[own.get(theme, [NEVER])[0] for theme in range(themes)] for own in ground.ahead]
        self.passed = [dict.fromkeys(own, 0) for own in ground.ahead]
        self.recent: list[list[int]] = [[] for _ in range(platforms)]
        self.today: dict[int, set[int]] = {}
        self.told = Told(themes, platforms)

    def run(self) -> list[int]:
        """The theme of each slot by its number, -1 where none may stand."""
        ground = self.ground
        chosen: list[int] = []
        day = 0
        for n, platform in enumerate(ground.at):
            if ground.days[n] != day:
                day = ground.days[n]
                self.today = {theme: set(names) for theme, names in ground.pinned.get(day, {}).items()}
                self.told.turn(day)
            theme = ground.pins[n] if ground.pins[n] >= 0 else self._choose(n, platform, day)
            if theme >= 0:
                self._take(n, platform, theme)
            chosen.append(theme)
        return chosen

    def _choose(self, n: int, platform: int, day: int) -> int:
        """The most due theme that may stand here, of the category of least strain; -1 if none may.

        What is asked nothing here, as of a campaign whose share is zero, comes where nothing else may stand.
        """
        before = self._before(n, platform, day) if self.tune.keep else -1
        if before >= 0:
            return before
        open_ = self.ground.open[n]
        asked = self.ground.rows[n]
        strains = [
            (not asked[category], self._strain(n, platform, category), rank)
            for rank, (category, _) in enumerate(open_)
        ]
        for _, _, rank in sorted(strains):
            best = self._most_due(n, platform, day, open_[rank][1])
            if best >= 0:
                return best
        return -1

    def _most_due(self, n: int, platform: int, day: int, themes: Sequence[int]) -> int:
        """Of some themes, the one that may stand here whose choice leaves the least strain; -1 if none may.

        The strain is that of `corridor.strain`, with a power of three, written out: planning spends its time here.
        """
        ground, place, pull = self.ground, self.ground.place[n], self.tune.pull
        orders = ((ground.own_themes[platform], self.themes[platform], place), (ground.all_themes, self.themes[-1], n))
        last, following, spacing = self.last[platform], self.following[platform], ground.spacing
        hosts, recent = ground.hosts.get(day, _NOWHERE), self.recent[platform]
        best, most = -1, 0.0
        waiting, here, off = self.told.waiting, 1 << platform, ground.off[platform]
        for theme in themes:
            least = spacing[theme]
            if day - last[theme] < least or following[theme] - day < least:
                continue
            if theme in hosts and platform not in hosts[theme]:
                continue
            value = 0.0
            for order, chosen, at in orders:
                step, given = order.step, chosen[theme]
                over, under = order.over[theme][at] + given, order.under[theme][at] - given
                if over > -step:
                    up = over + step
                    value += up * up * up
                    if over > 0:
                        value -= over * over * over
                if under > 0:
                    value -= under * under * under
                    if under > step:
                        down = under - step
                        value += down * down * down
            value *= -pull
            if theme in recent:
                value -= REPEAT * (recent[-1] == theme) + REPEAT
            there = self.today.get(theme)
            if there and (len(there) > 1 or platform not in there):
                value -= SAME_DAY
            elif waiting[theme] & here and theme not in off:
                value += JOIN
            if best < 0 or value > most:
                best, most = theme, value
        return best

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
        ground, place = self.ground, self.ground.place[n]
        category = ground.category[theme]
        gaps = []
        for order, chosen, at in (
            (ground.order[platform], self.categories[platform], place),
            (ground.overall, self.categories[-1], n),
        ):
            gaps.append(order.over[category][at] + chosen[category] + order.step)
            gaps += [order.under[c][at] - chosen[c] for c in range(order.names) if c != category]
        own = ground.own_themes[platform]
        return max(*gaps, own.over[theme][place] + self.themes[platform][theme] + own.step)

    def _may(self, platform: int, theme: int, day: int) -> bool:
        """Whether its spacing holds on the platform, and it could share the subject pinned to it that day."""
        least = self.ground.spacing[theme]
        if day - self.last[platform][theme] < least or self.following[platform][theme] - day < least:
            return False
        hosts = self.ground.hosts.get(day, _NOWHERE)
        return theme not in hosts or platform in hosts[theme]

    def _strain(self, n: int, platform: int, category: int) -> float:
        ground, power = self.ground, self.tune.power
        own = strain(ground.order[platform], self.categories[platform], category, ground.place[n], power)
        return own + self.tune.overall * strain(ground.overall, self.categories[-1], category, n, power)

    def _take(self, n: int, platform: int, theme: int) -> None:
        self.recent[platform] = [*self.recent[platform][1 - NEAR :], theme]
        self.last[platform][theme] = self.ground.days[n]
        if not self.ground.settled[n]:
            self.told.tell(theme, platform, alone=not self.today.get(theme, set()) - {platform})
        if self.ground.pins[n] >= 0:
            self._pass(platform, theme)
            return
        self.today.setdefault(theme, set()).add(platform)
        category = self.ground.category[theme]
        self.categories[platform][category] += 1 / PLATFORM_LIMIT
        self.categories[-1][category] += 1 / OVERALL_LIMIT
        self.themes[platform][theme] += 1 / THEME_PLATFORM
        self.themes[-1][theme] += 1 / THEME_OVERALL

    def _pass(self, platform: int, theme: int) -> None:
        """A pinned post is behind: the next one of its theme lies ahead, if there is one."""
        self.passed[platform][theme] += 1
        days = self.ground.ahead[platform][theme][self.passed[platform][theme] :]
        self.following[platform][theme] = days[0] if days else NEVER
