"""Whether a post stands outside the mix, by the cells of its row: its slot then belongs to its theme alone."""

from __future__ import annotations

from datetime import date
from functools import cache

from calgen.plan.asked_before import NOTHING_BEFORE, AskedBefore
from calgen.plan.target.campaigns import is_announcement
from calgen.plan.target.theme_places import can_carry
from calgen.strategy import Strategy


class OutsideMix:
    """Tells whether a post stands outside the mix, in a strategy whose calendar begins on the day `first`.

    So does a post of a campaign on a set day outside its days, one that takes a key date as a hook with its theme, and
    one that no mix asks for: of a theme without weight or that its platform cannot carry, or on a platform that ended
    before. A post of a day of which it is known what was asked `before` is judged by that.
    """

    def __init__(self, strategy: Strategy, first: date, before: AskedBefore = NOTHING_BEFORE) -> None:
        self._before = before
        self._strategy = strategy
        self._hooks = {key_date.name: key_date.theme for key_date in strategy.key_dates}
        self._themes = {theme.theme: theme for theme in strategy.themes}
        self._platforms = {
            platform.platform: platform
            for platform in strategy.platforms
            if platform.last_day is None or platform.last_day >= first
        }
        self._is_asked = cache(self._asks)

    def is_outside(self, platform: str, day: date, theme: str, campaign: str, key_date: str) -> bool:
        """Whether a post with these cells stands outside the mix."""
        is_hooked = bool(key_date) and self._hooks.get(key_date) == theme
        is_outside = bool(campaign) and is_announcement(self._strategy, campaign, day)
        if span := self._before.on(platform, day):
            return is_outside or is_hooked or not span.themes.get(theme)
        return is_outside or is_hooked or not self._is_asked(platform, theme)

    def _asks(self, platform: str, theme: str) -> bool:
        """Whether the mix can ask for posts of a theme on a platform."""
        here, own = self._platforms.get(platform), self._themes.get(theme)
        return bool(here and own and own.weight and can_carry(self._strategy, own, here))
