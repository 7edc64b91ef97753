"""Random choices of a seed, for strategies that a person might write."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")
Span = tuple[date, date]  # the first and last day of a plan, both included


class Choices:
    """Random choices; the same seed makes the same ones."""

    def __init__(self, seed: int | str) -> None:
        self._random = random.Random(seed)

    def whole(self, first: int, last: int) -> int:
        """A whole number from `first` to `last`, both included."""
        return self._random.randint(first, last)

    def chance(self, percent: int) -> bool:
        """True in so many of a hundred draws, on average."""
        return self._random.randrange(100) < percent

    def pick(self, values: Sequence[T]) -> T:
        """One of some values."""
        return values[self._random.randrange(len(values))]

    def some(self, values: Sequence[T], least: int = 1, most: int | None = None) -> tuple[T, ...]:
        """From `least` to `most` of some values, in their own order."""
        count = self.whole(min(least, len(values)), min(len(values), most or len(values)))
        chosen = set(self._random.sample(range(len(values)), count))
        return tuple(value for index, value in enumerate(values) if index in chosen)

    def named(self, percent: int, values: Sequence[T], least: int = 1, most: int | None = None) -> tuple[T, ...]:
        """Some of the values so often; else none, which means no restriction."""
        return self.some(values, least, most) if self.chance(percent) else ()

    def day(self, span: Span, before: int = 0, after: int = 0) -> date:
        """A day of a span, or up to so many days before or after it."""
        return span[0] + timedelta(days=self.whole(-before, (span[1] - span[0]).days + after))

    def window(self, span: Span, least: int, most: int) -> Span:
        """A window of `least` to `most` days that begins in a span."""
        first = self.day(span, before=3)
        return first, first + timedelta(days=self.whole(least, most) - 1)
