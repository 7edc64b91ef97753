"""The mix as a target path: what part of each slot belongs to each category and theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache

from calgen.book.folding import fold
from calgen.plan.campaigns import active_campaigns, stage_on
from calgen.plan.raking import raked
from calgen.strategy import Strategy
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme

STAGED = 3.0  # how much more a campaign's theme weighs while the campaign is at its stage
_Push = tuple[tuple[str, ...], Fraction, str]  # a campaign's themes there, its part, its stage


def mix(strategy: Strategy, platform: str) -> dict[str, Fraction]:
    """The shares of a platform: its own rows replace those categories, the others scale to fill (PRODUCT §7)."""
    base = {row.category: row.share for row in strategy.mix if not row.platform}
    own = {row.category: row.share for row in strategy.mix if row.platform == platform}
    rest = {category: part for category, part in base.items() if category not in own}
    room, spread = max(Fraction(0), 1 - sum(own.values())), sum(rest.values())
    if spread:
        own |= {category: part * room / spread for category, part in rest.items()}
    total = sum(own.values())
    return {category: part / total for category, part in own.items()} if total else {}


def categories(strategy: Strategy) -> tuple[str, ...]:
    """Every category, in the order of the thirds, then by name."""
    order = ("promote", "curate", "interact")
    found = {row.category for row in strategy.mix} | {theme.category for theme in strategy.themes}
    return tuple(sorted(found, key=lambda name: (order.index(name) if name in order else len(order), fold(name))))


def formats_of(strategy: Strategy, theme: Theme, platform: Platform) -> tuple[str, ...]:
    """The formats in which a theme can stand on a platform, by name: what each of the three columns names must hold."""
    here = {row.format for row in strategy.formats if not row.platforms or platform.platform in row.platforms}
    wanted = set(theme.formats) if theme.formats else None
    carried = set(platform.formats) if platform.formats else None
    found = here
    if wanted is not None:
        found = found & wanted
    if carried is not None:
        found = found & carried
    return tuple(sorted(found, key=fold))


@dataclass(frozen=True, slots=True)
class Share:
    """What a slot is to hold on the target path: parts by category and by theme; each sums to 1 (or all is empty)."""

    categories: Mapping[str, float]
    themes: Mapping[str, float]


class Path:
    """The target path of a strategy: `at(platform, day)` is what that slot is to hold.

    Inside a category themes weigh as `raking` fits them, so that platforms serve their missions. A category that no
    theme can carry there and then (platforms, formats, season) leaves its part to the others; on the days of a
    campaign, its part belongs to its themes and the rest to the other themes. So seasons and campaigns bend the path,
    and what they take is not taken back later.
    """

    def __init__(self, strategy: Strategy) -> None:
        self._themes = tuple(theme for theme in strategy.themes if theme.weight > 0)
        self._by_name = {theme.theme: theme for theme in strategy.themes}
        self._strategy = strategy
        self._platforms = {one.platform: one for one in strategy.platforms}
        self._mix = {one.platform: mix(strategy, one.platform) for one in strategy.platforms}
        self._carried = {
            one.platform: tuple(
                theme for theme in self._themes if carries(strategy, theme, one) and serves(strategy, theme, one)
            )
            for one in strategy.platforms
        }
        self._weights = raked(strategy, self._carried, self._mix, _meets)
        self._steady = not strategy.campaigns and not any(theme.start or theme.end for theme in self._themes)
        self._share = cache(self._compute)
        self._at = cache(self._on)

    def at(self, platform: str, day: date, beside: str = "") -> Share:
        """The parts of one post of a platform on a day; a post set `beside` the mix belongs to its theme alone."""
        if beside:
            return Share({self._by_name[beside].category: 1.0}, {beside: 1.0})
        if self._steady:  # the same on every day
            day = date.min
        found: Share = self._at(platform, day)
        return found

    def _on(self, platform: str, day: date) -> Share:
        there = self._in_season(platform, day)
        pushes = []
        for push in active_campaigns(self._strategy, self._platforms[platform], day, there):
            own = tuple(name for name in there if name in push.campaign.themes)
            pushes.append((own, push.part, stage_on(push.campaign, day)))
        found: Share = self._share(platform, there, tuple(pushes))
        return found

    def _in_season(self, platform: str, day: date) -> tuple[str, ...]:
        return tuple(theme.theme for theme in self._carried[platform] if in_season(theme, day))

    def _compute(self, platform: str, names: tuple[str, ...], pushes: tuple[_Push, ...]) -> Share:
        pushed = {name for own, _, _ in pushes for name in own}
        base = self._base(platform, tuple(name for name in names if name not in pushed))
        if not base.themes and not any(part for _, part, _ in pushes):
            return self._base(platform, names)  # campaigns that ask for nothing, and would have all there is
        if not pushes:
            return base
        rest = 1 - float(sum(part for _, part, _ in pushes)) if base.themes else 0.0
        themes = {name: rest * part for name, part in base.themes.items()}
        scale = 1.0 if base.themes else 1 / float(sum(part for _, part, _ in pushes) or 1)
        for own, part, stage in pushes:
            weights = {name: float(self._by_name[name].weight) * self._fit(name, stage) for name in own}
            for name, weight in weights.items():
                themes[name] = themes.get(name, 0.0) + scale * float(part) * weight / sum(weights.values())
        categories: dict[str, float] = {}
        for name, own_part in themes.items():
            category = self._by_name[name].category
            categories[category] = categories.get(category, 0.0) + own_part
        return Share(dict(sorted(categories.items())), dict(sorted(themes.items())))

    def _fit(self, name: str, stage: str) -> float:
        """A campaign's themes that speak to its present stage come first."""
        return STAGED if self._by_name[name].stage == stage else 1.0

    def _base(self, platform: str, names: tuple[str, ...]) -> Share:
        weights: dict[str, dict[str, float]] = {}
        for theme in self._carried[platform]:
            if theme.theme in names:
                weights.setdefault(theme.category, {})[theme.theme] = self._weights[platform, theme.theme]
        shares = {category: part for category, part in self._mix[platform].items() if part and category in weights}
        total = sum(shares.values())
        if not total:
            return Share({}, {})
        themes = {
            name: float(shares[category] / total) * weight / sum(weights[category].values())
            for category in sorted(shares)
            for name, weight in sorted(weights[category].items())
        }
        return Share({category: float(part / total) for category, part in sorted(shares.items())}, themes)


