"""Days on which a platform has posts of one category alone: key dates that are quiet except for it."""

from __future__ import annotations

from datetime import date
from functools import cache

from calgen.plan.days.key_dates import spans_of
from calgen.strategy import Strategy


class OnlyCategory:
    """Tells which category alone a platform may have posts of on a day. False where no key date asks for it."""

    def __init__(self, strategy: Strategy) -> None:
        self._strategy = strategy
        self._key_dates = tuple(row for row in strategy.key_dates if row.excepted_category)
        self.on = cache(self._category_on)

    def __bool__(self) -> bool:
        return bool(self._key_dates)

    def _category_on(self, platform: str, day: date) -> str:
        """The category, empty where all may stand. Where two key dates differ, the day is quiet for both."""
        for key_date in self._key_dates:
            is_here = not key_date.platforms or platform in key_date.platforms
            if is_here and spans_of(self._strategy, key_date, day, day):
                return key_date.excepted_category
        return ""