def serves(strategy: Strategy, theme: Theme, platform: Platform) -> bool:
    """Where a platform has one objective, all that promotes should serve it, if any of it can (PRODUCT §7)."""
    if len(platform.objectives) != 1 or theme.category != "promote" or _meets(theme, platform):
        return True
    others = [one for one in strategy.themes if one.category == "promote" and one.weight > 0]
    return not any(_meets(one, platform) and carries(strategy, one, platform) for one in others)


def off_mission(strategy: Strategy) -> frozenset[tuple[str, str]]:
    """The platforms with the themes that name objectives, none of them theirs."""
    return frozenset(
        (platform.platform, theme.theme)
        for platform in strategy.platforms
        for theme in strategy.themes
        if not _meets(theme, platform)
    )


def _meets(theme: Theme, platform: Platform) -> bool:
    return not theme.objectives or bool(set(theme.objectives) & set(platform.objectives))


def in_season(row: Theme | Platform, day: date) -> bool:
    """Whether a day lies between the start and the end of a theme or a platform; an open side has no limit."""
    return (row.start is None or row.start <= day) and (row.end is None or day <= row.end)


def carries(strategy: Strategy, theme: Theme, platform: Platform) -> bool:
    """Whether a theme may stand on a platform: by its platforms, and by the formats of both."""
    named = not theme.platforms or platform.platform in theme.platforms
    return named and bool(formats_of(strategy, theme, platform))
